"""Figures of countries, added up over the members of a group."""

from __future__ import annotations

from decimal import Decimal

import ibis
import ibis.expr.types as ir

EXACT = "decimal(38, 4)"
"""What sums are computed and told in: money with its cents, shares with four digits."""
ZERO = ibis.literal(Decimal(0), EXACT)
_EXACT = ZERO.type()


def per_member(members: ir.Table, facts: ir.Table) -> ir.Table:
    """Sum of each indicator over the members of each side, its share of the world, and who has no data.

    members: see the package; facts: facts_year, indicator, country, value, weight, first_year, last_year. Facts without
    a weight are added up, and compared with the sum over all countries that have the fact. Facts with a weight are
    averaged: the sum of the values by the sum of the weights (GNI by people, people in need by people).

    `missing` names the members without data. Where no member has data the value is null.

    >>> from sursur.measure.examples import example, shown
    >>> members = example("step side facts_year country name", "one before 2022 BRA Brazil",
    ...                   "one before 2022 IND India", "one after 2022 BRA Brazil",
    ...                   "one after 2022 IND India", "one after 2022 CUB Cuba")
    >>> facts = example("facts_year indicator country value weight first_year last_year",
    ...                 "2022 population BRA 200.00 - 2022 2022", "2022 population IND 1400.00 - 2021 2021",
    ...                 "2022 population USA 400.00 - 2022 2022")
    >>> found = per_member(members, facts.mutate(weight=facts.weight.cast("decimal(38, 4)")))
    >>> shown(found.select("side", "value", "world_percent", "with_data", "missing", "first_year").order_by("side"))
    side    value      world_percent  with_data  missing  first_year
    after   1600.0000  80.0000        2          Cuba     2021
    before  1600.0000  80.0000        2          -        2021
    """
    told = _expected(members, facts).left_join(facts, ["facts_year", "indicator", "country"])
    known = told.value.notnull()
    sums = told.group_by("step", "side", "facts_year", "indicator").aggregate(
        total=exact(told.value).sum(),
        weight=exact(told.weight).sum(),
        with_data=told.value.count(),
        without_data=told.count() - told.value.count(),
        missing=names_where(told.name, ~known),
        first_year=told.first_year.min(),
        last_year=told.last_year.max(),
    )
    world = facts.group_by("facts_year", "indicator").aggregate(world=exact(facts.value).sum())
    joined = sums.left_join(world, ["facts_year", "indicator"])
    mean = (joined.total.cast("float64") / joined.weight.cast("float64")).cast(EXACT)
    return totals(
        joined.mutate(
            value=ibis.ifelse(joined.weight.isnull(), joined.total, mean),
            world_percent=ibis.ifelse(joined.weight.isnull(), percent(joined.total, joined.world), ibis.null(EXACT)),
        )
    )


def country_facts(known: ir.Table, figures: ir.Table) -> ir.Table:
    """Facts of countries by figure, from values of indicators.

    known: as of `sursur.measure.scenario.latest_known`; figures: figure, how, reads, weight (an indicator, or null).
    By `how`:

    - `sum`: the value itself
    - `ratio`: the value, to be divided by the weight: GNI by people
    - `mean`: the value times its weight, to be divided by the weight: a rate over all people
    - `people`: the value in per cent of the weight, in whole persons, as `sursur.measure.need.levels.with_people`

    A country without the weight that a figure asks for has no fact. Years are those of the value.

    >>> from sursur.measure.examples import example, shown
    >>> known = example("facts_year indicator country value first_year last_year", "2022 rate KEN 40.00 2015 2015",
    ...                 "2022 rate UGA 40.00 2015 2015", "2022 population KEN 3.00 2022 2022")
    >>> figures = example("figure how reads weight", "poor people rate population", "share mean rate population",
    ...                   "population sum population -")
    >>> shown(country_facts(known, figures).order_by("indicator").drop("facts_year"))
    indicator   country  value     weight  first_year  last_year
    poor        KEN      1.0000    -       2015        2015
    population  KEN      3.0000    -       2022        2022
    share       KEN      120.0000  3.0000  2015        2015
    """
    asked = known.inner_join(figures, known.indicator == figures["reads"]).drop("indicator")
    of = known.select("facts_year", "country", weight="indicator", weight_value="value")
    both = asked.left_join(of, ["facts_year", "country", "weight"])
    both = both.filter(both.weight.isnull() | both.weight_value.notnull())
    product = both.value.cast("float64") * both.weight_value.cast("float64")
    value = ibis.cases(
        (both.how == "mean", exact(product)),
        (both.how == "people", (product / 100).round().cast(EXACT)),
        else_=exact(both.value),
    )
    averaged = both.how.isin(("mean", "ratio"))
    return both.select(
        "facts_year",
        indicator="figure",
        country="country",
        value=value,
        weight=ibis.ifelse(averaged, exact(both.weight_value), ibis.null(EXACT)),
        first_year="first_year",
        last_year="last_year",
    )


def names_where(name: ir.StringValue, condition: ir.BooleanValue) -> ir.StringValue:
    """Names for which something holds, in the order of the alphabet, separated by commas; null where there is none."""
    chosen = ibis.ifelse(condition, name, ibis.null("string"))
    return chosen.collect(distinct=True).sort().join(", ").nullif("")


def exact(value: ir.Value) -> ir.Value:
    """A number as it is written: engines differ in the last digits where a large one is cast without its text."""
    return value if value.type() == _EXACT else value.cast("string").cast(EXACT)


def percent(part: ir.Value, whole: ir.Value) -> ir.Value:
    """Per cent of the whole with four digits; null where the whole is null or nothing."""
    return (100 * part.cast("float64") / whole.cast("float64").nullif(0.0)).cast(EXACT)


def totals(found: ir.Table) -> ir.Table:
    """The columns that every function of this package gives, in their order."""
    return found.select(
        "step",
        "side",
        "indicator",
        value=exact(found["value"]),
        world_percent=exact(found["world_percent"]),
        with_data=found["with_data"].cast("int64"),
        without_data=found["without_data"].cast("int64"),
        missing=found["missing"],
        first_year=found["first_year"].cast("int64"),
        last_year=found["last_year"].cast("int64"),
    )


def _expected(members: ir.Table, facts: ir.Table) -> ir.Table:
    """Every member with every indicator that anybody has in any year."""
    return members.cross_join(facts.select("indicator").distinct())
