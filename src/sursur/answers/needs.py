"""What the measures of need share: their parameters, the countries they rank, and the flows that answer a need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.asking import FlowQuery, GroupAt
from sursur.answers.flows import VALUE, selected_flows
from sursur.answers.measuring import Asked, Parameter
from sursur.answers.measuring.parameters import Kind
from sursur.answers.membership import members_by_year, members_on
from sursur.answers.offering import one_of
from sursur.errors import UsageError
from sursur.measure.need.levels import need_levels, people_of, with_people
from sursur.model.values import Form
from sursur.reference.indicators import load_indicators
from sursur.reference.needs import Need, load_needs, need_ids, need_words
from sursur.release import Release
from sursur.sentences import Sentence

SPAN: Final = 5
"""Years that a span has where none is asked for: loans come in few years, and a single year says little."""
SOUTHERN: Final = (Form.SOUTH_SOUTH.value, Form.MULTILATERAL_SOUTH_LED.value)

NEED = Parameter(
    "need",
    Kind.CHOICE,
    "One of the five inequalities or a goal, such as malnutrition or sdg_7.",
    "extreme_poverty",
    need_ids(),
    other_words=need_words(),
)
AMONG = Parameter("among", Kind.CHOICE, "Who is ranked: the South, or the world.", "south", ("south", "world"))
MEMBERS = Parameter("group", Kind.GROUP, "Rank the members of this group only: au, or ldc@2015.")
ONLY = Parameter("country", Kind.COUNTRY, "Show this country only; it keeps its rank among all.")
FLOWS = Parameter(
    "flows",
    Kind.CHOICE,
    "answering: flows whose goal or sector answers the need; all: every flow.",
    "answering",
    ("answering", "all"),
)
FORMS = Parameter(
    "forms", Kind.CHOICES, "Only these forms of cooperation, separated by commas.", choices=tuple(map(str, Form))
)
SOUTHERN_FORMS = Parameter(
    "forms",
    Kind.CHOICES,
    "Forms of cooperation, separated by commas; South-led banks count unless they are left out here.",
    ",".join(SOUTHERN),
    tuple(map(str, Form)),
)

LEFT_OUT: Final[Mapping[str, str]] = {
    "no_single_country": "The recipient is a region, several countries or unknown: no country's people can be named.",
    "domestic": "Provider and recipient are the same country: no cooperation between countries.",
    "not_ranked_among": "The recipient is not among the countries that are ranked.",
    "sector_unknown": "Neither goal nor sector is reported: nobody knows whether the flow answers this need.",
    "other_purpose": "Goal and sector are those of another purpose.",
}
"""Why a flow does not count as coverage of a need, in the order in which it is asked."""
COUNTED: Final = "answers"
SHOWN: Final = ("flow_id", "dataset", "identifier", "title", "year", "provider", "provider_name")
KEPT: Final = (*SHOWN, "provider_country", "provider_kind", "form", "sector", "sdg_goal")


@dataclass(frozen=True, slots=True)
class Span:
    """First and last year; need, people and ranks are those of the last."""

    first: int
    last: int

    @property
    def years(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        return f"{self.first}-{self.last}" if self.years > 1 else str(self.last)


def usable_need(asked: Asked) -> Need:
    """The need asked for. Raises UsageError for a goal without a usable indicator, with the reason."""
    need = load_needs()[asked["need"]]
    if not need.indicator:
        raise UsageError(
            Sentence(
                "%(title)s (%(need)s) has no usable indicator. %(why)s",
                title=Sentence(need.title),
                need=need.need,
                why=Sentence(need.why_not),
            ),
            repair=one_of(one.need for one in load_needs().values() if one.indicator),
        )
    return need


def span_of(release: Release, need: Need, years: tuple[int | None, int | None]) -> Span:
    """The span asked for; without one, five years up to the last that has both Southern flows and a value."""
    first, last = years
    last = last or _last_year(release, need)
    return Span(last - SPAN + 1 if first is None else first, last)


def _last_year(release: Release, need: Need) -> int:
    flow = release.table("flow")
    southern = flow.filter(flow.counted, flow.form.isin(SOUTHERN)).aggregate(year=flow.year.max())
    found: list[Any] = release.rows(southern)["year"].to_pylist()
    known = load_indicators()[need.indicator].last_year + need.carry_years
    return min(known, found[0] or known)


def ranked_countries(release: Release, need: Need, asked: Asked, first: int, last: int) -> ir.Table:
    """Country and year for all that are ranked: members of a group, the South of the year, or the world."""
    if asked["group"] is not None:
        return _members(release, asked["group"], first, last)
    if asked["among"] == "world":
        return _world(release, need, first, last)
    south = release.table("south")
    return south.filter(south.definition == asked["south"], south.year.between(first, last)).select("country", "year")


def _members(release: Release, group: GroupAt, first: int, last: int) -> ir.Table:
    if group.at is None:
        members = members_by_year(release, group.group_id)
        return members.filter(members.year.between(first, last))
    fixed = sorted(members_on(release, group.group_id, group.at))
    countries = ibis.memtable(pa.table({"country": pa.array(fixed, pa.string())}))
    return countries.cross_join(_years(first, last))


def _world(release: Release, need: Need, first: int, last: int) -> ir.Table:
    """Every country that has a value of the need or a population at all."""
    values = release.table("indicator")
    known = values.filter(values.indicator.isin([need.indicator, "population"])).select("country").distinct()
    return known.cross_join(_years(first, last))


def _years(first: int, last: int) -> ir.Table:
    return ibis.memtable(pa.table({"year": pa.array(range(first, last + 1), pa.int64())}))


def values_of(release: Release, indicator: str) -> ir.Table:
    """The values of an indicator: country, year, value, source."""
    table = release.table("indicator")
    return table.filter(table.indicator == indicator).select("country", "year", "value", "source")


def levels_of(release: Release, need: Need, asked: Asked, first: int, last: int) -> ir.Table:
    """Level, rank, interval and people of every ranked country in these years, with the names of the countries."""
    return levels_among(release, need, ranked_countries(release, need, asked, first, last))


def levels_among(release: Release, need: Need, wanted: ir.Table) -> ir.Table:
    """The same for the countries and years of `wanted`."""
    values = values_of(release, need.indicator)
    better = load_indicators()[need.indicator].direction == "higher_is_better"
    levels = need_levels(values, wanted, need.carry_years, better)
    peopled = with_people(levels, people_of(wanted, values_of(release, "population")), need.affected)
    names = release.table("country").select("country", country_name="name_en")
    return peopled.left_join(names, "country").drop("country_right")


def query_of(asked: Asked, span: Span | None) -> FlowQuery:
    """The flows of the span, or of all years."""
    return FlowQuery(
        year_from=span.first if span else None,
        year_to=span.last if span else None,
        forms=asked["forms"],
        south=asked["south"],
        prices=asked["prices"],
    )


def sorted_flows(release: Release, need: Need, asked: Asked, span: Span | None, ranked: ir.Table) -> ir.Table:
    """Counted flows with `country`, `usd` and `rule`: whether they count as coverage of the need, or why not."""
    query = query_of(asked, span)
    flow = selected_flows(release, query)
    flow = flow.select(*KEPT, country=flow.recipient_country, usd=flow[VALUE[query.prices]])
    among = ranked.select(of_country="country").distinct().mutate(is_among=True)
    flow = flow.left_join(among, flow.country == among.of_country)
    reasons = [
        (flow.country.isnull(), "no_single_country"),
        (flow.form == Form.DOMESTIC.value, "domestic"),
        (flow.is_among.isnull(), "not_ranked_among"),
    ]
    if not need.every_flow and asked["flows"] != "all":
        answers = flow.sdg_goal.isin(need.goals).fill_null(False) | flow.sector.isin(need.sectors).fill_null(False)
        unknown = flow.sdg_goal.isnull() & flow.sector.isnull()
        reasons += [(unknown, "sector_unknown"), (~answers, "other_purpose")]
    return flow.mutate(rule=ibis.cases(*reasons, else_=COUNTED)).drop("of_country", "is_among")


def within(flows: ir.Table, span: Span) -> ir.Table:
    return flows.filter(flows.year.between(span.first, span.last))


def answering(flows: ir.Table) -> ir.Table:
    """The flows that count as coverage."""
    return flows.filter(flows.rule == COUNTED)


def left_out_of(flows: ir.Table) -> ir.Table:
    """Flows and money that did not count, by rule, largest first."""
    outside = flows.filter(flows.rule != COUNTED)
    sums = outside.group_by("rule").aggregate(
        flows=outside.count(), usd=outside.usd.cast("decimal(38, 2)").sum().cast("decimal(38, 2)")
    )
    reasons = pa.table({"rule": list(LEFT_OUT), "reason": list(LEFT_OUT.values())})
    told = sums.join(ibis.memtable(reasons), "rule").select("rule", "reason", "flows", "usd")
    return told.order_by(ibis.desc("flows"), "rule")


def rows_of(flows: ir.Table) -> ir.Table:
    """The flows behind a figure of coverage."""
    counted = answering(flows)
    return counted.select(*SHOWN, "country", "form", "usd").order_by("flow_id")


def only_country(table: ir.Table, asked: Asked) -> ir.Table:
    """All rows where no country is asked for, or none can be."""
    return table.filter(table.country == asked["country"]) if asked.get("country") else table
