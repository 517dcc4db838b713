"""Layers: for each party and year exactly one telling is counted, by the precedence that `precedence.csv` states.

A telling is a layer, or one data set of a layer where precedence.csv names it. The telling of somebody else about a
party's money (`second_hand`: a secondary reporter, or a receiver who names its provider) is a layer of its own and
comes last. Tellings are compared on what both can hold: gross disbursements, else commitments, in constant US
dollars, without what is declared as other than development aid (export credits, private flows, other official flows).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.tabled import SECOND_HAND

NOT_COMPARABLE = ("oof_like", "private", "other")


def with_telling(flows: ir.Table, precedence: ir.Table) -> ir.Table:
    """Add counting_party, told_as (the layer or second_hand), telling, and what precedence says of it."""
    party = party_of(flows, "provider")
    reporter = party_of(flows, "reporter")
    own = flows.layer != "own_report"
    told = flows.mutate(counting_party=party.fill_null(ibis.literal("told by ") + reporter.fill_null("?")))
    first_hand = (own | (~flows.secondary & (party == reporter))).fill_null(False)
    told = told.mutate(told_as=ibis.ifelse(first_hand, flows.layer, SECOND_HAND))
    placed = _placed(told, precedence)
    joined = told.left_join(
        placed,
        [
            told.counting_party == placed.q_party,
            told.year == placed.q_year,
            told.told_as == placed.q_layer,
            told.dataset == placed.q_dataset,
        ],
    )
    return joined.drop("q_party", "q_year", "q_layer", "q_dataset")


def party_of(t: ir.Table, role: str) -> ir.StringValue:
    """Whose money it is: a government's bodies stand for their country, an international one for its parent or
    itself.
    """
    country = ibis.ifelse(t[f"{role}_kind"] == "government", t[f"{role}_country"], ibis.null("string"))
    return country.fill_null(t[f"{role}_parent"].nullif("")).fill_null(t[role]).fill_null(t[f"{role}_name"].lower())


def _placed(told: ir.Table, precedence: ir.Table) -> ir.Table:
    """The most telling row of precedence.csv for each party, year, layer and data set: party first, then data set."""
    keys = (
        told.filter(told.year.notnull())
        .select(q_party="counting_party", q_year="year", q_layer="told_as", q_dataset="dataset")
        .distinct()
    )
    matched = keys.inner_join(precedence, keys.q_layer == precedence.layer)
    fitting = matched.filter(
        (matched.party == "*") | (matched.party == matched.q_party),
        (matched.dataset == "*") | (matched.dataset == matched.q_dataset),
        matched.q_year.between(matched.year_from, matched.year_to),
    )
    order = [fitting.party == "*", fitting.dataset == "*", fitting.priority, fitting.reason]
    ranked = fitting.mutate(
        fit=ibis.row_number().over(group_by=["q_party", "q_year", "q_layer", "q_dataset"], order_by=order)
    )
    named = ibis.ifelse(ranked.dataset == "*", ranked.layer, ranked.layer + ":" + ranked.dataset)
    return ranked.filter(ranked.fit == 0).select(
        "q_party", "q_year", "q_layer", "q_dataset", "priority", "threshold", telling=named, telling_reason="reason"
    )


def tellings(eligible: ir.Table) -> ir.Table:
    """One row per party, year and telling: w_party, w_year, w_own, w_telling (the counted one), w_coverage (its own).

    A telling with a threshold is counted only if it covers that share of the official aggregate, or, without one, of
    the largest telling that comes after it; with nothing to compare it with, it is counted.
    """
    measured = _with_coverage(_totals(eligible))
    passed = measured.filter(measured.coverage.isnull() | (measured.coverage >= measured.threshold))
    order = ibis.window(group_by=["counting_party", "year"], order_by=[passed.priority, passed.telling])
    ranked = passed.mutate(place=ibis.row_number().over(order))
    counted = ranked.filter(ranked.place == 0).select(c_party="counting_party", c_year="year", w_telling="telling")
    joined = measured.left_join(counted, [measured.counting_party == counted.c_party, measured.year == counted.c_year])
    return joined.select(
        w_party="counting_party", w_year="year", w_own="telling", w_telling="w_telling", w_coverage="coverage"
    )


def _with_coverage(totals: ir.Table) -> ir.Table:
    """Add coverage: what a telling holds of the official aggregate, else of the largest telling after it."""
    aggregates = totals.filter(totals.layer == "official_aggregate")
    official = aggregates.group_by(o_party="counting_party", o_year="year").agg(official=aggregates.total.max())
    after = totals.inner_join(totals.view(), ["counting_party", "year"])
    later = after.filter(after.priority_right > after.priority, after.layer_right != SECOND_HAND)
    largest = later.group_by(l_party="counting_party", l_year="year", l_telling="telling").agg(
        largest_after=later.total_right.max()
    )
    joined = totals.left_join(official, [totals.counting_party == official.o_party, totals.year == official.o_year])
    keys = [
        joined.counting_party == largest.l_party,
        joined.year == largest.l_year,
        joined.telling == largest.l_telling,
    ]
    both = joined.left_join(largest, keys)
    own = ibis.ifelse(both.layer == "official_aggregate", ibis.null("float64"), both.official)
    return both.mutate(coverage=both.total / own.fill_null(both.largest_after).nullif(0))


def _totals(eligible: ir.Table) -> ir.Table:
    """What each telling says in a party's year: gross disbursements, else commitments, comparable parts only."""
    usd = eligible.usd_constant.fill_null(eligible.usd_current).fill_null(0).cast("decimal(38, 2)")
    comparable = ~eligible.flow_class.fill_null("").isin(NOT_COMPARABLE)
    zero = ibis.literal(0).cast("decimal(38, 2)")
    grouped = eligible.group_by("counting_party", "year", "telling").agg(
        layer=eligible.told_as.min(),
        priority=eligible.priority.min(),
        threshold=eligible.threshold.max(),
        paid=ibis.ifelse(comparable & (eligible.stage == "disbursement"), usd, zero).sum(),
        promised=ibis.ifelse(comparable & (eligible.stage == "commitment"), usd, zero).sum(),
    )
    return grouped.mutate(total=ibis.ifelse(grouped.paid > 0, grouped.paid, grouped.promised).cast("float64")).drop(
        "paid", "promised"
    )
