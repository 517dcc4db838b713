"""Tables that the same Sursur would make again are taken from the current release, and only from a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.release.home import Home
from sursur.release.lasting import copy_table, lasting_tables

from .conftest import FLOW


@pytest.fixture
def home(tmp_path: Path, written) -> Home:
    home = Home(tmp_path)
    written(home, [FLOW])
    return home


def test_a_whole_table_of_the_same_engine_lasts(home: Home, tmp_path: Path) -> None:
    found = lasting_tables(home, "engine", ["flow", "vote"])
    assert set(found) == {"flow"}, "the release has no votes"
    path, entry = found["flow"]
    assert copy_table((path, entry), tmp_path) == entry
    assert (tmp_path / "flow.parquet").read_bytes() == path.read_bytes()


def test_another_engine_makes_everything_anew(home: Home) -> None:
    assert lasting_tables(home, "another", ["flow"]) == {}


def test_a_damaged_or_missing_table_is_made_anew(home: Home) -> None:
    path, _ = lasting_tables(home, "engine", ["flow"])["flow"]
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert lasting_tables(home, "engine", ["flow"]) == {}
    path.unlink()
    assert lasting_tables(home, "engine", ["flow"]) == {}


def test_without_a_release_or_with_a_damaged_manifest_nothing_lasts(tmp_path: Path, home: Home) -> None:
    assert lasting_tables(Home(tmp_path / "empty"), "engine", ["flow"]) == {}
    current = home.current_id()
    assert current is not None
    (home.release_folder(current) / "manifest.json").write_text("{", encoding="utf-8")
    assert lasting_tables(home, "engine", ["flow"]) == {}
