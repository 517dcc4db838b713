"""Linked records: two records of one activity, by `link`, count once within a layer and stand beside each other across
layers.

Of the records that tell of the money of one party in one layer, one speaks: one that reports disbursements before one
that reports promises alone, the party's own telling before somebody else's, the one updated last, the first by id.
Chains of IATI activities are no such records: they pass money on, see `sursur.measure.count.chains`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.linking.identifiers import CHAIN
from sursur.measure.tabled import SECOND_HAND

LINKED_RECORD = "linked_record"
HELD = ("counting_party", "layer")
LONG_AGO = "1900-01-01T00:00:00"


def with_linked_record(placed: ir.Table, links: ir.Table, activity: ir.Table) -> ir.Table:
    """Add told_by_flow, the flow of the record that speaks; where there is one, `single_rule` becomes linked_record."""
    standing = placed.filter(placed.single_rule == "stands", placed.activity_id.notnull())
    spoken = _speakers(_holdings(standing, activity), partners(links))
    named = _first_flows(standing, spoken)
    joined = placed.left_join(named, placed.flow_id == named.n_flow).drop("n_flow")
    silent = joined.told_by_flow.notnull()
    return joined.mutate(single_rule=ibis.ifelse(silent, LINKED_RECORD, joined.single_rule))


def partners(links: ir.Table) -> ir.Table:
    """p_id, p_other: both directions of every pair that is one activity, chains apart."""
    same = links.filter(links.verdict == "same", ~links.basis.fill_null("").isin(CHAIN))
    one = same.select(p_id="activity_id", p_other="other_activity_id")
    other = same.select(p_id="other_activity_id", p_other="activity_id")
    return one.union(other, distinct=True)


def _holdings(standing: ir.Table, activity: ir.Table) -> ir.Table:
    """One row per record, party and layer, with its place among all: the lower speaks before the higher."""
    dated = activity.select(d_id="activity_id", last_updated="last_updated")
    held = standing.group_by("activity_id", *HELD).aggregate(
        paid=(standing.stage == "disbursement").any(), second_hand=(standing.told_as == SECOND_HAND).any()
    )
    joined = held.left_join(dated, held.activity_id == dated.d_id).drop("d_id")
    updated = joined.last_updated.fill_null(ibis.timestamp(LONG_AGO, timezone="UTC"))
    order = [ibis.desc(joined.paid), joined.second_hand, ibis.desc(updated), joined.activity_id]
    return joined.mutate(turn=ibis.row_number().over(group_by=HELD, order_by=order))


def _speakers(held: ir.Table, pairs: ir.Table) -> ir.Table:
    """s_id, party, layer, speaker: for each record that is silent, the first of its partners that speaks before it."""
    other = held.select(o_id="activity_id", o_party="counting_party", o_layer="layer", o_turn="turn")
    met = held.inner_join(pairs, held.activity_id == pairs.p_id)
    both = met.inner_join(
        other, [met.p_other == other.o_id, met.counting_party == other.o_party, met.layer == other.o_layer]
    )
    before = both.filter(both.o_turn < both.turn)
    ranked = before.mutate(place=ibis.row_number().over(group_by=["activity_id", *HELD], order_by=before.o_turn))
    return ranked.filter(ranked.place == 0).select(
        s_id="activity_id", s_party="counting_party", s_layer="layer", speaker="o_id"
    )


def _first_flows(standing: ir.Table, spoken: ir.Table) -> ir.Table:
    """n_flow, told_by_flow: for each silent flow, the speaker's flow of the same stage and year, else its first one."""
    keys = [
        standing.activity_id == spoken.s_id,
        standing.counting_party == spoken.s_party,
        standing.layer == spoken.s_layer,
    ]
    silent = standing.inner_join(spoken, keys).select("flow_id", "stage", "year", "speaker", *HELD)
    grouped = standing.group_by(a_id="activity_id", a_party="counting_party", a_layer="layer")
    anyone = grouped.aggregate(first=standing.flow_id.min())
    exact = standing.group_by(
        e_id="activity_id", e_party="counting_party", e_layer="layer", e_stage="stage", e_year="year"
    ).aggregate(equal=standing.flow_id.min())
    joined = silent.left_join(
        anyone,
        [silent.speaker == anyone.a_id, silent.counting_party == anyone.a_party, silent.layer == anyone.a_layer],
    )
    both = joined.left_join(
        exact,
        [
            joined.speaker == exact.e_id,
            joined.counting_party == exact.e_party,
            joined.layer == exact.e_layer,
            joined.stage == exact.e_stage,
            joined.year == exact.e_year,
        ],
    )
    return both.select(n_flow="flow_id", told_by_flow=both.equal.fill_null(both["first"]))


def with_corroborated(decided: ir.Table, links: ir.Table) -> ir.Table:
    """Add corroborates: for a flow of another telling, the counted flow of a record linked to its own."""
    counted = decided.filter(decided.count_rule == "counted", decided.activity_id.notnull())
    first = counted.group_by(c_id="activity_id", c_party="counting_party").aggregate(c_flow=counted.flow_id.min())
    beside = decided.filter(decided.count_rule == "other_telling").select("flow_id", "activity_id", "counting_party")
    pairs = partners(links)
    met = beside.inner_join(pairs, beside.activity_id == pairs.p_id)
    found = met.inner_join(first, [met.p_other == first.c_id, met.counting_party == first.c_party])
    named = found.group_by(b_flow="flow_id").aggregate(corroborates=found.c_flow.min())
    return decided.left_join(named, decided.flow_id == named.b_flow).drop("b_flow")
