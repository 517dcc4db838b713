"""Read files into the store: each one once, in worker processes, and only where its content changed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from sursur.errors import UsageError
from sursur.ingest.reading import Chunk, Limits, Reader, SourceFile, SplitReader, Summary, Tally
from sursur.ingest.store.crew import Crew, Failure, Task
from sursur.ingest.store.folder import PARTIAL, Folder
from sursur.ingest.unpack import head, packing_of
from sursur.model.source import WHOLE_FILE, Problem, Severity

Progress = Callable[[SourceFile, int], None]
"""Told after every part: the file, and how many of its bytes (as it came) are done since the last call."""
LAYOUT_VERSION = "1"
"""Raise it when the store's own files change shape."""
SHARED_FROM = 16_000_000
"""Files larger than this, packed ones larger than a tenth of it, are read by several processes together."""


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
    the problem in it.
    """
    cache.mkdir(parents=True, exist_ok=True)
    job = _Job(tuple(readers), cache, limits, progress or _silent)
    folders = [cache / job.key(file) for file in files]
    missing = {folder: file for folder, file in zip(folders, files, strict=True) if not folder.is_dir()}
    done = [file for folder, file in zip(folders, files, strict=True) if folder not in missing]
    for file in done:
        job.progress(file, file.size_bytes)
    if missing:
        _remove_partial(cache)
        with Crew(workers or os.cpu_count() or 1) as crew:
            job.read_all(list(missing.values()), crew)
    return folders


def _silent(file: SourceFile, size: int) -> None:
    del file, size


def _remove_partial(cache: Path) -> None:
    for folder in cache.glob(f"{PARTIAL}*"):
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class _Shared:
    """A large file while its parts come back."""

    source: SourceFile
    folder: Folder
    tally: Tally

    def add(self, chunk: Chunk) -> None:
        self.tally.add(chunk)
        self.folder.add(replace(chunk, summary=None))


@dataclass(frozen=True, slots=True)
class _End:
    """Label of the task that stands after the last part of a file."""

    source: SourceFile


@dataclass(slots=True)
class _Job:
    readers: tuple[Reader, ...]
    cache: Path
    limits: Limits
    progress: Progress

    def key(self, file: SourceFile) -> str:
        """Names the folder: the content, and everything that decides what is read from it."""
        prints = [reader.fingerprint(file) for reader in self.readers]
        text = "\n".join([LAYOUT_VERSION, file.sha256, file.dataset, repr(self.limits), *prints])
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def read_all(self, files: list[SourceFile], crew: Crew) -> None:
        open_file: _Shared | None = None
        for task, value in crew.run(self._tasks(files)):
            if isinstance(task.label, SourceFile):
                self._finish_whole(task.label, value)
            elif isinstance(task.label, _End) and open_file is not None:
                self._finish_shared(open_file)
                open_file = None
            else:
                open_file = self._add_part(open_file, task, value)

    def _tasks(self, files: list[SourceFile]) -> Iterator[Task]:
        for file in files:
            reader = self._sharing_reader(file)
            if reader is None:
                yield Task(file, read_whole, (file, self.readers, self.cache, self.key(file), self.limits))
            else:
                yield from self._part_tasks(file, reader)

    def _sharing_reader(self, file: SourceFile) -> SplitReader | None:
        large = SHARED_FROM // 10 if packing_of(file.path) else SHARED_FROM
        if file.size_bytes < large:
            return None
        reader = reader_for(file, self.readers)
        return reader if isinstance(reader, SplitReader) else None

    def _part_tasks(self, file: SourceFile, reader: SplitReader) -> Iterator[Task]:
        for part in reader.parts(file, self.limits, None):
            if isinstance(part, Chunk):
                yield Task((file, reader), None, (part,))
            else:
                yield Task((file, reader), reader.read_part, (part,))
        yield Task(_End(file), None)

    def _add_part(self, open_file: _Shared | None, task: Task, value: object) -> _Shared:
        source, reader = task.label
        if open_file is None:
            folder = Folder(self.cache, self.key(source))
            open_file = _Shared(source, folder, reader.tally(source))
        if isinstance(value, Failure):
            open_file.add(_failed(source, value))
        else:
            chunk = value[0] if isinstance(value, tuple) else value
            open_file.add(cast("Chunk", chunk))
        return open_file

    def _finish_shared(self, shared: _Shared) -> None:
        with shared.folder as folder:
            folder.add(shared.tally.close())
            folder.finish(shared.source)
        self.progress(shared.source, shared.source.size_bytes)

    def _finish_whole(self, source: SourceFile, value: object) -> None:
        if isinstance(value, Failure):
            with Folder(self.cache, self.key(source)) as folder:
                folder.add(_failed(source, value))
                folder.finish(source)
        self.progress(source, source.size_bytes)


def reader_for(source: SourceFile, readers: Sequence[Reader]) -> Reader:
    """The first reader that says it handles the file, judged by its content."""
    start = head(source.path)
    for reader in readers:
        if reader.handles(source, start):
            return reader
    raise UsageError(
        f"No reader handles {source.file_name}.", repair="End the list of readers with sursur.ingest.unreadable.READER."
    )


def read_whole(source: SourceFile, readers: Sequence[Reader], cache: Path, key: str, limits: Limits) -> None:
    """Read one file and leave its folder in the cache: the work of one process."""
    with Folder(cache, key) as folder:
        for chunk in reader_for(source, readers).read(source, limits):
            folder.add(chunk)
        folder.finish(source)


def _failed(source: SourceFile, failure: Failure) -> Chunk:
    code = "reader-killed" if failure.died else "reader-failed"
    problem = Problem(
        source.source_id,
        WHOLE_FILE,
        Severity.ERROR,
        code,
        f"{source.file_name} could not be read: {failure.reason}",
        "Build again with more memory or fewer workers; if it stays the same, report it with the file.",
    )
    return Chunk({}, (problem,), Summary(""))
