"""One release of the originals for all tales, built by the command that a user would give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GCOF = "aiddata/AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx"
DAC2A = "dac/dac2a_donor_recipient_2009_2022.csv.gz"


@pytest.fixture(scope="session")
def real_home(shared_data: Path, built_once: Callable[..., Path]) -> Path:
    """IATI as published, Chinese finance project by project, and the DAC's figures by provider and recipient."""
    inputs = (shared_data / "iati", shared_data / GCOF, shared_data / DAC2A)
    return built_once("real-home", "build", *map(str, inputs))
