"""Lines of a sheet that are no records: blank ones, totals, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sursur.ingest.sheet.batch import Header, header_key
from sursur.ingest.sheet.cells import Cell, text_of
from sursur.ingest.sheet.report import Report
from sursur.model.source import Place

TOTAL = re.compile(
    r"^(grand |sub-?|sum )?totals?( general| général| geral)?$|^(sum|somme|suma|soma|итого|всего|合计|总计|المجموع)$"
)
LONGEST_TOTAL = 20
FEWEST_COLUMNS = 4
"""In a table of at least so many columns a line with one text alone is a note, not a record."""


def is_blank(cells: Sequence[Cell]) -> bool:
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells)


def stray(cells: Sequence[Cell], header: Header, report: Report, place: Place) -> bool:
    """Whether the line is a total, a footnote or the header once more; each is told as a note with its text."""
    first = next((text for text in map(text_of, cells[:3]) if text), "")
    if len(first) <= LONGEST_TOTAL and TOTAL.match(header_key(first)):
        report.note("total-line", f"A line of totals (`{first}`) is not a record.", place=place)
    elif len(header.names) >= FEWEST_COLUMNS and _is_text_alone(cells):
        report.note("line-of-text", f"A line with one text alone is not a record: `{_only(cells)[:200]}`.", place=place)
    elif first in header.names and _is_header_again(cells, header):
        report.note("header-again", "The header stands here once more.", place=place)
    else:
        return False
    return True


def _is_text_alone(cells: Sequence[Cell]) -> bool:
    only = ""
    for cell in cells:
        text = text_of(cell)
        if text and only:
            return False
        only = only or text
    return not only.replace(".", "").isdigit()


def _only(cells: Sequence[Cell]) -> str:
    return next(text for text in map(text_of, cells) if text)


def _is_header_again(cells: Sequence[Cell], header: Header) -> bool:
    named = [(text_of(cell), name) for cell, name in zip(cells, header.names, strict=False) if name]
    return len(named) > 1 and all(header_key(text) == header_key(name) for text, name in named)
