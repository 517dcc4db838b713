"""The model of record linkage as data: what each level of agreement weighs, and from which weight on a pair is one.

Files: `levels.csv` (kind of pair, comparison, level, words, m, u), `thresholds.csv` (kind, prior, same, doubtful, lead)
and `families.csv` (data sets whose identifiers are of one scheme), each row with its source.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyarrow as pa

from sursur.errors import ReferenceDataError

FOLDER = "data/linking"
AGAIN = "Learn the weights again: python benchmarks/linkage.py --learn."


@dataclass(frozen=True, slots=True)
class Level:
    """`m` and `u` are the shares of pairs that agree at this level: among pairs of one activity, and among others."""

    kind: str
    comparison: str
    level: str
    words: str
    m: float
    u: float
    source: str


@dataclass(frozen=True, slots=True)
class LinkModel:
    """How pairs of one kind are judged.

    prior: share of one activity among the pairs looked at; same and doubtful: least weight in bits; lead: bits by which
    the best partner must stand before the next one.
    """

    levels: tuple[Level, ...]
    prior: float
    same: float
    doubtful: float
    lead: float


@cache
def link_models() -> dict[str, LinkModel]:
    """The model of each kind of pair. Raises ReferenceDataError where a weight is no share or missing."""
    levels = [_level(row) for row in _rows("levels")]
    found = {}
    for row in _rows("thresholds"):
        own = tuple(level for level in levels if level.kind == row["kind"])
        if not own:
            raise ReferenceDataError(f"levels.csv has no row for {row['kind']}.", repair=AGAIN)
        found[row["kind"]] = LinkModel(own, *(float(row[name]) for name in ("prior", "same", "doubtful", "lead")))
    return found


def _level(row: dict[str, str]) -> Level:
    level = Level(
        row["kind"], row["comparison"], row["level"], row["words"], float(row["m"]), float(row["u"]), row["source"]
    )
    if not (0 < level.m < 1 and 0 < level.u < 1):
        raise ReferenceDataError(
            f"levels.csv: {level.kind} {level.comparison} {level.level} has a share outside 0 to 1.", repair=AGAIN
        )
    return level


def _rows(name: str) -> list[dict[str, str]]:
    path = files("sursur.reference").joinpath(FOLDER, f"{name}.csv")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def identifier_families() -> pa.Table:
    """dataset, family: data sets whose identifiers are of one scheme, from `families.csv`."""
    rows = [{"dataset": row["dataset"], "family": row["family"]} for row in _rows("families")]
    return pa.Table.from_pylist(rows, schema=pa.schema([("dataset", pa.string()), ("family", pa.string())]))


def level_words() -> dict[tuple[str, str], str]:
    """What a level of a comparison is called in an explanation."""
    return {(level.comparison, level.level): level.words for model in link_models().values() for level in model.levels}
