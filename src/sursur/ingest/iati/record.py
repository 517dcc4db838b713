"""One record while it is read: the rows it gives, the texts it holds, and what is wrong with it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sursur.ingest.iati.element import XML_LANG, Element, local_name
from sursur.ingest.iati.parts import Frame
from sursur.ingest.iati.values import Remark
from sursur.model.source import Place, Problem
from sursur.model.tables import INGESTED, NARRATIVE
from sursur.sentences import Sentence, phrase

Json = dict[str, Any]
POSITIONS: dict[str, dict[str, int]] = {
    table.name: {name: position for position, name in enumerate(table.column_names)} for table in INGESTED
}
"""Where each column stands in the list that a row is."""
_EXTRA = {table: positions["extra"] for table, positions in POSITIONS.items() if "extra" in positions}
_TEMPLATES: dict[str, list[Any]] = {table.name: [None] * len(table.columns) for table in INGESTED}
_as_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


ONCE = phrase("%(element)s: %(why)s")
MORE = phrase("%(element)s: %(why)s (and %(count)s more like it in this record)")


class TooDeepError(Exception):
    """Elements nested beyond the limit: the record is left out, with a problem."""


class Row:
    """A row being filled; `owner` is the id that its texts point to, `extra` what no column holds."""

    __slots__ = ("extra", "owner", "values")

    def __init__(self, table: str, owner: str | None = None) -> None:
        self.values = _TEMPLATES[table].copy()
        self.extra: Json = {}
        self.owner = owner

    def keep(self, name: str, value: object) -> None:
        """What no column holds, under the name of its element."""
        self.extra.setdefault(name, []).append(value)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands and what its file says for all records."""

    frame: Frame
    ordinal: int
    byte_offset: int
    content_hash: str

    @property
    def source_id(self) -> str:
        return self.frame.source_id

    @property
    def record_id(self) -> str:
        return f"{self.frame.source_id}-{self.ordinal}"


class Record:
    """Collects rows by table. Nothing of it outlives the record if it must be rejected."""

    __slots__ = (
        "_counts",
        "_narratives",
        "_remarks",
        "currency",
        "identifier",
        "language",
        "origin",
        "record_id",
        "rows",
        "texts_read",
    )

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.record_id = origin.record_id
        self.language: str | None = origin.frame.language or None
        self.currency: str | None = None
        self.identifier: str | None = None
        self.rows: defaultdict[str, list[list[Any]]] = defaultdict(list)
        self._narratives = self.rows[NARRATIVE.name]
        self.texts_read = 0
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._remarks: dict[tuple[str, str], tuple[Remark, int]] = {}

    def next_ordinal(self, kind: str) -> int:
        self._counts[kind] += 1
        return self._counts[kind]

    def remark(self, remark: Remark, element: str) -> None:
        """One problem per code and element: a record with 5,000 bad dates says so in one line."""
        first, count = self._remarks.get((remark.code, element), (remark, 0))
        self._remarks[remark.code, element] = first, count + 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problem(element, *found) for (_, element), found in self._remarks.items())

    def _problem(self, element: str, remark: Remark, count: int) -> Problem:
        place = Place(column=element, byte_offset=self.origin.byte_offset, identifier=self.identifier)
        told = {"element": element, "why": remark.message}
        message = Sentence(MORE, **told, count=f"{count - 1:,}") if count > 1 else Sentence(ONCE, **told)
        return Problem(self.origin.source_id, place, remark.severity, remark.code, message, remark.repair)

    def close(self, table: str, row: Row) -> None:
        """The row is complete: what is left over becomes the text of its `extra` column."""
        if row.extra:
            row.values[_EXTRA[table]] = _as_text(row.extra)
        self.rows[table].append(row.values)

    def texts(self, element: Element, path: str, owner: str | None, left: Json, kind: str | None = None) -> str | None:
        """Every text of an element with its language; gives back the first. Version 1 wrote it into the element itself.

        Children that are no texts are kept in `left`.
        """
        raw, children = element.text, len(element)
        if raw is None and not children:
            return None
        first = None if raw is None or raw.isspace() else self.text_of(element, element, path, owner, kind)
        below = self.texts_below(element, path, owner, left, kind) if children else None
        return below if first is None else first

    def texts_below(
        self, element: Element, path: str, owner: str | None, left: Json, kind: str | None = None
    ) -> str | None:
        """The narratives of an element whose own text is a value."""
        first = None
        for child in (element[0],) if len(element) == 1 else element:
            if child.tag == "narrative":
                text = self.text_of(child, element, path, owner, kind)
                if first is None:
                    first = text
            else:
                left.setdefault(child.tag, []).append(whole(self, child, f"{path}/{local_name(child)}", owner))
        return first

    def text_of(
        self, holder: Element, parent: Element, path: str, owner: str | None, kind: str | None = None
    ) -> str | None:
        raw = holder.text if holder is parent or not len(holder) else "".join(holder.itertext())
        text = raw.strip() if raw else None
        if not text:
            return None
        language = holder.get(XML_LANG)
        if language is None and holder is not parent:
            language = parent.get(XML_LANG)
        spoken = _language(language) if language else self.language
        self.texts_read += 1
        self._narratives.append([self.record_id, self.texts_read, path, owner, kind, spoken, text])
        return text


@lru_cache(maxsize=1 << 10)
def _language(code: str) -> str | None:
    return code.strip().lower() or None


def whole(
    record: Record, element: Element, path: str, owner: str | None, *, depth: int = 0, texts: bool = True
) -> Json:
    """An element that no column holds, as JSON: "@name" for attributes, "#" for its own text.

    Its narratives are rows of the narrative table too.
    """
    if depth > record.origin.frame.deepest:
        raise TooDeepError
    kept: Json = {f"@{name}": value for name, value in element.items()}
    if element.text and element.text.strip():
        kept["#"] = element.text.strip()
    for child in element:
        below = f"{path}/{local_name(child)}"
        kept.setdefault(child.tag, []).append(whole(record, child, below, owner, depth=depth + 1, texts=texts))
        if child.tail and child.tail.strip():
            kept.setdefault("#tail", []).append(child.tail.strip())
        if texts and child.tag == "narrative":
            record.text_of(child, element, path, owner)
    return kept


def tidy(text: str) -> str | None:
    """A code or name without spaces at its ends; several lines in one value are parted by semicolons."""
    stripped = text.strip()
    if "\n" in stripped or "\r" in stripped:
        return "; ".join(line.strip() for line in stripped.splitlines() if line.strip())
    return stripped or None
