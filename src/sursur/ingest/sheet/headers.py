"""Where the header of a sheet stands, what it lacks, and what the names should have been."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from sursur.ingest.descriptor import Condition, Descriptor, Expression, Layout
from sursur.ingest.sheet.batch import Header, header_key
from sursur.ingest.sheet.cells import Cell, Repeated, text_of
from sursur.ingest.sheet.grid import NumberedRow
from sursur.ingest.sheet.report import Report
from sursur.model.source import Place
from sursur.sentences import Sentence, Several, joined

SEARCHED_LINES = 50
"""Titles and notes above a table are shorter than this."""

Spellings = tuple[str, ...]


def expected_columns(descriptor: Descriptor) -> dict[Spellings, bool]:
    """Every column that the descriptor speaks of, in its spellings, and whether a row is nothing without it."""
    needed: dict[Spellings, bool] = {}
    for template in descriptor.templates:
        for name, expression in template.fields.items():
            vital = template.table.name == "figure" and name in ("provider", "recipient", "year", "amount")
            _collect(expression, needed, vital=vital or (expression.required and template.table.name == "activity"))
        for expression in template.extra.values():
            _collect(expression, needed, vital=False)
        if template.for_each and template.for_each.columns:
            needed.setdefault(template.for_each.columns, False)
        if template.when:
            _collect_condition(template.when, needed)
    for rule in (*descriptor.reject, *descriptor.leave_out):
        _collect_condition(rule.when, needed)
    if descriptor.layout.headings:
        needed.pop((descriptor.layout.headings.name,), None)
    return _without_melted(descriptor.layout, needed)


def _collect(expression: Expression, needed: dict[Spellings, bool], *, vital: bool) -> None:
    if expression.columns and not expression.optional:
        needed[expression.columns] = needed.get(expression.columns, False) or vital
    for choice in (*expression.join, *expression.first_of):
        _collect(choice, needed, vital=False)
    for condition, choice in expression.cases:
        _collect_condition(condition, needed)
        _collect(choice, needed, vital=False)


def _collect_condition(condition: Condition, needed: dict[Spellings, bool]) -> None:
    if condition.column:
        needed.setdefault((condition.column,), False)
    for inner in (*condition.all_of, *condition.any_of):
        _collect_condition(inner, needed)


def _without_melted(layout: Layout, needed: dict[Spellings, bool]) -> dict[Spellings, bool]:
    if layout.melt is None:
        return needed
    own = {layout.melt.name, layout.melt.value}
    kept = {spellings: vital for spellings, vital in needed.items() if not own.intersection(spellings)}
    return {**kept, **dict.fromkeys(layout.melt.keep, True)}


@dataclass(frozen=True, slots=True)
class Found:
    """A header, the line it ends on, the rows after it, and the texts that stand above it."""

    header: Header
    line: int
    rows: Iterator[NumberedRow]
    above: tuple[str, ...]
    columns: int
    """How many of the expected columns it has."""


def find_header(rows: Iterator[NumberedRow], layout: Layout, expected: Iterable[Spellings]) -> Found | None:
    """The header, and what lies around it; nothing where no line has any expected column.

    The line with the most expected columns is taken; of equals the one with the better spellings (which the descriptor
    names first), then the first. `header_row` settles it.
    """
    start = list(islice(rows, max(SEARCHED_LINES, (layout.header_row or 0) + layout.header_rows)))
    wanted = [[header_key(spelling) for spelling in spellings] for spellings in expected]
    best, most = None, (0, 0)
    for index in _candidates(start, layout):
        score = _score(header_at(start, index, layout), wanted)
        if score[0] and (best is None or score > most):
            best, most = index, score
    if best is None:
        return None
    last = best + layout.header_rows
    above = tuple(dict.fromkeys(text for _, cells in start[:best] for text in map(text_of, cells) if text))
    return Found(header_at(start, best, layout), start[last - 1][0], chain(start[last:], rows), above, most[0])


def _score(header: Header, wanted: list[list[str]]) -> tuple[int, int]:
    """How many expected columns the line has, and less the later their spellings stand in the descriptor."""
    found = [next((rank for rank, key in enumerate(keys) if key in header.positions), None) for keys in wanted]
    ranks = [rank for rank in found if rank is not None]
    return len(ranks), -sum(ranks)


def _candidates(start: list[NumberedRow], layout: Layout) -> Iterable[int]:
    if layout.header_row is None:
        return range(len(start) - layout.header_rows + 1)
    return [index for index, (line, _) in enumerate(start) if line == layout.header_row]


def header_at(start: list[NumberedRow], index: int, layout: Layout) -> Header:
    """The names of the columns: those of several lines put together, each part once."""
    written = [cells for _, cells in start[index : index + layout.header_rows]]
    width = max((len(line) for line in written), default=0)
    lines = [[*line, *[""] * (width - len(line))] for line in written]
    filled = [_fill_right(line) for line in lines[:-1]]
    lowest = [text_of(cell) for cell in lines[-1]] if lines else []
    names = [" ".join(dict.fromkeys(part for part in parts if part)) for parts in zip(*filled, lowest, strict=True)]
    return Header.of(names, lines)


def _fill_right(line: list[Cell]) -> list[str]:
    """An upper header line names a group of columns once, over the first of them; merged cells say where it ends."""
    texts = [text_of(cell) for cell in line]
    if any(isinstance(cell, Repeated) for cell in line):
        return texts
    filled, current = [], ""
    for name in texts:
        current = name or current
        filled.append(current)
    return filled


def tell_missing(header: Header, expected: dict[Spellings, bool], report: Report, place: Place) -> bool:
    """One problem for each missing column, with the nearest name that is there; true where none of them is vital."""
    found = [name for name in header.names if name]
    readable = True
    for spellings, vital in expected.items():
        if header.find(spellings) is not None:
            continue
        readable = readable and not vital
        near = _nearest(spellings[0], found)
        hint = Sentence("If `%(near)s` is meant, write it in the descriptor.", near=near) if near else ""
        tell = report.error if vital else report.warn
        tell(
            "column-missing",
            _missing(spellings, found),
            joined(
                hint,
                Sentence("Otherwise add the column to the sheet, or mark it `optional: true` in the descriptor."),
            ),
            place,
        )
    return readable


def _nearest(name: str, found: list[str]) -> str:
    keys = {header_key(other): other for other in found}
    key = header_key(name)
    near = difflib.get_close_matches(key, list(keys), n=1, cutoff=0.6)
    around = (other for other in keys if other and (f" {key} " in f" {other} " or f" {other} " in f" {key} "))
    best = near[0] if near else next(around, "")
    return keys.get(best, "")


MOST_NAMES = 40
"""Columns that are named in a message."""


def _missing(spellings: Spellings, found: list[str]) -> Sentence:
    named = Several((f"`{spelling}`" for spelling in spellings), " / ")
    shown = Several(f"`{name[:40]}`" for name in found[:MOST_NAMES]) or Sentence("nothing")
    if len(found) <= MOST_NAMES:
        return Sentence("The column %(names)s is missing. Found: %(found)s.", names=named, found=shown)
    return Sentence(
        "The column %(names)s is missing. Found: %(found)s and %(count)s more.",
        names=named,
        found=shown,
        count=len(found) - MOST_NAMES,
    )


def melted(header: Header, cells: list[Cell], layout: Layout) -> list[list[Cell]]:
    """The rows that one row of a wide table stands for: kept cells, then the header and the cell of one column."""
    melt = layout.melt
    if melt is None:
        return [cells]
    keep = [position for spellings in melt.keep if (position := header.find(spellings)) is not None]
    dropped = {header_key(name) for name in melt.drop}
    kept = [cells[position] if position < len(cells) else "" for position in keep]
    return [
        [*kept, name, cells[position]]
        for position, name in enumerate(header.names)
        if position < len(cells)
        and position not in keep
        and name
        and header_key(name) not in dropped
        and (melt.matching is None or melt.matching.search(name))
        and text_of(cells[position])
    ]


def melted_header(header: Header, layout: Layout) -> Header:
    melt = layout.melt
    if melt is None:
        return header
    kept = [header.names[position] for spellings in melt.keep if (position := header.find(spellings)) is not None]
    return Header.of([*kept, melt.name, melt.value])


def with_heading(header: Header, layout: Layout) -> Header:
    """The header with the column that lines standing over their rows fill."""
    if layout.headings is None:
        return header
    return replace(Header.of([*header.names, layout.headings.name]), lines=header.lines)
