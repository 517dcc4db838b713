"""Answers stand beside the release for the next process; what stands there and cannot be read is asked again."""

from __future__ import annotations

import multiprocessing
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from sursur.answers.measuring import load_measure
from sursur.observatory import desk as desks
from sursur.observatory.desk import PARTS, Desk
from sursur.observatory.library import Library
from sursur.observatory.preparing import FRAMES, prepare_beside
from sursur.observatory.shelf import Found, Shelf
from sursur.release import Release, open_release

COVERAGE = load_measure("coverage").example or {}
PATIENCE = 300
"""Seconds that the other process may take."""
FOUND = Found(pa.table({"country": ["KEN", "UGA"], "people": [3, None]}), (("Money", "US dollars"),), cut=True)


@pytest.fixture
def home(release_home: Path, tmp_path: Path) -> Path:
    shutil.copytree(release_home, tmp_path / "home", ignore=shutil.ignore_patterns("indexes"))
    return tmp_path / "home"


@pytest.fixture
def shelf(home: Path) -> Shelf:
    made = Shelf(open_release(home))
    assert made.can_be_filled()
    return made


@pytest.mark.parametrize("found", [FOUND, None])
def test_an_answer_is_taken_as_it_was_put(shelf: Shelf, found: Found | None):
    assert shelf.take("who?") is None
    shelf.put("who?", found)
    assert shelf.take("who?") == (found,)
    assert shelf.take("who else?") is None


def test_a_damaged_file_is_not_there(shelf: Shelf, home: Path):
    shelf.put("who?", FOUND)
    (file,) = (home / "indexes").rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:100])
    assert shelf.take("who?") is None


def test_a_folder_that_cannot_be_written_is_no_trouble(home: Path):
    shelf = Shelf(open_release(home))
    (home / "indexes").write_text("no folder", encoding="utf-8")
    shelf.put("who?", FOUND)
    shelf.complete()
    assert not shelf.is_complete()
    assert not shelf.can_be_filled()


def test_what_was_put_on_the_shelf_is_not_computed_again(home: Path, monkeypatch: pytest.MonkeyPatch):
    example = load_measure("counted").example or {}
    with (desk := Desk(open_release(home))).shelving() as wanted:
        told = [desk.measured("counted", example, part) for part in PARTS]
    again = Desk(open_release(home))
    monkeypatch.setattr(desks, "load_measure", lambda name: pytest.fail(f"{name} is computed again"))
    assert wanted
    assert [again.measured("counted", example, part) for part in PARTS] == told
    with again.shelving() as wanted:
        assert not wanted


def test_who_is_interrupted_goes_on_the_next_time(home: Path):
    desk = Desk(open_release(home))

    def interrupted() -> None:
        with desk.shelving():
            desk.measured("counted", {"by": "year"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert desk.can_be_prepared
    assert list((home / "indexes").rglob("*.parquet"))


def test_what_a_reader_makes_up_is_not_kept_on_the_disk(home: Path):
    assert Desk(open_release(home)).measured("counted", {"by": "year"})
    assert not (home / "indexes").exists()


def test_what_is_known_is_told_while_something_else_is_computed(home: Path):
    desk, begun, end = Desk(open_release(home)), Event(), Event()
    known = desk.measured("counted", {"by": "year"})

    def slow(release: Release) -> ir.Table:
        begun.set()
        assert end.wait(PATIENCE)
        return release.table("source")

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(desk.look, "slow", slow) for _ in range(2)]
        assert begun.wait(PATIENCE)
        assert desk.measured("counted", {"by": "year"}) is known
        assert not any(one.done() for one in waiting)
        end.set()
        first, second = (one.result(PATIENCE) for one in waiting)
    assert first is second


@pytest.mark.long
def test_readers_find_what_another_process_prepares(home: Path, monkeypatch: pytest.MonkeyPatch):
    prepare_beside(library := Library(open_release(home)))
    for process in multiprocessing.active_children():
        process.join(PATIENCE)
    assert not library.desk.can_be_prepared
    monkeypatch.setattr(desks, "load_measure", lambda name: pytest.fail(f"{name} is computed again"))
    assert library.needs.of("extreme_poverty", FRAMES[0])["KEN"]
    assert library.desk.measured("coverage", COVERAGE)
