"""Flows from one column of parties to another as ribbons: who gives on one side, who receives on the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDTH = 1000
"""Across which a ribbon runs; the page stretches it to its own width."""
TALL = 300
"""Height of all flows together."""
HEAD, FOOT, PITCH, GAP = 26, 4, 25, 5
"""Room above and below, the least distance between parties, so that labels do not touch, and the space between two."""
THINNEST = 1.0
OTHERS = ""
"""Stands for the parties that are too many to be drawn one by one."""


@dataclass(frozen=True, slots=True)
class Stream:
    """`form` is the shown form that most of it has."""

    provider: str
    recipient: str
    usd: float
    form: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How parties and ribbons are named, and where a ribbon leads; the code of the others is `OTHERS`."""

    title: str
    label: Callable[[str], str]
    value: Callable[[float], str]
    ribbon: Callable[[str, str, float], str]
    href: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Node:
    """One party of a column."""

    code: str
    label: str
    value: str
    y: str
    height: str
    middle: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    form: str
    path: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Sankey:
    title: str
    providers: tuple[Node, ...]
    recipients: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    height: int
    width: int = WIDTH


@dataclass(slots=True)
class _Place:
    """Where a party stands, and how far its ribbons have come."""

    top: float
    usd: float
    used: float = 0.0


def draw_sankey(streams: Sequence[Stream], most: int, words: Wording, *, mirrored: bool = False) -> Sankey | None:
    """The `most` largest parties of each side and the others together; nothing where nothing flows.

    Net repayments have no height and are not drawn. `mirrored` puts the providers on the right, where reading starts.
    """
    merged = _merged([stream for stream in streams if stream.usd > 0], most)
    if not merged:
        return None
    scale = TALL / sum(usd for usd, _ in merged.values())
    givers, takers = _column(merged, 0, scale), _column(merged, 1, scale)
    order = list(givers), list(takers)
    drawn = sorted(merged.items(), key=lambda each: (order[0].index(each[0][0]), order[1].index(each[0][1])))
    ribbons = tuple(
        _ribbon(pair, told, (givers[pair[0]], takers[pair[1]]), (scale, mirrored), words) for pair, told in drawn
    )
    height = max(_bottom(givers, scale), _bottom(takers, scale))
    return Sankey(
        words.title, _nodes(givers, scale, words), _nodes(takers, scale, words), ribbons, round(height + FOOT)
    )


def largest(sums: dict[str, float], most: int) -> tuple[str, ...]:
    """The largest parties; all of them where only one would be left over."""
    order = sorted(sums, key=lambda code: (-sums[code], code))
    return tuple(order if len(order) <= most + 1 else order[:most])


def _merged(streams: Sequence[Stream], most: int) -> dict[tuple[str, str], tuple[float, str]]:
    """Sums by provider and recipient, the small parties of each side as others, with the form of the largest part."""
    sides: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for stream in streams:
        for side, code in zip(sides, (stream.provider, stream.recipient), strict=True):
            side[code] = side.get(code, 0.0) + stream.usd
    kept = [frozenset(largest(side, most)) for side in sides]
    forms: dict[tuple[str, str], dict[str, float]] = {}
    for stream in streams:
        pair = (
            stream.provider if stream.provider in kept[0] else OTHERS,
            stream.recipient if stream.recipient in kept[1] else OTHERS,
        )
        by_form = forms.setdefault(pair, {})
        by_form[stream.form] = by_form.get(stream.form, 0.0) + stream.usd
    return {pair: (sum(found.values()), _main_form(found)) for pair, found in forms.items()}


def _main_form(by_form: dict[str, float]) -> str:
    return min(by_form, key=lambda form: (-by_form[form], form))


def _column(merged: dict[tuple[str, str], tuple[float, str]], side: int, scale: float) -> dict[str, _Place]:
    """The parties of a side from the largest down, the others last."""
    sums: dict[str, float] = {}
    for pair, (usd, _) in merged.items():
        sums[pair[side]] = sums.get(pair[side], 0.0) + usd
    places, top = {}, float(HEAD)
    for code in sorted(sums, key=lambda code: (code == OTHERS, -sums[code], code)):
        places[code] = _Place(top, sums[code])
        top += max(sums[code] * scale + GAP, PITCH)
    return places


def _bottom(places: dict[str, _Place], scale: float) -> float:
    return max(place.top + max(place.usd * scale, PITCH - GAP) for place in places.values())


def _nodes(places: dict[str, _Place], scale: float, words: Wording) -> tuple[Node, ...]:
    return tuple(
        Node(
            code=code,
            label=words.label(code),
            value=words.value(place.usd),
            y=f"{place.top:.1f}",
            height=f"{max(place.usd * scale, THINNEST):.1f}",
            middle=f"{place.top + max(place.usd * scale, THINNEST) / 2:.1f}",
        )
        for code, place in places.items()
    )


def _ribbon(
    pair: tuple[str, str],
    told: tuple[float, str],
    ends: tuple[_Place, _Place],
    drawn: tuple[float, bool],
    words: Wording,
) -> Ribbon:
    (usd, form), (scale, mirrored) = told, drawn
    thick = max(usd * scale, THINNEST)
    tops = [end.top + end.used for end in ends]
    for end in ends:
        end.used += usd * scale
    return Ribbon(form, _path(tops[0], tops[1], thick, mirrored=mirrored), words.ribbon(*pair, usd), words.href(*pair))


def _path(start: float, end: float, thick: float, *, mirrored: bool) -> str:
    near, far, middle = (WIDTH, 0, WIDTH // 2) if mirrored else (0, WIDTH, WIDTH // 2)
    return (
        f"M{near} {start:.1f}C{middle} {start:.1f} {middle} {end:.1f} {far} {end:.1f}"
        f"V{end + thick:.1f}C{middle} {end + thick:.1f} {middle} {start + thick:.1f} {near} {start + thick:.1f}Z"
    )
