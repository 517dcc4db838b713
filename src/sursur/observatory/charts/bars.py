"""A ranking as bars, each divided by form: the largest, and the others together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sursur.observatory.charts.scale import percent


@dataclass(frozen=True, slots=True)
class Part:
    form: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: str
    href: str
    about: str
    """Where the label leads: the party's own page, or nothing."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entry of a ranking before it is drawn; `by_form` in US dollars."""

    label: str
    value: str
    href: str
    about: str
    by_form: dict[str, float]

    @property
    def total(self) -> float:
        return sum(max(usd, 0.0) for usd in self.by_form.values())


def draw_bars(entries: Sequence[Ranked], forms: Sequence[str]) -> tuple[Bar, ...]:
    """Bars from a common zero; the longest takes the whole width."""
    longest = max((entry.total for entry in entries), default=0.0)
    return tuple(
        Bar(entry.label, entry.value, entry.href, entry.about, _parts(entry.by_form, forms, longest))
        for entry in entries
    )


def _parts(by_form: dict[str, float], forms: Sequence[str], longest: float) -> tuple[Part, ...]:
    parts = []
    edge = 0.0
    for form in forms:
        usd = by_form.get(form, 0.0)
        if usd > 0 and longest > 0:
            parts.append(Part(form, percent(edge / longest), percent(usd / longest)))
            edge += usd
    return tuple(parts)
