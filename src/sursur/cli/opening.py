"""What every command needs first: the settings, the home folder, the release."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sursur.release import Release, open_release
from sursur.settings import Settings, read_settings


@cache
def settings() -> Settings:
    return read_settings()


def home_folder(home: Path | None) -> Path:
    return home if home is not None else settings().home


def open_current(home: Path | None, release: str | None = None) -> Release:
    return open_release(home_folder(home), release, threads=settings().threads, engine=settings().engine)
