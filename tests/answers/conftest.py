"""The starter release, opened once; answers are asked of real figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.release import Release, open_release


@pytest.fixture(scope="session")
def release(starter_home: Path) -> Release:
    return open_release(starter_home)
