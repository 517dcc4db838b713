"""Ranks as dots on a line from the smallest need to the greatest, with a bar as far as each may move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sursur.observatory.charts.scale import percent

EDGE = 0.02
"""Share of the line that stays free at both ends, so that no dot is cut."""
THINNEST = 0.004


@dataclass(frozen=True, slots=True)
class Place:
    """A rank among `ranked`: 1 is the greatest; it may be as great as `best` and as small as `last`."""

    label: str
    value: Markup
    href: str
    rank: int
    best: int
    last: int
    ranked: int
    note: str = ""
    """What is ranked, quietly under the label."""


@dataclass(frozen=True, slots=True)
class Drawn:
    label: str
    value: Markup
    href: str
    dot: str
    x: str
    width: str
    note: str


def draw_ranks(places: Sequence[Place]) -> tuple[Drawn, ...]:
    """The greatest stands at the end of the line."""
    return tuple(_drawn(place) for place in places)


def _drawn(place: Place) -> Drawn:
    start, end = _along(place.last, place.ranked), _along(place.best, place.ranked)
    return Drawn(
        label=place.label,
        value=place.value,
        href=place.href,
        dot=percent(_along(place.rank, place.ranked)),
        x=percent(start),
        width=percent(max(end - start, THINNEST)),
        note=place.note,
    )


def _along(rank: int, ranked: int) -> float:
    share = 1 - (rank - 1) / (ranked - 1) if ranked > 1 else 1.0
    return EDGE + share * (1 - 2 * EDGE)
