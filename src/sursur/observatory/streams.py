"""Flows on their way out, batch by batch: a file of any length needs the memory of one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from threading import BoundedSemaphore

import ibis.expr.types as ir
from starlette.responses import Response, StreamingResponse

from sursur.answers import FlowQuery, flows, notes
from sursur.answers.cells import cell_flows
from sursur.errors import BusyError, NotFoundError
from sursur.publish.streaming import STREAMED, Stream
from sursur.release import Release
from sursur.sentences import Sentence

AT_ONCE = 4
"""Files that are made at the same time; each has a connection of its own, with its own memory."""
BATCH = 10_000
PARTS = ("sums", "flows")


class Streams:
    """Makes files from a release; whoever comes when `AT_ONCE` are being made is asked to come again."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._room = BoundedSemaphore(AT_ONCE)

    def send(
        self, part: str, query: FlowQuery, kind: str, told: tuple[tuple[str, str], ...], cell: Mapping[str, str]
    ) -> Response:
        """The sums of a query as `answers.flows` gives them, or its single flows by their id.

        Raises NotFoundError for an unknown part or format, BusyError where there is no room, and what the query raises:
        the first part of the file is made before the answer begins.
        """
        if kind not in STREAMED or part not in PARTS:
            known = ", ".join(f"{one}.{ending}" for one in PARTS for ending in STREAMED)
            raise NotFoundError(
                Sentence("There is no file '%(name)s'.", name=f"{part}.{kind}"),
                repair=Sentence("Files: %(known)s.", known=known),
            )
        media, write = STREAMED[kind]
        chunks = self._chunks(lambda release: write(_stream(release, part, query, told, cell)))
        first = next(chunks, b"")
        name = f"sursur-{self._release.release_id}-{part}.{kind}"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(chain((first,), chunks), media_type=media, headers=headers)

    def _chunks(self, make: Callable[[Release], Iterator[bytes]]) -> Iterator[bytes]:
        """Also a reader who goes away in the middle gives the room back: the generator is closed with the answer."""
        if not self._room.acquire(blocking=False):
            raise BusyError("Too many files are being made just now.", repair="Try again in a minute.")
        try:
            release = self._release.apart()
            yield from make(release)
        finally:
            self._room.release()


def _stream(
    release: Release, part: str, query: FlowQuery, told: tuple[tuple[str, str], ...], cell: Mapping[str, str]
) -> Stream:
    table = flows(release, query) if part == "sums" else _single(release, query, cell)
    about = (*told, *notes(release, query), *((("Cell", _words(cell)),) if cell else ()))
    batches = release.batches(table, BATCH)
    return Stream("Flows" if part == "flows" else "Sums of flows", batches.schema, batches, about)


def _single(release: Release, query: FlowQuery, cell: Mapping[str, str]) -> ir.Table:
    return cell_flows(release, query, cell).order_by("flow_id")


def _words(cell: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value or 'not reported'}" for name, value in cell.items())
