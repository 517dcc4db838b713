"""Bad files beside good ones: each is one clear problem with its repair, and the good ones are untouched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sursur.release import Release, open_release

from .hostile import FILE_LIMIT, FILES, RECORD_LIMIT, Hostile, write
from .small import good_folder

pytestmark = pytest.mark.xdist_group("hostile")

GOOD = ("credits.csv", "schools.xml", "wells.xml")
ROWS = ("activity", "transaction", "split", "participant", "narrative", "flow")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, built_once: Callable[..., Path]) -> Release:
    """Built by the command line, with limits lowered by settings: it ends well and without a trace."""
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("SURSUR_FILE_LIMIT", str(FILE_LIMIT))
        settings.setenv("SURSUR_RECORD_LIMIT", str(RECORD_LIMIT))
        folder = write(good_folder(tmp_path_factory.mktemp("mixed") / "in"))
        return open_release(built_once("mixed-home", "build", str(folder)))


@pytest.fixture(scope="module")
def good(good_home: Path) -> Release:
    return open_release(good_home)


def _rows(release: Release, name: str) -> list[dict[str, Any]]:
    return release.table(name).to_pyarrow().to_pylist()


def _source(release: Release, file_name: str) -> dict[str, Any]:
    return next(row for row in _rows(release, "source") if row["file_name"] == file_name)


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_a_hostile_file_is_told_once_with_its_repair_and_what_is_whole_in_it_is_kept(mixed: Release, file: Hostile):
    source = _source(mixed, file.name)
    problems = [row for row in _rows(mixed, "problem") if row["source_id"] == source["source_id"]]
    assert source["rows_kept"] == file.kept
    assert source["rows_read"] == source["rows_kept"] + source["rows_rejected"]
    assert len([row for row in problems if row["severity"] == "error"]) == (
        file.severity == "error" and file.code != ""
    )
    if not file.code:
        assert problems == []
        return
    told = [row for row in problems if row["code"] == file.code]
    assert len(told) == 1, problems
    assert told[0]["severity"] == file.severity
    assert file.words in told[0]["message"]
    assert told[0]["repair"]
    assert "Traceback" not in told[0]["message"]


def test_the_tables_of_good_files_are_what_they_are_without_the_others(mixed: Release, good: Release):
    ids = {_source(good, name)["source_id"] for name in GOOD}
    assert ids == {_source(mixed, name)["source_id"] for name in GOOD}
    for name in ROWS:
        alone, beside = _rows(good, name), _rows(mixed, name)
        key = "source_id" if "source_id" in alone[0] else "activity_id"
        assert alone == [row for row in beside if row[key].split("-")[0] in ids], name


def test_nothing_of_the_machine_is_read_and_no_entity_is_multiplied(mixed: Release):
    texts = " ".join(str(row) for name in ("activity", "narrative") for row in _rows(mixed, name))
    assert "root:" not in texts
    assert "haha" not in texts


def test_letters_come_through_in_every_encoding(mixed: Release):
    for name in ("utf16.xml", "latin1.xml", "latin1-undeclared.xml", "wells.xml"):
        source_id = _source(mixed, name)["source_id"]
        names = {row["reporting_name"] for row in _rows(mixed, "activity") if row["source_id"] == source_id}
        assert names == {"Agência Brasileira de Cooperação"}, name


def test_the_reader_of_the_release_finds_the_problems(mixed: Release, sursur_process):
    home = mixed.folder.parent.parent
    told = sursur_process("problems", "--home", home).stdout
    for file in FILES:
        assert not file.code or file.code in told
    listed = sursur_process("problems", "--rows", "--source", "truncated.xml", "--home", home).stdout
    assert "the file ends inside it" in " ".join(listed.split())


def test_a_folder_of_nothing_but_bad_files_is_a_release_without_flows(tmp_path: Path, sursur_process):
    folder = tmp_path / "bad"
    folder.mkdir()
    write(folder, tuple(file for file in FILES if file.name in {"empty.xml", "error-page.csv", "workbook.xml"}))
    told = sursur_process("build", folder, "--home", tmp_path / "home").stderr
    assert "3 files, 0 flows" in told
    assert "Problems: 3" in told
    shown = sursur_process("flows", "--home", tmp_path / "home").stdout
    assert "No flow fits these filters." in shown
