"""The questions of published figures, put to a release: each answers with one number in ones, or with none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import ibis.expr.types as ir

from sursur.answers.asking import DEFAULT_SOUTH, FlowQuery
from sursur.answers.flows import VALUE, selected_flows
from sursur.answers.membership import groups_of, known_group
from sursur.answers.wording import query_of
from sursur.model.values import MembershipStatus
from sursur.reference.groups import Groups
from sursur.reference.knowledge import published_sums
from sursur.reference.published import Question, scale_of
from sursur.reference.reporting import tossd_recipients
from sursur.release import Release

COUNTED = {"countries": "recipient_country", "providers": "provider_name"}
"""What `flows --count` counts, by the column of `flow`."""
COUNTED_LISTS: Mapping[str, Callable[[], frozenset[str]]] = {"tossd-recipients": tossd_recipients}
"""What `list` counts."""
LISTS = ("provider", "recipient", "sector", "goal", "form", "instrument", "source", "flow_class", "crisis")
UNSAID: Mapping[str, Any] = dict.fromkeys((*LISTS, "provider_group", "recipient_group", "year")) | {
    "measure": "",
    "stage": "best",
    "south": DEFAULT_SOUTH,
    "prices": "constant",
    "every": False,
    "by": "",
}
"""Options of `sursur flows` as they are when nobody names them."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The release does not hold what the question is put to."""

    what: str


@dataclass(frozen=True)
class Desk:
    """A release with what many questions need of it, read once."""

    release: Release

    @cached_property
    def groups(self) -> Groups:
        return groups_of(self.release)

    @cached_property
    def datasets(self) -> frozenset[str]:
        found = self.release.rows(self.release.table("source").select("dataset").distinct())
        return frozenset(map(str, found["dataset"].to_pylist()))

    @cached_property
    def answers(self) -> dict[str, Decimal | Absent | None]:
        return {}

    def present(self, datasets: tuple[str, ...]) -> tuple[str, ...]:
        """Of several data sets that tell the same (projects, or their sums), those that the release holds."""
        return tuple(name for name in datasets if name in self.datasets)


def answer(desk: Desk, question: Question) -> Decimal | Absent | None:
    """The number, `Absent` where the release lacks the data set or table, None where it holds no value.

    Wholes that several figures are shares of are asked for once.
    """
    if question.text not in desk.answers:
        missing = _missing(desk, question)
        desk.answers[question.text] = Absent(missing) if missing else ANSWERS[question.kind](desk, question)
    return desk.answers[question.text]


def _missing(desk: Desk, question: Question) -> str:
    table = {"votes": "vote"}.get(question.kind, "source")
    if table not in desk.release.manifest.tables:
        return f"the table {table}"
    asked = question.options.get("source", ())
    return "" if not asked or desk.present(asked) else " or ".join(asked)


def _of_flows(desk: Desk, question: Question) -> Decimal | None:
    query = flow_query(desk, question)
    rows = selected_flows(desk.release, query)
    if "count" in question.options:
        return _number(desk.release, rows[COUNTED[question.first("count")]].nunique())
    return _number(desk.release, rows[VALUE[query.prices]].sum())


def flow_query(desk: Desk, question: Question) -> FlowQuery:
    """The query that `sursur flows` would ask with the same words."""
    given = {name.replace("-", "_"): values for name, values in question.options.items() if name != "count"}
    options = {name: list(values) if name in LISTS else values[0] for name, values in given.items()}
    query = query_of({**UNSAID, **options, "every": "all" in given})
    return replace(query, sources=desk.present(query.sources))


def _of_activities(desk: Desk, question: Question) -> Decimal | None:
    source = desk.release.table("source")
    source = source.filter(source.dataset.isin(question.options["source"])).select("source_id")
    activity = desk.release.table("activity").semi_join(source, "source_id")
    if question.first("count") == "included":
        return _number(desk.release, activity.filter(activity.included).count())
    split = desk.release.table("split").semi_join(activity, "activity_id")
    return _number(desk.release, split.filter(split.dimension == "country").code.nunique())


def _of_group(desk: Desk, question: Question) -> Decimal | None:
    day = date.fromisoformat(question.first("at"))
    status = MembershipStatus(question.first("status", "member"))
    groups = desk.groups
    found = groups.members(known_group(groups, question.subject).group_id, day, (status,))
    within = question.first("within")
    return Decimal(len(found & groups.members(within, day) if within else found))


def _of_list(_desk: Desk, question: Question) -> Decimal | None:
    return Decimal(len(COUNTED_LISTS[question.subject]()))


def _of_indicator(desk: Desk, question: Question) -> Decimal | None:
    """The sum over the countries asked for; none where one of them has no value. Without countries: all there are."""
    year = int(question.first("year"))
    table = desk.release.table("indicator")
    table = table.filter((table.indicator == question.subject) & (table.year == year))
    asked = set(question.options.get("country", ()))
    if "group" in question.options:
        asked |= desk.groups.members(known_group(desk.groups, question.first("group")).group_id, year)
    if asked:
        table = table.filter(table.country.isin(sorted(asked)))
    values = desk.release.rows(table.select("value"))["value"].to_pylist()
    complete = len(values) == len(asked) if asked else bool(values)
    return sum((Decimal(repr(value)) for value in values), Decimal(0)) if complete else None


def _of_votes(desk: Desk, question: Question) -> Decimal | None:
    vote = desk.release.table("vote")
    counted = question.first("count")
    return _number(desk.release, vote.count() if counted == "votes" else vote[counted].nunique())


def _of_sum(_desk: Desk, question: Question) -> Decimal | None:
    found = published_sums()[question.subject]
    parts = dict(found.parts)
    value = parts[question.first("part")] if "part" in question.options else sum(parts.values(), Decimal(0))
    return value * scale_of(found.unit)


def _number(release: Release, value: ir.Scalar) -> Decimal | None:
    found = release.rows(value.name("value").as_table())["value"][0].as_py()
    return None if found is None else Decimal(found)


ANSWERS: Mapping[str, Callable[[Desk, Question], Decimal | None]] = {
    "flows": _of_flows,
    "activities": _of_activities,
    "group": _of_group,
    "list": _of_list,
    "indicator": _of_indicator,
    "votes": _of_votes,
    "sum": _of_sum,
}
