"""What activities report: who, what, when, how much, for whom."""

from __future__ import annotations

from sursur.model.tables.declaring import PLACE_COLUMNS, Table, columns_of

ACTIVITY = Table(
    "activity",
    "reported activity (a file may report the same identifier twice: two rows)",
    columns_of(
        """
    activity_id          text     source_id and ordinal in the file
    source_id            text     the file
    ordinal              integer  1 is the first record of the file
    """
        + PLACE_COLUMNS.strip()
        + """
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
    loan_rate            number   interest in per cent a year of its loans, empty where there are two rates
    loan_maturity        number   years from commitment to the final repayment
    loan_grace           number   years from commitment to the first repayment
    loan_profile         text     equal_principal, annuity, lump_sum, other
    loan_payments        integer  repayments a year
    extra                text     JSON: attributes and values of the record that no other column holds
    """
    ),
    ("activity_id",),
)

NARRATIVE = Table(
    "narrative",
    "text in a language",
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    framework_item        text     item of the catalogue of groups A, B and C, where the source names it
    modality              text     TOSSD modality, where the source names it
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
