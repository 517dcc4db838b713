"""What a group gives and gets within itself, out of it and into it, in cooperation or in trade."""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.measure.horizontality.ratios import ratio


def across(sums: ir.Table, members: ir.Table) -> ir.Table:
    """Per year: what members give one another, what they give others, and what others give them.

    sums: provider, recipient, year, usd; members: country, year (a country counts in the years it has a row for). What
    a member gives itself is left out. share_of_given: within, by all that members give; share_of_received: within, by
    all that members receive.

    >>> from sursur.measure.examples import example, shown
    >>> sums = example("provider recipient year usd", "CHN ZAF 2014 30.00", "CHN KEN 2014 70.00", "USA ZAF 2014 20.00",
    ...                "USA KEN 2014 99.00", "CHN ZAF 2005 5.00")
    >>> members = example("country year", "CHN 2014", "ZAF 2014")
    >>> shown(across(sums, members).select("year", "within", "out", "into", "share_of_given", "share_of_received"))
    year  within  out    into   share_of_given  share_of_received
    2014  30.00   70.00  20.00  0.3000          0.6000
    """
    found = placed(sums.filter(sums.provider != sums.recipient), members)
    touched = found.filter(found.provider_in | found.recipient_in)
    summed = touched.group_by("year").aggregate(
        within=touched.usd.sum(where=touched.provider_in & touched.recipient_in),
        out=touched.usd.sum(where=touched.provider_in & ~touched.recipient_in),
        into=touched.usd.sum(where=~touched.provider_in & touched.recipient_in),
    )
    within = summed.within.fill_null(0)
    return summed.mutate(
        share_of_given=ratio(within, within + summed.out.fill_null(0)),
        share_of_received=ratio(within, within + summed.into.fill_null(0)),
    ).order_by("year")


def placed(sums: ir.Table, members: ir.Table) -> ir.Table:
    """Add `provider_in` and `recipient_in`: whether each was a member in the year of the row."""
    known = members.select(member="country", member_year="year").distinct()
    for party in ("provider", "recipient"):
        joined = sums.left_join(known, [sums[party] == known.member, sums.year == known.member_year])
        sums = joined.mutate(**{f"{party}_in": joined.member.notnull()}).drop("member", "member_year")
    return sums


def trade_share(trade: ir.Table, members: ir.Table) -> ir.Table:
    """Per year: the trade of members within, their exports to and imports from others, and the share that is within.

    trade: importer, exporter, year, usd. The share is exports and imports within by exports and imports with all. What
    one member buys another sells, so that the sum within stands on both sides: 2 within / (2 within + out + into), the
    intraregional trade share (S. Hamanaka, ADB Economics Working Paper 455, 2015,
    https://paperzz.com/doc/7771890/the-selection-of-trade-integration-indicators).

    >>> from sursur.measure.examples import example, shown
    >>> trade = example("importer exporter year usd", "BRA IND 2014 30.00", "IND USA 2014 90.00", "USA DEU 2014 70.00")
    >>> shown(trade_share(trade, example("country year", "BRA 2014", "IND 2014")))
    year  trade_within  exports_out  imports_into  trade_share
    2014  30.00         -            90.00         0.4000
    """
    sums = trade.select("year", "usd", provider="exporter", recipient="importer")
    found = across(sums, members)
    both = 2 * found.within.fill_null(0)
    return found.select(
        "year",
        trade_within="within",
        exports_out="out",
        imports_into="into",
        trade_share=ratio(both, both + found.out.fill_null(0) + found.into.fill_null(0)),
    ).order_by("year")
