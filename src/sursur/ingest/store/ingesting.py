"""Read files into the store: each one once, in worker processes, and only where its content changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from sursur.ingest.reading import Chunk, Limits, Reader, SourceFile, SplitReader, Summary, Tally
from sursur.ingest.store.assignment import LATEST, Assignment, code_fingerprint, read_whole, reader_for
from sursur.ingest.store.crew import Crew, Failure, Task, failure
from sursur.ingest.store.folder import PARTIAL, Folder, problem_table
from sursur.ingest.unpack import packing_of
from sursur.model.source import WHOLE_FILE, Problem, Severity
from sursur.model.tables import PROBLEM
from sursur.sentences import Sentence, phrase

Progress = Callable[[SourceFile, int], None]
"""Told when a file is done: the file, and how many bytes of input that was."""
SHARED_FROM = 16_000_000
"""Files larger than this, packed ones larger than a tenth of it, are read by several processes together."""
WORTH_A_PROCESS = 1_000_000
"""Bytes of input, packed or not."""


def ingest_all(
    files: Sequence[SourceFile],
    readers: Sequence[Reader],
    cache: Path,
    workers: int = 0,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    progress: Progress | None = None,
) -> list[Path]:
    """The folders of all files, in the order of `files`; what was read before, unchanged, is not opened again.

    `workers` 0 means one per core. A file that no reader can read, or that kills its process, has a folder too, with
    the problem in it. Call it with an absolute path that no other process writes to.
    """
    cache.mkdir(parents=True, exist_ok=True)
    code = code_fingerprint()
    assignments = [Assignment(file, tuple(readers), limits, cache, code) for file in files]
    folders = [assignment.folder for assignment in assignments]
    missing = {folder: one for folder, one in zip(folders, assignments, strict=True) if not folder.is_dir()}
    job = _Job(progress or _silent)
    for folder, file in zip(folders, files, strict=True):
        if folder not in missing:
            job.progress(file, file.size_bytes)
    if missing:
        _remove_unfinished(cache)
        with Crew(_workers(workers, missing.values())) as crew:
            job.read_all(list(missing.values()), crew)
    for assignment in assignments:
        assignment.remember()
    return [one.folder if one.folder.is_dir() else one.failed_folder for one in assignments]


def _workers(asked: int, missing: Iterable[Assignment]) -> int:
    """One per core, but no more than there is work for: to start a process takes as long as to read a megabyte."""
    work = sum(one.source.size_bytes for one in missing) // WORTH_A_PROCESS + 1
    return asked or min(os.cpu_count() or 1, work)


def prune(cache: Path, keep: Sequence[Path]) -> int:
    """Remove the readings that are not among `keep`, such as those of files that changed since; says how many."""
    names = {folder.name for folder in keep} | {LATEST}
    gone = [folder for folder in sorted(cache.iterdir()) if folder.name not in names]
    for folder in gone:
        shutil.rmtree(folder)
    return len(gone)


def _silent(file: SourceFile, size: int) -> None:
    del file, size


def _remove_unfinished(cache: Path) -> None:
    for folder in (*cache.glob(f"{PARTIAL}*"), *cache.glob("*.failed")):
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Label:
    """What a task belongs to; `part` is None for the task that closes a file shared by several processes.

    That task's value is the fault that ended the cutting, if one did.
    """

    assignment: Assignment
    reader: SplitReader | None = None
    part: object = None


@dataclass(slots=True)
class _Shared:
    """A large file while its parts come back."""

    assignment: Assignment
    folder: Folder
    tally: Tally
    failed: bool = False

    def add(self, chunk: Chunk) -> None:
        self.tally.add(chunk)
        self.folder.add(replace(chunk, summary=None))

    def finish(self) -> None:
        with self.folder as folder:
            folder.add(self.tally.close())
            folder.finish(self.assignment.source, self.assignment.failed_folder if self.failed else None)


@dataclass(slots=True)
class _Job:
    progress: Progress
    _open: _Shared | None = None

    def read_all(self, assignments: Sequence[Assignment], crew: Crew) -> None:
        tasks = (task for assignment in assignments for task in _tasks(assignment))
        for task, value in crew.run(tasks):
            label = cast("_Label", task.label)
            if label.reader is None:
                self._finish_whole(label.assignment, value)
            elif label.part is None:
                self._finish_shared(label.assignment, value)
            else:
                self._add_part(label, label.reader, value)

    def _add_part(self, label: _Label, reader: SplitReader, value: object) -> None:
        if self._open is None:
            source = label.assignment.source
            self._open = _Shared(label.assignment, label.assignment.new_folder(), reader.tally(source))
        if isinstance(value, Failure):
            self._open.failed = True
            self._open.add(reader.lost(label.assignment.source, label.part, value.reason))
        else:
            self._open.add(cast("Chunk", value))

    def _finish_shared(self, assignment: Assignment, value: object) -> None:
        if self._open is not None:
            if isinstance(value, Failure):
                self._open.failed = True
                self._open.folder.add(_lost(assignment.source, value))
            self._open.finish()
        elif isinstance(value, Failure):
            self._finish_whole(assignment, value)
            return
        self._open = None
        self.progress(assignment.source, assignment.source.size_bytes)

    def _finish_whole(self, assignment: Assignment, value: object) -> None:
        source = assignment.source
        if isinstance(value, Failure):
            with assignment.new_folder() as folder:
                folder.add(_lost(source, value))
                folder.finish(source, assignment.failed_folder)
        self.progress(source, source.size_bytes)


def _tasks(assignment: Assignment) -> Iterator[Task]:
    """A file that cannot be opened or cut to its end is one problem of that file."""
    try:
        reader = _sharing_reader(assignment)
    except OSError as error:
        yield Task(_Label(assignment), None, failure(error))
        return
    if reader is None:
        yield Task(_Label(assignment), read_whole, assignment)
    else:
        yield from _shared_tasks(assignment, reader)


def _shared_tasks(assignment: Assignment, reader: SplitReader) -> Iterator[Task]:
    fault = None
    try:
        for part in reader.parts(assignment.source, assignment.limits, assignment.earlier()):
            yield Task(_Label(assignment, reader, part), _read_part, (reader, part))
    except Exception as error:  # noqa: BLE001 - as in a worker: a fault in one file must not end the build
        fault = failure(error)
    yield Task(_Label(assignment, reader), None, fault)


def _read_part(order: tuple[SplitReader, object]) -> Chunk:
    """The problems leave as a table: the process that gathers the parts then never builds one."""
    reader, part = order
    chunk = reader.read_part(part)
    tables = {**chunk.tables, PROBLEM.name: problem_table(chunk.problems)} if chunk.problems else chunk.tables
    return Chunk(tables, (), chunk.summary)


def _sharing_reader(assignment: Assignment) -> SplitReader | None:
    file = assignment.source
    large = SHARED_FROM // 10 if packing_of(file.path) else SHARED_FROM
    if file.size_bytes < large:
        return None
    reader = reader_for(file, assignment.readers)
    return reader if isinstance(reader, SplitReader) else None


_BUILD_AGAIN = phrase("Build again with more memory or fewer workers; if it stays the same, report it with the file.")
_REPAIRS = {"file-unreachable": phrase("Check that the file is there and may be read, and build again.")}


def _lost(source: SourceFile, failure: Failure) -> Chunk:
    problem = Problem(
        source.source_id,
        WHOLE_FILE,
        Severity.ERROR,
        failure.code,
        Sentence("%(file)s could not be read: %(reason)s", file=source.file_name, reason=failure.reason),
        _REPAIRS.get(failure.code, _BUILD_AGAIN),
    )
    return Chunk({}, (problem,), Summary("unreadable"))
