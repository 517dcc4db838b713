"""Reciprocity: how much of the exchange flows both ways."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.horizontality.ratios import ratio, whole_sum


def pairs(sums: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """One row per unordered pair of countries: what each gave the other, and how much of it was matched.

    sums: provider, recipient, flows, usd (`exchanges`). `country_a` comes first in the alphabet. `matched_usd` is twice
    the smaller of the two sums: what went one way and was answered the other way. `matched_share` is its share of all
    that went between the two: 0 where only one gives, 1 where both give the same. What a country gives itself is left
    out.

    >>> from sursur.measure.examples import example, shown
    >>> sums = example("provider recipient flows usd", "CHN KEN 3 90.00", "KEN CHN 1 10.00", "IND KEN 2 40.00")
    >>> shown(pairs(sums).select("country_a", "country_b", "a_to_b", "b_to_a", "both_ways", "matched_share"))
    country_a  country_b  a_to_b  b_to_a  both_ways  matched_share
    CHN        KEN        90.00   10.00   yes        0.2000
    IND        KEN        40.00   -       no         0.0000
    """
    between = sums.filter(sums.provider != sums.recipient)
    named = between.mutate(
        country_a=ibis.least(between.provider, between.recipient),
        country_b=ibis.greatest(between.provider, between.recipient),
        forward=between.provider < between.recipient,
    )
    both = named.group_by(["country_a", "country_b", *by]).aggregate(
        a_to_b=named.usd.sum(where=named.forward),
        b_to_a=named.usd.sum(where=~named.forward),
        flows_a_to_b=whole_sum(named.flows, named.forward),
        flows_b_to_a=whole_sum(named.flows, ~named.forward),
        usd=named.usd.sum(),
    )
    both = both.mutate(
        both_ways=(both.flows_a_to_b > 0) & (both.flows_b_to_a > 0),
        matched_usd=2 * ibis.least(both.a_to_b.fill_null(0), both.b_to_a.fill_null(0)),
    )
    return both.mutate(matched_share=ratio(both.matched_usd, both.usd)).order_by(
        *by, ibis.desc("both_ways"), both.usd.isnull(), ibis.desc("usd"), "country_a", "country_b"
    )


def reciprocity(between: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """Shares of pairs and of value that flow both ways, over all pairs of `pairs` (per value of `by`).

    share_of_pairs: pairs in which both give, by pairs in which anybody gives
    share_of_value: what went between such pairs, by all that went between pairs
    matched_share: what was answered, by all that went: the reciprocity of weighted networks, sum of min(ij, ji) by sum
        of ij (T. Squartini and others, Scientific Reports 3:2729, 2013, https://www.nature.com/articles/srep02729)

    >>> from sursur.measure.examples import example, shown
    >>> sums = example("provider recipient flows usd", "CHN KEN 3 90.00", "KEN CHN 1 10.00", "IND KEN 2 100.00")
    >>> shown(reciprocity(pairs(sums)).drop("usd_both_ways", "matched_usd"))
    pairs  both_ways  usd     share_of_pairs  share_of_value  matched_share
    2      1          200.00  0.5000          0.5000          0.1000
    """
    counts = {
        "pairs": between.count(),
        "both_ways": between.count(where=between.both_ways),
        "usd": between.usd.sum(),
        "usd_both_ways": between.usd.sum(where=between.both_ways),
        "matched_usd": between.matched_usd.sum(),
    }
    summed = between.group_by(list(by)).aggregate(**counts) if by else between.aggregate(**counts)
    return summed.mutate(
        share_of_pairs=ratio(summed.both_ways, summed.pairs),
        share_of_value=ratio(summed.usd_both_ways.fill_null(0), summed.usd),
        matched_share=ratio(summed.matched_usd, summed.usd),
    )
