"""The catalogue of the UN framework's groups and the unit costs, as they stood when the release was built."""

from __future__ import annotations

from sursur.model.tables.declaring import Table, columns_of

FRAMEWORK_ITEM = Table(
    "framework_item",
    "item of the catalogue of groups A, B and C",
    columns_of("""
    item             text     id, as in `flow.framework_item`
    framework_group  text     A money, B things and people that can be valued, C counts, B_or_C
    position         integer  place in the catalogue
    name             text     as readers see it
    meaning          text     what belongs to it
    units            text     in what it is counted, separated by spaces
    valued           text     face_value, cost, cost_if_known, none
    separate         text     kept apart from other sums under this name (debt_relief)
    tossd_modalities text     codes, separated by spaces
    aid_types        text     IATI and DAC codes, separated by spaces
    finance_types    text     IATI and DAC codes, separated by spaces
    segib_sectors    text     our ids of SEGIB's sectors, separated by spaces
    verified_where   text     where it is documented that somebody counts it
    catalogue        text     title of the catalogue
    version          text     of the catalogue
    status           text     whose it is: ours, not official
    """),
    ("item",),
)

UNIT_COST = Table(
    "unit_cost",
    "unit cost of an item in a year, of a country or international",
    columns_of("""
    cost_id          text     place in the files of the catalogue
    valuation        text     national, international
    provider_country text     ISO 3166-1 alpha-3; empty where it holds for all
    item             text     see `framework_item`
    unit             text     of which one costs so much
    year             integer  in which it costs so much; other years are not valued by it
    amount           amount   cost of one unit, in `currency`
    currency         text     ISO 4217
    rate             number   units of `currency` for one US dollar, average of the year
    rate_source      text     whose rate
    deflator         number   of the provider (else of the DAC together), base year = 1
    money_note       text     why a rate or deflator is missing
    source           text     whose unit cost
    """),
    ("cost_id",),
)
