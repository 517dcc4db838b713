"""Cut a stream of XML into its records without parsing it: a broken record leaves its neighbours whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_FIRST = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)iati-(?:activity|organisation)(?=[\s/>])")
_START_TAG = re.compile(rb"""<[^\s/>]+(?:[^>"']|"[^"]*"|'[^']*')*>""")
_SKIPPED = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_LONGEST_PREFIX = 64
KEPT_OF_OVERSIZED = 1 << 14
"""Enough of a record that is too large to find its identifier."""


class Piece(Enum):
    """What a stretch of the file is."""

    RECORD = "a whole record, from its start tag to its end tag"
    UNCLOSED = "a record that the next one cuts off"
    TRUNCATED = "a record that the end of the file cuts off"
    OVERSIZED = "the first bytes of a record beyond the limit"
    BETWEEN = "what stands before, between and after the records"


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of the file: what it is, where it starts, its bytes, and how many there were."""

    piece: Piece
    byte_offset: int
    content: bytes
    size: int


def slices(blocks: Iterator[bytes], limit: int) -> Iterator[Slice]:
    """Every byte of the stream in pieces, in order; memory stays below `limit` and two blocks."""
    cutter = _Cutter(limit)
    for block in blocks:
        yield from cutter.feed(block)
    yield from cutter.close()


def _token(prefix: bytes) -> re.Pattern[bytes]:
    name = rb"/?" + re.escape(prefix) + rb"iati-(?:activity|organisation)(?=[\s/>])"
    return re.compile(rb"<(?:!--|!\[CDATA\[|\?|" + name + rb")")


class _Cutter:
    """The buffer always starts with the piece being read; `_at` is how far it was scanned."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._buffer = bytearray()
        self._base = 0
        self._at = 0
        self._inside = False
        self._until: bytes | None = None
        self._oversized: tuple[int, bytes] | None = None
        self._tokens: re.Pattern[bytes] | None = None

    def feed(self, block: bytes) -> Iterator[Slice]:
        self._buffer += block
        yield from self._scan()
        yield from self._stay_small()

    def close(self) -> Iterator[Slice]:
        if not self._buffer and self._oversized is None:
            return
        if self._inside:
            yield from self._cut_off(len(self._buffer), Piece.TRUNCATED)
        if self._buffer:
            yield self._take(Piece.BETWEEN, len(self._buffer))

    def _scan(self) -> Iterator[Slice]:
        while self._skipped():
            found = self._pattern().search(self._buffer, self._at)
            if found is None:
                self._at = max(self._at, len(self._buffer) - _LONGEST_PREFIX)
                return
            token, start, end = found.group(), found.start(), found.end()
            if token in _SKIPPED:
                self._until, self._at = _SKIPPED[token], end
            elif token.startswith(b"</"):
                close = self._buffer.find(b">", end)
                if close < 0:
                    self._at = start
                    return
                yield from self._end(close + 1)
            else:
                yield from self._begin(start, len(token))

    def _pattern(self) -> re.Pattern[bytes]:
        """Before the first record any prefix may come; afterwards it is known, and the scan is three times as fast."""
        if self._tokens is None:
            found = _FIRST.search(self._buffer)
            if found is None:
                return _token(b"")
            self._tokens = _token(found.group(1))
        return self._tokens

    def _skipped(self) -> bool:
        """Go past an open comment, CDATA section or instruction; False while its end is not there yet."""
        if self._until is None:
            return True
        found = self._buffer.find(self._until, self._at)
        if found < 0:
            self._at = max(self._at, len(self._buffer) - len(self._until) + 1)
            return False
        self._at, self._until = found + len(self._until), None
        return True

    def _begin(self, start: int, length: int) -> Iterator[Slice]:
        if self._inside:
            yield from self._cut_off(start, Piece.UNCLOSED)
            start = 0
        elif start:
            yield self._take(Piece.BETWEEN, start)
        self._inside, self._at = True, length

    def _end(self, end: int) -> Iterator[Slice]:
        """A stray end tag between records stays with what is between."""
        if self._inside:
            yield self._take(Piece.RECORD, end)
        else:
            self._at = end

    def _cut_off(self, end: int, piece: Piece) -> Iterator[Slice]:
        """A start tag without its end tag is a record of its own (`<iati-activity/>`) or one that was never closed."""
        tag = _START_TAG.match(self._buffer, 0, end) if self._oversized is None else None
        if tag is None or not tag.group().endswith(b"/>"):
            yield self._take(piece, end)
            return
        closed = tag.end()
        yield self._take(Piece.RECORD, closed)
        if end > closed:
            yield self._take(Piece.BETWEEN, end - closed)

    def _take(self, piece: Piece, end: int) -> Slice:
        offset, size = self._base, end
        if self._oversized is not None:
            offset, content = self._oversized
            piece, size, self._oversized = Piece.OVERSIZED, self._base + end - offset, None
        elif self._inside and end > self._limit:
            piece, content = Piece.OVERSIZED, bytes(self._buffer[:KEPT_OF_OVERSIZED])
        else:
            content = bytes(self._buffer[:end])
        self._drop(end)
        self._inside = False
        return Slice(piece, offset, content, size)

    def _drop(self, end: int) -> None:
        del self._buffer[:end]
        self._base += end
        self._at = 0

    def _stay_small(self) -> Iterator[Slice]:
        if len(self._buffer) <= self._limit:
            return
        if not self._inside:
            yield self._take(Piece.BETWEEN, self._at)
            return
        if self._oversized is None:
            self._oversized = self._base, bytes(self._buffer[:KEPT_OF_OVERSIZED])
        self._drop(self._at)
