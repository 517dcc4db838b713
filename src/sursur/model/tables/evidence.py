"""What else a record carries: places, results, documents, links, everything not understood, and organisation records."""

from __future__ import annotations

from sursur.model.tables.declaring import Table, columns_of

PLACE = Table(
    "place",
    "location of an activity",
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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

LINK = Table(
    "link",
    "pair of records that are, or may be, the same activity",
    columns_of("""
    activity_id       text    the record whose id comes first
    other_activity_id text    the record whose id comes second
    method            text    identifier, probabilistic, decision
    basis             text    which identifier, or which kind of pair was compared; empty for decisions
    probability       number  0 to 1, by the stored weights; empty where nothing was weighed
    evidence          text    what the two records agree in, and in what not
    verdict           text    same, different, doubtful
    decided_by        text    who decided, where a person did
    decided_on        date    when
    reason            text    why
    """),
    ("activity_id", "other_activity_id"),
)
