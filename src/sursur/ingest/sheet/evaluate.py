"""Expressions of a descriptor → a list of values for a batch of rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sursur.ingest.descriptor import Condition, Expression, Layout, plain
from sursur.ingest.sheet import cells
from sursur.ingest.sheet.batch import Batch
from sursur.ingest.sheet.cells import EXPECTED, READERS, Cell, Reader, Reading, Repeated, text_of
from sursur.ingest.sheet.numbers import UNCLEAR, Unreadable, decimal_mark_of, states_scale, western
from sursur.ingest.sheet.report import Report
from sursur.model.source import Place
from sursur.model.tables import Column, Kind
from sursur.sentences import Sentence

TEXT = Column("text", Kind.TEXT, "")
COUNTED = frozenset({Kind.AMOUNT, Kind.USD})
NUMBERS = frozenset({*COUNTED, Kind.NUMBER})
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")


@dataclass
class Evaluator:
    """Evaluates expressions for one file and reports what it could not read, each row and column by name."""

    file_name: str
    layout: Layout
    report: Report
    unknown_words: set[tuple[str, str]] = field(default_factory=set)
    doubted: set[str] = field(default_factory=set)
    """Columns whose figures were already told to be doubtful."""
    marks: dict[str, str] = field(default_factory=dict)
    """The decimal mark that each column of texts was found to use."""
    above: str = ""
    """The lines above the header of the sheet that is being read."""

    def values(self, batch: Batch, expression: Expression, column: Column) -> list[Any]:
        """One value of the column's kind for each row; None where there is none or it could not be read."""
        if expression.first_of:
            return self._first(batch, expression, column)
        if expression.cases:
            return self._by_case(batch, expression, column)
        raw = self._raw(batch, expression)
        if raw is None:
            return [None] * len(batch)
        name = self._column_name(batch, expression)
        raw = self._unmerged(batch, raw, column, name)
        if expression.pattern:
            raw, _ = _each_once(raw, lambda cell: _extract(expression, cell))
        if expression.words is not None:
            raw = self._translate(batch, expression, raw, name)
        return self._read(batch, expression, column, raw, name)

    def unread(self, batch: Batch, expression: Expression, values: list[Any]) -> list[str | None]:
        """What stands in the cells whose value could not be read, as written."""
        raw = self._raw(batch, expression) if expression.columns else None
        if raw is None:
            return [None] * len(batch)
        reading = self._reading(expression)
        return [
            text_of(cell)
            if value is None and not isinstance(cell, Repeated) and not cells.is_missing(cell, reading)
            else None
            for cell, value in zip(raw, values, strict=True)
        ]

    def holds(self, batch: Batch, condition: Condition) -> list[bool]:
        """Whether the condition holds, row by row. A column that the sheet lacks counts as empty."""
        if condition.all_of or condition.any_of:
            tests = [self.holds(batch, inner) for inner in (*condition.all_of, *condition.any_of)]
            combine = all if condition.all_of else any
            return [combine(row) for row in zip(*tests, strict=True)]
        position = batch.header.find((condition.column,))
        raw: list[Cell] = batch.column(position) if position is not None else [""] * len(batch)
        held, _ = _each_once(raw, lambda found: _test(condition, found))
        return held

    def _first(self, batch: Batch, expression: Expression, column: Column) -> list[Any]:
        choices = [self.values(batch, choice, column) for choice in expression.first_of]
        return [next((value for value in row if value is not None), None) for row in zip(*choices, strict=True)]

    def _by_case(self, batch: Batch, expression: Expression, column: Column) -> list[Any]:
        result: list[Any] = [None] * len(batch)
        open_rows = list(range(len(batch)))
        for condition, choice in expression.cases:
            held = self.holds(batch, condition)
            chosen = [index for index in open_rows if held[index]]
            if chosen:
                for index, value in zip(chosen, self._taken(batch, chosen, choice, column), strict=True):
                    result[index] = value
            open_rows = [index for index in open_rows if not held[index]]
        return result

    def _taken(self, batch: Batch, rows: list[int], choice: Expression, column: Column) -> list[Any]:
        return self.values(batch.take_parts(rows), choice, column)

    def _raw(self, batch: Batch, expression: Expression) -> list[Cell] | None:
        if expression.columns:
            position = batch.header.find(expression.columns)
            return None if position is None else batch.column(position)
        if expression.join:
            return self._joined(batch, expression)
        if expression.part:
            return _parts_of(batch, expression.part)
        return [self._of_the_whole(batch, expression)] * len(batch)

    def _of_the_whole(self, batch: Batch, expression: Expression) -> Cell:
        """What is the same for all rows of the sheet."""
        for pattern, text in (
            (expression.file_name, self.file_name),
            (expression.sheet_name, batch.sheet or ""),
            (expression.above, self.above),
        ):
            if pattern:
                found = pattern.search(text)
                return found[1 if pattern.groups else 0] if found else None
        return expression.constant

    def _unmerged(self, batch: Batch, raw: list[Cell], column: Column, name: str) -> list[Cell]:
        """Cells merged with others repeat what they name; a quantity or amount among them is taken once and told."""
        if Repeated not in set(map(type, raw)):
            return raw
        if column.kind not in COUNTED and column.name != "quantity":
            return [cell.value if isinstance(cell, Repeated) else cell for cell in raw]
        for index, cell in enumerate(raw):
            if isinstance(cell, Repeated) and text_of(cell):
                self.report.warn(
                    "amount-merged",
                    Sentence(
                        "`%(cell)s` stands in a cell merged with others; it is counted once.", cell=text_of(cell)[:80]
                    ),
                    Sentence("If each row or column has a part of it, undo the merge and write the parts."),
                    self._place(batch, index, name),
                )
        return ["" if isinstance(cell, Repeated) else cell for cell in raw]

    def _joined(self, batch: Batch, expression: Expression) -> list[Cell]:
        parts = [self.values(batch, part, TEXT) for part in expression.join]
        return [expression.between.join(filter(None, row)) for row in zip(*parts, strict=True)]

    def _column_name(self, batch: Batch, expression: Expression) -> str:
        if expression.part and batch.part_headers:
            return batch.part_headers[0] if len(set(batch.part_headers)) == 1 else ""
        position = batch.header.find(expression.columns)
        return "" if position is None else batch.header.names[position]

    def _translate(self, batch: Batch, expression: Expression, raw: list[Cell], name: str) -> list[Cell]:
        words = expression.words or {}
        keep = expression.otherwise == "keep"

        def translated(cell: Cell) -> Cell:
            word = plain(text_of(cell))
            if word in words:
                return words[word]
            self._unknown(batch, raw, cell, name, word)
            return cell if keep else None

        result, _ = _each_once(raw, translated)
        return result

    def _unknown(self, batch: Batch, raw: list[Cell], cell: Cell, name: str, word: str) -> None:
        if not word or (name, word) in self.unknown_words:
            return
        self.unknown_words.add((name, word))
        self.report.warn(
            "word-unknown",
            Sentence(
                "The descriptor does not say what `%(cell)s` means (first seen in this row).", cell=text_of(cell)[:80]
            ),
            Sentence("Add the word to `words:` of this column in the descriptor, or correct it in the file."),
            self._place(batch, raw.index(cell), name),
        )

    def _read(self, batch: Batch, expression: Expression, column: Column, raw: list[Cell], name: str) -> list[Any]:
        reader = cells.read_year if column.name == "year" else READERS[column.kind]
        reading = self._reading(expression)
        if column.kind in NUMBERS and not reading.decimal:
            reading = replace(reading, decimal=self._decimal_mark(raw, name))
        factor = expression.multiply
        values, different = _each_once(raw, lambda found: _attempt(reader, found, reading, factor))
        if any(isinstance(value, Unreadable) for value in different):
            return [
                self._readable(batch, index, value, raw[index], (name, column)) for index, value in enumerate(values)
            ]
        return values

    def _readable(self, batch: Batch, index: int, value: Any, cell: Cell, named: tuple[str, Column]) -> Any:  # noqa: ANN401
        if not isinstance(value, Unreadable):
            return value
        name, column = named
        self.report.warn(
            "cell-unreadable",
            Sentence(
                "`%(cell)s` %(why)s; the value of `%(column)s` is left empty.",
                cell=text_of(cell)[:80],
                why=str(value.args[0]),
                column=column.name,
            ),
            value.repair
            or Sentence(
                "Write %(expected)s there, or say in the descriptor how it is written.", expected=EXPECTED[column.kind]
            ),
            self._place(batch, index, name),
        )
        return None

    def _decimal_mark(self, raw: list[Cell], name: str) -> str:
        """The mark that the texts of the column speak for; once found it holds for the rest of the file."""
        known = self.marks.get(name, UNCLEAR)
        if known != UNCLEAR:
            return known
        mark = decimal_mark_of(dict.fromkeys(cell for cell in raw if isinstance(cell, str)))
        if name and mark in (",", "."):
            self.marks[name] = mark
        return mark

    def _reading(self, expression: Expression) -> Reading:
        return Reading(
            decimal=self.layout.decimal,
            missing=frozenset(text.casefold() for text in self.layout.missing),
            date_formats=expression.date_formats,
            day_of_year=expression.day_of_year,
            day_of_month=expression.day_of_month,
            scales=self.layout.scales,
            fiscal_year=expression.fiscal_year,
            percent_as=expression.percent_as,
        )

    def _place(self, batch: Batch, index: int, name: str) -> Place:
        return Place(sheet=batch.sheet, row=batch.lines[index], column=name or None)


def _each_once(raw: list[Cell], compute: Callable[[Cell], Any]) -> tuple[list[Any], Iterable[Any]]:
    """What each cell gives, and the different results: columns repeat themselves, each cell is computed once."""
    kinds = set(map(type, raw))
    if len(kinds) == 1:
        known = {cell: compute(cell) for cell in dict.fromkeys(raw)}
        return [known[cell] for cell in raw], known.values()
    typed = [(cell.__class__, cell) for cell in raw]  # for 1 == 1.0 == True
    by_type = {key: compute(key[1]) for key in dict.fromkeys(typed)}
    return [by_type[key] for key in typed], by_type.values()


def _attempt(reader: Reader, cell: Cell, reading: Reading, factor: Decimal | None) -> Any:  # noqa: ANN401
    """The value of a cell, or the reason why there is none."""
    try:
        value = reader(cell, reading)
        if isinstance(value, Decimal):
            if factor is not None and factor != 1 and isinstance(cell, str) and states_scale(cell):
                return Unreadable(
                    Sentence("names a scale of its own, and the descriptor multiplies"),
                    Sentence("Write the number out in the cell."),
                )
            return cells.settle_amount(value, factor)
        return value * type(value)(factor) if factor is not None and value is not None else value
    except Unreadable as reason:
        return reason
    except (ArithmeticError, ValueError):
        return Unreadable(Sentence("cannot be read"))


def _extract(expression: Expression, cell: Cell) -> Cell:
    found = expression.pattern.search(text_of(cell)) if expression.pattern else None
    return found[1] if found else None


def _parts_of(batch: Batch, part: str) -> list[Cell]:
    if not batch.parts:
        return [None] * len(batch)
    if part == "number":
        return list(batch.part_numbers)
    if part == "header":
        return list(batch.part_headers)
    if part == "percent":
        found = (PERCENT.search(western(text_of(cell))) for cell in batch.part_sources or batch.parts)
        return [hit[1].replace(",", ".") if hit else None for hit in found]
    return [100.0 / count for count in batch.part_counts] if part == "share" else batch.parts


def _test(condition: Condition, cell: Cell) -> bool:
    text = text_of(cell)
    word = plain(text)
    return (
        (condition.is_ is None or word in condition.is_)
        and (condition.is_not is None or word not in condition.is_not)
        and (condition.matches is None or condition.matches.search(text) is not None)
        and (condition.empty is None or (not text) == condition.empty)
    )


def column_of(table_columns: tuple[Column, ...], name: str) -> Column:
    return next(column for column in table_columns if column.name == name)
