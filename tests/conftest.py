"""Fixtures: the originals that publishers released lie beside the project and are read in place, never copied into it.

The starter release is built once a session, whichever worker asks for it first, by the command that a user would give.
"""

from __future__ import annotations

import fcntl
import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sursur.lean import SELDOM
from tests.browsing import chromium

gc.set_threshold(*SELDOM)
PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
PROGRAM = (sys.executable, "-m", "sursur")
"""The command line, as a process of its own."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also the tests that take minutes each (make test-all)")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A file stays with one worker, so that what it prepares is prepared once; the long tales come first, so that no
    worker is left alone with one of them at the end.
    """
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
        if item.get_closest_marker("long") and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: run them with make test-all"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the publishers' original files (../shared/data) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def project_root() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of a session."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def built_once(session_folder: Path) -> Callable[..., Path]:
    """`built_once("name", "build", "folder", …)`: a home built by that command, by the first worker that asks."""

    def build(name: str, *command: str) -> Path:
        home, told = session_folder / name, session_folder / f"{name}.json"
        with (session_folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not told.is_file():
                done = subprocess.run(
                    [*PROGRAM, *command, "--home", str(home)], capture_output=True, text=True, check=False
                )
                assert done.returncode == 0, done.stderr
                told.write_text(done.stdout, encoding="utf-8")
        return home

    return build


@pytest.fixture(scope="session")
def sursur_process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`sursur_process("flows", …)`: the command line as a user runs it; give `code=` where it is not 0."""

    def run(*arguments: str | Path, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)
        assert code is None or done.returncode == code, f"{done.returncode}: {done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def starter_home(built_once: Callable[..., Path]) -> Path:
    return built_once("starter-home", "demo", "--build-only")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all browser tests of a worker: a second one cannot be started beside it."""
    with chromium() as started:
        yield started
