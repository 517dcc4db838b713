"""Bytes of a file as they are, or unpacked from gzip, xz or a zip archive, in blocks and within limits.

What stands whole in a file before it breaks off is given out first; only then `DamageError` says what is wrong, so that
readers keep the whole records and report the rest.
"""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from sursur.ingest.reading import Limits
from sursur.sentences import Sentence

BLOCK = 1 << 20
RATIO_FROM = 50_000_000
"""Repeated text packs very well: the ratio says something only beyond this size."""
GZIP, XZ, ZIP = b"\x1f\x8b", b"\xfd7zXZ\x00", b"PK\x03\x04"
DOCUMENT_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
"""Members that tell a spreadsheet or a text document, which is a zip archive too, from an archive of data files."""
PACKING_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError, NotImplementedError)


class DamageError(Exception):
    """A file that cannot be read further: stays inside `sursur.ingest`, where readers turn it into a `Problem`."""

    def __init__(self, code: str, message: str, repair: str, byte_offset: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.repair, self.byte_offset = code, message, repair, byte_offset


def unpacked(path: Path, limits: Limits) -> Iterator[bytes]:
    """Blocks of the content of `path`, whatever it is packed in; raises DamageError where it breaks off.

    A file that the system cannot read raises its OSError: the store turns it into a problem, and tries again later.
    """
    packing = packing_of(path)
    blocks = _plain(path) if packing is None else _unpack(path, *packing)
    return _within(limits, path.stat().st_size, blocks)


def head(path: Path, size: int = 1 << 16) -> bytes:
    """The first `size` bytes of the content, fewer where it ends or breaks before: enough to tell what a file is."""
    found = bytearray()
    try:
        for block in unpacked(path, Limits()):
            found += block
            if len(found) >= size:
                break
    except DamageError:
        pass
    return bytes(found[:size])


def packing_of(path: Path) -> tuple[str, Callable[[Path], IO[bytes]]] | None:
    """Name of the packing and how to open it; None for a file that is not packed (a workbook counts as not packed)."""
    with path.open("rb") as file:
        start = file.read(len(XZ))
    if start.startswith(GZIP):
        return "gzip", _gzip
    if start.startswith(XZ):
        return "xz", _xz
    if start.startswith(ZIP) and not _is_document(path):
        return "zip", _open_only_member
    return None


def _plain(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _unpack(path: Path, kind: str, opener: Callable[[Path], IO[bytes]]) -> Iterator[bytes]:
    """Read piece by piece (`read1`), so that what was unpacked before a fault is not lost with it.

    What the system says of a file that is gone or may not be read is no damage of its content, and passes as it is.
    """
    done = 0
    try:
        with opener(path) as file:
            while block := file.read1(BLOCK):  # type: ignore[attr-defined]  # all three openers give it
                done += len(block)
                yield block
    except PACKING_ERRORS as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise DamageError(
            "packed-file-damaged",
            Sentence(
                "the %(kind)s file cannot be unpacked beyond %(done)s bytes of content: %(error)s",
                kind=kind,
                done=f"{done:,}",
                error=str(error).rstrip("."),
            ),
            Sentence("Fetch the file again; if it stays the same, ask the publisher for a whole one."),
            done,
        ) from error


def _gzip(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(path))


def _xz(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", lzma.LZMAFile(path))


def _is_document(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return not DOCUMENT_PARTS.isdisjoint(archive.namelist())
    except PACKING_ERRORS:
        return False


def _open_only_member(path: Path) -> IO[bytes]:
    archive = zipfile.ZipFile(path)
    members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    if len(members) != 1:
        names = ", ".join(member.filename for member in members[:5]) or "none"
        raise DamageError(
            "archive-of-several-files",
            Sentence(
                "the zip archive holds %(count)s files (%(names)s), and a source is one file",
                count=len(members),
                names=names,
            ),
            Sentence("Unpack the archive and put its files into the folder."),
        )
    return archive.open(members[0])


def _within(limits: Limits, packed_size: int, blocks: Iterator[bytes]) -> Iterator[bytes]:
    done = 0
    for block in blocks:
        done += len(block)
        if done > limits.unpacked_bytes or (done > RATIO_FROM and done > limits.unpacked_ratio * packed_size):
            raise DamageError(
                "unpacks-too-large",
                Sentence(
                    "%(packed)s bytes unpack to more than %(done)s: this may be a zip bomb, and reading stopped",
                    packed=f"{packed_size:,}",
                    done=f"{done:,}",
                ),
                Sentence(
                    "Check where the file comes from; if it is good, unpack it, or raise the limit in the settings."
                ),
                done - len(block),
            )
        yield block
