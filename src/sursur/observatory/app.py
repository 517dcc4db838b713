"""The observatory as a web application: one open release, pages rendered on the server."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from sursur.observatory import api, offline
from sursur.observatory.asked import SOUTHS
from sursur.observatory.data import AsDataMiddleware
from sursur.observatory.errors import HANDLERS
from sursur.observatory.headers import HeadersMiddleware
from sursur.observatory.kept import KeptMiddleware
from sursur.observatory.library import Library
from sursur.observatory.rendering import warm
from sursur.observatory.routes import router
from sursur.observatory.searching import SearchDesk
from sursur.observatory.streams import Streams
from sursur.release import open_release


def create_app(release_home: Path, release_id: str | None = None, threads: int = 2) -> FastAPI:
    """Serve the current release of a home folder, or the one named.

    Raises NotFoundError where there is none. The release stays the same as long as the process runs.
    """
    library = Library(open_release(release_home, release_id, threads))
    searching = SearchDesk(library.release)
    library.warm()
    library.make_marts(SOUTHS)
    warm(library)
    app = FastAPI(title="Sursur", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    for failure, handler in HANDLERS.items():
        app.add_exception_handler(failure, handler)
    app.state.library = library
    app.state.search = searching
    app.state.desk = library.desk
    app.state.streams = Streams(library.release)
    app.include_router(api.router)
    app.include_router(offline.router, include_in_schema=False)
    app.include_router(router, include_in_schema=False)
    app.add_middleware(AsDataMiddleware)
    app.add_middleware(HeadersMiddleware, release_id=library.release_id)
    app.add_middleware(GZipMiddleware, minimum_size=500, compresslevel=6)
    app.add_middleware(KeptMiddleware)
    return app
