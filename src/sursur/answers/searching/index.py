"""The words of a release, kept beside it: made when they are first asked for, never inside the release itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import tantivy

from sursur.answers.searching.entries import Entry, Text, Translated, release_entries
from sursur.answers.searching.folding import words_of
from sursur.answers.searching.known import edition, known_entries
from sursur.release import Release
from sursur.release.home import UNFINISHED

MEMORY = 200_000_000
"""Bytes in which texts are gathered before they are written; all texts of a usual release fit, so that one file holds
them in the order in which they came, and equal hits always stand in the same order."""
WORDS = "whitespace"
WHOLE = "raw"
LONGEST_WHOLE = 200


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Words by field: `name` (words of names), `whole` (whole names), `text` (words of other texts)."""

    schema: tantivy.Schema
    index: tantivy.Index


@dataclass(frozen=True, slots=True)
class Names:
    """What records are called in other languages; `edition` changes with them."""

    edition: str
    translated: Translated


def open_index(release: Release, names: Names) -> SearchIndex:
    """The index of a release, made now where it is not there; in memory where nothing can be written."""
    place = release.beside(f"names-{edition()}{names.edition}")
    try:
        if not place.is_dir():
            _make(place, release, names)
        return SearchIndex(_schema(), tantivy.Index.open(str(place)))
    except OSError:
        return build_index(_entries(release, names))


def _entries(release: Release, names: Names) -> Iterable[Entry]:
    return chain(known_entries(), release_entries(release.apart(), names.translated))


def build_index(entries: Iterable[Entry], folder: Path | None = None) -> SearchIndex:
    """Index entries in a folder, or in memory."""
    schema = _schema()
    index = tantivy.Index(schema, None if folder is None else str(folder))
    writer = index.writer(heap_size=MEMORY, num_threads=1)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return SearchIndex(schema, index)


def _make(place: Path, release: Release, names: Names) -> None:
    """Others see the index whole or not at all; of two that make it at once, one is kept."""
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=place.parent, prefix=UNFINISHED))
    try:
        build_index(_entries(release, names), folder)
        folder.chmod(0o755)
        with suppress(OSError):
            folder.rename(place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    release.drop_older(place)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("kind", stored=True, fast=True, tokenizer_name=WHOLE, index_option="basic")
    builder.add_text_field("key", stored=True, tokenizer_name=WHOLE, index_option="basic")
    builder.add_text_field("name", tokenizer_name=WORDS, index_option="position")
    builder.add_text_field("whole", tokenizer_name=WHOLE, index_option="basic")
    builder.add_text_field("text", tokenizer_name=WORDS, index_option="freq")
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("kind", entry.kind)
    document.add_text("key", entry.key)
    document.add_bytes("shown", entry.as_json().encode())
    for text in entry.texts:
        _add(document, text)
    return document


def _add(document: tantivy.Document, text: Text) -> None:
    words = " ".join(words_of(text.text))
    document.add_text("name" if text.name else "text", words)
    if text.name and 0 < len(words) <= LONGEST_WHOLE:
        document.add_text("whole", words)
