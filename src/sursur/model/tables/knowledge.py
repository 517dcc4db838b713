"""What the world agrees on, as it stood when the release was built."""

from __future__ import annotations

from sursur.model.tables.declaring import Table, columns_of

GROUP = Table(
    "group",
    "group, list or forum of countries",
    columns_of("""
    group_id   text  our id
    name       text  usual short name
    full_name  text  official or usual long name
    kind       text  political, regional, economic, bank, list, forum
    founded    text  year, month or day, as the source gives it
    founding_instrument text what founded it
    seat       text  city
    made_up_of text  countries and groups that a forum without members of its own joins, separated by spaces
    note       text  doubts
    source     text  where it was read
    """),
    ("group_id",),
)

MEMBERSHIP = Table(
    "membership",
    "country in a group over a span",
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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
    columns_of("""
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

SOUTH = Table(
    "south",
    "country that belongs to the South in a year, under a definition",
    columns_of("""
    definition  text     g77_china, oda_recipients, non_dac
    country     text     ISO 3166-1 alpha-3
    year        integer  in which the definition holds for the country
    """),
    ("definition", "country", "year"),
)

TRADE = Table(
    "trade",
    "imports of goods by a state from another in a year",
    columns_of("""
    importer  text     ISO 3166-1 alpha-3, or the code of a state of the past (SUN, YUG)
    exporter  text     likewise
    year      integer  calendar year
    usd       usd      current US dollars, in whole millions; empty where the source has no figure; a pair without a row traded nothing or less than half a million
    source    text     whose figure
    """),
    ("year", "importer", "exporter"),
)

VOTE = Table(
    "vote",
    "vote of a state in a roll call of the UN General Assembly",
    columns_of("""
    roll_call  integer  number in the source
    session    integer  of the General Assembly
    year       integer  of the roll call
    day        date     of the roll call; empty before the 59th session, where the source has no usable day
    resolution text     as the source writes it: R/41/59, A/RES/74/56
    issues     text     co colonialism, di disarmament, ec development, hr human rights, me Palestine, nu nuclear; separated by spaces
    important  flag     marked as important by the State Department of the United States; empty where nobody marked
    country    text     ISO 3166-1 alpha-3, or the code of a state of the past (SUN, YUG)
    vote       text     yes, no, abstain; a state without a row was absent or not a member
    """),
    ("roll_call", "country"),
)
