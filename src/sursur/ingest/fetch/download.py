"""One file from one address: resumed where it broke off, checked, then given its name in one step."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx

from sursur.errors import FetchError
from sursur.ingest.descriptor import Download
from sursur.ingest.fetch.contents import check_contents, refused, take_member
from sursur.ingest.fetch.manners import Manners, Pace
from sursur.ingest.fetch.partial import Partial, read_json, write_json
from sursur.ingest.snapshot import SIDECAR

GOOD_PART = 1 << 16
"""Bytes that show that a broken connection still gets on."""
Progress = Callable[[str, int, int | None], None]
"""Called with the file's name, the bytes that are here, and how many there will be where the server says so."""

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed."""
MEANINGS = {
    401: "asks for a sign-in", 403: "refuses access", 404: "has no such file", 410: "says that the file is gone",
    429: "says that we ask too often",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is here now. `changed` is false where the publisher's copy is the one that we have."""

    path: Path
    url: str
    sha256: str
    size_bytes: int
    retrieved_at: datetime
    changed: bool


class _TryAgainError(Exception):
    """A passing failure, with the seconds that the server asks us to wait."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


def download(
    wanted: Download, folder: Path, manners: Manners, *, told: dict[str, str], progress: Progress | None = None
) -> Fetched:
    """Bring one file into `folder`, with its provenance beside it; `told` is publisher, licence and page.

    What is there already is asked for only if it changed. Raises `FetchError`; then the file that was there is
    untouched, and what has arrived is kept for the next attempt.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _client(manners) as client:
        return _Transfer(wanted, folder, manners, client, told, progress).run()


@contextmanager
def _client(manners: Manners) -> Iterator[httpx.Client]:
    with httpx.Client(
        follow_redirects=True,
        max_redirects=manners.redirects,
        timeout=httpx.Timeout(manners.read_timeout, connect=manners.connect_timeout),
        headers={"User-Agent": manners.user_agent, "Accept-Encoding": "identity"},
    ) as client:
        yield client


class _Transfer:
    """The attempts at one file."""

    def __init__(
        self, wanted: Download, folder: Path, manners: Manners, client: httpx.Client, told: dict[str, str],
        progress: Progress | None,
    ) -> None:  # fmt: skip
        self.wanted, self.manners, self.client, self.told, self.progress = wanted, manners, client, told, progress
        self.target = folder / wanted.file_name
        arriving = self.target if not wanted.member else self.target.with_name(self.target.name + ".zip")
        self.partial = Partial(arriving, wanted.url)
        self.host = httpx.URL(wanted.url).host
        self.pace = Pace(manners.delay)
        self.headers: dict[str, str] = {}

    def run(self) -> Fetched:
        """Try until it is here. An attempt that brought a good part of the file does not count against the limit."""
        failed = 0
        while True:
            here = self.partial.size()
            self.pace.wait(self.host)
            try:
                return self._attempt()
            except _TryAgainError as again:
                failed = 0 if self.partial.size() >= here + GOOD_PART else failed + 1
                if failed >= self.manners.attempts:
                    raise self._given_up(again.reason) from again
                self._wait(failed, again.wait)

    def _given_up(self, reason: str) -> FetchError:
        return FetchError(
            f"{self.wanted.url} could not be fetched in {self.manners.attempts} attempts: {reason}.",
            repair=f"Check the connection and run it again: {self.partial.size():,} bytes are kept for it. "
            f"Or download it in a browser from {self.told.get('page') or self.wanted.url} into the folder.",
        )

    def _wait(self, attempt: int, asked: float) -> None:
        if asked > self.manners.longest_wait:
            raise FetchError(
                f"{self.host} asks us to wait {asked:,.0f} seconds.",
                repair="Run it again after that time; nothing is lost.",
            )
        time.sleep(max(asked, min(self.manners.backoff * 2**attempt, self.manners.longest_wait)))

    def _attempt(self) -> Fetched:
        try:
            with self.client.stream("GET", self.wanted.url, headers=self._request_headers()) as response:
                if response.status_code == HTTPStatus.NOT_MODIFIED:
                    return self._unchanged()
                self._receive(response)
        except httpx.TooManyRedirects as error:
            raise refused(
                f"{self.wanted.url} redirects without end.",
                "Open the address in a browser; the publisher may have moved it.",
            ) from error
        except httpx.TimeoutException as error:
            raise _TryAgainError(f"{self.host} did not answer in time") from error
        except (httpx.TransportError, httpx.StreamError) as error:
            raise _TryAgainError(f"{self.host} could not be reached or broke off ({error})") from error
        return self._finish()

    def _request_headers(self) -> dict[str, str]:
        validator = self.partial.validator()
        if validator:
            return {"Range": f"bytes={self.partial.size()}-", "If-Range": validator}
        known = self._known()
        if known.get("etag"):
            return {"If-None-Match": str(known["etag"])}
        return {"If-Modified-Since": str(known["last_modified"])} if known.get("last_modified") else {}

    def _known(self) -> dict[str, Any]:
        """What is told beside the file that we have, if that is still the file it tells of."""
        told = read_json(self.target.with_name(self.target.name + SIDECAR))
        if told.get("url") != self.wanted.url or not self.target.is_file():
            return {}
        return told if told.get("sha256") == _sha256(self.target) else {}

    def _receive(self, response: httpx.Response) -> None:
        if self.wanted.url.startswith("https:") and response.url.scheme != "https":
            raise refused(
                f"{self.wanted.url} leads to an address without encryption.", "Look up the new address by hand."
            )
        if response.status_code == HTTPStatus.PARTIAL_CONTENT and self._continues(response):
            self._write(response, "ab")
            return
        if response.status_code in (HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, HTTPStatus.PARTIAL_CONTENT):
            self.partial.drop()
            raise _TryAgainError("the part that we have does not fit what is there now; starting again")
        if response.status_code != HTTPStatus.OK:
            raise self._failure(response)
        self.partial.begin(response.headers)
        self._write(response, "wb")

    def _continues(self, response: httpx.Response) -> bool:
        return str(response.headers.get("content-range", "")).startswith(f"bytes {self.partial.size()}-")

    def _write(self, response: httpx.Response, mode: str) -> None:
        total = self._total(response)
        self._refuse_large(total or 0)
        done = self.partial.size() if mode == "ab" else 0
        with self.partial.path.open(mode) as stream:
            for (
                block
            ) in response.iter_raw():  # as it arrives: gathered blocks would be lost where the connection breaks
                done += len(block)
                self._refuse_large(done)
                stream.write(block)
                if self.progress:
                    self.progress(self.wanted.file_name, done, total)
        if total is not None and done != total:
            raise _TryAgainError(f"{self.host} sent {done:,} of {total:,} bytes")
        self.headers = dict(response.headers)

    def _total(self, response: httpx.Response) -> int | None:
        ranged = response.headers.get("content-range", "").rpartition("/")[2]
        if ranged.isdigit():
            return int(ranged)
        length = response.headers.get("content-length", "")
        return int(length) if length.isdigit() and response.status_code == HTTPStatus.OK else None

    def _refuse_large(self, size: int) -> None:
        if size > self.wanted.max_bytes:
            self.partial.drop()
            raise refused(
                f"{self.wanted.url} is larger than {self.wanted.max_bytes:,} bytes.",
                "If that is right, raise `max_bytes` in the descriptor.",
            )

    def _failure(self, response: httpx.Response) -> Exception:
        status = response.status_code
        meaning = MEANINGS.get(status, "answered with an error")
        if status in PASSING:
            return _TryAgainError(f"{self.host} {meaning} (status {status})", _asked_wait(response))
        page = self.told.get("page") or self.wanted.url
        return refused(
            f"{self.wanted.url}: {self.host} {meaning} (status {status}).",
            f"Look for the file on {page}; if its address changed, correct `fetch:` in the descriptor.",
        )

    def _finish(self) -> Fetched:
        try:
            check_contents(self.partial.path, self.wanted.kind, self.wanted.url)
        except FetchError:
            self.partial.drop()
            raise
        self.partial.finish()
        if self.wanted.member:
            try:
                take_member(self.partial.target, self.wanted.member, self.target, self.wanted.max_bytes)
            finally:
                self.partial.target.unlink(missing_ok=True)
        return self._tell()

    def _tell(self) -> Fetched:
        sha256, size, now = _sha256(self.target), self.target.stat().st_size, datetime.now(UTC).replace(microsecond=0)
        write_json(
            self.target.with_name(self.target.name + SIDECAR),
            {
                "url": self.wanted.url,
                "retrieved_at": now.isoformat(),
                "sha256": sha256,
                "size_bytes": size,
                "etag": self.headers.get("etag", ""),
                "last_modified": self.headers.get("last-modified", ""),
                **{key: value for key, value in self.told.items() if key != "page"},
            },
        )
        return Fetched(self.target, self.wanted.url, sha256, size, now, changed=True)

    def _unchanged(self) -> Fetched:
        told = self._known()
        retrieved = datetime.fromisoformat(str(told["retrieved_at"]))
        return Fetched(
            self.target, self.wanted.url, str(told["sha256"]), int(told["size_bytes"]), retrieved, changed=False
        )


def _asked_wait(response: httpx.Response) -> float:
    """Retry-After in seconds, or as a date."""
    asked = response.headers.get("retry-after", "")
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
