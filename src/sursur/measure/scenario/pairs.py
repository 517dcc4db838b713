"""Figures of pairs of countries: what stays within a group."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.scenario.sums import EXACT, ZERO, names_where, percent, totals

SIDE = ("step", "side", "facts_year")


def within(members: ir.Table, pairs: ir.Table) -> ir.Table:
    """What members give or sell to one another, and its share of what all countries give or sell to one another.

    pairs: facts_year, indicator, provider, recipient, value, first_year, last_year. A member without data is one that
    stands in no pair at all; a member that stands in pairs with others only adds nothing and is not missing. Fewer than
    two members with data have nothing between them, which is null.

    >>> from sursur.measure.examples import example, shown
    >>> members = example("step side facts_year country name", "one before 2022 BRA Brazil",
    ...                   "one before 2022 IND India", "one before 2022 CUB Cuba")
    >>> pairs = example("facts_year indicator provider recipient value first_year last_year",
    ...                 "2022 trade BRA IND 30.00 2014 2014", "2022 trade IND USA 90.00 2014 2014")
    >>> shown(within(members, pairs).select("indicator", "value", "world_percent", "with_data", "missing"))
    indicator  value    world_percent  with_data  missing
    trade      30.0000  25.0000        2          Cuba
    """
    inside = between_members(members, pairs)
    sums = inside.group_by(*SIDE, "indicator").aggregate(
        value=inside.value.cast(EXACT).sum(), first_year=inside.first_year.min(), last_year=inside.last_year.max()
    )
    world = pairs.group_by("facts_year", "indicator").aggregate(world=pairs.value.sum())
    joined = coverage(members, pairs).left_join(sums, [*SIDE, "indicator"])
    joined = joined.drop("step_right", "side_right", "facts_year_right", "indicator_right")
    joined = joined.left_join(world, ["facts_year", "indicator"])
    two = ibis.ifelse(joined.with_data > 1, joined.value.fill_null(ZERO), ibis.null(EXACT))
    return totals(joined.mutate(value=two, world_percent=percent(two, joined.world)))


def within_share(members: ir.Table, pairs: ir.Table) -> ir.Table:
    """Share of what members give and get, or sell and buy, that stays within, in per cent.

    The indicator is called as that of the pairs with `_share`.
    Exports and imports within, by exports and imports with all. What one member sells another one buys, so that the sum
    within stands on both sides: `2 * within / (given + received)`. The intraregional trade share is computed so
    (S. Hamanaka, ADB Economics Working Paper 455, 2015,
    https://paperzz.com/doc/7771890/the-selection-of-trade-integration-indicators).

    >>> from sursur.measure.examples import example, shown
    >>> members = example("step side facts_year country name", "one before 2022 BRA Brazil",
    ...                   "one before 2022 IND India")
    >>> pairs = example("facts_year indicator provider recipient value first_year last_year",
    ...                 "2022 trade BRA IND 30.00 2014 2014", "2022 trade IND USA 90.00 2014 2014",
    ...                 "2022 trade USA DEU 70.00 2014 2014")
    >>> shown(within_share(members, pairs).select("indicator", "value"))
    indicator    value
    trade_share  40.0000
    """
    ends = _ends(pairs)
    own = members.inner_join(ends, ["facts_year", "country"])
    whole = own.group_by(*SIDE, "indicator").aggregate(whole=own.value.sum())
    joined = whole.left_join(within(members, pairs), ["step", "side", "indicator"])
    return totals(
        joined.mutate(
            indicator=joined.indicator + "_share",
            value=percent(2 * joined.value.cast("float64"), joined.whole),
            world_percent=ibis.null(EXACT),
        )
    )


def coverage(members: ir.Table, pairs: ir.Table) -> ir.Table:
    """How many members of each side stand in any pair, and the names of those that stand in none."""
    present = _ends(pairs).select("facts_year", "indicator", "country", present=True).distinct()
    expected = members.cross_join(pairs.select("indicator").distinct())
    told = expected.left_join(present, ["facts_year", "indicator", "country"])
    return told.group_by(*SIDE, "indicator").aggregate(
        with_data=told.present.count(),
        without_data=told.count() - told.present.count(),
        missing=names_where(told.name, told.present.isnull()),
    )


def between_members(members: ir.Table, pairs: ir.Table) -> ir.Table:
    given = members.inner_join(pairs, [members.facts_year == pairs.facts_year, members.country == pairs.provider])
    given = given.select(*SIDE, "indicator", "provider", "recipient", "value", "first_year", "last_year")
    getting = members.select(*SIDE, recipient="country")
    return given.inner_join(getting, [*SIDE, "recipient"])


def _ends(pairs: ir.Table) -> ir.Table:
    """Each pair told from both of its ends."""
    return pairs.select("facts_year", "indicator", "value", country="provider").union(
        pairs.select("facts_year", "indicator", "value", country="recipient")
    )
