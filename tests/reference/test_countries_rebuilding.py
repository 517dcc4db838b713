"""The committed tables are what the script makes of the publishers' originals, byte for byte."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import babel
import pytest

BUILT = ("countries.csv", "names.csv", "regions.csv")


@pytest.fixture
def script(project_root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(project_root / "scripts")
    spec = importlib.util.spec_from_file_location(
        "reference_countries", project_root / "scripts/reference_countries.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.data
def test_the_script_rebuilds_the_committed_tables(
    script: ModuleType, shared_data: Path, project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed = project_root / "src/sursur/reference/data/countries"
    if f"(Babel {babel.__version__})" not in (committed / "names.csv").read_text(encoding="utf-8"):
        pytest.skip("the tables were built with the CLDR names of another version of Babel: run the script and compare")
    monkeypatch.setattr(script, "TABLES", tmp_path)
    script.main(shared_data)
    for name in BUILT:
        assert (tmp_path / name).read_bytes() == (committed / name).read_bytes(), (
            f"run scripts/reference_countries.py: {name}"
        )
