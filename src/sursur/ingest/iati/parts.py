"""What travels between the process that cuts a file and the ones that read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sursur.model.source import Problem


@dataclass(frozen=True, slots=True)
class Frame:
    """What the root of a file says for all its records."""

    source_id: str
    version: str = ""
    language: str = ""
    namespaces: tuple[tuple[str, str], ...] = ()
    deepest: int = 100

    def reads_like(self, other: Frame) -> bool:
        """Whether the same record would give the same rows below either root."""
        return (self.version, self.language, self.namespaces, self.deepest) == (
            other.version,
            other.language,
            other.namespaces,
            other.deepest,
        )

    @property
    def opening(self) -> bytes:
        declared = "".join(f' xmlns{":" if prefix else ""}{prefix}="{_quoted(uri)}"' for prefix, uri in self.namespaces)
        return f"<file{declared}>".encode()


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a record is left out: a code, the end of a sentence, and the repair."""

    code: str
    what: str
    repair: str


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as bytes; `fault` says why it cannot be whole."""

    ordinal: int
    byte_offset: int
    content: bytes
    fault: Fault | None = None
    taken: int | None = None
    """The ordinal that the same bytes had in an earlier reading, where its rows can be taken over."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What was found around the records of a file, and how the file as a whole turned out."""

    details: tuple[tuple[object, ...], ...]
    """Rows of the detail table."""
    problems: tuple[Problem, ...]
    file_format: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one file that are read together, in the order of the file."""

    frame: Frame
    records: tuple[RawRecord, ...]
    earlier: Path | None = None
    """The folder of that earlier reading."""
