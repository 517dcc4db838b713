"""Cells that hold several places, split without tearing a name that itself has a comma or an 'and' in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from sursur.reference.countries.records import HistoricState, Resolution

Resolve = Callable[[str], Resolution]

_STRONG = re.compile("[;|\n\r\t\u061b\uff1b]+|\\s*/\\s*")
_WEAK = re.compile("\\s*[,\u3001\uff0c\u060c]\\s*|\\s+(?:and|&|et|y|e|и|و|na|und)\\s+", re.IGNORECASE)
_LEADING_AND = re.compile(r"^\s*(?:and|&|et|y|e|и|und)\s+", re.IGNORECASE)

UNKNOWN_COST = 100
"""More than any number of known places costs: a splitting that leaves nothing unknown always wins."""

LONGEST_NAME = 6
"""Pieces that one name may consist of: 'Saint Helena, Ascension and Tristan da Cunha' has three."""


def split_places(
    text: str, resolve: Resolve, year: int | None, historic: Mapping[str, HistoricState]
) -> tuple[Resolution, ...]:
    """The places of a cell in order. A part that nothing is known of is returned as no match, never dropped."""
    whole = resolve(text)
    if not text.strip() or (_is_place(whole) and not _outlived(whole, year, historic)):
        return (whole,)
    parts = [part.strip(" ,") for part in _STRONG.split(text)]
    found = tuple(one for part in parts if part.strip(".") for one in _places(part, resolve, year, historic))
    return found or (whole,)


def _places(
    text: str, resolve: Resolve, year: int | None, historic: Mapping[str, HistoricState]
) -> tuple[Resolution, ...]:
    whole = resolve(text)
    if _is_place(whole) and not _outlived(whole, year, historic):
        return (whole,)
    parted = _best_parts(_Pieces(text), resolve)
    if parted is None or not any(_is_place(found) for found in parted):
        return (whole,)
    return parted


def _is_place(found: Resolution) -> bool:
    return found.status != "no_match"


def _outlived(found: Resolution, year: int | None, historic: Mapping[str, HistoricState]) -> bool:
    """'Serbia and Montenegro' of 2015 is two states, not the one that ended in 2006."""
    last = historic[found.historic].last_year if found.historic else None
    return year is not None and last is not None and year > last


class _Pieces:
    """A text cut at its commas and 'and's, from which any run of pieces can be read as it was written."""

    def __init__(self, text: str) -> None:
        cuts = list(_WEAK.finditer(text))
        self._text = text
        self._starts = [0, *(cut.end() for cut in cuts)]
        self._ends = [*(cut.start() for cut in cuts), len(text)]

    def __len__(self) -> int:
        return len(self._starts)

    def run(self, start: int, end: int) -> str:
        return _LEADING_AND.sub("", self._text[self._starts[start] : self._ends[end - 1]]).strip()


def _best_parts(pieces: _Pieces, resolve: Resolve) -> tuple[Resolution, ...] | None:
    """The way of joining pieces to names that leaves the fewest unknown, then makes the fewest parts."""
    if len(pieces) == 1:
        return None
    total = len(pieces)

    @cache
    def best(start: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        if start == total:
            return 0, ()
        choices = []
        for end in range(start + 1, min(total, start + LONGEST_NAME) + 1):
            if end - start == total:
                continue
            text = pieces.run(start, end)
            known = not text or _is_place(resolve(text))
            if known or end == start + 1:
                cost, rest = best(end)
                choices.append((cost + (1 if known else UNKNOWN_COST), ((start, end), *rest)))
        return min(choices)

    spans = [(start, end) for start, end in best(0)[1] if pieces.run(start, end)]
    return tuple(_read_run(pieces, start, end, resolve) for start, end in spans)


def _read_run(pieces: _Pieces, start: int, end: int, resolve: Resolve) -> Resolution:
    """A run that is a name, and whose pieces are names too, is in doubt inside a list: 'Hong Kong, China, Kenya'."""
    found = resolve(pieces.run(start, end))
    singles = [resolve(pieces.run(index, index + 1)) for index in range(start, end)]
    if end - start == 1 or not all(single.status == "matched" for single in singles):
        return found
    candidates = tuple(sorted({found.meaning, *(single.meaning for single in singles)}))
    return Resolution(found.text, found.scheme, "ambiguous", "one name or several", candidates=candidates)
