"""Money by year and form as stacked columns; below zero when it flows the other way (received under given)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sursur.observatory.charts.scale import percent, ticks

HEIGHT, TOP, FOOT = 300, 20, 26
LABEL_ROWS, LABEL_HEIGHT = 5, 15
GAP = 0.16
"""Share of a year's room that stays empty."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What one form moved in one year, in US dollars; `below` draws it under the zero line."""

    year: int
    form: str
    usd: float
    below: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    form: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    year: int
    x: str
    width: str
    blocks: tuple[Block, ...]
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """A grid line with its value, or a year with its label; `minor` ones are left out where there is little room."""

    at: str
    label: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """The year after which a source is silent."""

    x: str
    y: int
    label: str
    before: bool
    """The label stands to the left of its line."""


@dataclass(frozen=True, slots=True)
class Columns:
    title: str
    zero: str
    columns: tuple[Column, ...]
    values: tuple[Line, ...]
    years: tuple[Line, ...]
    ends: tuple[End, ...]
    above: str = ""
    below: str = ""
    target: Line | None = None
    top: int = TOP
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Wording:
    """How marks are named and where they lead."""

    title: str
    value: Callable[[float], str]
    column: Callable[[int], str]
    href: Callable[[int], str]
    above: str = ""
    below: str = ""
    target: tuple[float, str] | None = None
    """A value that was promised, drawn across all years, and what is written beside it."""
    reach: float = 0.0
    """The scale reaches at least this far, so that several pictures can share one."""


def draw_columns(
    amounts: Iterable[Amount],
    years: tuple[int, int],
    forms: Sequence[str],
    ends: Sequence[tuple[int, str]],
    words: Wording,
) -> Columns | None:
    """Stack in the order of `forms` from the zero line outwards. None where there is nothing to draw."""
    stacks = _stacks(amounts, years)
    promised = words.target[0] if words.target else 0.0
    up = max((sum(stack.values()) for (_, below), stack in stacks.items() if not below), default=0.0)
    down = max((sum(stack.values()) for (_, below), stack in stacks.items() if below), default=0.0)
    if up + down <= 0:
        return None
    up = max(up, promised, words.reach)
    drawn_ends = tuple(_ends(ends, years))
    scale = _Scale.fitting(up, down, TOP + LABEL_HEIGHT * min(len(drawn_ends), LABEL_ROWS))
    return Columns(
        title=words.title,
        zero=f"{scale.y(0):.1f}",
        columns=tuple(_column(year, years, stacks, (scale, forms, words)) for year in _with_data(stacks)),
        values=tuple(Line(f"{scale.y(value):.1f}", words.value(abs(value))) for value in scale.values()),
        years=tuple(_year_lines(years)),
        ends=drawn_ends,
        above=words.above,
        below=words.below,
        target=Line(f"{scale.y(promised):.1f}", words.target[1]) if words.target else None,
        top=scale.start,
    )


Stacks = dict[tuple[int, bool], dict[str, float]]


def _stacks(amounts: Iterable[Amount], years: tuple[int, int]) -> Stacks:
    """Net repayments (negative sums) have no height: the table says them."""
    stacks: Stacks = defaultdict(lambda: defaultdict(float))
    for amount in amounts:
        if years[0] <= amount.year <= years[1] and amount.usd > 0:
            stacks[amount.year, amount.below][amount.form] += amount.usd
    return stacks


def _with_data(stacks: Stacks) -> list[int]:
    return sorted({year for year, _ in stacks})


@dataclass(frozen=True, slots=True)
class _Scale:
    top: float
    bottom: float
    step: float
    start: int

    @classmethod
    def fitting(cls, up: float, down: float, start: int) -> _Scale:
        step = ticks(max(up, down))[1]
        return cls(step * -(-up * (1 - 1e-9) // step), step * -(-down * (1 - 1e-9) // step), step, start)

    def y(self, usd: float) -> float:
        return self.start + (self.top - usd) / (self.top + self.bottom) * (HEIGHT - self.start - FOOT)

    def values(self) -> list[float]:
        below, above = round(self.bottom / self.step), round(self.top / self.step)
        return [self.step * number for number in range(-below, above + 1)]


def _column(year: int, years: tuple[int, int], stacks: Stacks, drawn: tuple[_Scale, Sequence[str], Wording]) -> Column:
    scale, forms, words = drawn
    room = 1 / (years[1] - years[0] + 1)
    blocks = [
        *_blocks(stacks.get((year, False), {}), forms, scale, 1),
        *_blocks(stacks.get((year, True), {}), forms, scale, -1),
    ]
    x = percent((year - years[0] + GAP / 2) * room)
    return Column(year, x, percent(room * (1 - GAP)), tuple(blocks), words.href(year), words.column(year))


def _blocks(stack: dict[str, float], forms: Sequence[str], scale: _Scale, sign: int) -> Iterable[Block]:
    edge = 0.0
    for form in forms:
        if usd := stack.get(form, 0.0):
            near, far = scale.y(sign * edge), scale.y(sign * (edge + usd))
            yield Block(form, f"{min(near, far):.1f}", f"{max(abs(far - near), 0.4):.1f}")
            edge += usd


def _year_lines(years: tuple[int, int]) -> Iterable[Line]:
    span = years[1] - years[0] + 1
    step = 1 if span <= 12 else 5 if span <= 40 else 10
    for year in range(years[0], years[1] + 1):
        if year % step == 0 or span <= 2:
            minor = (year // step) % 2 == 1 and span > 6
            yield Line(percent((year - years[0] + 0.5) / span), str(year), minor)


def _ends(ends: Sequence[tuple[int, str]], years: tuple[int, int]) -> Iterable[End]:
    """Sources that fall silent inside the years drawn; labels stand under one another where they are close."""
    inside = [(year, label) for year, label in sorted(ends) if years[0] <= year < years[1]]
    for row, (year, label) in enumerate(inside):
        share = (year - years[0] + 1) / (years[1] - years[0] + 1)
        yield End(percent(share), 10 + LABEL_HEIGHT * (row % LABEL_ROWS), label, share > 0.5)
