"""A build may die at any moment: the last release stays current and whole, and the next build goes on from there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sursur.release import Home, verify

from .small import activity, document, good_folder

pytestmark = pytest.mark.xdist_group("kill")

MOMENTS = 50
TRIES = 4
"""Builds for each kill at the most: one that ends before its moment comes was not killed and does not count."""
EARLIEST = 0.3
"""Share of a build's time in which it has only started; nothing can be lost before."""


def _start(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sursur", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def _finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, told = process.communicate(timeout=300)
    return process.returncode, " ".join(told.split())


def _kill(process: subprocess.Popen[str], after: float) -> bool:
    """Whether it was still running."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def _changes(folder: Path) -> Iterator[tuple[str, ...]]:
    """What the next build has to do: read a changed file, or only measure anew."""
    number = 1000
    while True:
        number += 1
        content = document("".join(activity(n) for n in (*range(40), number)))
        folder.joinpath("wells.xml").write_bytes(content)
        yield ("--base-year", "2022")
        yield ("--base-year", "2021")


def _current(home: Path) -> str:
    """The current release, which must be whole."""
    place = Home(home)
    current = place.current_id()
    assert current is not None
    assert verify(place.release_folder(current)) == ()
    return current


def test_a_build_killed_at_any_moment_leaves_the_last_release_current_and_whole(tmp_path, already_built):
    """Half of the moments in each of two homes, so that both cores have work."""
    seed = random.randrange(1 << 32)
    places = [already_built(tmp_path / name) for name in ("one", "two")]
    with ThreadPoolExecutor(2) as pool:
        kills = list(pool.map(_die_often, *zip(*places, strict=True), (seed, seed + 1)))
    assert sum(kills) == MOMENTS, f"seed {seed}: the builds outran their moments"


def _die_often(folder: Path, home: Path, seed: int) -> int:
    """Build and kill, half of the moments; how many builds died. The seed stands in every failure."""
    chance, changes = random.Random(seed), _changes(folder)
    begun = time.monotonic()
    assert _finish(_start("build", folder, "--home", home, *next(changes)))[0] == 0
    duration, killed = time.monotonic() - begun, 0
    for number in range(TRIES * MOMENTS // 2):
        if killed == MOMENTS // 2:
            break
        before, known, options = _current(home), Home(home).release_ids(), next(changes)
        begun = time.monotonic()
        died = _kill(_start("build", folder, "--home", home, *options), chance.uniform(EARLIEST, 1.0) * duration)
        killed += died
        # A busy machine that becomes idle builds faster: what outran its moment says how long a build takes now.
        duration = duration if died else time.monotonic() - begun
        after = _current(home)
        assert not died or after == before or after not in known, f"seed {seed}, kill {number}"
        assert {verify(Home(home).release_folder(name)) for name in Home(home).release_ids()} == {()}
    _goes_on_as_if_nothing_had_happened(folder, home, options)
    return killed


def _goes_on_as_if_nothing_had_happened(folder: Path, home: Path, options: tuple[str, ...]) -> None:
    assert _finish(_start("build", folder, "--home", home, *options))[0] == 0
    fresh = home.with_name("fresh")
    assert _finish(_start("build", folder, "--home", fresh, *options))[0] == 0
    assert _current(fresh) == _current(home)
    assert _manifest(fresh) == _manifest(home)
    assert _finish(_start("gc", "--keep", "1", "--home", home))[0] == 0
    assert {path.name for path in home.rglob("*") if path.name.startswith(".")} == set()
    assert _manifest(fresh) == _manifest(home)


def _manifest(home: Path) -> str:
    return (Home(home).release_folder(_current(home)) / "manifest.json").read_text("utf-8")


def test_of_two_writers_the_second_is_told_to_wait_and_nothing_is_lost(tmp_path):
    folder, home = good_folder(tmp_path / "in"), tmp_path / "home"
    both = [_start("build", folder, "--home", home) for _ in range(2)]
    results = sorted(_finish(process) for process in both)
    assert [code for code, _ in results] == [0, 75]
    assert results[1][1] == (f"Another process is writing in {home}. Wait until it ends, then run the command again.")
    assert _current(home)


def test_readers_are_not_kept_out_by_a_writer(tmp_path, sursur_process, already_built):
    folder, home = already_built(tmp_path)
    with Home(home).locked():
        assert "south_south" in sursur_process("flows", "--home", home).stdout
        assert "is whole" in sursur_process("verify", "--home", home).stdout
        told = sursur_process("build", folder, "--home", home, code=75).stderr
        assert "Another process is writing" in " ".join(told.split())


def test_a_stopped_build_says_that_it_can_go_on(tmp_path):
    folder, home = good_folder(tmp_path / "in"), tmp_path / "home"
    process = _start("build", folder, "--home", home)
    while process.poll() is None and not home.joinpath("lock").exists():
        time.sleep(0.1)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    code, told = _finish(process)
    assert code in {0, 130}, told
    assert code == 0 or "Stopped." in told
    assert _finish(_start("build", folder, "--home", home))[0] == 0
