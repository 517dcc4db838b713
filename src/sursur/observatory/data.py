"""Every page as data: the address of a page with `.json` at its end gives what the page says, for programs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from starlette.types import ASGIApp, Receive, Scope, Send

from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Section, SourceLine, Table, Value
from sursur.observatory.view import View

ENDING = ".json"
API = "/api/"
FLAG = "sursur.as_data"


class AsDataMiddleware:
    """Takes `.json` off the address of a page and remembers that data is wanted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_page_data(scope["path"]):
            path = scope["path"].removesuffix(ENDING)
            scope = {**scope, "path": path, "raw_path": path.encode(), FLAG: True}
        await self._app(scope, receive, send)


def _is_page_data(path: str) -> bool:
    return path.endswith(ENDING) and not path.startswith((API, "/static/"))


def wants_data(scope: Scope) -> bool:
    return bool(scope.get(FLAG)) or scope["path"].startswith(API)


def page_data(view: View, page: Page) -> dict[str, Any]:
    """Title, leading sentences and sections, in the reader's language; values are not formatted."""
    return {
        "title": _plain(page.title),
        "lead": [_plain(sentence) for sentence in page.lead],
        "language": view.say.code,
        "release": view.library.release_id,
        "address": view.asked.address(),
        "sections": [_section(section) for section in page.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "anchor": section.anchor,
        "heading": _plain(section.heading),
        "sentences": [_plain(sentence) for sentence in section.sentences],
        "notes": [_plain(note) for note in section.notes],
        "table": _table(section.table) if section.table else None,
        "sources": [_source(source) for source in section.sources],
        **({"address": section.extra["later"]} if "later" in section.extra else {}),
    }


def _table(table: Table) -> dict[str, Any]:
    names = [column.name for column in table.columns]
    return {
        "name": table.name,
        "caption": _plain(table.caption),
        "columns": [{"name": one.name, "label": _plain(one.label), "kind": one.kind} for one in table.columns],
        "rows": [dict(zip(names, (_value(cell.value) for cell in row), strict=True)) for row in table.rows],
    }


def _source(source: SourceLine) -> dict[str, str | None]:
    return {
        "title": _plain(source.title),
        "publisher": source.publisher,
        "licence": source.licence,
        "years": _plain(source.years),
        "retrieved": source.retrieved.isoformat() if source.retrieved else None,
        "address": source.href,
    }


def _value(value: Value) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return str(text.striptags()) if isinstance(text, Markup) else text
