"""What the measure of the gap says of every country and need, kept as long as a release is open.

One need of all countries costs as much as of one, and the page of a country shows every need: each is asked once, for
all countries, and beforehand (`sursur.observatory.preparing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sursur.observatory.desk import Desk
from sursur.reference.needs import Need, load_needs

Row = Mapping[str, Any]
Words = Mapping[str, str]


@cache
def usable_needs() -> tuple[Need, ...]:
    """Those that have an indicator, in the order of the catalogue."""
    return tuple(need for need in load_needs().values() if need.indicator)


class Needs:
    """Rows of the measure of the gap by need, choices and country."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[object, Mapping[str, Row]] = {}

    def row(self, need: str, country: str, words: Words) -> Row | None:
        """None for a country that is not ranked. `words` are the other choices of the measure."""
        return self.of(need, words).get(country)

    def of(self, need: str, words: Words) -> Mapping[str, Row]:
        """By country."""
        key = (need, tuple(sorted(words.items())))
        if key not in self._kept:
            found = self._desk.measured("gap", {**words, "need": need})
            self._kept[key] = {} if found is None else {row["country"]: row for row in found.table.to_pylist()}
        return self._kept[key]
