"""A release is written whole or not at all, is the same for the same content, and says when it was touched."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from sursur.errors import BusyError, NotFoundError, ReleaseError
from sursur.release.cleaning import clean
from sursur.release.diff import difference
from sursur.release.home import UNFINISHED, Home
from sursur.release.reading import open_release, require_whole, verify
from sursur.release.writing import unfinished_folder
from tests.release.conftest import FLOW


def test_a_written_release_is_current_and_whole(tmp_path: Path, written) -> None:
    manifest = written(Home(tmp_path), [FLOW])
    release = open_release(tmp_path)
    assert release.release_id == manifest.release_id
    assert verify(release.folder) == ()
    assert release.table("flow").count().to_pyarrow().as_py() == 1


def test_the_same_rows_give_the_same_bytes_whatever_their_order(tmp_path: Path, written) -> None:
    other = {**FLOW, "flow_id": "f2", "usd_constant": Decimal("0.10")}
    first = written(Home(tmp_path / "a"), [FLOW, other])
    second = written(Home(tmp_path / "b"), [other, FLOW])
    assert first.tables == second.tables


def test_an_open_release_stays_readable_when_another_becomes_current(tmp_path: Path, written) -> None:
    home = Home(tmp_path)
    written(home, [FLOW])
    before = open_release(tmp_path)
    written(home, [{**FLOW, "year": 2020}])
    assert before.table("flow").year.max().to_pyarrow().as_py() == 2019
    assert open_release(tmp_path).table("flow").year.max().to_pyarrow().as_py() == 2020


@pytest.mark.parametrize("ending", ["\n", '\n{"release": "01'])
def test_a_build_stopped_before_its_line_of_history_gets_it_from_the_next(tmp_path: Path, written, ending: str) -> None:
    """The pointer and the history are two files: a kill may come between them."""
    home = Home(tmp_path)
    ids = [written(home, [{**FLOW, "year": year}]).release_id for year in (2019, 2020)]
    lines = home.history.read_text("utf-8").splitlines()
    home.history.write_text(lines[0] + ending, "utf-8")
    assert home.release_ids() == tuple(ids)
    ids.append(written(home, [{**FLOW, "year": 2021}]).release_id)
    assert [entry["release"] for entry in home.history_entries()] == ids
    home.make_current(ids[-1])
    assert [entry["release"] for entry in home.history_entries()] == ids


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "flow.parquet").write_bytes(b"x"), "bytes"),
        (lambda folder: (folder / "flow.parquet").unlink(), "missing"),
        (lambda folder: (folder / "more.txt").write_text("x"), "does not belong"),
    ],
)
def test_a_touched_release_is_found_out(tmp_path: Path, written, damage, said: str) -> None:
    written(Home(tmp_path), [FLOW])
    folder = open_release(tmp_path).folder
    damage(folder)
    assert said in verify(folder)[0].what
    with pytest.raises(ReleaseError, match="Build again"):
        require_whole(folder)


def test_one_flipped_bit_is_found_out(tmp_path: Path, written) -> None:
    written(Home(tmp_path), [FLOW])
    path = open_release(tmp_path).folder / "flow.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    assert verify(path.parent)[0].what == "has other content than when it was written"


def test_a_failed_build_leaves_the_last_release_current(tmp_path: Path, written) -> None:
    manifest = written(Home(tmp_path), [FLOW])
    with pytest.raises(ZeroDivisionError), unfinished_folder(Home(tmp_path)):
        _ = 1 / 0
    assert open_release(tmp_path).release_id == manifest.release_id
    assert not list((tmp_path / "releases").glob(f"{UNFINISHED}*"))


def test_without_a_release_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="sursur build"):
        open_release(tmp_path)


def test_a_home_without_a_release_names_the_one_inside_it(tmp_path: Path, written) -> None:
    written(Home(tmp_path / "demo"), [FLOW])
    with pytest.raises(NotFoundError) as caught:
        open_release(tmp_path)
    assert f"SURSUR_HOME={tmp_path / 'demo'}" in caught.value.repair


def test_what_earlier_code_made_beside_a_release_goes_and_other_kinds_stay(tmp_path: Path, written) -> None:
    written(Home(tmp_path), [FLOW])
    release = open_release(tmp_path)
    old, new, other = (release.beside(name) for name in ("words-1a", "words-2b", "answers-1a"))
    for folder in (old, new, other):
        folder.mkdir(parents=True)
        (folder / "file").touch()
    table, newer = (release.beside(f"flow-non_dac-{name}.parquet") for name in ("1a", "2b"))
    table.touch()
    release.drop_older(new)
    release.drop_older(newer)
    assert sorted(path.name.partition("-")[2] for path in new.parent.iterdir()) == ["answers-1a", "words-2b"]


def test_a_release_can_be_named_by_the_beginning_of_its_id(tmp_path: Path, written) -> None:
    manifest = written(Home(tmp_path), [FLOW])
    assert open_release(tmp_path, manifest.release_id[:4]).release_id == manifest.release_id
    with pytest.raises(NotFoundError, match="beginning"):
        open_release(tmp_path, "zzzz")


def test_a_release_that_is_not_complete_cannot_become_current(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="not complete"):
        Home(tmp_path).make_current("0123456789ab")


def test_the_difference_names_rows_inputs_and_totals(tmp_path: Path, written) -> None:
    home = Home(tmp_path)
    first = written(home, [FLOW], ("aa one.csv",))
    second = written(home, [{**FLOW, "usd_constant": Decimal(12)}], ("bb two.csv",))
    change = difference(open_release(tmp_path, first.release_id), open_release(tmp_path, second.release_id))
    assert change.inputs_added == ("bb two.csv",)
    assert change.inputs_removed == ("aa one.csv",)
    assert [(total.provider, total.year, total.before, total.after) for total in change.totals] == [
        ("BRA", 2019, Decimal("10.50"), Decimal("12.00"))
    ]


def test_cleaning_keeps_the_current_release_and_what_it_was_built_from(tmp_path: Path, written) -> None:
    home = Home(tmp_path)
    for year in (2017, 2018, 2019):
        written(home, [{**FLOW, "year": year}], (f"{year:04d}{year:060d} file.csv",))
        reading = home.readings / f"reading-{year}"
        reading.mkdir(parents=True)
        (reading / "summary.json").write_text(json.dumps({"source_id": f"{year:04d}{year:060d}"[:16]}))
        (home.snapshots / "00").mkdir(parents=True, exist_ok=True)
        (home.snapshots / "00" / f"{year:04d}{year:060d}").write_text("content")
    (home.releases / f"{UNFINISHED}x").mkdir()
    current = open_release(tmp_path).release_id
    cleaning = clean(home, keep=1)
    assert home.release_ids() == (current,)
    assert [path.name for path in home.readings.iterdir()] == ["reading-2019"]
    assert [path.name for path in (home.snapshots / "00").iterdir()] == [f"2019{2019:060d}"]
    assert not (home.releases / f"{UNFINISHED}x").exists()
    assert cleaning.freed_bytes > 0
    require_whole(home.release_folder(current))


def hold(path: Path, held, release) -> None:
    with Home(path).locked():
        held.set()
        release.wait(20)


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    writer = context.Process(target=hold, args=(tmp_path, held, release))
    writer.start()
    assert held.wait(20)
    with pytest.raises(BusyError, match="Another process"), Home(tmp_path).locked():
        pass
    release.set()
    writer.join()
    with Home(tmp_path).locked():
        pass


def test_a_damaged_history_line_is_passed_over(tmp_path: Path, written) -> None:
    home = Home(tmp_path)
    manifest = written(home, [FLOW])
    home.history.write_text(home.history.read_text() + '{"release": "cut of')
    assert home.release_ids() == (manifest.release_id,)


def test_a_damaged_manifest_is_an_error_with_a_repair(tmp_path: Path, written) -> None:
    written(Home(tmp_path), [FLOW])
    folder = open_release(tmp_path).folder
    (folder / "manifest.json").write_text("{")
    with pytest.raises(ReleaseError, match="Build again"):
        open_release(tmp_path)
    shutil.rmtree(folder)
