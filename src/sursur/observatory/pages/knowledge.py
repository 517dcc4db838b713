"""What was agreed, when and where: a list that can be searched by words, kind and party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sursur.observatory.asked import KINDS
from sursur.observatory.pages.page import Page
from sursur.observatory.pages.record import record_address
from sursur.observatory.parts import Cell, Column, Link, Section, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.records import dated, name_of
from sursur.observatory.sentences import source_link, tell
from sursur.observatory.tables import Row
from sursur.observatory.telling import certainty_cell, day_cell, language_note, named, party_link
from sursur.observatory.view import View

MOST_RECORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgePage(Page):
    template: ClassVar[str] = "knowledge.html"
    kinds: tuple[Link, ...]


def build_knowledge(view: View) -> KnowledgePage:
    say, asked = view.say, view.asked
    found = sorted(_found(view), key=lambda each: _latest_first(view, *each))
    return KnowledgePage(
        title=say.text("What was agreed, when and where?"),
        lead=(
            say.plural(
                "%(count)s declaration, promise, event or initiative, to our knowledge.",
                "%(count)s declarations, promises, events and initiatives, to our knowledge.",
                len(found),
            ),
            *language_note(view),
        ),
        kinds=tuple(Link(kind_name(view, kind), asked.address(kind=kind), kind == asked.kind) for kind in KINDS),
        sections=(
            Section(
                anchor="records",
                heading=say.text("Record by record"),
                table=_table(view, found) if found else None,
                downloads=view.downloads("records") if found else (),
                empty="" if found else say.text("No record holds these words."),
            ),
        ),
    )


def kind_name(view: View, kind: str) -> str:
    say = view.say
    names = {
        "": say.text("all kinds"),
        "instrument": say.text("declarations and agreements"),
        "commitment": say.text("promises"),
        "event": say.text("events"),
        "initiative": say.text("initiatives"),
    }
    return names[kind]


def _found(view: View) -> list[tuple[str, Row]]:
    asked = view.asked
    found = view.library.records.find(asked.words, asked.kind, lambda name: str(view.say.told(name)))
    return [(kind, row) for kind, row in found if not asked.party or asked.party in _parties(row)]


def _parties(row: Row) -> set[str]:
    """Countries and groups that a record names as those whose it is."""
    texts = (row.get(column) or "" for column in ("parties", "lead", "by_whom"))
    named = {code for text in texts for code in text.split()}
    return named | {span.partition(":")[0] for span in (row.get("participants") or "").split()}


def _latest_first(view: View, kind: str, row: Row) -> tuple[bool, list[int], str]:
    """Records with a date come first, the latest before others."""
    when = _when(view, kind, row)
    return not when, [-ord(letter) for letter in when.ljust(10, "0")], f"{kind}{row[f'{kind}_id']}"


def _when(view: View, kind: str, row: Row) -> str:
    """A promise is as old as its instrument."""
    instruments = view.library.records.instruments
    return dated(instruments.get(row["instrument_id"], {})) if kind == "commitment" else dated(row)


def _table(view: View, found: list[tuple[str, Row]]) -> Table:
    say = view.say
    whole = view.asked.whole == "records" or len(found) <= MOST_RECORDS
    return Table(
        name="records",
        caption=say.text("Agreements, promises, events and initiatives, the latest first"),
        columns=(
            Column("name", say.text("Name")),
            Column("kind", say.text("Kind")),
            Column("date", say.text("Date")),
            Column("who", say.text("Who")),
            Column("confirmed", say.text("How sure is it?")),
            Column("source_url", say.text("Source")),
        ),
        rows=tuple(_row(view, kind, row) for kind, row in found),
        shown=None if whole else MOST_RECORDS,
        whole_href=view.asked.address(whole="records", anchor="table-records"),
    )


def _row(view: View, kind: str, row: Row) -> Cells:
    who = str(row.get("lead") or row.get("by_whom") or row.get("adopted_by") or row.get("organisers") or "")
    links = [party_link(view, code) for code in who.split()]
    known = [link for link in links if link]
    words = view.say.text("promise") if kind == "commitment" else view.say.word(row["kind"])
    name = name_of(row)
    return (
        Cell(name, named(view, row), record_address(view, kind, row)),
        Cell(row.get("kind") or kind, words),
        day_cell(view, _when(view, kind, row)),
        Cell(
            who,
            view.say.separator.join(str(link.text) for link in known) if known and all(links) else tell(view.say, who),
        ),
        certainty_cell(view, row),
        Cell(row["source_url"], source_link(row["source_url"])),
    )
