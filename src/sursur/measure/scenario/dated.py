"""Which year's figures stand for the year that is asked for."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir


def latest_known(values: ir.Table, asked: ir.Table, limits: ir.Table) -> ir.Table:
    """The newest value of each country up to each asked year, not older than the limit of its indicator.

    values: indicator, country, year, value; asked: facts_year; limits: indicator, limit_years (0: that year alone)

    >>> from sursur.measure.examples import example, shown
    >>> values = example("indicator country year value", "gini KEN 2015 40.80", "gini KEN 2021 38.70",
    ...                  "gini UGA 2009 41.00")
    >>> shown(latest_known(values, example("facts_year", "2019", "2022"), example("indicator limit_years", "gini 10"))
    ...       .order_by("facts_year", "country"))
    facts_year  indicator  country  value  first_year  last_year
    2019        gini       KEN      40.80  2015        2015
    2019        gini       UGA      41.00  2009        2009
    2022        gini       KEN      38.70  2021        2021
    """
    limited = values.inner_join(limits, "indicator")
    recent = limited.inner_join(
        asked,
        [limited.year <= asked.facts_year, limited.year + limited.limit_years >= asked.facts_year],
    )
    newest = ibis.row_number().over(
        group_by=["facts_year", "indicator", "country"], order_by=[ibis.desc("year"), ibis.desc("value")]
    )
    found = recent.mutate(newest=newest).filter(lambda t: t.newest == 0)
    return found.select("facts_year", "indicator", "country", "value", first_year="year", last_year="year")


def in_last_years(pairs: ir.Table, asked: ir.Table, span: int) -> ir.Table:
    """Sums by pair of countries over the last `span` years for which there is anything, up to each asked year.

    pairs: indicator, provider, recipient, year, value (US dollars), and what else keeps rows apart;
    asked: facts_year. A series that ended before the
    asked year answers with its last years, which the columns `first_year` and `last_year` show.

    >>> from sursur.measure.examples import example, shown
    >>> pairs = example("indicator provider recipient year value", "trade IND KEN 2012 5.00", "trade IND KEN 2013 7.00",
    ...                 "trade IND KEN 2014 9.00")
    >>> shown(in_last_years(pairs, example("facts_year", "2022"), 2))
    facts_year  indicator  provider  recipient  value  first_year  last_year
    2022        trade      IND       KEN        16.00  2013        2014
    """
    known = pairs.select("indicator", "year").distinct()
    until = known.inner_join(asked, known.year <= asked.facts_year)
    last = until.group_by("facts_year", "indicator").aggregate(newest=until.year.max())
    last = last.select("facts_year", "newest", in_indicator="indicator")
    joined = pairs.inner_join(
        last,
        [pairs.indicator == last.in_indicator, pairs.year <= last.newest, pairs.year > last.newest - span],
    )
    keys = [name for name in pairs.columns if name not in ("year", "value")]
    return joined.group_by("facts_year", *keys).aggregate(
        value=joined.value.sum(), first_year=joined.year.min(), last_year=joined.year.max()
    )
