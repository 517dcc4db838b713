"""Fixtures: the originals that publishers released lie beside the project and are read in place, never copied into it."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the publishers' original files (../shared/data) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def project_root() -> Path:
    return PROJECT
