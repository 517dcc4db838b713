"""Reading without a network: the worker that keeps visited pages, and what a telephone needs to keep us at hand."""

from __future__ import annotations

import json
from importlib.resources import files

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from sursur.observatory.headers import static_version
from sursur.observatory.language import LANGUAGES

router = APIRouter()
METHODS = ["GET", "HEAD"]
ALWAYS_ASKED = "no-cache"
"""A browser asks for the worker whenever a page is opened, and thereby learns of a new release."""
PARTS = ("sursur.css", "sursur.js", "years.js")


@router.api_route("/sw.js", methods=METHODS)
def worker(request: Request) -> Response:
    """At the root, because a worker rules the addresses below its own."""
    text = (files("sursur.observatory") / "static" / "sw.js").read_text("utf-8")
    edition = f"{request.app.state.library.release_id}-{static_version()}"
    looks = ("/static/icon.svg", *(f"/static/{name}?{static_version()}" for name in PARTS))
    parts = [*looks, *(f"/{code}/offline" for code in LANGUAGES)]
    body = text.replace("%EDITION%", edition).replace('["%PARTS%"]', json.dumps(parts))
    return Response(body, media_type="text/javascript", headers={"cache-control": ALWAYS_ASKED})


@router.api_route("/manifest.webmanifest", methods=METHODS)
def manifest() -> Response:
    described = {
        "name": "Sursur",
        "short_name": "Sursur",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#FBF8F3",
        "theme_color": "#FBF8F3",
        "icons": [{"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}],
    }
    return JSONResponse(described, media_type="application/manifest+json", headers={"cache-control": ALWAYS_ASKED})
