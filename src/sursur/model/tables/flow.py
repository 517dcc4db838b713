"""Published aggregates, resolved organisations, and the flow: the table that everything reads."""

from __future__ import annotations

from sursur.model.tables.declaring import PLACE_COLUMNS, Table, columns_of

FIGURE = Table(
    "figure",
    "aggregate that a source publishes for a provider, a recipient and a year",
    columns_of(
        """
    figure_id       text     source_id and ordinal
    source_id       text     the file
    ordinal         integer  1 is the first
    """
        + PLACE_COLUMNS.strip()
        + """
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
    framework_item  text     item of the catalogue of groups A, B and C, where the source names it
    modality        text     TOSSD modality, where the source names it
    sector          text     DAC sector code where the source has one
    amount          amount   in units of `currency` (multiplied out: never millions)
    currency        text     ISO 4217
    price_year      integer  base year of constant prices; empty means current prices
    records         integer  how many records the source says it summed
    extra           text     JSON: what no other column holds
    """
    ),
    ("figure_id",),
)

ORGANISATION = Table(
    "organisation",
    "resolved organisation",
    columns_of("""
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
    columns_of("""
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
    provider_rule     text     how the provider was found: transaction_provider, reporter, funder, extender, figure, none
    reporter          text     organisation_id of who tells
    funder            text     organisation_id of the only funding participant
    funder_name       text     of the organisation, or as reported
    funder_country    text     ISO 3166-1 alpha-3
    funder_kind       text     see `organisation.kind`
    recipient         text     organisation_id or country
    recipient_name    text     as reported
    recipient_country text     ISO 3166-1 alpha-3; empty for a region or unknown
    recipient_region  text     region code, where no single country
    channel           text     organisation_id that implements or passes on
    channel_country   text     ISO 3166-1 alpha-3
    channel_kind      text     see `organisation.kind`
    partners          text     extending and implementing partners as country/kind, separated by spaces
    recipient_rule    text     how the value was divided by recipient, see the rules on shares
    sector_rule       text     how the value was divided by sector
    year              integer  of the value date
    value_date        date     date that decides year and rate
    stage             text     commitment, disbursement, forward
    instrument        text     grant, loan_concessional, loan_non_concessional, loan, equity, debt_relief, in_kind, other
    flow_class        text     the source's own class (ODA-like, OOF-like, vague)
    measure           text     what an aggregate measures; `transaction` for activities
    framework_item    text     item of the catalogue of groups A, B and C, see `framework_item`; empty where none is known
    framework_rule    text     how the item was found, or why there is none
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
    counting_party    text     whose money is counted once: a country for its government's bodies, else an organisation
    best_available    flag     a disbursement, or a commitment of an activity that reports no disbursement
    counted           flag     whether the flow is in totals
    count_rule        text     rule id
    count_reason      text     one sentence
    linked_flow_id    text     the flow that is counted instead
    """),
    ("flow_id",),
)
