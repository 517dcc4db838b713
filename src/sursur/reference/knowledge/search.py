"""Find a named thing by its words, whatever its table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sursur.reference.groups import load_groups
from sursur.reference.knowledge.library import load_knowledge
from sursur.reference.knowledge.records import CONFIRMED, Row

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A record that answers a search: what it is, its name, its date as its source gives it, and its source."""

    table: str
    record_id: str
    kind: str
    name: str
    dated: str
    source_url: str
    confirmed: str


def find(words: str, table: str | None = None) -> tuple[Found, ...]:
    """Records that hold all the words, whatever accents and capitals; those that hold them in their name come first.

    `table` narrows to instrument, commitment, event, initiative or group. Words are looked for in ids, names, places,
    symbols and summaries.
    """
    wanted = set(_words(words))
    hits = [
        (found, text) for found, text in _everything() if table in {None, found.table} and wanted <= set(_words(text))
    ]
    hits.sort(key=lambda hit: (not wanted <= set(_words(hit[0].name)), hit[0].table, hit[0].dated, hit[0].record_id))
    return tuple(found for found, _ in hits) if wanted else ()


def _everything() -> Iterator[tuple[Found, str]]:
    knowledge = load_knowledge()
    for row in knowledge.instruments.values():
        yield _found("instrument", row["instrument_id"], row["kind"], row["title"], row["adopted"], row)
    for row in knowledge.commitments.values():
        yield _found("commitment", row["commitment_id"], "promise", row["text"], row["due"], row)
    for row in knowledge.events.values():
        yield _found("event", row["event_id"], row["kind"], row["name"], row["start"], row)
    for row in knowledge.initiatives.values():
        yield _found("initiative", row["initiative_id"], row["kind"], row["name"], row["started"], row)
    for group in load_groups():
        found = Found("group", group.group_id, group.kind, group.full_name, group.founded, group.source, "confirmed")
        yield found, f"{group.group_id} {group.name} {group.full_name}"


def _found(table: str, record_id: str, kind: str, name: str, dated: str, row: Row) -> tuple[Found, str]:
    found = Found(table, record_id, kind, name, dated, row["source_url"], CONFIRMED[row["status"]])
    columns = ("place", "symbol", "summary", "description", "organisers", "lead", "adopted_by", "by_whom")
    return found, " ".join([record_id, name, *(row.get(column, "") for column in columns)])


def _words(text: str) -> list[str]:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _WORD.findall(plain.casefold())
