"""Where a record comes from, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a problem costs: `error` a record or a file, `warning` a value lost or doubted, `note` nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """A point inside a source file: a row of a sheet (1 = first line of the sheet), or a byte and an identifier."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    byte_offset: int | None = None
    identifier: str | None = None

    def __str__(self) -> str:
        parts = [
            f"sheet {self.sheet}" if self.sheet else "",
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column else "",
            f"byte {self.byte_offset}" if self.byte_offset is not None else "",
            self.identifier or "",
        ]
        return ", ".join(part for part in parts if part) or "the whole file"


WHOLE_FILE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a source, as a value: readers collect problems, they do not raise.

    `code` is a stable kebab-case word, `message` says what was found, `repair` what the publisher or the reader can do.
    """

    source_id: str
    place: Place
    severity: Severity
    code: str
    message: str
    repair: str
