"""Who gives how much to whom, as a field of cells: providers down, recipients across, shaded by one hue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sursur.observatory.charts.sankey import OTHERS, largest
from sursur.observatory.charts.world_map import class_bounds, style_of

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How parties and cells are named, and where a cell leads; the code of the others is `OTHERS`."""

    title: str
    label: Callable[[str], str]
    value: Callable[[Decimal], str]
    cell: Callable[[Pair], str]
    href: Callable[[Pair], str]


@dataclass(frozen=True, slots=True)
class Square:
    """`style` is a class of the ramp, `own` where provider and recipient are the same, or `none`: not reported."""

    style: str
    text: str = ""
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    bounds: tuple[Decimal, ...]
    """Lower bounds of the classes, for the legend."""
    ramp: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties that have a line or a column of their own, and the sums by pair with the others put together."""

    providers: tuple[str, ...]
    recipients: tuple[str, ...]
    sums: Mapping[Pair, Decimal | None]


def sides_of(usd: Mapping[Pair, Decimal | None], most: int) -> Sides:
    """The largest of each side in their order, the others last. A pair without any value has none together either."""
    kept = [_largest(usd, side, most) for side in (0, 1)]
    sums: dict[Pair, Decimal | None] = {}
    for (provider, recipient), value in usd.items():
        pair = (provider if provider in kept[0] else OTHERS, recipient if recipient in kept[1] else OTHERS)
        before = sums.get(pair)
        sums[pair] = before if value is None else value + (before or 0)
    left = [OTHERS in {pair[side] for pair in sums} for side in (0, 1)]
    providers, recipients = ((*own, OTHERS) if more else own for own, more in zip(kept, left, strict=True))
    return Sides(providers, recipients, sums)


def _largest(usd: Mapping[Pair, Decimal | None], side: int, most: int) -> tuple[str, ...]:
    sums: dict[str, float] = {}
    for pair, value in usd.items():
        sums[pair[side]] = sums.get(pair[side], 0.0) + float(value or 0)
    return largest(sums, most)


def draw_matrix(sides: Sides, ramp: str, words: Wording) -> Matrix:
    bounds = class_bounds(dict(enumerate(sides.sums.values())))  # type: ignore[arg-type]
    return Matrix(
        title=words.title,
        columns=tuple(words.label(code) for code in sides.recipients),
        lines=tuple(
            Line(words.label(code), tuple(_square((code, other), sides, bounds, words) for other in sides.recipients))
            for code in sides.providers
        ),
        bounds=bounds,
        ramp=ramp,
    )


def _square(pair: Pair, sides: Sides, bounds: Sequence[Decimal], words: Wording) -> Square:
    if pair not in sides.sums:
        own = pair[0] == pair[1] != OTHERS
        return Square("own" if own else "none")
    usd = sides.sums[pair]
    if usd is None:
        return Square("none", "?", words.cell(pair), words.href(pair))
    return Square(style_of(usd, bounds), words.value(usd), words.cell(pair), words.href(pair))
