"""Values of an answer as cells of a page: codes become names that lead to their page, numbers are put for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from sursur.observatory.figure_words import word_cell
from sursur.observatory.labels import PARTIES, label_of
from sursur.observatory.parts import Cell, CellKind, Column, Row, Rows, Table
from sursur.observatory.view import View
from sursur.sentences import GROUPED_FROM

"""Whole numbers from here on are written in groups of digits; below may stand years."""
NAME = "_name"
SAID = ("count_reason", "evidence", "form_reason", "meaning", "reason")
"""Columns of sentences."""
IDENTIFIED = ("indicator", "item")
"""Columns of ids of what the column `name` names."""


def figure_table(view: View, named: tuple[str, str], found: pa.Table, shown: int | None, whole_href: str) -> Table:
    """The rows of an answer as a table of a page; `named` is its machine's name and its caption."""
    name, caption = named
    found = found.select(_shown(found))
    kinds = [_kind(field) for field in found.schema]
    columns = tuple(
        Column(field.name, view.say.text(label_of(field.name)), kind)
        for field, kind in zip(found.schema, kinds, strict=True)
    )
    rows: Sequence[Mapping[str, Any]] = found.to_pylist()
    return Table(
        name=name,
        caption=caption,
        columns=columns,
        rows=Rows(rows, lambda row: _row(view, row)),
        shown=shown if shown is not None and len(rows) > shown else None,
        whole_href=f"{whole_href}#table-{name}",
    )


def page_columns(brief: Sequence[str], every: Sequence[str]) -> list[str]:
    """What a page shows first: a country by its code, which becomes its name, instead of by its English name."""
    coded = [name.removesuffix(NAME) if name.removesuffix(NAME) in PARTIES else name for name in brief]
    return [name if name in every else f"{name}{NAME}" for name in coded]


def _shown(found: pa.Table) -> list[str]:
    """All but what stands twice: the English name of a country that is named anyway, the code beside its caption."""
    return [name for name in found.column_names if not _stands_twice(found, name)]


def _stands_twice(found: pa.Table, name: str) -> bool:
    coded, named = name.removesuffix(NAME), f"{name}{NAME}"
    if name in IDENTIFIED:
        return "name" in found.column_names
    if coded != name:
        return coded in PARTIES and coded in found.column_names
    return name not in PARTIES and named in found.column_names and found[named].null_count <= found[name].null_count


def _kind(field: pa.Field[Any]) -> CellKind:
    if field.name == "year" or field.name.endswith("_year"):
        return "year"
    if pa.types.is_decimal(field.type):
        return "money"
    if pa.types.is_integer(field.type):
        return "count"
    if pa.types.is_floating(field.type):
        return "share"
    return "says" if field.name in SAID else "text"


def _row(view: View, row: Mapping[str, Any]) -> Row:
    return tuple(_cell(view, name, value) for name, value in row.items())


def _cell(view: View, name: str, value: Any) -> Cell:  # noqa: ANN401 - a cell holds anything
    if value is None:
        return Cell(None, "\N{EN DASH}")
    if isinstance(value, bool):
        return Cell(value, view.say.text("yes") if value else view.say.text("no"))
    if isinstance(value, str):
        return word_cell(view, name, value)
    if isinstance(value, date | datetime):
        return Cell(value, view.say.day(value))
    return Cell(value, number(view, name, value))


def number(view: View, name: str, value: Decimal | float) -> str:
    """Money in whole dollars, years and small counts plain, shares with four significant digits."""
    if name == "year" or name.endswith("_year"):
        return str(value)
    size = abs(float(value))
    if size == round(size) and size < GROUPED_FROM:
        return str(round(value))
    return view.say.number(round(value) if size >= 1000 else Decimal(f"{value:.4g}"))
