"""What can be found: one entry for each thing that has a page, a code or a record, with all its texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import ibis.expr.types as ir

from sursur.release import Release

KINDS = (
    "country", "group", "organisation", "instrument", "commitment", "event", "initiative", "measure", "sector", "goal",
    "target", "crisis", "source", "activity",
)  # fmt: skip
"""In the order in which groups of hits are listed."""

CODE = "zxx"
"""ISO 639-2 for what stands in no language: codes and identifiers."""
LONGEST_TEXT = 2_000
"""Letters of one text that are searched."""
SHOWN_TEXT = 400
"""Letters of one text that are kept to be shown."""
_NAMES = ("title",)
_TOLD = (
    "title", "description", "transaction/description", "result/title", "result/description", "result/indicator/title",
    "location/name", "participating-org", "document-link/title", "tag",
)  # fmt: skip
"""Elements of a record whose texts are searched."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language (empty where nobody says which, `CODE` where it is in none); `name` where it is a name."""

    language: str
    text: str
    name: bool = True


Translated = Callable[[str], tuple[Text, ...]]
"""From an English name to what it is called in other languages."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` leads to the thing among those of its kind; the first name is shown where no language is asked for."""

    kind: str
    key: str
    texts: tuple[Text, ...]

    def as_json(self) -> str:
        """Texts as they are kept to be shown."""
        return json.dumps([[one.language, one.text[:SHOWN_TEXT], one.name] for one in self.texts], ensure_ascii=False)


def release_entries(release: Release, translated: Translated) -> Iterator[Entry]:
    """Everything that stands in the release itself; `translated` gives the names of records in other languages."""
    yield from _knowledge(release, translated)
    yield from _sources(release)
    yield from _activities(release)


def described(*parts: str | None) -> tuple[Text, ...]:
    """English texts that say more about a thing without naming it."""
    return tuple(Text("en", part, name=False) for part in parts if part)


def _knowledge(release: Release, translated: Translated) -> Iterator[Entry]:
    told = ("place", "symbol", "summary", "description", "organisers", "adopted_by", "kind")
    for kind, name in (("instrument", "title"), ("commitment", "text"), ("event", "name"), ("initiative", "name")):
        for row in _rows(release, release.table(kind).order_by(f"{kind}_id")):
            key = row[f"{kind}_id"]
            names = (Text("en", row[name] or key), *translated(row[name] or ""))
            yield Entry(kind, key, (*names, Text(CODE, key, name=False), *described(*map(row.get, told))))


def _sources(release: Release) -> Iterator[Entry]:
    for row in _rows(release, release.table("source").order_by("dataset", "file_name")):
        name = Text("", row["title"] or row["file_name"])
        yield Entry("source", row["source_id"], (name, *described(row["publisher"], row["dataset"], row["file_name"])))


def _activities(release: Release) -> Iterator[Entry]:
    """Every reported activity with its narratives, in the order of their files."""
    narratives = release.table("narrative")
    told = narratives.filter(narratives.element.isin(_TOLD)).select(
        "activity_id", "ordinal", "element", "language", "text"
    )
    activity = release.table("activity").select("activity_id", "identifier", "title", "description")
    joined = activity.left_join(told, "activity_id").order_by("activity_id", "ordinal")
    columns = ("activity_id", "identifier", "title", "description", "element", "language", "text")
    for key, rows in groupby(_rows(release, joined.select(*columns)), key=lambda row: row["activity_id"]):
        yield _activity(key, list(rows))


def _activity(key: str, rows: list[dict[str, Any]]) -> Entry:
    first = rows[0]
    texts = {
        Text(row["language"] or "", row["text"][:LONGEST_TEXT], row["element"] in _NAMES): None
        for row in rows
        if row["text"]
    }
    if not any(text.name for text in texts):
        texts = {Text("", first["title"] or first["identifier"] or key): None, **texts}
    more = (first["description"] or "")[:LONGEST_TEXT] if not any(not text.name for text in texts) else ""
    ends = [Text(language, text, name=False) for language, text in (("", more), (CODE, first["identifier"])) if text]
    return Entry("activity", key, (*sorted(texts, key=lambda text: not text.name), *ends))


def _rows(release: Release, table: ir.Table) -> Iterator[dict[str, Any]]:
    batches: Iterable[Any] = release.connection.to_pyarrow_batches(table)
    for batch in batches:
        yield from batch.to_pylist()
