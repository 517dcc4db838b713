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
    texts = list(dict.fromkeys(text for cell in cells if (text := _text(cell))))
    first = next((text for text in map(text_of, cells[:3]) if text), "")
    if _is_total(first, texts):
        report.note("total-line", f"A line of totals (`{first or texts[0]}`) is not a record.", place=place)
        return NO_HEADING
    if len(texts) == 1 and len(header.names) >= FEWEST_COLUMNS and not any(_is_number(cell) for cell in cells):
        report.note("line-of-text", f"A line with one text alone is not a record: `{texts[0][:200]}`.", place=place)
        return texts[0]
    if len(texts) > 1 and header.is_again(cells):
        report.note("header-again", "The header stands here once more.", place=place)
        return NO_HEADING
    return ""


NO_HEADING = "-"


def _is_total(first: str, texts: list[str]) -> bool:
    """A word for totals alone at the start of the line, or beginning its only text, such as `Subtotal Salud`."""
    if len(first) <= LONGEST_TOTAL and TOTAL.fullmatch(header_key(first)):
        return True
    return len(texts) == 1 and len(texts[0]) <= LONGEST_LABEL and _starts_as_total(header_key(texts[0]))


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
    return "" if _is_number(cell) else text_of(cell)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, Repeated):
        cell = cell.value
    if isinstance(cell, str):
        return NUMBER.fullmatch(cell) is not None and any(sign.isdigit() for sign in cell)
    return cell is not None
