"""Pages are kept as they were sent: a page is a function of its address and of a release that never changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64_000_000
LARGEST = 512_000
"""Larger answers are files, which are asked for once."""
Key = tuple[str, str, bytes, bool]


@dataclass(slots=True)
class _Sent:
    """An answer on its way out; it is kept when it was whole, right and not too large."""

    start: Message | None = None
    body: list[bytes] = field(default_factory=list)
    size: int = 0
    whole: bool = False

    def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.size += len(message.get("body", b""))
        self.whole = not message.get("more_body", False)
        if self.size <= LARGEST:
            self.body.append(message.get("body", b""))
        else:
            self.body.clear()

    def can_be_kept(self) -> bool:
        if self.start is None or not self.whole or self.start["status"] != 200 or self.size > LARGEST:
            return False
        control = Headers(raw=self.start["headers"]).get("cache-control", "")
        return "public" in control


class KeptMiddleware:
    """The pages that were read last, up to `MOST_BYTES`; what does not say that it is public is never kept."""

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_BYTES) -> None:
        self._app = app
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[Key, _Sent] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if scope["type"] != "http" or scope["method"] != "GET" or "if-none-match" in headers or "range" in headers:
            await self._app(scope, receive, send)
            return
        key = (
            headers.get("host", ""),
            scope["path"],
            scope["query_string"],
            "gzip" in headers.get("accept-encoding", ""),
        )
        if key in self._kept:
            await self._again(key, send)
        else:
            await self._first(key, scope, receive, send)

    async def _again(self, key: Key, send: Send) -> None:
        self._kept.move_to_end(key)
        sent = self._kept[key]
        assert sent.start is not None  # noqa: S101 - only whole answers are kept
        await send(sent.start)
        await send({"type": "http.response.body", "body": b"".join(sent.body)})

    async def _first(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        sent = _Sent()

        async def send_and_take(message: Message) -> None:
            sent.take({**message, "headers": list(message["headers"])} if "headers" in message else message)
            await send(message)

        await self._app(scope, receive, send_and_take)
        if sent.can_be_kept() and key not in self._kept:
            self._keep(key, sent)

    def _keep(self, key: Key, sent: _Sent) -> None:
        self._kept[key] = sent
        self._size += sent.size
        while self._size > self._most:
            _, old = self._kept.popitem(last=False)
            self._size -= old.size
