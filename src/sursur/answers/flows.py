"""Flows as a reader asks for them: filtered, grouped, in the prices and under the definition of the South she picks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.asking import FlowQuery, GroupAt
from sursur.answers.definitions import under_definition
from sursur.answers.known import check_values
from sursur.answers.membership import members_by_year, members_on
from sursur.reference.codes import code_list
from sursur.reference.countries import load_countries
from sursur.release import Release

MULTILATERAL_KINDS = ("multilateral", "multilateral_south_led")
OTHER_MEASURE = "other_measure"
"""Rule that keeps the other measures of an aggregate out of totals (`sursur.measure.count`)."""
VALUE = {"constant": "usd_constant", "current": "usd_current", "reported": "amount"}


def selected_flows(release: Release, query: FlowQuery) -> ir.Table:
    """The single flows that answer the query: all columns of `flow`, with the reader's verdict in `form`.

    Raises UsageError for a filter that names something unknown, NotFoundError for an unknown group.
    """
    check_values(release, query)
    flow = under_definition(release, query.south)
    flow = _within_years(flow, query)
    flow = _between_parties(release, flow, query)
    flow = _of_stage(_of_measure(flow, query), query)
    flow = _of_kind(flow, query)
    return flow.filter(flow.counted) if query.counted else flow


def flows(release: Release, query: FlowQuery) -> ir.Table:
    """Sums by the dimensions of `query.group_by`.

    Columns: the dimensions (with `provider_name`, `sector_name` and so on beside codes), `flows` (how many),
    `without_value` (how many of them have no money in these prices), and the sum: `usd` in US dollars, or, in reported
    prices, `amount` by `currency` and `price_year`. Largest first; years one after the other.
    """
    value = VALUE[query.prices]
    keys = [*query.group_by, *(("currency", "price_year") if query.prices == "reported" else ())]
    flow = selected_flows(release, query)
    rows = flow.select(**{name: dimension(flow, name) for name in dict.fromkeys((*keys, value))})
    sums = {
        "flows": rows.count(),
        "without_value": rows.count() - rows[value].count(),
        _value_name(query): rows[value].sum(),
    }
    if not keys:
        return rows.aggregate(**sums)
    summed = rows.group_by(keys).aggregate(**sums)
    return _with_names(release, _in_order(summed, query), query)


def _within_years(flow: ir.Table, query: FlowQuery) -> ir.Table:
    if query.year_from is not None:
        flow = flow.filter(flow.year >= query.year_from)
    if query.year_to is not None:
        flow = flow.filter(flow.year <= query.year_to)
    return flow


def _between_parties(release: Release, flow: ir.Table, query: FlowQuery) -> ir.Table:
    if query.providers:
        flow = flow.filter(flow.provider_country.isin(query.providers) | flow.provider.isin(query.providers))
    if query.recipients:
        flow = flow.filter(flow.recipient_country.isin(query.recipients) | flow.recipient.isin(query.recipients))
    if query.provider_group:
        flow = _in_group(release, flow, "provider_country", query.provider_group)
    if query.recipient_group:
        flow = _in_group(release, flow, "recipient_country", query.recipient_group)
    return flow


def _in_group(release: Release, flow: ir.Table, column: str, group: GroupAt) -> ir.Table:
    if group.at is not None:
        return flow.filter(flow[column].isin(sorted(members_on(release, group.group_id, group.at))))
    members = members_by_year(release, group.group_id)
    return flow.semi_join(members, [flow[column] == members.country, flow.year == members.year])


def _of_measure(flow: ir.Table, query: FlowQuery) -> ir.Table:
    if query.measure:
        return flow.filter(flow.measure == query.measure)
    return flow if "measure" in query.group_by else flow.filter(flow.count_rule != OTHER_MEASURE)


def _of_stage(flow: ir.Table, query: FlowQuery) -> ir.Table:
    """Other measures of an aggregate are there only when they were asked for; each has one stage."""
    if query.stage == "any":
        return flow
    if query.stage == "best":
        return flow.filter(flow.best_available | (flow.count_rule == OTHER_MEASURE))
    return flow.filter(flow.stage == query.stage)


def _of_kind(flow: ir.Table, query: FlowQuery) -> ir.Table:
    for column, values in (
        ("sector", query.sectors),
        ("sdg_goal", query.goals),
        ("form", query.forms),
        ("instrument", query.instruments),
        ("dataset", query.sources),
        ("flow_class", query.flow_classes),
        ("crisis", query.crises),
    ):
        if values:
            flow = flow.filter(flow[column].isin(values))
    return flow


def dimension(flow: ir.Table, name: str) -> ir.Value:
    """A column as readers name it: a country stands for all its bodies, an international body for itself."""
    made = _MADE.get(name)
    return made(flow) if made else flow[name]


def _provider(flow: ir.Table) -> ir.Value:
    multilateral = flow.provider_kind.isin(MULTILATERAL_KINDS)
    named = ibis.coalesce(flow.provider_country, flow.provider, flow.provider_name)
    return multilateral.ifelse(ibis.coalesce(flow.provider, flow.provider_name), named)


def _recipient(flow: ir.Table) -> ir.Value:
    return ibis.coalesce(flow.recipient_country, flow.recipient_region, flow.recipient, flow.recipient_name)


_MADE: Mapping[str, Callable[[ir.Table], ir.Value]] = {
    "provider": _provider,
    "provider_organisation": lambda flow: flow.provider,
    "recipient": _recipient,
    "goal": lambda flow: flow.sdg_goal,
    "source": lambda flow: flow.dataset,
}
"""Dimensions that are no column of the flows by their own name."""


def _in_order(summed: ir.Table, query: FlowQuery) -> ir.Table:
    """Largest first, years one after the other; what stands before the year among the dimensions by its own sum."""
    value = summed[_value_name(query)]
    money = ["currency", "price_year"] if query.prices == "reported" else []
    before, has_year, after = _around_year(query.group_by)
    whole = value.sum().over(group_by=[*money, *before]) if before and has_year else ibis.null("int64")
    placed = summed.mutate(whole=whole)
    first = [*money, ibis.desc("whole", nulls_first=False), *before, "year"] if has_year else money
    size = (ibis.desc(_value_name(query), nulls_first=False), ibis.desc("flows"))
    ties = after if has_year else query.group_by
    return placed.mutate(position=ibis.row_number().over(order_by=[*first, *size, *ties])).drop("whole")


def _around_year(group_by: tuple[str, ...]) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    if "year" not in group_by:
        return group_by, False, ()
    place = group_by.index("year")
    return group_by[:place], True, group_by[place + 1 :]


def _value_name(query: FlowQuery) -> str:
    return "amount" if query.prices == "reported" else "usd"


def _with_names(release: Release, summed: ir.Table, query: FlowQuery) -> ir.Table:
    """Names beside the codes of parties, sectors and goals; what has no name keeps the code alone."""
    order: list[str] = []
    for column in summed.drop("position").columns:
        order.append(column)
        if column in query.group_by and column in NAMES:
            known = NAMES[column](release).select(known_code="code", **{f"{column}_name": "name"})
            summed = summed.left_join(known, summed[column] == known.known_code).drop("known_code")
            order.append(f"{column}_name")
    return summed.order_by("position").select(*order)


def party_names(release: Release) -> ir.Table:
    """English name of every country and organisation of the release, and of the regions that sources name instead of
    countries, by code (columns `code`, `name`).
    """
    country = release.table("country").select(code="country", name="name_en")
    organisation = release.table("organisation").select(code="organisation_id", name="name")
    regions = _names_of({code: region.name_en for code, region in load_countries().regions.items()})
    return country.union(organisation.anti_join(country, "code"), regions)


def sector_names(_release: Release) -> ir.Table:
    """English names of the DAC's sectors (columns `code`, `name`)."""
    return _names_of({entry.code: entry.name for entry in code_list("SectorCategory")})


def goal_names(_release: Release) -> ir.Table:
    """English names of the Sustainable Development Goals (columns `code`, `name`)."""
    return _names_of({entry.code: entry.name for entry in code_list("UNSDG-Goals")})


def _names_of(names: Mapping[str, str]) -> ir.Table:
    return ibis.memtable(pa.table({"code": list(names), "name": list(names.values())}))


NAMES: Mapping[str, Callable[[Release], ir.Table]] = {
    "provider": party_names,
    "recipient": party_names,
    "sector": sector_names,
    "goal": goal_names,
}
"""Dimensions whose codes have names."""
