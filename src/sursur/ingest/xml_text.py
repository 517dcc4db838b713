"""XML as UTF-8, whatever encoding it came in; what does not fit its encoding is a problem, never a silent change."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sursur.ingest.unpack import DamageError
from sursur.sentences import Sentence

_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_BOM = (
    (re.compile(rb"(?:[\s]\0{3})*<\0{3}"), "utf-32-le"),
    (re.compile(rb"(?:\0{3}\s)*\0{3}<"), "utf-32-be"),
    (re.compile(rb"(?:[\s]\0)*<\0"), "utf-16-le"),
    (re.compile(rb"(?:\0\s)*\0<"), "utf-16-be"),
)
"""An encoding shows in how many zero bytes stand beside the first `<` and the blanks before it."""
_SINGLE_BYTE_FALLBACK = "windows-1252"
"""What bytes that are not UTF-8 nearly always are in files that say they are UTF-8."""


@dataclass(slots=True)
class Encoding:
    """How the bytes of a file become text, and what had to be decided for it."""

    name: str
    notes: list[DamageError] = field(default_factory=list)


def as_utf8(blocks: Iterator[bytes], encoding: Encoding) -> Iterator[bytes]:
    """The same text in UTF-8. Blocks of a UTF-8 file pass unchanged, so that byte offsets are those of the file."""
    first = next(blocks, b"")
    encoding.name = _find(first, encoding)
    everything = itertools.chain([first], blocks)
    if encoding.name == "utf-8":
        return everything
    return _transcoded(everything, encoding)


def sniff(first: bytes) -> str:
    """Text of the head of a file, for telling what it is; never fails."""
    return first.decode(_find(first, Encoding("")), errors="replace")


def repaired(record: bytes) -> tuple[bytes, int, int]:
    """A record as valid UTF-8, how many bytes were read as Windows-1252 for it, and where the first one stands."""
    try:
        record.decode()
    except UnicodeDecodeError as error:
        text = record.decode(errors="surrogateescape")
        bad = sum("\udc80" <= letter <= "\udcff" for letter in text)
        return "".join(map(_windows_letter, text)).encode(), bad, error.start
    return record, 0, -1


def _windows_letter(letter: str) -> str:
    if "\udc80" <= letter <= "\udcff":
        return bytes([ord(letter) - 0xDC00]).decode(_SINGLE_BYTE_FALLBACK, errors="replace")
    return letter


def _find(first: bytes, encoding: Encoding) -> str:
    for mark, name in _BOMS:
        if first.startswith(mark):
            return name
    for beginning, name in _WITHOUT_BOM:
        if beginning.match(first):
            return name
    declared = _DECLARATION.match(first)
    return "utf-8" if declared is None else _declared(declared.group(1).decode("ascii"), first, encoding)


def _declared(declared: str, first: bytes, encoding: Encoding) -> str:
    """The declared encoding, unless the bytes disprove it: a one-byte `<` is no UTF-16, Latin-1 is no valid UTF-8."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        encoding.notes.append(_wrong(declared, Sentence("no such encoding is known")))
        return "utf-8"
    if name.startswith(("utf-16", "utf-32")):
        encoding.notes.append(_wrong(declared, Sentence("its letters take one byte each")))
        return "utf-8"
    if name in {"utf-8", "utf-8-sig", "ascii"}:
        return "utf-8"
    if _is_surely_utf8(first):
        encoding.notes.append(_wrong(declared, Sentence("its accented letters are valid UTF-8")))
        return "utf-8"
    return name


def _is_surely_utf8(first: bytes) -> bool:
    if first.isascii():
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(first)
    except UnicodeDecodeError:
        return False
    return True


def _wrong(declared: str, why: str) -> DamageError:
    return DamageError(
        "encoding-declared-wrong",
        Sentence(
            "the file says that it is written in %(declared)s, but %(why)s; it was read as UTF-8",
            declared=declared,
            why=why,
        ),
        Sentence('Write encoding="UTF-8" in the first line.'),
        0,
    )


def _transcoded(blocks: Iterator[bytes], encoding: Encoding) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding.name)(errors="strict")
    done = 0
    for block in itertools.chain(blocks, [b""]):
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            encoding.notes.append(_broken(encoding.name, done + error.start, error.reason))
            decoder.errors = "replace" if block else "ignore"
            text = decoder.decode(block, final=not block)
        done += len(block)
        yield text.encode("utf-8", errors="replace")


def _broken(name: str, byte_offset: int, reason: str) -> DamageError:
    return DamageError(
        "encoding-broken",
        Sentence(
            "near byte %(byte_offset)s the file is not %(name)s (%(reason)s): what cannot be read stands as �",
            byte_offset=f"{byte_offset:,}",
            name=name,
            reason=reason,
        ),
        Sentence("Save the file again as UTF-8."),
        byte_offset,
    )
