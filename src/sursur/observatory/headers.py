"""Headers of every answer: safety, caching by release, HEAD."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFETY = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "worker-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
OPEN = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
"""Data may be read from the pages of others; pages may not be framed or embedded."""
FRAMED = {
    **SAFETY,
    "content-security-policy": SAFETY["content-security-policy"].replace("frame-ancestors 'none'", "frame-ancestors *"),
    "cross-origin-resource-policy": "cross-origin",
}
FRAMED.pop("x-frame-options")
"""Pictures made for the pages of others may be framed; nothing else may."""
PAGE_CACHE = "public, max-age=300, stale-while-revalidate=86400"
STATIC_CACHE = "public, max-age=31536000, immutable"


def static_version() -> str:
    """Changes with the content of the static files, so that they can be kept for ever under their address."""
    digest = hashlib.sha256()
    for path in sorted((files("sursur.observatory") / "static").iterdir(), key=lambda path: path.name):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def is_data(path: str) -> bool:
    return path.startswith("/api/") or path.endswith(".json")


def is_frame(path: str) -> bool:
    """`/en/embed/country/KEN/years`"""
    return path.split("/")[2:3] == ["embed"]


def safety(path: str) -> dict[str, str]:
    return {**(FRAMED if is_frame(path) else SAFETY), **(OPEN if is_data(path) else {})}


class HeadersMiddleware:
    """A page is a function of its address, the release and the code: the same three, the same ETag."""

    def __init__(self, app: ASGIApp, release_id: str) -> None:
        self._app = app
        self._edition = f"{release_id}-{static_version()}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        tag = self._tag(scope)
        if tag in Headers(scope=scope).get("if-none-match", "") and _is_read(scope):
            await Response(
                status_code=304, headers={**safety(scope["path"]), "etag": tag, "cache-control": PAGE_CACHE}
            )(scope, receive, send)
            return
        await self._app(scope, receive, _with_headers(send, scope, tag))

    def _tag(self, scope: Scope) -> str:
        asked = scope["path"].encode() + b"?" + scope["query_string"]
        return f'W/"{self._edition}-{hashlib.sha256(asked).hexdigest()[:16]}"'


def _is_read(scope: Scope) -> bool:
    return scope["method"] in ("GET", "HEAD")


def _with_headers(send: Send, scope: Scope, tag: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in safety(scope["path"]).items():
                headers.setdefault(name, value)
            if message["status"] == 200 and _is_read(scope):
                headers.setdefault("cache-control", PAGE_CACHE)
                headers.setdefault("etag", tag)
        await send(message)

    return send_with_headers
