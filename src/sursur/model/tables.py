"""Every table of a release, declared once: what one row is, what each column means and in which unit.

Readers write these tables, measures read and extend them, the release stores them, and the documentation page
`docs/tables.md` is generated from here. Types are our own small list so that this module stays free of tools.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    TEXT = "text"
    INTEGER = "integer"
    FLAG = "true or false"
    DATE = "date"
    TIMESTAMP = "time, UTC"
    AMOUNT = "money as reported, decimal with 6 places"
    USD = "US dollars, decimal with 2 places"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    one_row_per: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _columns(spec: str) -> tuple[Column, ...]:
    """Read `name kind meaning` lines: the declaration below stays a list that people can read."""
    kinds = {kind.name.lower(): kind for kind in Kind}
    lines = [line.split(maxsplit=2) for line in spec.splitlines() if line.strip()]
    return tuple(Column(name, kinds[kind], meaning) for name, kind, meaning in lines)


_PLACE = """
    sheet         text     sheet of a workbook, where the source is one
    row           integer  line of the sheet or text file, 1 is the first line
    byte_offset   integer  first byte of the record in the unpacked UTF-8 text of the file
"""

SOURCE = Table(
    "source",
    "file as it came",
    _columns("""
    source_id     text      first 16 hex digits of the SHA-256 of the content
    dataset       text      which descriptor read it: the name of a file in `sources/`, or `iati`
    file_name     text      path below the folder that was read, with / between parts
    title         text      what the publisher calls it
    publisher     text      who answers for it
    url           text      where it is published
    licence       text      as stated by the publisher
    retrieved_at  timestamp when this copy was taken from the publisher, where known
    sha256        text      of the file as it came
    size_bytes    integer   of the file as it came
    format        text      what it turned out to be: iati-activities 2.03, iati-organisations, csv, xlsx, unreadable
    layer         text      kind of telling: registry, own_report, official_aggregate, research, compilation
    price_note    text      what the descriptor says about prices
    rows_read     integer   records found
    rows_kept     integer   records that stand in the release
    rows_rejected integer   records that do not, each with a problem that says why
    rows_left_out integer   records that the descriptor's filter leaves out (kept in the table, not counted)
    """),
    ("source_id",),
)

PROBLEM = Table(
    "problem",
    "thing found wrong in a source",
    _columns("source_id text the file it is in\n" + _PLACE + """
    column        text     column or element
    identifier    text     identifier of the record
    severity      text     error lost a record, warning lost or doubted a value, note lost nothing
    code          text     stable kebab-case word
    message       text     what was found
    repair        text     what the publisher or the reader can do
    """),
    (),
)

ACTIVITY = Table(
    "activity",
    "reported activity (a file may report the same identifier twice: two rows)",
    _columns("""
    activity_id          text     source_id and ordinal in the file
    source_id            text     the file
    ordinal              integer  1 is the first record of the file
    """ + _PLACE.strip() + """
    identifier           text     iati-identifier or the source's own project number, spaces trimmed
    content_hash         text     SHA-256 (16 hex digits) of the record's bytes
    version              text     IATI version in force for the record
    reporting_ref        text     organisation identifier of the reporter
    reporting_type       text     IATI OrganisationType code
    reporting_name       text     first narrative
    secondary_reporter   flag     the reporter tells of somebody else's activity
    title                text     first narrative, or the sheet's title column
    description          text     first narrative of the first description
    status               text     IATI ActivityStatus code
    start_planned        date     as reported
    start_actual         date     as reported
    end_planned          date     as reported
    end_actual           date     as reported
    default_currency     text     ISO 4217, upper case
    default_flow_type    text     IATI FlowType
    default_finance_type text     IATI FinanceType
    default_aid_type     text     IATI AidType (vocabulary 1)
    default_tied_status  text     IATI TiedStatus
    collaboration_type   text     IATI CollaborationType
    scope                text     IATI ActivityScope
    hierarchy            text     level in the publisher's own tree
    humanitarian         flag     as declared
    language             text     default language, lower case
    last_updated         timestamp as reported
    included             flag     false where the source's own advice leaves the record out of sums
    left_out_reason      text     why `included` is false
    flow_class           text     the source's own class (ODA-like, OOF-like, vague)
    extra                text     JSON: attributes and values of the record that no other column holds
    """),
    ("activity_id",),
)

NARRATIVE = Table(
    "narrative",
    "text in a language",
    _columns("""
    activity_id  text     the record it belongs to (activity or organisation report)
    ordinal      integer  1 is the first text of the record
    element      text     path of the element that holds it, such as title, description, transaction/description
    owner_id     text     id of the row it describes (transaction, participant, budget), else empty
    kind         text     type attribute of the element (description type, …)
    language     text     lower case; the record's default where the text says none
    text         text     as written, spaces at the ends trimmed
    """),
    ("activity_id", "ordinal"),
)

PARTICIPANT = Table(
    "participant",
    "organisation in a role",
    _columns("""
    activity_id   text     the record
    ordinal       integer  1 is the first
    role          text     funding, accountable, extending, implementing, other
    role_code     text     as reported
    ref           text     organisation identifier
    type          text     IATI OrganisationType code
    name          text     first narrative
    activity_ref  text     the organisation's own activity, where it names one
    channel_code  text     CRS channel code
    extra         text     JSON: what no other column holds
    """),
    ("activity_id", "ordinal"),
)

TRANSACTION = Table(
    "transaction",
    "reported transaction, of money or in kind",
    _columns("""
    transaction_id        text     activity_id and ordinal
    activity_id           text     the record
    source_id             text     the file
    ordinal               integer  1 is the first of the record
    type                  text     IATI TransactionType code (2.x numbers; 1.x letters are translated)
    date                  date     as reported
    value_date            date     as reported for the value
    amount                amount   as reported
    amount_text           text     as written, where it could not be read as a number or lost digits
    currency              text     ISO 4217, the record's default where the value says none
    price_year            integer  base year of constant prices; empty means current prices
    quantity              number   of `unit`, for cooperation in kind
    unit                  text     person_day, place, dose, tonne, …
    unit_cost             amount   in `currency`
    valuation_method      text     where the unit cost comes from
    provider_ref          text     as reported
    provider_type         text     IATI OrganisationType
    provider_name         text     first narrative
    provider_activity     text     activity identifier of the provider's side
    receiver_ref          text     as reported
    receiver_type         text     IATI OrganisationType
    receiver_name         text     first narrative
    receiver_activity     text     activity identifier of the receiver's side
    disbursement_channel  text     IATI DisbursementChannel
    flow_type             text     the transaction's own, else empty
    finance_type          text     the transaction's own, else empty
    aid_type              text     the transaction's own, else empty
    tied_status           text     the transaction's own, else empty
    humanitarian          flag     as declared
    description           text     first narrative
    loan_rate             number   interest in per cent a year
    loan_maturity         number   years
    loan_grace            number   years
    grant_element         number   per cent, as the source computed it
    extra                 text     JSON: what no other column holds
    """),
    ("transaction_id",),
)

BUDGET = Table(
    "budget",
    "budget or planned disbursement of an activity",
    _columns("""
    budget_id     text     activity_id, kind and ordinal
    activity_id   text     the record
    source_id     text     the file
    kind          text     budget, planned_disbursement, country_budget_item, forward_spend
    ordinal       integer  1 is the first of its kind
    type          text     IATI BudgetType
    status        text     IATI BudgetStatus
    period_start  date     as reported
    period_end    date     as reported
    value_date    date     as reported
    amount        amount   as reported
    amount_text   text     as written, where it could not be read as a number
    currency      text     ISO 4217, the record's default where the value says none
    provider_ref  text     as reported
    provider_name text     first narrative
    receiver_ref  text     as reported
    receiver_name text     first narrative
    extra         text     JSON: what no other column holds
    """),
    ("budget_id",),
)

SPLIT = Table(
    "split",
    "share of an activity or transaction by country, region or sector",
    _columns("""
    activity_id    text     the record
    transaction_id text     the transaction, empty for the activity as a whole
    ordinal        integer  1 is the first of its owner
    dimension      text     country, region, sector
    vocabulary     text     as reported; the standard's default where it says none
    vocabulary_uri text     of an own vocabulary
    code           text     as reported, spaces trimmed, countries upper case
    name           text     first narrative, or the sheet's text
    percentage     number   0 to 100; empty where not reported
    extra          text     JSON: what no other column holds
    """),
    ("activity_id", "transaction_id", "dimension", "ordinal"),
)

TAG = Table(
    "tag",
    "SDG goal, target, marker or crisis of an activity",
    _columns("""
    activity_id    text     the record
    ordinal        integer  1 is the first of its kind
    kind           text     tag, policy_marker, humanitarian_scope, aid_type
    vocabulary     text     as reported; the standard's default where it says none
    vocabulary_uri text     of an own vocabulary
    code           text     as reported
    significance   text     of a policy marker
    type           text     of a humanitarian scope: 1 emergency, 2 appeal
    name           text     first narrative
    extra          text     JSON: what no other column holds
    """),
    ("activity_id", "kind", "ordinal"),
)

PLACE = Table(
    "place",
    "location of an activity",
    _columns("""
    activity_id  text     the record
    ordinal      integer  1 is the first
    ref          text     the publisher's own
    name         text     first narrative
    latitude     number   degrees, WGS 84
    longitude    number   degrees, WGS 84
    id_vocabulary text    gazetteer
    id_code      text     in that gazetteer
    level        text     administrative level
    extra        text     JSON: what no other column holds
    """),
    ("activity_id", "ordinal"),
)

RESULT = Table(
    "result",
    "period of an indicator of a result (an indicator without periods, or a result without indicators, is one row)",
    _columns("""
    activity_id       text     the record
    ordinal           integer  1 is the first row of the record
    result_number     integer  1 is the first result
    indicator_number  integer  1 is the first indicator of the result, empty where it has none
    period_number     integer  1 is the first period of the indicator, empty where it has none
    type              text     IATI ResultType
    title             text     first narrative of the result
    indicator         text     first narrative of the indicator's title
    measure           text     IATI IndicatorMeasure
    ascending         flag     more is better
    baseline_year     text     as reported
    baseline_value    text     as written
    period_start      date     as reported
    period_end        date     as reported
    target            text     as written
    actual            text     as written
    extra             text     JSON: what no other column holds (references, dimensions, locations, further baselines)
    """),
    ("activity_id", "ordinal"),
)

DOCUMENT = Table(
    "document",
    "link to a document",
    _columns("""
    activity_id  text     the record (activity or organisation report)
    ordinal      integer  1 is the first
    element      text     where it stands: document-link, result/document-link, …
    url          text     as reported
    format       text     media type
    title        text     first narrative
    categories   text     IATI DocumentCategory codes, separated by spaces
    languages    text     separated by spaces
    date         date     of the document
    extra        text     JSON: what no other column holds
    """),
    ("activity_id", "ordinal"),
)

RELATED = Table(
    "related",
    "link from an activity to another one",
    _columns("""
    activity_id  text     the record
    ordinal      integer  1 is the first
    type         text     IATI RelatedActivityType, or other_identifier type
    kind         text     related_activity, other_identifier
    ref          text     identifier of the other activity, or the other identifier of this one
    owner_ref    text     owner of another identifier
    extra        text     JSON: what no other column holds
    """),
    ("activity_id", "kind", "ordinal"),
)

DETAIL = Table(
    "detail",
    "element of a record that no other table holds, kept as it came",
    _columns("""
    activity_id  text     the record (activity or organisation report)
    ordinal      integer  1 is the first
    element      text     local name
    namespace    text     of a foreign element, else empty
    xml          text     the element as it stands in the source
    """),
    ("activity_id", "ordinal"),
)

ORGANISATION_REPORT = Table(
    "organisation_report",
    "organisation record of an IATI organisation file",
    _columns("""
    activity_id       text     source_id and ordinal (the key that narratives, documents and details use)
    source_id         text     the file
    ordinal           integer  1 is the first record of the file
    byte_offset       integer  first byte of the record in the unpacked UTF-8 text of the file
    identifier        text     organisation-identifier
    name              text     first narrative
    reporting_ref     text     organisation identifier of the reporter
    reporting_type    text     IATI OrganisationType
    reporting_name    text     first narrative
    default_currency  text     ISO 4217
    language          text     default language, lower case
    last_updated      timestamp as reported
    version           text     IATI version
    extra             text     JSON: what no other column holds
    """),
    ("activity_id",),
)

ORGANISATION_BUDGET = Table(
    "organisation_budget",
    "budget or expenditure line of an organisation record",
    _columns("""
    activity_id   text     the organisation record
    ordinal       integer  1 is the first
    kind          text     total-budget, recipient-org-budget, recipient-country-budget, recipient-region-budget, total-expenditure
    status        text     IATI BudgetStatus
    recipient_ref text     organisation, country or region code
    recipient_name text    first narrative
    period_start  date     as reported
    period_end    date     as reported
    value_date    date     as reported
    amount        amount   as reported
    amount_text   text     as written, where it could not be read as a number
    currency      text     ISO 4217
    extra         text     JSON: what no other column holds (budget and expense lines)
    """),
    ("activity_id", "ordinal"),
)

FIGURE = Table(
    "figure",
    "aggregate that a source publishes for a provider, a recipient and a year",
    _columns("""
    figure_id       text     source_id and ordinal
    source_id       text     the file
    ordinal         integer  1 is the first
    """ + _PLACE.strip() + """
    provider        text     as written
    provider_scheme text     what `provider` is: name, iso3, iso2, cow, gw, dac, aiddata
    recipient       text     as written
    recipient_scheme text    what `recipient` is: name, iso3, iso2, cow, gw, dac, aiddata
    year            integer  of the flow
    measure         text     what is measured: oda_net, oda_gross, grants, technical_cooperation, official_finance, …
    part_of_total   flag     true where the measure may be added to others of the same source; false for memo and net lines
    stage           text     commitment, disbursement
    instrument      text     grant, loan, equity, other, empty where mixed
    flow_class      text     the source's own class (oda_like, oof_like, vague)
    sector          text     DAC sector code where the source has one
    amount          amount   in units of `currency` (multiplied out: never millions)
    currency        text     ISO 4217
    price_year      integer  base year of constant prices; empty means current prices
    records         integer  how many records the source says it summed
    extra           text     JSON: what no other column holds
    """),
    ("figure_id",),
)

ORGANISATION = Table(
    "organisation",
    "resolved organisation",
    _columns("""
    organisation_id text   our own stable id
    name            text   English or the organisation's own
    kind            text   government, multilateral, multilateral_south_led, ngo, private, academic, unknown
    country         text   ISO 3166-1 alpha-3, empty for international ones
    parent_id       text   the organisation it belongs to
    iati_ref        text   organisation identifier in IATI
    dac_code        text   OECD provider code
    channel_code    text   CRS channel code
    source          text   where this row comes from
    """),
    ("organisation_id",),
)

FLOW = Table(
    "flow",
    "value from a provider to a recipient in a year for a sector, from one reported transaction, budget or figure",
    _columns("""
    flow_id           text     stable: the same reported row gives the same id in every release
    activity_id       text     the reported activity, empty for aggregates
    transaction_id    text     the reported transaction, empty for aggregates
    figure_id         text     the reported aggregate, empty for activities
    source_id         text     the file
    dataset           text     the source's descriptor
    layer             text     registry, own_report, official_aggregate, research, compilation
    sheet             text     place in the source
    row               integer  place in the source
    byte_offset       integer  place in the source
    identifier        text     of the activity
    title             text     of the activity
    provider          text     organisation_id
    provider_name     text     of the organisation, or as reported
    provider_country  text     ISO 3166-1 alpha-3, empty for international organisations
    provider_kind     text     see `organisation.kind`
    recipient         text     organisation_id or country
    recipient_name    text     as reported
    recipient_country text     ISO 3166-1 alpha-3; empty for a region or unknown
    recipient_region  text     region code, where no single country
    channel           text     organisation_id that implements or passes on
    channel_country   text     ISO 3166-1 alpha-3
    year              integer  of the value date
    value_date        date     date that decides year and rate
    stage             text     commitment, disbursement, forward
    instrument        text     grant, loan_concessional, loan_non_concessional, loan, equity, debt_relief, in_kind, other
    flow_class        text     the source's own class (ODA-like, OOF-like, vague)
    measure           text     what an aggregate measures; `transaction` for activities
    framework_item    text     item of the UN framework's catalogue
    sector            text     DAC sector, 3 digits
    sector_share      number   share of the reported value that this row holds, 0 to 1
    sdg_goal          text     1 to 17
    crisis            text     GLIDE number or `covid-19`
    quantity          number   of `unit`
    unit              text     for cooperation in kind
    amount            amount   this row's part, in `currency`
    currency          text     ISO 4217
    price_year        integer  base year of constant prices as reported; empty means current prices
    usd_current       usd      by the rate of the month of the value
    usd_constant      usd      in prices of the release's base year, by the provider's deflator
    rate              number   units of `currency` for one US dollar
    rate_month        text     YYYY-MM of the rate
    rate_source       text     whose rate
    deflator          number   index of the provider, base year = 1
    deflator_source   text     whose deflator
    money_note        text     why a money column is empty, or how it was rebased
    form              text     verdict under the default definition of the South
    form_rule         text     rule id
    form_reason       text     one sentence
    declared_form     text     what the source itself declares, empty where nothing
    counted           flag     whether the flow is in totals
    count_rule        text     rule id
    count_reason      text     one sentence
    linked_flow_id    text     the flow that is counted instead
    """),
    ("flow_id",),
)

MEMBERSHIP = Table(
    "membership",
    "country in a group over a span",
    _columns("""
    group_id   text  our id of the group
    country    text  ISO 3166-1 alpha-3
    status     text  member, partner, observer, associate, candidate, applicant, invited, declined, suspended, left, disputed
    valid_from date  first day; empty where not established
    valid_to   date  last day; empty where it goes on
    from_text  text  as the source gives it: a year, a month or a day
    to_text    text  as the source gives it
    note       text  doubts
    source     text  address, or what is unconfirmed
    confirmed  flag  false where the source column says to confirm
    """),
    ("group_id", "country", "status", "from_text"),
)

INDICATOR = Table(
    "indicator",
    "value of an indicator for a country in a year",
    _columns("""
    country    text    ISO 3166-1 alpha-3
    year       integer of the value
    indicator  text    our id: gdp_usd, population, gni_usd, …
    value      number  in the unit of the indicator
    unit       text    US dollars, persons, per cent, index
    source     text    whose figure
    """),
    ("country", "year", "indicator"),
)

INSTRUMENT = Table(
    "instrument",
    "declaration, plan, resolution or agreement",
    _columns("""
    instrument_id text  our id
    title         text  official or usual title
    kind          text  declaration, plan_of_action, resolution, agreement, …
    adopted       date  day of adoption; empty where only a year is known
    adopted_text  text  as the source gives it
    place         text  city and country
    adopted_by    text  who adopted it
    parties       text  countries and groups, separated by spaces
    symbol        text  document symbol
    follows       text  instrument_id of those it follows, separated by spaces
    in_force      text  as far as known
    summary       text  our own words
    source_url    text  where it was read
    confirmed     text  confirmed, partly, unconfirmed
    status        text  what is confirmed and what is not, in words
    note          text  doubts
    """),
    ("instrument_id",),
)

COMMITMENT = Table(
    "commitment",
    "promise inside an instrument",
    _columns("""
    commitment_id  text  our id
    instrument_id  text  where it stands
    paragraph      text  in that instrument
    text           text  our own words
    by_whom        text  who promised
    target_value   text  how much
    unit           text  of what
    due            text  by when
    related_sdg_target text such as 17.2
    how_measured   text  how one can tell
    source_url     text  where it was read
    confirmed      text  confirmed, partly, unconfirmed
    status         text  what is confirmed and what is not, in words
    note           text  doubts
    """),
    ("commitment_id",),
)

EVENT = Table(
    "event",
    "observance or meeting",
    _columns("""
    event_id    text  our id
    name        text  usual name
    kind        text  observance, summit, conference, …
    starts      date  first day; empty where only a year or month is known
    ends        date  last day
    start_text  text  as the source gives it
    end_text    text  as the source gives it
    place       text  city and country
    recurs      text  once, yearly MM-DD, about every n years
    organisers  text  who called it
    kinds_of_actors text states, civil society, business, academia, …
    outcome_instrument_id text what it adopted
    source_url  text  where it was read
    confirmed   text  confirmed, partly, unconfirmed
    status      text  what is confirmed and what is not, in words
    note        text  doubts
    """),
    ("event_id",),
)

INITIATIVE = Table(
    "initiative",
    "initiative, fund, bank, credit line or programme",
    _columns("""
    initiative_id text  our id
    name          text  usual name
    kind          text  initiative, fund, bank, credit_line, …
    lead          text  country or group
    started       text  year, month or day
    ended         text  year, month or day
    instrument_id text  what founded it
    scale         text  size as its source puts it
    scale_year    text  of that size
    scale_source_url text where the size was read
    participants  text  ISO 3166-1 alpha-3 with years, as listed
    description   text  our own words
    source_url    text  where it was read
    confirmed     text  confirmed, partly, unconfirmed
    status        text  what is confirmed and what is not, in words
    note          text  doubts
    """),
    ("initiative_id",),
)

COUNTRY = Table(
    "country",
    "country or territory",
    _columns("""
    country    text  ISO 3166-1 alpha-3 (XKX for Kosovo)
    iso2       text  ISO 3166-1 alpha-2
    m49        text  three digits
    name_en    text  English short name (CLDR)
    region     text  UN M49 region
    subregion  text  UN M49 subregion
    sovereign  text  ISO 3166-1 alpha-3 of the state it belongs to, empty for states
    """),
    ("country",),
)

INGESTED: tuple[Table, ...] = (
    ACTIVITY, NARRATIVE, PARTICIPANT, TRANSACTION, BUDGET, SPLIT, TAG, PLACE, RESULT, DOCUMENT, RELATED, DETAIL,
    ORGANISATION_REPORT, ORGANISATION_BUDGET, FIGURE,
)  # fmt: skip
"""What a reader may return for one file, beside its problems."""

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SOURCE, PROBLEM, *INGESTED, ORGANISATION, FLOW, COUNTRY, MEMBERSHIP, INDICATOR, INSTRUMENT, COMMITMENT, EVENT, INITIATIVE,
    )
}  # fmt: skip
"""Every table of a release by name."""
