"""What the measure of the gap says of every country and need, kept as long as a release is open, and beside it.

One need of all countries costs as much as of one, and the page of a country shows every need: each is asked once, for
all countries, before the first reader comes, and stands in a file beside the release for the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sursur.answers.measuring import load_measure
from sursur.model.fingerprint import fingerprint_of_packages
from sursur.observatory.desk import Desk
from sursur.reference.needs import Need, load_needs
from sursur.release import Release
from sursur.release.home import Home

Row = Mapping[str, Any]
Words = Mapping[str, str]
Progress = Callable[[int, int], None]
"""Told how many needs are done, and how many there are."""
NEED = "asked_need"


@cache
def usable_needs() -> tuple[Need, ...]:
    """Those that have an indicator, in the order of the catalogue."""
    return tuple(need for need in load_needs().values() if need.indicator)


def unasked() -> dict[str, str]:
    """The choices that a reader starts with."""
    return {one.name: one.default for one in load_measure("gap").parameters if one.name in ("south", "prices")}


class Needs:
    """Rows of the measure of the gap by need, choices and country."""

    def __init__(self, desk: Desk, release: Release) -> None:
        self._desk = desk
        self._kept: dict[object, dict[str, Row]] = {}
        self._file = Home(release.folder.parent.parent).indexes / f"{release.release_id}-needs-{edition()}.parquet"
        self._read()

    def row(self, need: str, country: str, words: Words) -> Row | None:
        """None for a country that is not ranked. `words` are the other choices of the measure."""
        return self._of(need, words).get(country)

    def make(self, progress: Progress = lambda _done, _total: None) -> None:
        """Ask for every need under the choices that a reader starts with, and keep the answers in the file."""
        if self._file.is_file():
            return
        for done, need in enumerate(usable_needs()):
            progress(done, len(usable_needs()))
            self._of(need.need, unasked())
        with suppress(OSError):
            self._write()

    def _of(self, need: str, words: Words) -> Mapping[str, Row]:
        key = _key(need, words)
        if key not in self._kept:
            found = self._desk.measured("gap", {**words, "need": need})
            self._kept[key] = {} if found is None else {row["country"]: row for row in found.table.to_pylist()}
        return self._kept[key]

    def _read(self) -> None:
        if not self._file.is_file():
            return
        for row in pq.read_table(self._file).to_pylist():
            self._kept.setdefault(_key(row.pop(NEED), unasked()), {})[row["country"]] = row

    def _write(self) -> None:
        """Under another name first, so that nobody reads half of it."""
        tables = [table for need in usable_needs() if (table := self._table(need.need))]
        if not tables:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_name(f".{self._file.name}")
        pq.write_table(pa.concat_tables(tables), unfinished)
        unfinished.replace(self._file)

    def _table(self, need: str) -> pa.Table | None:
        found = self._desk.measured("gap", {**unasked(), "need": need})
        if found is None or not found.table.num_rows:
            return None
        return found.table.append_column(NEED, pa.repeat(pa.scalar(need), found.table.num_rows))


def _key(need: str, words: Words) -> object:
    return need, tuple(sorted(words.items()))


def edition() -> str:
    """Changes with the definitions and the code that the figures rest on, so that old ones are not taken for new."""
    return fingerprint_of_packages("answers", "measure", "model", "reference")
