"""Tables of pages as files, with sources, licences and the choices that made them (see `sursur.publish.download`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
from starlette.responses import Response

from sursur.errors import NotFoundError
from sursur.model.values import CENT
from sursur.observatory.choosing import Choice
from sursur.observatory.parts import CellKind, Section, SourceLine, Table, Value
from sursur.observatory.view import STAGE_WORDS, View
from sursur.publish.download import Download, as_csv, as_xlsx
from sursur.sentences import Sentence

WRITERS: Mapping[str, tuple[Callable[[Download], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
TYPES: Mapping[CellKind, pa.DataType] = {
    "text": pa.string(),
    "says": pa.string(),
    "money": pa.decimal128(38, 2),
    "count": pa.int64(),
    "year": pa.int64(),
    "share": pa.float64(),
}


def send_table(view: View, section: Section, kind: str, choice: Choice) -> Response:
    """The whole table, whatever the page shows of it."""
    table = section.table
    if table is None or kind not in WRITERS:
        raise NotFoundError(Sentence("There is no format '%(kind)s'.", kind=kind), repair=", ".join(WRITERS))
    writer, media = WRITERS[kind]
    notes = tuple((label.capitalize(), text) for label, text in about_lines(view, choice, section.sources))
    body = writer(Download(str(table.caption), _arrow(table), notes))
    name = f"sursur-{view.library.release_id}-{view.asked.path.strip('/').replace('/', '-') or table.name}"
    name = name.removesuffix(f".{kind}") + f".{kind}"
    return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def about_lines(view: View, choice: Choice, sources: Sequence[SourceLine]) -> list[tuple[str, str]]:
    """What the reader of the file must know, as label and text."""
    asked = view.asked
    filters = "; ".join(f"{name}={value}" for name, value in asked.pairs() if name not in ("up", "all", "view"))
    lines = [
        ("release", view.library.release_id),
        ("page", f"/{asked.language}{asked.path.rsplit('/', 1)[0]}"),
        ("filters", filters or "none"),
        ("forms", ", ".join(choice.forms) or "all"),
        ("years", f"{choice.year_from or ''}-{choice.year_to or ''}"),
        ("south", asked.south),
        ("prices", "current US dollars" if asked.prices == "current" else f"US dollars of {view.library.base_year}"),
        ("stage", f"{STAGE_WORDS[asked.stage]}; each flow counted once"),
    ]
    for source in sources:
        lines += [("source", f"{source.title} ({source.publisher}), {source.years}"), ("licence", source.licence)]
    return [(label, text) for label, text in lines if text]


def _arrow(table: Table) -> pa.Table:
    """Columns typed by their kind: money stays decimal, nothing is turned into text that is a number."""
    columns, rows = {}, list(table.rows)
    for place, column in enumerate(table.columns):
        values = [row[place].value for row in rows]
        columns[column.name] = pa.array([_plain(value, column.kind) for value in values], TYPES[column.kind])
    return pa.table(columns)


def _plain(value: Value, kind: CellKind) -> Value:
    if value is None:
        return None
    if kind == "money":
        return Decimal(str(value)).quantize(CENT)
    if kind in ("text", "says"):
        return value.isoformat() if isinstance(value, date) else str(value)
    return float(value) if kind == "share" and not isinstance(value, date) else value
