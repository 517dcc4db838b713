"""How did a group change each time its members changed?"""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.asking import GroupAt
from sursur.answers.enlarging import (
    READING,
    Step,
    comparison,
    figure_notes,
    flows_left_out,
    path_of,
    values_behind,
)
from sursur.answers.enlarging.asking import DATA_YEAR, FIGURES, GROUP_OF_SCENARIO, SPAN, only, query_of, spanned
from sursur.answers.enlarging.columns import FIGURE_COLUMNS
from sursur.answers.enlarging.path import Enlargement
from sursur.answers.measuring import Answer, Asked, Measure
from sursur.answers.measuring.parameters import PRICES_OF_MONEY, SOUTH, YEARS
from sursur.answers.membership import groups_of
from sursur.answers.notes import notes
from sursur.answers.offering import group_term, name_of
from sursur.errors import UsageError
from sursur.reference.groups import Groups
from sursur.release import Release
from sursur.sentences import Sentence, Several, day_term


def compute(release: Release, asked: Asked) -> Answer:
    path = asked_path(groups_of(release), asked["group"], asked["years"])
    span, query = spanned(asked["span"]), query_of(asked)
    steps = tuple(Step(str(one.day), asked["data_year"] or one.day.year, one.before, one.after) for one in path)
    return Answer(
        make_table=lambda: _table(only(comparison(release, steps, query, span), asked["figures"]), path),
        make_rows=lambda: values_behind(release, steps, query, span),
        make_left_out=lambda: flows_left_out(release, steps, query, span),
        notes=(("Reading", READING), ("Days", DAYS), *notes(release, query), *figure_notes()),
    )


def _table(found: ir.Table, path: tuple[Enlargement, ...]) -> ir.Table:
    joined = found.inner_join(_changes(path), [("step", "on_day")])
    return joined.order_by("step", "position").select("day", "joined", "left", *FIGURE_COLUMNS)


DAYS = Sentence(
    "Full members only; who was invited, declined or is disputed is not counted. A start of which only the year is "
    "known stands on its 1 January. Both sides of a day are told by the figures of its year: before is the group "
    "without those who join, in the same year."
)


def asked_path(groups: Groups, group: GroupAt, years: tuple[int | None, int | None]) -> tuple[Enlargement, ...]:
    """The changes up to the day of the group and within the years. Raises UsageError where there are none."""
    whole, (first, last) = path_of(groups, group.group_id), years
    path = tuple(
        one
        for one in whole
        if (group.at is None or one.day <= group.at) and (first or 0) <= one.day.year <= (last or one.day.year)
    )
    if not path:
        days = Several(day_term(one.day) for one in whole) or Sentence("none")
        raise UsageError(
            Sentence("The members of %(group)s did not change then.", group=group_term(groups[group.group_id])),
            repair=Sentence("Days on which they changed: %(days)s.", days=days),
        )
    return path


def _changes(path: Iterable[Enlargement]) -> ir.Table:
    rows = [
        {"on_day": str(one.day), "day": one.day, "joined": _names(one.joined), "left": _names(one.left)} for one in path
    ]
    kinds: dict[str, pa.DataType] = {
        "on_day": pa.string(),
        "day": pa.date32(),
        "joined": pa.string(),
        "left": pa.string(),
    }
    return ibis.memtable(pa.Table.from_pylist(rows, pa.schema(kinds)))


def _names(countries: Iterable[str]) -> str | None:
    return ", ".join(sorted(map(name_of, countries))) or None


MEASURE = Measure(
    title="Enlargement of a group",
    definition="For each day on which the full members of a group changed: who joined or left, and the figures of the "
    "members before and after, both by the data of that year. Arithmetic on past data, not a forecast and not the "
    "effect of the enlargement. Choice of the figures: ours.",
    columns={
        "day": "first day on which the members were others",
        "joined": "names of those who joined",
        "left": "names of those who left",
        **FIGURE_COLUMNS,
    },
    compute=compute,
    brief=(
        "day",
        "joined",
        "left",
        "name",
        "unit",
        "before",
        "after",
        "world_percent_before",
        "world_percent_after",
        "last_year",
    ),
    parameters=(GROUP_OF_SCENARIO, YEARS, DATA_YEAR, SPAN, FIGURES, PRICES_OF_MONEY, SOUTH),
    example={"group": "brics"},
)
