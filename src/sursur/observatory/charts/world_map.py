"""The world as areas by class, or as at most sixty arcs between countries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import hypot, sqrt

from sursur.observatory.charts.scale import decades
from sursur.reference.projection import HEIGHT, WIDTH
from sursur.reference.shapes import Shape, World, load_world

MOST_ARCS = 60
WIDEST = 26.0
BEND = 0.16
"""How far an arc leaves the straight line, as a share of its length."""
CLASSES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """One country as drawn: `style` is the class of its value, or why it has none."""

    shape: Shape
    style: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Arc:
    path: str
    form: str
    title: str
    usd: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class WorldMap:
    title: str
    ramp: str
    places: tuple[Place, ...]
    bounds: tuple[Decimal, ...]
    arcs: tuple[Arc, ...]
    world: World
    south_up: bool
    width: int = WIDTH
    height: int = HEIGHT
    classes: tuple[tuple[str, str], ...] = ()
    """Styles and their words, for a legend of something else than money."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One flow to draw as an arc."""

    provider: str
    recipient: str
    usd: float
    form: str
    title: str
    href: str = ""


def style_of(usd: Decimal | None, bounds: Sequence[Decimal]) -> str:
    """Class of a value: q1 (smallest) to q5; `zero` for nothing net or less, `none` where nothing is reported."""
    if usd is None:
        return "none"
    if usd <= 0:
        return "zero"
    return f"q{max(1, sum(usd >= bound for bound in bounds))}"


def class_bounds(values: Mapping[str, Decimal | None]) -> tuple[Decimal, ...]:
    largest = max((value for value in values.values() if value is not None), default=Decimal(0))
    return decades(largest, CLASSES) if largest > 0 else ()


def draw_arcs(streams: Sequence[Stream]) -> tuple[Arc, ...]:
    """The largest streams, thickness by square root, tapering from provider to recipient; large ones lie below."""
    shapes = load_world().countries
    drawable = [
        stream
        for stream in streams
        if stream.usd > 0
        and stream.provider != stream.recipient
        and {stream.provider, stream.recipient} <= shapes.keys()
    ]
    largest = sorted(drawable, key=lambda stream: (-stream.usd, stream.provider, stream.recipient))[:MOST_ARCS]
    widest = largest[0].usd if largest else 1.0
    return tuple(
        Arc(
            _taper(shapes[stream.provider], shapes[stream.recipient], WIDEST * sqrt(stream.usd / widest)),
            stream.form,
            stream.title,
            stream.usd,
            stream.href,
        )
        for stream in largest
    )


def _taper(start: Shape, end: Shape, width: float) -> str:
    """A leaf from start to end: `width` wide where the money leaves, a point where it arrives."""
    across, down = end.x - start.x, end.y - start.y
    length = hypot(across, down) or 1.0
    normal_x, normal_y = -down / length, across / length
    bend = BEND * length if across >= 0 else -BEND * length
    middle_x, middle_y = (start.x + end.x) / 2 + normal_x * -bend, (start.y + end.y) / 2 + normal_y * -bend
    half = max(width, 2.0) / 2
    side_x, side_y = normal_x * half, normal_y * half
    return (
        f"M{start.x + side_x:.0f} {start.y + side_y:.0f}"
        f"Q{middle_x + side_x * 0.7:.0f} {middle_y + side_y * 0.7:.0f} {end.x} {end.y}"
        f"Q{middle_x - side_x * 0.7:.0f} {middle_y - side_y * 0.7:.0f} {start.x - side_x:.0f} {start.y - side_y:.0f}z"
    )
