"""Official development assistance by national income, against the promise of 0.7 per cent."""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.measure.horizontality.ratios import ratio

TARGET = 0.7
"""Per cent of national income: A/RES/2626(XXV), paragraph 43, of 1970, then of gross national product."""

POINTS = 4
"""Digits after the point of a percentage."""


def promise(given: ir.Table, income: ir.Table, reported: ir.Table) -> ir.Table:
    """ODA in per cent of GNI by country and year: as its provider reports it, and as the flows at hand add up.

    given: country, year, oda_usd (net, current dollars); income: country, year, gni_usd; reported: country, year,
    percent_reported. `difference` is flows less reported, in points: flows by recipient lack what went to international
    bodies and what no recipient was named for. `gap_usd` is what the promise asks for beyond the reported share,
    negative where more was given. The promise: A/RES/2626(XXV), paragraph 43; its history:
    https://www.oecd.org/dac/financing-sustainable-development/development-finance-standards/the07odagnitarget-ahistory.htm

    >>> from sursur.measure.examples import example, shown
    >>> found = promise(
    ...     example("country year oda_usd", "SWE 2013 3.00"),
    ...     example("country year gni_usd", "SWE 2013 500", "USA 2013 9000"),
    ...     example("country year percent_reported", "SWE 2013 1.01", "USA 2013 0.18"),
    ... )
    >>> shown(found.drop("oda_usd", "kept"))
    country  year  gni_usd  percent_from_flows  percent_reported  difference  of_promise  gap_usd
    SWE      2013  500      0.6000              1.01              -0.4100     1.4429      -1.5500
    USA      2013  9000     -                   0.18              -           0.2571      46.8000
    """
    keys = given.select("country", "year").union(reported.select("country", "year"), distinct=True)
    joined = keys
    for table in (given, income, reported):
        joined = joined.left_join(table, ["country", "year"]).drop("country_right", "year_right")
    told = joined.mutate(
        percent_from_flows=(100 * ratio(joined.oda_usd, joined.gni_usd)).round(POINTS),
        known=joined.percent_reported.cast("float64"),
    )
    return told.select(
        *("country", "year", "oda_usd", "gni_usd", "percent_from_flows", "percent_reported"),
        difference=(told.percent_from_flows - told.known).round(POINTS),
        of_promise=(told.known / TARGET).round(POINTS),
        kept=told.known >= TARGET,
        gap_usd=((TARGET - told.known) / 100 * told.gni_usd.cast("float64")).round(2),
    ).order_by("country", "year")
