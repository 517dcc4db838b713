"""Tables as files: CSV and XLSX, with sources, licences and the choices that made them.

A CSV stays a plain table that every program reads, so what belongs to the whole of it stands in columns at its end and
cannot get lost when rows are copied on. A workbook has a second sheet for it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter
from starlette.responses import Response

from sursur.errors import NotFoundError
from sursur.observatory.mart import Choice
from sursur.observatory.parts import Table, Value
from sursur.observatory.view import View

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Spreadsheet programs read a CSV as UTF-8 only with it."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_table(view: View, table: Table, kind: str, choice: Choice) -> Response:
    """The whole table, whatever the page shows of it."""
    if kind not in ("csv", "xlsx"):
        raise NotFoundError(f"There is no format {kind!r}.", repair="csv, xlsx")
    about = about_lines(view, table, choice)
    body = csv_bytes(table, about) if kind == "csv" else xlsx_bytes(table, about)
    media = "text/csv; charset=utf-8" if kind == "csv" else XLSX
    name = f"sursur-{view.library.release_id}-{view.asked.path.strip('/').replace('/', '-') or table.name}"
    name = name.removesuffix(f".{kind}") + f".{kind}"
    return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def about_lines(view: View, table: Table, choice: Choice) -> list[tuple[str, str]]:
    """What the reader of the file must know, as label and text."""
    asked = view.asked
    filters = "; ".join(f"{name}={value}" for name, value in asked.pairs() if name not in ("up", "all", "view"))
    lines = [
        ("table", str(table.caption)),
        ("release", view.library.release_id),
        ("page", asked.path),
        ("filters", filters or "none"),
        ("forms", ", ".join(choice.forms) or "all"),
        ("years", f"{choice.year_from or ''}-{choice.year_to or ''}"),
        ("south", asked.south),
        ("prices", "current US dollars" if asked.prices == "current" else f"US dollars of {view.library.base_year}"),
        ("stage", "disbursements where reported, else commitments; each flow counted once"),
    ]
    for source in view.sources(choice):
        lines += [("source", f"{source.title} ({source.publisher}), {source.years}"), ("licence", source.licence)]
    return [(label, text) for label, text in lines if text]


def csv_bytes(table: Table, about: Sequence[tuple[str, str]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    tail = _together(about)
    writer.writerow([*(column.name for column in table.columns), *tail])
    for row in table.rows:
        writer.writerow([*(neutral(cell.value) for cell in row), *(neutral(value) for value in tail.values())])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _together(about: Sequence[tuple[str, str]]) -> dict[str, str]:
    """One column for the release, one for the choices, one each for sources and licences."""
    named = dict(about)
    choices = "; ".join(
        f"{label}: {named[label]}" for label in ("forms", "years", "south", "prices", "stage", "filters")
    )
    return {
        "about_release": named["release"],
        "about_choices": choices,
        "about_sources": " | ".join(text for label, text in about if label == "source"),
        "about_licences": " | ".join(dict.fromkeys(text for label, text in about if label == "licence")),
    }


def neutral(value: Value) -> Value:
    """A text that a spreadsheet program would run as a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value


def xlsx_bytes(table: Table, about: Sequence[tuple[str, str]]) -> bytes:
    """Texts are written as texts, never as formulas or links."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("data")
        sheet.freeze_panes(1, 0)
        _write(sheet, 0, [column.name for column in table.columns], head)
        for number, row in enumerate(table.rows, start=1):
            _write(sheet, number, [cell.value for cell in row])
        sheet.autofit()
        second = book.add_worksheet("about")
        for number, (label, text) in enumerate(about):
            _write(second, number, [label], head)
            second.write_string(number, 1, text)
        second.set_column(0, 0, 12)
        second.set_column(1, 1, 100)
    return file.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, values: Iterable[Value], style: object = None) -> None:
    for column, value in enumerate(values):
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            sheet.write_number(number, column, float(value), style)
        elif value is not None:
            sheet.write_string(number, column, value.isoformat() if isinstance(value, date) else str(value), style)
