"""What a borrower pays year by year, and in front of it what that is worth on the day of commitment."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sursur.observatory.charts.columns import Line
from sursur.observatory.charts.scale import percent, ticks

HEIGHT, TOP, FOOT = 240, 20, 26
GAP = 0.2
"""Share of a year's room that stays empty."""


@dataclass(frozen=True, slots=True)
class Due:
    """A payment so many years after commitment, and its present value."""

    years: float
    payment: float
    present_value: float


@dataclass(frozen=True, slots=True)
class Pair:
    """One year: the column of what is paid, and in front of it that of what it is worth; lengths as SVG writes them."""

    x: str
    width: str
    due: tuple[str, str]
    worth: tuple[str, str]
    """Top and height."""
    title: str


@dataclass(frozen=True, slots=True)
class Payments:
    title: str
    pairs: tuple[Pair, ...]
    values: tuple[Line, ...]
    years: tuple[Line, ...]
    zero: str
    height: int = HEIGHT


def draw_payments(
    due: Iterable[Due], title: str, value: Callable[[float], str], named: Callable[[int, float, float], str]
) -> Payments | None:
    """Sums by year after commitment; what is due on the day of commitment stands in year 0. None without payments.

    `value` writes a number beside the axis, `named` what a reader hears of a year: its number, paid, and worth.
    """
    sums = _by_year(due)
    largest = max((paid for paid, _ in sums.values()), default=0.0)
    if largest <= 0:
        return None
    first, last, marks = min(sums), max(sums), ticks(largest)
    span = last - first + 1
    pairs = [
        _pair((year - first) / span, 1 / span, (paid, worth), marks[-1], named(year, paid, worth))
        for year, (paid, worth) in sorted(sums.items())
    ]
    values = tuple(Line(f"{_y(mark, marks[-1]):.1f}", value(mark)) for mark in marks)
    return Payments(title, tuple(pairs), values, tuple(_years(first, last)), f"{_y(0, marks[-1]):.1f}")


def _by_year(due: Iterable[Due]) -> dict[int, tuple[float, float]]:
    sums: dict[int, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for one in due:
        year = math.ceil(one.years - 1e-6)
        paid, worth = sums[year]
        sums[year] = (paid + one.payment, worth + one.present_value)
    return sums


def _y(value: float, top: float) -> float:
    return TOP + (1 - value / top) * (HEIGHT - TOP - FOOT)


def _pair(start: float, room: float, sums: tuple[float, float], top: float, title: str) -> Pair:
    def column(value: float) -> tuple[str, str]:
        return f"{_y(value, top):.1f}", f"{_y(0, top) - _y(value, top):.1f}"

    return Pair(percent(start + room * GAP / 2), percent(room * (1 - GAP)), column(sums[0]), column(sums[1]), title)


def _years(first: int, last: int) -> Iterable[Line]:
    span = last - first + 1
    step = 1 if span <= 12 else 5 if span <= 60 else 20
    for year in range(first, last + 1):
        if year % step == 0:
            yield Line(percent((year - first + 0.5) / span), str(year), (year // step) % 2 == 1 and span > 6)
