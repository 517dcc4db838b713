"""Cooperation that members give, receive and keep within: counted flows of the last years."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import VALUE, selected_flows
from sursur.measure.scenario import in_last_years
from sursur.measure.scenario.sums import EXACT, ZERO
from sursur.model.values import Form
from sursur.release import Release


def recent_flows(release: Release, asked: ir.Table, query: FlowQuery, span: int) -> ir.Table:
    """Sums of counted flows by provider, recipient and whether they are South-South, in the years that stand for each
    asked year. Flows within one country are left out: nobody cooperates with itself.
    """
    flow = foreign(selected_flows(release, query))
    flow = flow.mutate(usd=flow[VALUE[query.prices]]).filter(lambda t: t.usd.notnull())
    by = flow.group_by(
        indicator=ibis.literal("cooperation_within"),
        provider=flow.provider_country,
        recipient=flow.recipient_country,
        south_south=(flow.form == Form.SOUTH_SOUTH.value).fill_null(False),
        year=flow.year,
    )
    return in_last_years(by.aggregate(value=lambda t: t.usd.sum()), asked, span)


def foreign(flow: ir.Table) -> ir.Table:
    """Without what a country gives to itself."""
    return flow.filter((flow.provider_country != flow.recipient_country).fill_null(True))


def between_countries(flows: ir.Table) -> ir.Table:
    """Flows of which both ends are countries, as pairs."""
    known = flows.filter(flows.provider.notnull(), flows.recipient.notnull())
    return known.group_by("facts_year", "indicator", "provider", "recipient").aggregate(
        value=known.value.sum().cast(EXACT), first_year=known.first_year.min(), last_year=known.last_year.max()
    )


def by_country(flows: ir.Table) -> ir.Table:
    """Given, received and the South-South part of what is received, as facts of countries."""
    received = _summed(flows, "recipient")
    none = ibis.null(EXACT)
    return ibis.union(
        _fact(_summed(flows, "provider"), "cooperation_given", "value", none),
        _fact(received, "cooperation_received", "value", none),
        _fact(received, "south_south_share", "south_south", received.value.cast(EXACT)),
    )


def _summed(flows: ir.Table, end: str) -> ir.Table:
    known = flows.filter(flows[end].notnull())
    southern = ibis.ifelse(known.south_south, known.value.cast(EXACT), ZERO)
    return known.group_by("facts_year", country=known[end]).aggregate(
        value=known.value.sum(),
        south_south=100 * southern.sum(),
        first_year=known.first_year.min(),
        last_year=known.last_year.max(),
    )


def _fact(summed: ir.Table, name: str, column: str, weight: ir.Value) -> ir.Table:
    return summed.select(
        facts_year=summed.facts_year.cast("int64"),
        indicator=ibis.literal(name),
        country="country",
        value=summed[column].cast(EXACT),
        weight=weight,
        first_year=summed.first_year.cast("int64"),
        last_year=summed.last_year.cast("int64"),
    )
