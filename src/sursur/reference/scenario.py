"""The figures that a scenario compares: what they read, how long a value is carried, and what they mean.

The table is `data/scenario/figures.csv`. Which figures there are and for how many years a value is carried forward are
our own choice, not official; each row says where the figure itself is defined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sursur.errors import ReferenceDataError
from sursur.reference.indicators import load_indicators
from sursur.reference.packaged import read_rows

TABLES = frozenset({"flow", "trade", "vote"})
"""Tables of a release, beside indicators, that a figure may read."""
WAYS = frozenset({"count", "sum", "ratio", "people", "mean", "flows", "pairs", "votes", "horizontality"})
_YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a scenario.

    how: `count` of members, `sum` of a value, `ratio` of two sums, `people` affected, `mean` weighted by people, or
        what computes it: `flows`, `pairs`, `votes`, `horizontality`
    reads: indicators, or tables of a release
    carry_years: for how long the value of an indicator stands; None where the figure reads no indicator
    of_world: whether a share of the world has a meaning
    adds_up: whether the value of a group is the sum of those of its members
    """

    figure: str
    name: str
    unit: str
    how: str
    reads: tuple[str, ...]
    carry_years: int | None
    of_world: bool
    adds_up: bool
    definition: str
    source: str


@cache
def load_figures() -> Mapping[str, Figure]:
    """All figures by id, in the order in which they are read."""
    return figures_of(read_rows("scenario", "figures.csv"))


def figures_of(rows: list[dict[str, str]]) -> Mapping[str, Figure]:
    """Raises ReferenceDataError for a double id, an unknown indicator, or a row without definition or source."""
    found = {row["figure"]: _figure(row) for row in rows}
    if len(found) < len(rows):
        raise ReferenceDataError("figures.csv: a figure stands twice.", repair="Keep one row of it.")
    return MappingProxyType(found)


def _figure(row: dict[str, str]) -> Figure:
    reads = tuple(row["reads"].split())
    unknown = [name for name in reads if name not in TABLES and name not in load_indicators()]
    if unknown or row["how"] not in WAYS or not (row["definition"] and row["source"] and row["unit"]):
        raise ReferenceDataError(
            f"figures.csv: {row['figure']} reads something unknown {unknown}, is computed in no known way, or has no "
            "unit, definition or source.",
            repair="Correct the row.",
        )
    return Figure(
        figure=row["figure"],
        name=row["name"],
        unit=row["unit"],
        how=row["how"],
        reads=reads,
        carry_years=int(row["carry_years"]) if row["carry_years"] else None,
        of_world=_YES_OR_NO[row["of_world"]],
        adds_up=_YES_OR_NO[row["adds_up"]],
        definition=row["definition"],
        source=row["source"],
    )
