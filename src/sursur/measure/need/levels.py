"""How great a need is: the value that stands in a year, the country's rank, and how sure the rank is."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

CHANGES = 5
"""The variability of a country rests on its last so many changes: about a survey cycle; ours."""
DIGITS = 9
"""Ends of intervals are compared to so many digits after the point, so that every engine orders them alike."""


def need_levels(values: ir.Table, wanted: ir.Table, carry_years: int, higher_is_better: bool = False) -> ir.Table:
    """The value that stands for each country and year of `wanted`, its rank, and the interval of the rank.

    Ours, not official. `severity` is the value, negative where a higher value is better. The latest value counts that
    is of the year or at most `carry_years` older (`value_year`). Rank 1 is the greatest need; equal values share a
    rank; only countries of `wanted` that have a value are ranked (`ranked`).

    The interval of a rank is its span when each value moves by its own `spread`: the country's mean
    absolute change from year to year over its last five changes, once for the year itself and again for every year that
    the value was carried. `rank_from` is 1 plus the countries whose whole interval lies above the country's own,
    `rank_to` the number of countries whose interval does not lie wholly below. A country with a single value has the
    mean spread of the others (`changes` is then 0).

    values: country, year, value, source · wanted: country, year

    >>> from sursur.measure.examples import example, shown
    >>> values = example(
    ...     "country year value source",
    ...     "NER 2009 50.0 WDI", "NER 2010 48.0 WDI",
    ...     "TCD 2009 45.0 WDI", "TCD 2010 47.0 WDI",
    ...     "IND 2009 20.0 WDI", "IND 2010 19.0 WDI",
    ...     "CUB 2001 5.0 WDI",
    ... )
    >>> wanted = example("country year", "NER 2010", "TCD 2010", "IND 2010", "CUB 2010")
    >>> found = need_levels(values, wanted, carry_years=5).order_by("rank", "country")
    >>> shown(found.select("country", "value", "value_year", "rank", "rank_from", "rank_to", "ranked"))
    country  value    value_year  rank  rank_from  rank_to  ranked
    NER      48.0000  2010        1     1          2        3
    TCD      47.0000  2010        2     1          2        3
    IND      19.0000  2010        3     3          3        3
    CUB      -        -           -     -          -        3
    """
    standing = _standing(observed(values), wanted, carry_years)
    own = standing.mutate(severity=-standing.value if higher_is_better else standing.value)
    spread = own.mutate(spread=own.own_spread.fill_null(own.own_spread.mean().over(group_by="year").round(DIGITS)))
    spread = spread.mutate(spread=(spread.spread.fill_null(0.0) * (spread.year - spread.value_year + 1)))
    return _with_ranks(wanted, spread.drop("own_spread"))


def observed(values: ir.Table) -> ir.Table:
    """Each value with the mean absolute change per year over the last five changes up to it (`own_spread`, `changes`).

    >>> from sursur.measure.examples import example, shown
    >>> values = example("country year value source", "NER 2005 50.0 WDI", "NER 2010 45.0 WDI", "NER 2011 48.0 WDI")
    >>> shown(observed(values).order_by("value_year").select("value_year", "value", "own_spread", "changes"))
    value_year  value    own_spread  changes
    2005        50.0000  -           0
    2010        45.0000  1.0000      1
    2011        48.0000  2.0000      2
    """
    value = values.mutate(value=values.value.cast("float64"))
    before = ibis.window(group_by="country", order_by="year")
    stepped = value.mutate(change=(value.value - value.value.lag().over(before)).abs())
    stepped = stepped.mutate(change=stepped.change / (stepped.year - stepped.year.lag().over(before)))
    last = ibis.window(group_by="country", order_by="year", preceding=CHANGES - 1, following=0)
    return stepped.select(
        "country",
        "value",
        "source",
        value_year=stepped.year,
        own_spread=stepped.change.mean().over(last),
        changes=stepped.change.count().over(last),
    )


def _standing(seen: ir.Table, wanted: ir.Table, carry_years: int) -> ir.Table:
    """The latest value within the limit, for each wanted country and year that has one."""
    recent = wanted.join(seen, "country")
    recent = recent.filter(recent.value_year <= recent.year, recent.value_year >= recent.year - carry_years)
    newest = ibis.window(group_by=["country", "year"], order_by=ibis.desc("value_year"))
    placed = recent.mutate(place=ibis.row_number().over(newest))
    return placed.filter(placed.place == 0).drop("place")


def _with_ranks(wanted: ir.Table, own: ir.Table) -> ir.Table:
    ends = own.mutate(low=(own.severity - own.spread).round(DIGITS), high=(own.severity + own.spread).round(DIGITS))
    ends = ends.mutate(severity=ends.severity.round(DIGITS))
    other = ends.select(of_year="year", low_there="low", high_there="high", there="severity")
    pairs = ends.join(other, ends.year == other.of_year)
    ranks = pairs.group_by("country", "year").aggregate(
        rank=_times(pairs.there > pairs.severity) + 1,
        rank_from=_times(pairs.low_there > pairs.high) + 1,
        rank_to=_times(pairs.high_there >= pairs.low),
        less_severe=_times(pairs.there < pairs.severity),
    )
    known = own.join(ranks, ["country", "year"])
    all_wanted = wanted.left_join(known, ["country", "year"]).drop("country_right", "year_right")
    ranked = all_wanted.value.count().over(group_by="year")
    return all_wanted.mutate(ranked=ranked).mutate(percentile=_percentile).drop("less_severe")


def last_known(wanted: ir.Table, values: ir.Table) -> ir.Table:
    """The year of the latest value up to each wanted year, however old; no row where there is none at all.

    >>> from sursur.measure.examples import example, shown
    >>> values = example("country year value source", "CUB 2001 5.0 WDI", "CUB 2015 4.0 WDI")
    >>> shown(last_known(example("country year", "CUB 2010", "PRK 2010"), values))
    country  year  last_known
    CUB      2010  2001
    """
    seen = wanted.join(values.select("country", seen="year"), "country")
    before = seen.filter(seen.seen <= seen.year)
    return before.group_by("country", "year").aggregate(last_known=before.seen.max())


def _times(condition: ir.BooleanValue) -> ir.IntegerValue:
    """How often it holds: counted and not summed, because engines sum whole numbers into types of their own."""
    return condition.nullif(False).count()


def _percentile(t: ir.Table) -> ir.Value:
    """Of the other countries ranked, the per cent with a smaller need, and half of those with an equal one."""
    others = (t.ranked - 1).nullif(0)
    equal = others - (t["rank"] - 1) - t.less_severe
    return (t.less_severe + equal * 0.5) * 100.0 / others


def people_of(wanted: ir.Table, population: ir.Table, carry_years: int = 3) -> ir.Table:
    """Whole persons in each wanted year, or at most `carry_years` before (`population_year`).

    population: country, year, value

    >>> from sursur.measure.examples import example, shown
    >>> population = example("country year value", "NER 2009 16000000", "NER 2000 11000000")
    >>> shown(people_of(example("country year", "NER 2010", "NER 2005"), population))
    country  year  population  population_year
    NER      2010  16000000    2009
    """
    counted = population.select("country", population=population.value.cast("int64"), population_year=population.year)
    near = wanted.join(counted.filter(counted.population > 0), "country")
    near = near.filter(near.population_year <= near.year, near.population_year >= near.year - carry_years)
    newest = ibis.window(group_by=["country", "year"], order_by=ibis.desc("population_year"))
    placed = near.mutate(place=ibis.row_number().over(newest))
    return placed.filter(placed.place == 0).drop("place")


def with_people(levels: ir.Table, people: ir.Table, affected: str) -> ir.Table:
    """Add the population, `people_affected`, and `people`, whom coverage is shared among.

    affected: `share`: per cent of the population by the value · `rest`: by 100 less the value · `none`: the value
        counts no people; `people_affected` stays empty and `people` is then the whole population, as exposed.
    people: as of `people_of`

    >>> from sursur.measure.examples import example, shown
    >>> levels = example("country year value", "NER 2010 50.0", "CUB 2010 -")
    >>> people = example(
    ...     "country year population population_year", "NER 2010 16000000 2009", "CUB 2010 11000000 2010"
    ... )
    >>> shown(with_people(levels, people, "share").drop("value", "year", "population_year").order_by("population"))
    country  population  people_affected  people
    CUB      11000000    -                -
    NER      16000000    8000000          8000000
    """
    joined = levels.left_join(people, ["country", "year"]).drop("country_right", "year_right")
    value = joined.value.cast("float64")
    per_cent = {"share": value, "rest": 100 - value}.get(affected)
    if per_cent is None:
        return joined.mutate(people_affected=ibis.null("int64"), people=joined.population)
    counted = (per_cent * joined.population / 100).round().cast("int64")
    return joined.mutate(people_affected=counted, people=counted)
