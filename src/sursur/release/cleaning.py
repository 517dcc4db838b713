"""Removing what no release needs: old releases, unfinished folders, readings and snapshots nobody refers to."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from sursur.release.home import Home
from sursur.release.manifest import read_manifest


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What was removed, and how many bytes that gave back."""

    removed: tuple[str, ...]
    freed_bytes: int


def clean(home: Home, keep: int) -> Cleaning:
    """Keep the newest `keep` releases and always the current one; the caller holds the lock."""
    stale = [*_unfinished(home), *_old_releases(home, keep)]
    kept = [name for name in home.release_ids() if home.release_folder(name) not in stale]
    stale += [*_unused_readings(home, kept), *_unused_snapshots(home, kept), *_unused_indexes(home, kept)]
    freed = sum(_size(path) for path in stale)
    for path in stale:
        remove(path)
    return Cleaning(tuple(str(path.relative_to(home.path)) for path in stale), freed)


def _unfinished(home: Home) -> list[Path]:
    """What killed builds left: nothing of ours that is finished begins with a full stop. Spilled tables go too."""
    places = (home.path, home.releases, home.readings, home.indexes, home.snapshots, *home.snapshots.glob("??"))
    left = {path for place in places if place.is_dir() for path in place.iterdir() if path.name.startswith(".")}
    spilled = home.path / "spill"
    return sorted(left | (set(spilled.iterdir()) if spilled.is_dir() else set()))


def _old_releases(home: Home, keep: int) -> list[Path]:
    ids = home.release_ids()
    newest = set(ids[-keep:]) if keep > 0 else set()
    return [home.release_folder(name) for name in ids if name not in newest and name != home.current_id()]


def _needed(home: Home, kept: list[str]) -> set[str]:
    """SHA-256 of every file that a kept release was built from: the first word of each input line."""
    manifests = (read_manifest(home.release_folder(name)) for name in kept)
    return {line.split(" ", 1)[0] for manifest in manifests for line in manifest.inputs}


def _unused_readings(home: Home, kept: list[str]) -> list[Path]:
    needed = {sha256[:16] for sha256 in _needed(home, kept)}
    if not home.readings.is_dir():
        return []
    return sorted(path for path in home.readings.iterdir() if path.is_dir() and _source_of(path) not in needed)


def _source_of(reading: Path) -> str | None:
    """The source id (16 digits of the SHA-256) that a reading was made from; none where the reading is not complete."""
    try:
        told = json.loads((reading / "summary.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return told.get("source_id") if isinstance(told, dict) else None


def _unused_snapshots(home: Home, kept: list[str]) -> list[Path]:
    needed = _needed(home, kept)
    return sorted(path for path in home.snapshots.glob("??/*") if path.name[:64] not in needed)


def _unused_indexes(home: Home, kept: list[str]) -> list[Path]:
    """Words of releases that are there no longer."""
    there = home.indexes.iterdir() if home.indexes.is_dir() else ()
    return sorted(path for path in there if path.name[0] != "." and path.name.partition("-")[0] not in kept)


def _size(path: Path) -> int:
    return (
        sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else path.stat().st_size
    )


def remove(path: Path) -> None:
    """A file, or a folder with all that is in it."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
