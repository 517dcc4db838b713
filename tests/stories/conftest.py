"""One release of the originals for all tales, built by the command that a user would give."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .small import good_folder

GCOF = "aiddata/AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx"
DAC2A = "dac/dac2a_donor_recipient_2009_2022.csv.gz"


@pytest.fixture(scope="session")
def real_home(shared_data: Path, built_once: Callable[..., Path]) -> Path:
    """IATI as published, Chinese finance project by project, and the DAC's figures by provider and recipient."""
    inputs = (shared_data / "iati", shared_data / GCOF, shared_data / DAC2A)
    return built_once("real-home", "build", *map(str, inputs))


@pytest.fixture(scope="session")
def good_home(tmp_path_factory: pytest.TempPathFactory, built_once: Callable[..., Path]) -> Path:
    """A home in which the small folder of good files was built once; to be read, or copied."""
    return built_once("good-home", "build", str(good_folder(tmp_path_factory.mktemp("good") / "in")))


@pytest.fixture(scope="session")
def already_built(good_home: Path) -> Callable[[Path], tuple[Path, Path]]:
    """`already_built(place)`: the good files and a home in which they were built, as `in` and `home` of that folder."""

    def copied(place: Path) -> tuple[Path, Path]:
        shutil.copytree(good_home, place / "home")
        return good_folder(place / "in"), place / "home"

    return copied
