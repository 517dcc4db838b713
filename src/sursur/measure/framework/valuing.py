"""What an item is worth: the same cooperation under four valuations, never one of them in silence.

Which valuation the UN framework will ask for is not settled in any public text, so that none is hard-wired: money is
derived from quantity, unit cost and year, and derived again under another method. The valuations are ours:

reported        the cost as the source reports it
national        quantity times the unit cost that the provider's own table gives for that year
international   quantity times the rate that holds for all in that year
ppp             the national cost (the reported one where the table has none) at the provider's price level: divided by
                gross domestic product in US dollars over the same in international dollars of that year

Money (group A) is what it is under every valuation. Counts (group C) are worth nothing under any: they stay counts.
"""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.convert import to_cents

VALUATIONS: Final = ("reported", "national", "international", "ppp")

MONEY: Final = "face_value"
COUNTED: Final = "none"


def valued(flows: ir.Table, items: ir.Table, costs: ir.Table, levels: ir.Table) -> ir.Table:
    """Add framework_group, valued, and the value under each valuation: usd_reported, usd_national, usd_international,
    usd_ppp. What cannot be valued under a method is empty there.

    flows: framework_item, quantity, unit, provider_country, year, usd (the reported cost in US dollars)
    items: item, framework_group, valued (face_value, cost, cost_if_known, none)
    costs: valuation, provider_country, item, unit, year, usd_per_unit
    levels: country, year, level (see `price_levels`)

    Ten days of an expert, reported at 3,000 dollars, cost 250 a day by the national table and 600 by the international
    one; at a price level of half that of the United States the national cost is worth twice as much.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example(
    ...     "id framework_item quantity unit       provider_country year usd",
    ...     "1  expert         10.00    person_day BRA              2020 3000.00",
    ...     "2  grant_cash     -        -          BRA              2020 70.00",
    ...     "3  people_trained 25.00    person     BRA              2020 900.00",
    ... )
    >>> items = example(
    ...     "item framework_group valued", "expert B cost", "grant_cash A face_value", "people_trained C none"
    ... )
    >>> costs = example(
    ...     "valuation provider_country item unit year usd_per_unit",
    ...     "national      BRA expert person_day 2020 250.00",
    ...     "international -   expert person_day 2020 600.00",
    ... )
    >>> levels = example("country year level", "BRA 2020 0.50")
    >>> found = valued(flows, items, costs, levels).order_by("id")
    >>> shown(found.select("id", "framework_group", "usd_reported", "usd_national", "usd_international", "usd_ppp"))
    id  framework_group  usd_reported  usd_national  usd_international  usd_ppp
    1   B                3000.00       2500.00       6000.00            5000.00
    2   A                70.00         70.00         70.00              70.00
    3   C                -             -             -                  -
    """
    named = items.select(i_item="item", framework_group="framework_group", valued="valued")
    grouped = flows.inner_join(named, flows.framework_item == named.i_item).drop("i_item")
    priced = _with_level(_with_rate(_with_rate(grouped, costs, "national"), costs, "international"), levels)
    national, international = _worth(priced, "national"), _worth(priced, "international")
    at_home = national.fill_null(priced.usd.cast("decimal(24, 2)"))
    worth = {
        "reported": priced.usd.cast("decimal(24, 2)"),
        "national": national,
        "international": international,
        "ppp": to_cents(at_home.cast("float64") / priced.level),
    }
    money, counted = priced.valued == MONEY, priced.valued == COUNTED
    nothing = ibis.null("decimal(24, 2)")
    return priced.mutate(
        **{
            f"usd_{name}": ibis.cases((counted, nothing), (money, worth["reported"]), else_=value)
            for name, value in worth.items()
        }
    ).drop("national_cost", "international_cost", "level")


def _worth(t: ir.Table, valuation: str) -> ir.DecimalValue:
    return to_cents(t.quantity.cast("float64") * t[f"{valuation}_cost"])


def _with_rate(t: ir.Table, costs: ir.Table, valuation: str) -> ir.Table:
    """The unit cost of the year: the provider's own, or the one that holds for all."""
    own = costs.filter(costs.valuation == valuation).select(
        c_country="provider_country",
        c_item="item",
        c_unit="unit",
        c_year="year",
        **{f"{valuation}_cost": costs.usd_per_unit.cast("float64")},
    )
    unit = t.unit.cast("string").strip().lower()
    keys = [t.framework_item == own.c_item, unit == own.c_unit, t.year == own.c_year]
    if valuation == "national":
        keys.append(t.provider_country == own.c_country)
    return t.left_join(own, keys).drop("c_country", "c_item", "c_unit", "c_year")


def _with_level(t: ir.Table, levels: ir.Table) -> ir.Table:
    known = levels.select(l_country="country", l_year="year", level=levels.level.cast("float64"))
    return t.left_join(known, [t.provider_country == known.l_country, t.year == known.l_year]).drop(
        "l_country", "l_year"
    )


def price_levels(indicator: ir.Table) -> ir.Table:
    """country, year, level: what a US dollar's worth costs in a country, 1 as in the United States.

    It is the ratio of the purchasing power parity to the market rate of exchange, taken here from gross domestic
    product in US dollars over the same in international dollars (World Bank, indicator PA.NUS.PPPC.RF:
    https://databank.worldbank.org/metadataglossary/world-development-indicators/series/PA.NUS.PPPC.RF).

    >>> from sursur.measure.examples import example, shown
    >>> shown(price_levels(example(
    ...     "country year indicator value",
    ...     "BRA 2015 gdp_usd 1800.00",
    ...     "BRA 2015 gdp_ppp 3000.00",
    ...     "KEN 2015 gdp_usd 64.00",
    ... )))
    country  year  level
    BRA      2015  0.6000
    """
    market = indicator.filter(indicator.indicator == "gdp_usd").select("country", "year", market="value")
    parity = indicator.filter(indicator.indicator == "gdp_ppp").select(
        p_country="country", p_year="year", parity="value"
    )
    both = market.inner_join(parity, [market.country == parity.p_country, market.year == parity.p_year])
    sound = both.filter(both.market > 0, both.parity > 0)
    return sound.select("country", "year", level=sound.market.cast("float64") / sound.parity.cast("float64"))
