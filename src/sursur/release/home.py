"""The home folder: where snapshots, readings and releases live, and which release is current.

home/
  snapshots/ab/<sha256>      originals as they came
  readings/<key>/            tables of one file, read once
  releases/<release id>/     one Parquet file per table and manifest.json, never changed after it is there
  indexes/<release id>-…     words for searching, answers to measures, flows under other definitions of the South:
                             made again where missing
  current                    the id of the current release, replaced by one atomic rename
  history.jsonl              one line per release made current, appended
  lock                       held by the one process that writes
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sursur.errors import BusyError, ReleaseError

UNFINISHED = ".unfinished-"
"""Prefix of folders that a build has not completed; nobody reads them, `gc` removes them."""


@dataclass(frozen=True, slots=True)
class Home:
    path: Path

    @property
    def snapshots(self) -> Path:
        return self.path / "snapshots"

    @property
    def readings(self) -> Path:
        return self.path / "readings"

    @property
    def releases(self) -> Path:
        return self.path / "releases"

    @property
    def indexes(self) -> Path:
        return self.path / "indexes"

    @property
    def decisions(self) -> Path:
        """Rows that people decided: kept by hand, read at every build, never removed."""
        return self.path / "decisions"

    @property
    def history(self) -> Path:
        return self.path / "history.jsonl"

    def release_folder(self, release_id: str) -> Path:
        return self.releases / release_id

    def is_complete(self, release_id: str) -> bool:
        return (self.release_folder(release_id) / "manifest.json").is_file()

    def release_ids(self) -> tuple[str, ...]:
        """Complete releases, in the order in which they were first made current; those that never were come last."""
        if not self.releases.is_dir():
            return ()
        there = {folder.name for folder in self.releases.iterdir() if (folder / "manifest.json").is_file()}
        there = {name for name in there if not name.startswith(UNFINISHED)}
        order = [*(entry["release"] for entry in self.history_entries()), self.current_id()]
        return tuple(sorted(there, key=lambda name: (order.index(name) if name in order else len(order), name)))

    def history_entries(self) -> list[dict[str, str]]:
        """Lines of the history; a line cut short by a crash is passed over."""
        if not self.history.is_file():
            return []
        return [entry for line in self.history.read_text("utf-8").splitlines() if (entry := _parsed(line))]

    def current_id(self) -> str | None:
        pointer = self.path / "current"
        return pointer.read_text("utf-8").strip() if pointer.is_file() else None

    def make_current(self, release_id: str) -> None:
        """Point readers at a complete release. Whoever has the old one open keeps reading it."""
        if not self.is_complete(release_id):
            raise ReleaseError(f"Release {release_id} is not complete.", repair="Build again; nothing was changed.")
        self._write_history()  # of the one before, should it have been stopped before its line was written
        if release_id != self.current_id():
            replace_text(self.path / "current", release_id + "\n")
            self._write_history()

    def _write_history(self) -> None:
        """A line for the current release, with the time since which it is, unless the last line is its own."""
        pointer, current = self.path / "current", self.current_id()
        last = self.history_entries()[-1:]
        if current is None or (last and last[0]["release"] == current):
            return
        since = datetime.fromtimestamp(pointer.stat().st_mtime, UTC).isoformat(timespec="seconds")
        cut_short = self.history.is_file() and not self.history.read_text("utf-8").endswith("\n")
        with self.history.open("a", encoding="utf-8") as lines:
            lines.write(("\n" if cut_short else "") + json.dumps({"release": current, "current_since": since}) + "\n")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the writer's lock; the system frees it when the process ends, however it ends."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as held:
                raise BusyError(
                    f"Another process is writing in {self.path}.",
                    repair="Wait until it ends, then run the command again.",
                ) from held
            yield


def _parsed(line: str) -> dict[str, str] | None:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError:
        return None
    return entry if isinstance(entry, dict) and "release" in entry else None


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "w", encoding="utf-8") as temporary:
        temporary.write(text)
        temporary.flush()
        os.fsync(temporary.fileno())
    Path(name).replace(path)
