"""The rows behind a scenario: values of members, flows and trade with their source, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.enlarging.change import Step, member_rows
from sursur.answers.enlarging.cooperation import foreign
from sursur.answers.enlarging.facts import newest_values
from sursur.answers.enlarging.figures import years_asked, years_table
from sursur.answers.flows import VALUE, selected_flows
from sursur.measure.scenario.sums import EXACT
from sursur.release import Release


def values_behind(release: Release, steps: Iterable[Step], query: FlowQuery, span: int) -> ir.Table:
    """What the members of either side put into the sums: values of countries, flows and trade of the years used.

    Columns: figure (of a value: its indicator), country, partner, year, value, unit, source (data set of a flow),
    flow_id. A figure of need or a share is computed from these and has no rows of its own.
    """
    steps = tuple(steps)
    members = ibis.memtable(member_rows(steps)).select("facts_year", "country").distinct()
    asked = years_table(years_asked(steps))
    parts = [_values(release, members, asked), _flows(release, members, asked, query, span)]
    if "trade" in release.manifest.tables:
        parts.append(_trade(release, members, asked))
    return ibis.union(*parts, distinct=True).order_by("figure", "country", "partner", "year", "flow_id")


def flows_left_out(release: Release, steps: Iterable[Step], query: FlowQuery, span: int) -> ir.Table:
    """Counted flows of the years used that stand in no figure of a pair, or in none at all, by reason."""
    flow = _in_window(selected_flows(release, query), years_table(years_asked(steps)), span)
    usd = flow[VALUE[query.prices]]
    rule = ibis.cases(
        (usd.isnull(), "without_value"),
        ((flow.provider_country == flow.recipient_country).fill_null(False), "within_one_country"),
        (flow.provider_country.isnull() & flow.recipient_country.isnull(), "no_country"),
        (flow.provider_country.isnull(), "provider_is_no_country"),
        (flow.recipient_country.isnull(), "recipient_is_no_country"),
        else_=ibis.null("string"),
    )
    told = flow.mutate(rule=rule, usd=usd).filter(lambda t: t.rule.notnull())
    sums = told.group_by("rule").aggregate(flows=told.count(), usd=told.usd.sum())
    reason = sums.rule.cases(*REASONS.items(), else_=ibis.null("string"))
    return sums.mutate(reason=reason).select("rule", "reason", "flows", "usd").order_by("rule")


REASONS = {
    "without_value": "No value in US dollars: in no figure.",
    "within_one_country": "Provider and recipient are the same country: in no figure.",
    "no_country": "Neither provider nor recipient is one country: in no figure.",
    "provider_is_no_country": "The provider is an international or unknown body: received, but not within.",
    "recipient_is_no_country": "The recipient is a region or unknown: given, but not within.",
}
"""Why a counted flow does not stand in all figures."""


def _values(release: Release, members: ir.Table, asked: ir.Table) -> ir.Table:
    facts = newest_values(release, asked)
    used = facts.semi_join(members, ["facts_year", "country"])
    used = used.select("indicator", "country", year="last_year").distinct()
    table = release.table("indicator")
    rows = table.semi_join(used, ["indicator", "country", "year"])
    return _row(rows, figure=rows.indicator, country=rows.country, value=rows.value, unit=rows.unit)


def _flows(release: Release, members: ir.Table, asked: ir.Table, query: FlowQuery, span: int) -> ir.Table:
    flow = _in_window(foreign(selected_flows(release, query)), asked, span)
    members = members.select("country").distinct()
    flow = flow.mutate(source=flow.dataset)
    given = flow.semi_join(members, [flow.provider_country == members.country])
    received = flow.semi_join(members, [flow.recipient_country == members.country])
    value = VALUE[query.prices]
    return ibis.union(
        _row(
            given, figure=ibis.literal("cooperation_given"), country=given.provider_country,
            partner=given.recipient_country, value=given[value], flow_id=given.flow_id,
        ),
        _row(
            received, figure=ibis.literal("cooperation_received"), country=received.recipient_country,
            partner=received.provider_country, value=received[value], flow_id=received.flow_id,
        ),
    )  # fmt: skip


def _trade(release: Release, members: ir.Table, asked: ir.Table) -> ir.Table:
    trade = release.table("trade")
    trade = _in_window(trade.filter(trade.usd.notnull()), asked, 1)
    members = members.select("country").distinct()
    buying = members.select(buyer="country")
    both = trade.semi_join(members, [trade.exporter == members.country])
    both = both.semi_join(buying, [both.importer == buying.buyer])
    trade_within = ibis.literal("trade_within")
    return _row(both, figure=trade_within, country=both.exporter, partner=both.importer, value=both.usd)


def _in_window(rows: ir.Table, asked: ir.Table, span: int) -> ir.Table:
    """Rows of the last `span` years with anything, up to any of the asked years."""
    known = rows.select(known_year="year").distinct()
    until = known.inner_join(asked, known.known_year <= asked.facts_year)
    newest = until.group_by("facts_year").aggregate(newest=until.known_year.max())
    years = known.inner_join(newest, [known.known_year <= newest.newest, known.known_year > newest.newest - span])
    return rows.semi_join(years.select("known_year").distinct(), [("year", "known_year")])


def _row(rows: ir.Table, **told: ir.Value) -> ir.Table:
    """The columns of `values_behind`; what is not told is null, and the source is that of the rows."""
    none = ibis.null("string")
    columns = {"partner": none, "unit": ibis.literal("US dollars"), "flow_id": none, **told}
    order = ("figure", "country", "partner", "year", "value", "unit", "source", "flow_id")
    known = rows.mutate(**{**columns, "year": rows.year.cast("int64"), "value": told["value"].cast(EXACT)})
    return known.select(*order)
