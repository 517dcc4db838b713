"""Spans of time as lines on one axis: memberships, and the years that sources cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sursur.observatory.charts.scale import percent


@dataclass(frozen=True, slots=True)
class Span:
    """`first` None means that the start is not established, and then not before `earliest`; `last` None that it goes
    on. Fractions of years are allowed.
    """

    label: str
    first: float | None
    last: float | None
    kind: str
    note: str
    href: str = ""
    earliest: float | None = None


@dataclass(frozen=True, slots=True)
class DrawnSpan:
    label: str
    kind: str
    note: str
    href: str
    x: str
    width: str
    open_start: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Spans:
    spans: tuple[DrawnSpan, ...]
    ticks: tuple[Tick, ...]


def draw_spans(spans: Sequence[Span], years: tuple[int, int]) -> Spans:
    """Draw on the axis of `years` (the last one included); a start that is not known is drawn open."""
    first, length = years[0], years[1] + 1 - years[0]
    return Spans(tuple(_drawn(span, first, length) for span in spans), tuple(_ticks(years)))


def _drawn(span: Span, first: int, length: int) -> DrawnSpan:
    known = span.earliest if span.first is None else span.first
    start = 0.0 if known is None else min(max((known - first) / length, 0.0), 1.0)
    end = 1.0 if span.last is None else min(max((span.last - first) / length, 0.0), 1.0)
    return DrawnSpan(
        label=span.label,
        kind=span.kind,
        note=span.note,
        href=span.href,
        x=percent(start),
        width=percent(max(end - start, 0.004)),
        open_start=span.first is None,
        goes_on=span.last is None,
    )


def _ticks(years: tuple[int, int]) -> list[Tick]:
    length = years[1] + 1 - years[0]
    step = 20 if length > 60 else 10 if length > 25 else 5
    marked = [year for year in range(years[0], years[1] + 1) if year % step == 0]
    return [Tick(percent((year - years[0]) / length), str(year), (year // step) % 2 == 1) for year in marked]
