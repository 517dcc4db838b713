"""Lines of a sheet that are no records: blank ones, totals, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from sursur.ingest.sheet.batch import Header, header_key
from sursur.ingest.sheet.cells import Cell, Repeated, text_of
from sursur.ingest.sheet.report import Report
from sursur.ingest.sheet.vocabulary import words
from sursur.model.source import Place
from sursur.sentences import Sentence

TOTAL = re.compile(
    r"^(grand |sub ?|sum )?totals?( general| général| geral)?$|^(sum|somme|suma|soma|итого|всего|合计|总计|المجموع)$"
)
LONGEST_TOTAL = 20
LONGEST_LABEL = 80
NUMBER = re.compile(r"\s*[-+(]?[\d.,\u066b\u066c\s]+[%)]?\s*")
FEWEST_COLUMNS = 4
"""In a table of at least so many columns a line with one text alone is a note, not a record."""


def is_blank(cells: Sequence[Cell]) -> bool:
    return not any(cell is not None and (not isinstance(cell, str | Repeated) or text_of(cell)) for cell in cells)


def stray(cells: Sequence[Cell], header: Header, report: Report, place: Place) -> str:
    """The text of a line that is a heading or a note, `-` for a total or the header once more, empty for a record.

    Each is told as a note with its text.
    """
    first, alone = _texts(cells)
    if not first:
        first = next((text for text in map(text_of, cells) if text), "")
        alone = None
    if alone is None:
        return _known_line(first, cells, header, report, place)
    if alone and _is_label_of_total(alone) and alone == next(filter(None, map(text_of, cells))):
        return _total(alone, report, place)
    if alone and len(header.names) >= FEWEST_COLUMNS and not any(map(_is_number, cells)):
        report.note(
            "line-of-text",
            Sentence("A line with one text alone is not a record: `%(alone)s`.", alone=alone[:200]),
            place=place,
        )
        return alone
    return ""


def _known_line(first: str, cells: Sequence[Cell], header: Header, report: Report, place: Place) -> str:
    """A line of several texts: a total where its first is a word for that and nothing more, or the header again."""
    if _is_total(first) and any(first == text_of(cell) for cell in cells[:FIRST_COLUMNS]):
        return _total(first, report, place)
    if header.is_again(first, cells):
        report.note("header-again", Sentence("The header stands here once more."), place=place)
        return NO_HEADING
    return ""


def _total(text: str, report: Report, place: Place) -> str:
    report.note("total-line", Sentence("A line of totals (`%(text)s`) is not a record.", text=text), place=place)
    return NO_HEADING


def _texts(cells: Sequence[Cell]) -> tuple[str, str | None]:
    """The first text of a line that is no number, and the same again where no other one stands in the line."""
    first = ""
    for cell in cells:
        text = _text(cell)
        if text and first and text != first:
            return first, None
        first = first or text
    return first, first


FIRST_COLUMNS = 3
NO_HEADING = "-"


@lru_cache(maxsize=10_000)
def _is_total(first: str) -> bool:
    return len(first) <= LONGEST_TOTAL and TOTAL.fullmatch(header_key(first)) is not None


def _is_label_of_total(text: str) -> bool:
    """A word for totals at the beginning, such as `Subtotal Salud`. A record has its number before such a title."""
    return _is_total(text) or (len(text) <= LONGEST_LABEL and _starts_as_total(header_key(text)))


@lru_cache(maxsize=1_000)
def _starts_as_total(key: str) -> bool:
    return any(
        key.startswith(word) and (key == word or not key[len(word)].isalnum() or not word.isascii())
        for word in _total_words()
    )


@cache
def _total_words() -> tuple[str, ...]:
    return tuple(header_key(word) for word in words("total"))


def _text(cell: Cell) -> str:
    """The text of a cell that is no number."""
    if isinstance(cell, str) and cell[:1].isalpha():
        return cell.strip()
    return "" if _is_number(cell) else text_of(cell)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, Repeated):
        cell = cell.value
    if isinstance(cell, str):
        return NUMBER.fullmatch(cell) is not None and any(sign.isdigit() for sign in cell)
    return cell is not None
