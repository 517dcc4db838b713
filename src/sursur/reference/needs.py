"""Needs: what stands for each of them, whom it affects, how long a value holds, and which flows answer it.

The table is `data/needs/needs.csv`. Which indicator stands for a need, for how many years a value may be carried and
which flows answer it are our own choices; each row says so beside the source of its indicator. A goal without a usable
indicator has a row that says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from sursur.errors import ReferenceDataError
from sursur.reference.codes import code_list
from sursur.reference.ids import as_id
from sursur.reference.indicators import load_indicators
from sursur.reference.packaged import read_rows
from sursur.reference.sdg import GOALS

EVERY_FLOW = "all"
SHARE, REST, NONE = "share", "rest", "none"
UNITS_OF_PEOPLE = ("per cent", "per cent of people")
"""A share counts people only where it is a share of all people of a country."""


@dataclass(frozen=True, slots=True)
class Need:
    """A need and what stands for it.

    goal: of the Sustainable Development Goals, empty for the five inequalities
    indicator: empty where none is usable; `why_not` then says why
    affected: `share` of the population, the `rest` of it (100 less the value), or `none`: the value counts no people,
        and the whole population stands as exposed to it
    carry_years: for how many years after its own a value may still stand
    goals, sectors: flows of any of these goals or DAC sectors answer the need; with `every_flow` all of them do
    """

    need: str
    title: str
    goal: str
    indicator: str
    affected: Literal["share", "rest", "none", ""]
    carry_years: int
    goals: tuple[str, ...]
    sectors: tuple[str, ...]
    every_flow: bool
    why_not: str
    source: str


@cache
def load_needs() -> Mapping[str, Need]:
    """All needs by id. Raises ReferenceDataError where a row names something unknown or a goal is missing."""
    return checked(read_rows("needs", "needs.csv"))


@cache
def need_ids() -> tuple[str, ...]:
    """Ids in the order of the table, also of those without a usable indicator."""
    return tuple(row["need"] for row in read_rows("needs", "needs.csv"))


@cache
def need_words() -> tuple[tuple[str, str], ...]:
    """Other words for a need, and its id: its title, `sdg2` for a goal, the indicator that it is the first to use."""
    words: dict[str, str] = {}
    for row in read_rows("needs", "needs.csv"):
        for word in (row["title"], f"sdg{row['goal']}" if row["goal"] else "", row["indicator"]):
            words.setdefault(as_id(word), row["need"])
    return tuple((word, need) for word, need in words.items() if word and word not in need_ids())


def need_called(text: str) -> str:
    """The id of a need by any word for it; the text itself where it is none."""
    return dict(need_words()).get(as_id(text), as_id(text))


def checked(rows: list[dict[str, str]]) -> Mapping[str, Need]:
    """The needs of these rows, each of which must hold together and be there once."""
    needs = {row["need"]: _need(row) for row in rows}
    goals = [need.goal for need in needs.values() if need.goal]
    if len(needs) != len(rows) or sorted(goals) != sorted(GOALS):
        raise ReferenceDataError("needs.csv: a need stands twice or a goal has no row.", repair="One row for each.")
    return MappingProxyType(needs)


def _need(row: dict[str, str]) -> Need:
    wrong = _wrong(row)
    if wrong:
        raise ReferenceDataError(f"needs.csv: {row['need']} {wrong}.", repair="Correct the row.")
    goals = tuple(row["goals"].split())
    return Need(
        need=row["need"],
        title=row["title"],
        goal=row["goal"],
        indicator=row["indicator"],
        affected=row["affected"],  # type: ignore[arg-type]  # one of the four, checked above
        carry_years=int(row["carry_years"]),
        goals=() if goals == (EVERY_FLOW,) else goals,
        sectors=tuple(row["sectors"].split()),
        every_flow=goals == (EVERY_FLOW,),
        why_not=row["why_not"],
        source=row["source"],
    )


def _wrong(row: dict[str, str]) -> str:
    """What is wrong with a row, empty where nothing is."""
    known = {**code_list("SectorCategory").entries, **code_list("DacSectorGroup").entries}
    faults = {
        "has no title or no source": not row["title"] or not row["source"],
        "has a goal that is none": bool({*row["goals"].split(), row["goal"]} - {*GOALS, EVERY_FLOW, ""}),
        "has no flow that answers it": not row["goals"],
        "has a sector that the DAC does not know": bool(set(row["sectors"].split()) - known.keys()),
        "has years to carry that are no number": not row["carry_years"].isdigit(),
        "has neither an indicator nor a reason why not, or both": bool(row["indicator"]) == bool(row["why_not"]),
    }
    return next((fault for fault, found in faults.items() if found), "") or _wrong_indicator(row)


def _wrong_indicator(row: dict[str, str]) -> str:
    name, affected = row["indicator"], row["affected"]
    if not name:
        return "counts people of no indicator" if affected else ""
    if name not in load_indicators():
        return f"rests on {name}, which is no indicator"
    if load_indicators()[name].direction == "neutral":
        return f"rests on {name}, of which nobody says which way is worse"
    if affected not in (SHARE, REST, NONE):
        return f"counts people by {affected!r}, which is none of {SHARE}, {REST}, {NONE}"
    if affected != NONE and load_indicators()[name].unit not in UNITS_OF_PEOPLE:
        return f"counts people by {name}, which is no share of all people"
    return ""
