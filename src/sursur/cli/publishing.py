"""Commands that show Sursur to others: serve, demo."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from sursur.cli.building import build_with_progress
from sursur.cli.opening import open_current, settings
from sursur.cli.showing import HomeOption, errors
from sursur.errors import UsageError
from sursur.observatory.app import create_app
from sursur.observatory.preparing import prepare_beside, rehearse

HostOption = Annotated[str | None, typer.Option("--host", help="Address to listen on.")]
PortOption = Annotated[int | None, typer.Option("--port", help="Port to listen on.")]
DEMO_HOME = Path("sursur-home") / "demo"


def serve(home: HomeOption = None, host: HostOption = None, port: PortOption = None) -> None:
    """Serve the observatory of the current release."""
    folder = open_current(home).folder.parent.parent
    _run(folder, host, port)


def demo(
    home: HomeOption = None,
    host: HostOption = None,
    port: PortOption = None,
    build_only: Annotated[bool, typer.Option("--build-only", help="Build the starter release and stop.")] = False,
) -> None:
    """Build a release of the starter data that Sursur carries, and serve it."""
    folder = home if home is not None else DEMO_HOME
    with resources.as_file(resources.files("sursur") / "starter") as starter:
        build_with_progress((starter,), folder)
    if not build_only:
        _run(folder, host, port)


def _run(folder: Path, host: str | None, port: int | None) -> None:
    address, number = host or settings().host, port or settings().port
    app = create_app(folder, threads=settings().threads)
    rehearse(app.state.library)
    prepare_beside(app.state.library)
    errors.print(f"The observatory is at http://{address}:{number} — Ctrl-C stops it.")
    try:
        uvicorn.run(app, host=address, port=number, log_level="warning", server_header=False)
    except SystemExit as stopped:
        if stopped.code:
            raise UsageError(f"Port {number} is taken.", repair="Choose another one: --port 8001.") from stopped
