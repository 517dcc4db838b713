"""What would a group be with other members?"""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.answers.enlarging import (
    Step,
    changed_group,
    comparison,
    figure_notes,
    flows_left_out,
    named,
    status_notes,
    values_behind,
)
from sursur.answers.enlarging.asking import (
    AT,
    DATA_YEAR,
    FIGURES,
    GROUP_OF_SCENARIO,
    SPAN,
    checked_years,
    only,
    query_of,
)
from sursur.answers.enlarging.columns import FIGURE_COLUMNS
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import PRICES_OF_MONEY, SOUTH, Kind
from sursur.answers.notes import notes
from sursur.release import Release


def compute(release: Release, asked: Asked) -> Answer:
    change = changed_group(release, asked["group"], asked["add"], asked["drop"], asked["at"])
    year, span = checked_years(release, asked["data_year"] or change.day.year, asked["span"])
    steps = (Step("scenario", year, change.members, change.after),)
    query = query_of(asked)
    return Answer(
        make_table=lambda: _table(only(comparison(release, steps, query, span), asked["figures"])),
        make_rows=lambda: values_behind(release, steps, query, span),
        make_left_out=lambda: flows_left_out(release, steps, query, span),
        notes=(*named(change), *status_notes(change), *notes(release, query), *figure_notes()),
    )


def _table(found: ir.Table) -> ir.Table:
    return found.order_by("position").drop("step", "position", "figure")


MEASURE = Measure(
    title="A group with other members",
    definition="The figures of the full members on a day, before and after countries are added or dropped. Arithmetic "
    "on past data, not a forecast: what members would do differently is not known. Choice of the figures: ours.",
    columns=FIGURE_COLUMNS,
    compute=compute,
    brief=(
        "name",
        "unit",
        "before",
        "after",
        "difference",
        "world_percent_before",
        "world_percent_after",
        "last_year",
        "missing",
    ),
    parameters=(
        GROUP_OF_SCENARIO,
        Parameter("add", Kind.COUNTRIES, "Countries that join: names or codes, separated by commas."),
        Parameter("drop", Kind.COUNTRIES, "Countries that leave: names or codes, separated by commas."),
        AT,
        DATA_YEAR,
        SPAN,
        FIGURES,
        PRICES_OF_MONEY,
        SOUTH,
    ),
    example={"group": "brics", "add": "DZA,ARG", "at": "2022"},
)
