"""A page that was read once is sent again as it was; what is no public page is asked anew each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from sursur.observatory.kept import LARGEST, KeptMiddleware
from tests.observatory.conftest import awaited

PUBLIC = {"cache-control": "public, max-age=300"}


@dataclass
class Counting:
    """Counts how often it was asked."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: PUBLIC)
    length: int = 10
    asked: int = 0

    async def __call__(self, scope, receive, send) -> None:
        self.asked += 1
        request = Request(scope)
        text = f"{request.url.path}?{request.url.query} ".ljust(self.length, "x")
        response: Response = PlainTextResponse(text, self.status, dict(self.headers))
        await response(scope, receive, send)


def ask(app: ASGIApp, *paths: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> list[str]:
    async def all_of_them() -> list[str]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://observatory") as client:
            return [(await client.request(method, path, headers=dict(headers or {}))).text for path in paths]

    return awaited(all_of_them())


def test_the_second_reader_gets_what_the_first_got():
    inner = Counting()
    first, second = ask(KeptMiddleware(inner), "/en/", "/en/")
    assert first == second
    assert inner.asked == 1


def test_every_address_is_a_page_of_its_own():
    inner = Counting()
    found = ask(KeptMiddleware(inner), "/en/", "/en/?from=2010", "/ar/")
    assert len(set(found)) == inner.asked == 3


NOT_KEPT = [
    (Counting(status=404), "GET", {}),
    (Counting(headers={"cache-control": "no-store"}), "GET", {}),
    (Counting(headers={}), "GET", {}),
    (Counting(length=LARGEST + 1), "GET", {}),
    (Counting(), "POST", {}),
    (Counting(), "GET", {"if-none-match": '"x"'}),
    (Counting(), "GET", {"range": "bytes=0-1"}),
]


@pytest.mark.parametrize(("inner", "method", "headers"), NOT_KEPT)
def test_what_is_no_public_page_is_asked_anew(inner: Counting, method: str, headers: Mapping[str, str]):
    ask(KeptMiddleware(inner), "/en/", "/en/", method=method, headers=headers)
    assert inner.asked == 2


def test_what_was_read_longest_ago_leaves_first():
    inner = Counting(length=100)
    app = KeptMiddleware(inner, most_bytes=250)
    ask(app, "/a", "/b", "/a", "/c", "/a", "/b")
    assert inner.asked == 4


def test_compressed_and_plain_answers_are_kept_apart():
    inner = Counting()
    app = KeptMiddleware(inner)
    ask(app, "/en/", headers={"accept-encoding": "gzip"})
    ask(app, "/en/", headers={"accept-encoding": "identity"})
    assert inner.asked == 2
