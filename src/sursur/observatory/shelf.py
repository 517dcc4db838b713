"""Answers that outlive the process: a file for each, beside the release that they were read from.

Only what is asked beforehand is put here: questions that readers make up would fill the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sursur.answers.edition import edition
from sursur.release import Release
from sursur.sentences import packed, unpacked

TOLD = b"told"
"""Key of what stands beside the rows: the notes, and whether there are more rows; nothing where there is no answer."""
COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of one part of an answer, with its notes; `cut` where there are more rows than are kept."""

    table: pa.Table
    notes: tuple[tuple[str, str], ...]
    cut: bool = False


class Shelf:
    """A folder of answers; what cannot be read there is not there, and what cannot be written is asked again."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._folder = release.beside(f"answers-{edition()}")

    def can_be_filled(self) -> bool:
        """Whether there is anything left to put here, and leave to do so; the folder is there afterwards."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        return os.access(self._folder, os.W_OK) and not self.is_complete()

    def is_complete(self) -> bool:
        """Whether everything that is asked beforehand was asked."""
        return (self._folder / COMPLETE).is_file()

    def complete(self) -> None:
        """Nothing is left to ask; what killed processes left half-written goes, and the answers of older code."""
        self._release.drop_older(self._folder)
        with suppress(OSError):
            for left in self._folder.glob(".*"):
                left.unlink()
            (self._folder / COMPLETE).touch()

    def take(self, question: object) -> tuple[Found | None] | None:
        """The answer in a tuple, for it may be that there is none; nothing where the question was never asked."""
        try:
            table = pq.read_table(self._file(question))
            told = json.loads(table.schema.metadata[TOLD])
        except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
            return None
        if told is None:
            return (None,)
        notes = tuple((label, unpacked(text)) for label, text in told["notes"])
        return (Found(table.replace_schema_metadata(), notes, told["cut"]),)

    def put(self, question: object, found: Found | None) -> None:
        """Under a name of its own first: nobody reads half of it, and two who write do not meet."""
        notes = [(label, packed(text)) for label, text in found.notes] if found else []
        told = {"notes": notes, "cut": found.cut} if found else None
        table = found.table if found else pa.table({})
        place = self._file(question)
        unfinished = place.with_name(f".{os.getpid()}-{place.name}")
        with suppress(OSError):
            pq.write_table(table.replace_schema_metadata({TOLD: json.dumps(told)}), unfinished)
            unfinished.replace(place)

    def _file(self, question: object) -> Path:
        return self._folder / f"{hashlib.sha256(repr(question).encode()).hexdigest()[:32]}.parquet"
