"""Parts of a whole as bars in a track: how much of the world a group is, also before and after a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sursur.observatory.charts.scale import percent


@dataclass(frozen=True, slots=True)
class Part:
    """`share` from 0 to 1, None where it is not known; `before` where it changes."""

    label: str
    share: float | None
    value: str
    note: str
    """What stands quietly beside the bar."""
    before: float | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Portion:
    label: str
    value: str
    note: str
    href: str
    width: str
    """Of the bar; empty where the share is not known."""
    gained: str
    """Of what is added to the bar."""
    lost: str
    """Of what is taken off it."""


def draw_portions(parts: Sequence[Part]) -> tuple[Portion, ...]:
    """The track is the whole: bars of different figures can be compared."""
    return tuple(_drawn(part) for part in parts)


def _drawn(part: Part) -> Portion:
    after = _inside(part.share)
    before = after if part.before is None else _inside(part.before)
    return Portion(
        label=part.label,
        value=part.value,
        note=part.note,
        href=part.href,
        width=percent(min(before, after)) if part.share is not None else "",
        gained=percent(after - before) if after > before else "",
        lost=percent(before - after) if before > after else "",
    )


def _inside(share: float | None) -> float:
    return min(max(share or 0.0, 0.0), 1.0)
