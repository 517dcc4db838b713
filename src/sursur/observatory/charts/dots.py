"""Shares by year as dots between nothing and all: a series, and beside it what it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sursur.observatory.charts.scale import percent

HEIGHT, TOP, FOOT = 200, 12, 26
LINES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    other: str
    """Height of what it is compared with, empty where that is not known."""
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Mark:
    at: str
    label: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    title: str
    dots: tuple[Dot, ...]
    values: tuple[Mark, ...]
    years: tuple[Mark, ...]
    names: tuple[str, str]
    """What the full dots are, and what the rings are."""
    height: int = HEIGHT
    foot: int = FOOT


@dataclass(frozen=True, slots=True)
class Named:
    """How marks are named and where they lead; `value` puts a share into words."""

    title: str
    names: tuple[str, str]
    value: Callable[[float], str]
    dot: Callable[[int], str]
    href: Callable[[int], str]


def draw_dots(shares: Mapping[int, tuple[float, float | None]], named: Named) -> Dots:
    """`shares`: by year a share from 0 to 1 and the one it is compared with. At least one year."""
    first, last = min(shares), max(shares)
    span = last - first + 1
    dots = (
        Dot(
            percent((year - first + 0.5) / span),
            _height(share),
            "" if other is None else _height(other),
            named.dot(year),
            named.href(year),
        )
        for year, (share, other) in sorted(shares.items())
    )
    return Dots(
        title=named.title,
        dots=tuple(dots),
        values=tuple(Mark(_height(line), named.value(line)) for line in LINES),
        years=tuple(_years(first, last)),
        names=named.names,
    )


def _height(share: float) -> str:
    return f"{TOP + (1 - share) * (HEIGHT - TOP - FOOT):.1f}"


def _years(first: int, last: int) -> list[Mark]:
    span = last - first + 1
    step = 1 if span <= 12 else 5 if span <= 40 else 10
    marked = [year for year in range(first, last + 1) if year % step == 0]
    return [
        Mark(percent((year - first + 0.5) / span), str(year), minor=(year // step) % 2 == 1 and span > 6)
        for year in marked
    ]
