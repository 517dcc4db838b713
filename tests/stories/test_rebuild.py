"""Building again: nothing twice, the same bytes from the same inputs, and only what changed is read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sursur.pipeline import Built, Plan, build_release
from sursur.release import Home, open_release, verify
from sursur.release.manifest import read_manifest

from .small import DESCRIPTOR, activity, document

pytestmark = pytest.mark.xdist_group("rebuild")


@dataclass
class Place:
    """A folder of inputs and a home; `read` says which files the last build opened."""

    folder: Path
    home: Path
    seen: set[Path] = field(default_factory=set)
    read: int = 0

    def build(self, **options: int) -> Built:
        built = build_release(Plan(inputs=(self.folder,), home=self.home, workers=1, **options))
        there = {path for path in (self.home / "readings").iterdir() if (path / "summary.json").is_file()}
        self.read, self.seen = len(there - self.seen), self.seen | there
        return built

    def tables(self, built: Built) -> dict[str, str]:
        manifest = read_manifest(Home(self.home).release_folder(built.release_id))
        return {name: entry.sha256 for name, entry in manifest.tables.items()}


@pytest.fixture
def place(already_built: Callable[[Path], tuple[Path, Path]], tmp_path: Path) -> Place:
    """A folder, and a home in which it was built once."""
    folder, home = already_built(tmp_path)
    return Place(folder, home, set((home / "readings").iterdir()))


@pytest.fixture
def elsewhere(place: Place, tmp_path: Path) -> Callable[[], Place]:
    """The same files in another folder, copied today, and another home."""

    def copied() -> Place:
        folder = tmp_path / "elsewhere" / "files"
        shutil.copytree(place.folder, folder, copy_function=shutil.copyfile)
        return Place(folder, tmp_path / "elsewhere" / "home")

    return copied


def test_nothing_changed_is_nothing_done(place: Place):
    first = Home(place.home).current_id()
    folder = Home(place.home).release_folder(first)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = place.build()
    assert (again.unchanged, again.release_id, place.read) == (True, first, 0)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert len(Home(place.home).history_entries()) == 1


def test_the_command_says_what_it_read_and_that_nothing_changed(place: Place, sursur_process):
    options = ("--base-year", "2015", "--home", place.home)
    told = [sursur_process("build", place.folder, *options).stderr for _ in range(2)]
    assert "3 files" in told[0]
    assert "72 kept, 0 rejected" in told[0]
    assert told[1].startswith("Nothing changed: release")


def test_the_same_files_elsewhere_give_the_same_bytes(place: Place, elsewhere):
    here, there = place.build(), (other := elsewhere()).build(threads=1)
    assert here.unchanged
    assert not there.unchanged
    assert here.release_id == there.release_id
    assert place.tables(here) == other.tables(there)


def test_one_changed_activity_is_read_alone_and_the_release_is_as_if_built_anew(place: Place, elsewhere):
    before = place.build()
    activities = "".join(activity(n, 9999 if n == 7 else 1000) for n in range(40))
    place.folder.joinpath("wells.xml").write_bytes(document(activities))
    changed = place.build()
    assert place.read == 1
    assert changed.release_id != before.release_id
    other = elsewhere()
    fresh = other.build()
    assert other.read == 3
    assert fresh.release_id == changed.release_id
    assert other.tables(fresh) == place.tables(changed)
    assert verify(Home(place.home).release_folder(before.release_id)) == ()


def test_a_removed_file_is_gone_and_nothing_else_is_read(place: Place, elsewhere):
    place.build()
    place.folder.joinpath("schools.xml").unlink()
    without = place.build()
    assert place.read == 0
    other = elsewhere()
    assert other.tables(fresh := other.build()) == place.tables(without)
    assert fresh.files == 2


def test_a_file_put_back_gives_the_first_release_again(place: Place):
    first = place.build()
    content = (path := place.folder / "schools.xml").read_bytes()
    path.unlink()
    place.build()
    path.write_bytes(content)
    again = place.build()
    assert again.unchanged
    assert Home(place.home).current_id() == first.release_id


def test_a_changed_descriptor_reads_its_own_file_again(place: Place):
    before = place.build()
    place.folder.joinpath("credits.csv.sursur.yml").write_text(
        DESCRIPTOR.replace("amount: {column: Credit, required: true}", "amount: {column: Credit, multiply: 1000}")
    )
    after = place.build()
    assert place.read == 1
    assert after.release_id != before.release_id
    sums = [
        open_release(place.home, one.release_id).connection.sql(
            f"SELECT sum(amount) FROM '{Home(place.home).release_folder(one.release_id)}/transaction.parquet' "  # noqa: S608
            "WHERE activity_id IN (SELECT activity_id FROM "
            f"'{Home(place.home).release_folder(one.release_id)}/activity.parquet' WHERE identifier LIKE 'C%')"
        )
        for one in (before, after)
    ]
    assert [found.to_pyarrow().column(0)[0].as_py() for found in sums] == [78_000, 78_000_000]


def test_another_base_year_is_another_release_from_the_same_readings(place: Place):
    place.build()
    other = place.build(base_year=2015)
    assert place.read == 0
    assert read_manifest(Home(place.home).release_folder(other.release_id)).options["base_year"] == 2015


def test_a_file_whose_reader_was_killed_is_told_and_tried_again_by_the_next_build(place: Place):
    """As when the system takes down a process for lack of memory: the release says so, and is not taken for whole."""
    calm = Home(place.home).current_id()
    undisturbed = place.tables(place.build())
    shutil.rmtree(place.home)
    told = _build_while_readers_are_killed(place)
    assert "Not read this time: credits.csv, schools.xml, wells.xml." in told
    broken = Home(place.home).current_id()
    problems = open_release(place.home).table("problem").to_pyarrow()
    assert problems["code"].to_pylist() == ["reader-killed"] * 3
    whole = place.build()
    assert not whole.unchanged
    assert whole.not_read == ()
    assert whole.release_id == calm != broken
    assert place.tables(whole) == undisturbed


def _build_while_readers_are_killed(place: Place) -> str:
    command = [sys.executable, "-m", "sursur", "build", str(place.folder), "--home", str(place.home)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as build:
        while build.poll() is None:
            for child in _readers_of(build.pid):
                os.kill(child, signal.SIGKILL)
            time.sleep(0.02)
        _, told = build.communicate()
    assert build.returncode == 0, told
    return " ".join(told.split())


def _readers_of(parent: int) -> list[int]:
    """The processes of a build that read files, by Linux's own list."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:
        return []
