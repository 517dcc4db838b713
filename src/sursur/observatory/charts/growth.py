"""How many members a group had, by year: columns without gaps from zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sursur.observatory.charts.scale import percent

HEIGHT, TOP, FOOT = 150, 22, 26


@dataclass(frozen=True, slots=True)
class Year:
    x: str
    width: str
    y: str
    height: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    x: str
    label: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Growth:
    title: str
    years: tuple[Year, ...]
    ticks: tuple[Mark, ...]
    first: str
    """How many in the first year, and in the last."""
    last: str
    first_y: str
    last_y: str
    height: int = HEIGHT


def draw_growth(counts: Mapping[int, int], title: str, named: Callable[[int, int], str]) -> Growth:
    """`counts`: members by year, every year from the first to the last. At least one year."""
    first, last, most = min(counts), max(counts), max(*counts.values(), 1)
    span = last - first + 1
    room = HEIGHT - TOP - FOOT
    years = tuple(
        Year(
            percent((year - first) / span),
            percent(1 / span + 0.0005),
            f"{HEIGHT - FOOT - room * count / most:.1f}",
            f"{room * count / most:.1f}",
            named(year, count),
        )
        for year, count in sorted(counts.items())
    )
    return Growth(title, years, _ticks(first, last), str(counts[first]), str(counts[last]), years[0].y, years[-1].y)


def _ticks(first: int, last: int) -> tuple[Mark, ...]:
    span = last - first + 1
    step = 10 if span > 25 else 5
    marked = [year for year in range(first, last + 1) if year % step == 0]
    return tuple(Mark(percent((year - first + 0.5) / span), str(year), (year // step) % 2 == 1) for year in marked)
