"""Chains: the same money, first as it leaves its owner and again as the receiver passes it on.

A chain shows where a counted provider names the receiver's activity (receiver-activity-id), or where the receiver
reports incoming funds from an activity that is here too (provider-activity-id). What the receiver's activity pays out
from the day of the first receipt on, in order of date, is the same money until what it received is used up; more than
that is its own or somebody else's. A payment that is covered by half or more counts as passed on.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

ZERO_USD = "decimal(38, 2)"


def with_passed_on(flows: ir.Table) -> ir.Table:
    """Add passed_on_from: the flow_id of the first telling, on flows that pass the same money on."""
    links = _links(flows)
    received = links.group_by("link_identifier").agg(
        received=links.link_usd.sum(), first_flow=links.link_flow.min(), first_day=links.link_day.min()
    )
    outgoing = _speaking(flows).filter(lambda t: t.stage == "disbursement", lambda t: t.direction == "out")
    paid = outgoing.inner_join(received, outgoing.identifier.upper() == received.link_identifier)
    paid = paid.filter(paid.value_date >= paid.first_day)
    order = ibis.window(
        group_by=paid.link_identifier, order_by=[paid.value_date, paid.flow_id], preceding=None, following=0
    )
    usd = paid.usd_current.fill_null(0).cast(ZERO_USD)
    running = paid.mutate(upto=usd.sum().over(order), own_usd=usd)
    half = running.own_usd.cast("float64") / 2
    covered = running.filter(running.upto.cast("float64") - half <= running.received.cast("float64"))
    found = covered.select(p_id="flow_id", passed_on_from="first_flow")
    return flows.left_join(found, flows.flow_id == found.p_id).drop("p_id")


def _speaking(flows: ir.Table) -> ir.Table:
    """Activities' own money movements, one record each."""
    return flows.filter(flows.record_rank == 1, flows.included, flows.entry_type == "transaction")


def _links(flows: ir.Table) -> ir.Table:
    """link_identifier (activity that received), link_usd, link_flow (the owner's flow that it came with), link_day."""
    speaking = _speaking(flows).filter(lambda t: t.stage == "disbursement")
    known = speaking.select(known_identifier=speaking.identifier.upper()).distinct()
    outgoing = speaking.filter(speaking.direction == "out")
    return _by_receiver(outgoing, known).union(_by_incoming(speaking, outgoing))


def _by_receiver(outgoing: ir.Table, known: ir.Table) -> ir.Table:
    named = outgoing.filter(outgoing.receiver_activity.nullif("").notnull())
    elsewhere = named.filter(named.receiver_activity.upper() != named.identifier.upper())
    there = elsewhere.semi_join(known, elsewhere.receiver_activity.upper() == known.known_identifier)
    return there.select(
        link_identifier=there.receiver_activity.upper(),
        link_usd=_usd(there),
        link_flow=there.flow_id,
        link_day=there.value_date,
    )


def _by_incoming(speaking: ir.Table, outgoing: ir.Table) -> ir.Table:
    """Incoming funds whose giver is here, unless the giver's own telling already names this activity."""
    incoming = speaking.filter(speaking.direction == "in", speaking.provider_activity.nullif("").notnull())
    abroad = incoming.filter(incoming.provider_activity.upper() != incoming.identifier.upper())
    told = (
        outgoing.filter(outgoing.receiver_activity.nullif("").notnull())
        .select(t_giver=outgoing.identifier.upper(), t_taker=outgoing.receiver_activity.upper())
        .distinct()
    )
    untold = abroad.anti_join(
        told, [abroad.provider_activity.upper() == told.t_giver, abroad.identifier.upper() == told.t_taker]
    )
    givers = outgoing.group_by(giver=outgoing.identifier.upper()).agg(giver_flow=outgoing.flow_id.min())
    linked = untold.inner_join(givers, untold.provider_activity.upper() == givers.giver)
    return linked.select(
        link_identifier=linked.identifier.upper(),
        link_usd=_usd(linked),
        link_flow=linked.giver_flow,
        link_day=linked.value_date,
    )


def _usd(t: ir.Table) -> ir.DecimalValue:
    return t.usd_current.fill_null(0).cast(ZERO_USD)
