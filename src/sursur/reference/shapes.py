"""The drawn world: a shape or a circle per country, its borders, and what is disputed (`data/shapes`, see `SOURCE`)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sursur.errors import ReferenceDataError

SOURCE = "Natural Earth 1:50 million (public domain), as packed in world-atlas 2.0.2"
_DISPUTED = "disputed:"


@dataclass(frozen=True, slots=True)
class Shape:
    """One country in drawing units (see `sursur.reference.projection`). `path` is empty for a circle."""

    code: str
    x: int
    y: int
    path: str


@dataclass(frozen=True, slots=True)
class DisputedArea:
    """An area that belongs to nobody's shape here. `claimed_by` are ISO 3166-1 alpha-3 codes."""

    area: str
    path: str
    claimed_by: tuple[str, ...]
    note: str
    source: str
    confirmed: str
    """`confirmed` where `seen_at` (in the table) says what the row says, `partly`, or `unconfirmed`."""


@dataclass(frozen=True, slots=True)
class DisputedLine:
    """A stretch of a border that is drawn dashed, between two lands as the shapes name them."""

    between: tuple[str, str]
    note: str
    source: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class World:
    countries: Mapping[str, Shape]
    disputed_areas: tuple[DisputedArea, ...]
    borders: str
    disputed_borders: str


@cache
def load_world() -> World:
    """Read and check the shapes; raises ReferenceDataError where the tables contradict each other."""
    rows = _read("countries.csv")
    _unique([row["code"] for row in rows])
    lines = {row["kind"]: row["path"] for row in _read("lines.csv")}
    paths = {row["code"]: row["path"] for row in rows if row["code"].startswith(_DISPUTED)}
    shapes = [Shape(row["code"], int(row["x"]), int(row["y"]), row["path"]) for row in rows if row["code"] not in paths]
    return World(
        countries={shape.code: shape for shape in shapes},
        disputed_areas=tuple(_areas(paths)),
        borders=lines["border"],
        disputed_borders=lines["disputed"],
    )


def _areas(paths: Mapping[str, str]) -> list[DisputedArea]:
    known = {row["area"]: row for row in _read("disputed_areas.csv")}
    unknown = sorted(code for code in paths if code.removeprefix(_DISPUTED) not in known)
    if unknown:
        raise ReferenceDataError(f"Shapes without a row in disputed_areas.csv: {', '.join(unknown)}.")
    areas = [(known[code.removeprefix(_DISPUTED)], path) for code, path in sorted(paths.items())]
    return [
        DisputedArea(row["area"], path, tuple(row["claimed_by"].split()), row["note"], row["source"], row["confirmed"])
        for row, path in areas
    ]


@cache
def disputed_lines() -> tuple[DisputedLine, ...]:
    return tuple(
        DisputedLine((row["one"], row["other"]), row["note"], row["source"], row["confirmed"])
        for row in _read("disputed_lines.csv")
    )


def _unique(codes: list[str]) -> None:
    doubled = sorted({code for code in codes if codes.count(code) > 1})
    if doubled:
        raise ReferenceDataError(f"Shapes drawn twice: {', '.join(doubled)}.", repair="Rebuild the shapes.")


def _read(name: str) -> list[dict[str, str]]:
    text = (files("sursur.reference") / "data" / "shapes" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
