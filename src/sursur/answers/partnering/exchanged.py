"""Flows as exchanges between partners, and which of them are none."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import MULTILATERAL_KINDS, VALUE, selected_flows
from sursur.release import Release

RULES: Mapping[str, str] = {
    "no_recipient_country": "The recipient is a region or is not named: there is no partner to speak of.",
    "no_provider_country": "The provider is an international body or is not known: no country that could receive.",
    "domestic": "Provider and recipient are the same country.",
    "no_value": "No value in US dollars: counts as an exchange between the two and adds nothing to sums.",
}


def exchanged(release: Release, query: FlowQuery, *, between_countries: bool = False) -> ir.Table:
    """The flows of a query with `provider`, `recipient`, `usd` (in its prices) and `rule`, null where the flow enters.

    A country stands for all its bodies, an international body for itself. `between_countries` lets only countries
    enter, as what is to flow both ways needs.
    """
    flow = selected_flows(release, query)
    body = ibis.coalesce(flow.provider, flow.provider_name)
    told = flow.mutate(
        provider=flow.provider_kind.isin(MULTILATERAL_KINDS).ifelse(body, ibis.coalesce(flow.provider_country, body)),
        recipient=flow.recipient_country,
        usd=flow[VALUE[query.prices]],
    )
    no_country = told.provider_country.isnull() if between_countries else told.provider.isnull()
    return told.mutate(
        rule=ibis.cases(
            (told.recipient.isnull(), "no_recipient_country"),
            (no_country, "no_provider_country"),
            (told.provider == told.recipient, "domestic"),
            (told.usd.isnull(), "no_value"),
        )
    )


def entering(told: ir.Table) -> ir.Table:
    """What is an exchange between two partners, also where its value is not known."""
    return told.filter(told.rule.isnull() | (told.rule == "no_value"))


def left_out(told: ir.Table) -> ir.Table:
    """What is none, by rule: `rule`, `reason`, `flows`, `usd`."""
    out = told.filter(told.rule.notnull())
    sums = out.group_by("rule").aggregate(flows=out.count(), usd=out.usd.sum())
    reason = ibis.cases(*((sums.rule == rule, sentence) for rule, sentence in RULES.items()))
    return sums.mutate(reason=reason).select("rule", "reason", "flows", "usd").order_by("rule")


def behind(told: ir.Table) -> ir.Table:
    """The flows that entered."""
    kept = entering(told)
    return kept.select(
        *("flow_id", "dataset", "identifier", "title", "year", "provider", "recipient", "usd", "instrument", "form")
    ).order_by("flow_id")
