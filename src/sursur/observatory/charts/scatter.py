"""Two percentiles of every country against each other: on either side of the line, one outruns the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sursur.observatory.charts.scale import percent

HEIGHT, TOP, FOOT = 430, 30, 34
WHOLE = 100.0
LINES = (0, 25, 50, 75, 100)
LETTER_ON_A_DESK, LETTER_ON_A_PHONE = 0.72, 2.3
"""Width of a letter in per cent of the width of the picture."""
LINE = 16.0
"""Labels closer than this, in pixels, would cover each other."""
GAP = 1.0
RIGHT_HALF = 62.0
"""From here on a label stands before its dot, so that it stays inside."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One country before it is drawn: both percentiles from 0 to 100; `told` marks it as one of the extremes."""

    across: float
    up: float
    style: str
    title: str
    href: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    style: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Label:
    x: str
    y: str
    text: str
    before: bool
    minor: bool
    """There is room for it on a desk alone."""


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Scatter:
    title: str
    across: str
    up: str
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[str, ...]
    top: int = TOP
    base: int = HEIGHT - FOOT
    height: int = HEIGHT


def draw_scatter(spots: Sequence[Spot], title: str, across: str, up: str) -> Scatter:
    """Labels are set in the order of the spots; one that would cover another is left to the table."""
    return Scatter(
        title=title,
        across=across,
        up=up,
        dots=tuple(Dot(_x(spot), f"{_y(spot.up):.1f}", spot.style, spot.title, spot.href) for spot in spots),
        labels=tuple(_labels(spot for spot in spots if spot.label)),
        ticks=tuple(Tick(percent(_inside(line) / WHOLE), str(line)) for line in LINES),
        lines=tuple(f"{_y(line):.1f}" for line in LINES),
    )


def _labels(spots: Iterable[Spot]) -> Iterable[Label]:
    on_desk: list[Place] = []
    on_phone: list[Place] = []
    for spot in spots:
        if _takes(on_desk, _place(spot, LETTER_ON_A_DESK)):
            minor = not _takes(on_phone, _place(spot, LETTER_ON_A_PHONE))
            yield Label(_x(spot), f"{_y(spot.up) + 4:.1f}", spot.label, spot.across > RIGHT_HALF, minor)


Place = tuple[float, float, float]
"""From and to across, in per cent, and height in pixels."""


def _place(spot: Spot, letter: float) -> Place:
    width, at = len(spot.label) * letter + GAP, _inside(spot.across)
    return (at - width, at, _y(spot.up)) if spot.across > RIGHT_HALF else (at, at + width, _y(spot.up))


def _takes(taken: list[Place], place: Place) -> bool:
    """Whether there is room; a place that is taken is remembered."""
    free = all(place[1] < one[0] or one[1] < place[0] or abs(place[2] - one[2]) >= LINE for one in taken)
    if free:
        taken.append(place)
    return free


def _inside(across: float) -> float:
    """Dots at both ends keep clear of the edge."""
    return 2 + across * 0.96


def _x(spot: Spot) -> str:
    return percent(_inside(spot.across) / WHOLE)


def _y(up: float) -> float:
    return TOP + (WHOLE - up) / WHOLE * (HEIGHT - TOP - FOOT)
