"""The store: read once, kept until the content changes, whole or not there, and never stopped by one bad file."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sursur.ingest import iati, unreadable
from sursur.ingest.iati.parts import Batch, Ending
from sursur.ingest.reading import Chunk, Limits, SourceFile, Summary
from sursur.ingest.store import ingest_all, prune, source_table, summary_of, table_files
from sursur.ingest.store.assignment import Assignment, code_fingerprint, read_whole
from sursur.ingest.store.ingesting import SHARED_FROM
from tests.ingest.iati_files import READERS, activity, file_of, source


@dataclass(frozen=True)
class DeadlyReader:
    """Kills its process, as the system does to one that takes too much memory."""

    word: bytes = b"deadly"

    def handles(self, source: SourceFile, head: bytes) -> bool:
        del source
        return head.startswith(self.word)

    def fingerprint(self, source: SourceFile) -> str:
        del source
        return "deadly"

    def read(self, source: SourceFile, limits: Limits) -> Iterator[Chunk]:
        del source, limits
        os.kill(os.getpid(), signal.SIGKILL)
        yield Chunk({}, (), Summary(""))


@dataclass(frozen=True)
class FaultyReader(DeadlyReader):
    """Has a fault in its own code."""

    word: bytes = b"faulty"

    def read(self, source: SourceFile, limits: Limits) -> Iterator[Chunk]:
        del source, limits
        yield Chunk({}, (), Summary(""))
        raise ZeroDivisionError("a fault of the reader")


class DeadlyPart(iati.IatiReader):
    """Dies over the part of a large file that holds a certain record."""

    def read_part(self, part: object) -> Chunk:
        if isinstance(part, Batch) and any(b"XX-1-200<" in record.content for record in part.records):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read_part(part)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def codes(folder: Path) -> list[str]:
    path = folder / "problem.parquet"
    return pq.read_table(path).column("code").to_pylist() if path.exists() else []


def numbered(*numbers: int, text: str = "") -> bytes:
    return file_of(*(activity(f"XX-1-{number}", f"<!-- {text} -->" if text else "") for number in numbers))


def test_a_file_is_read_once(tmp_path: Path) -> None:
    files = [source(tmp_path / "one.xml", numbered(1, 2))]
    (folder,) = ingest_all(files, READERS, tmp_path / "cache", workers=1)
    written = (folder / "activity.parquet").stat().st_mtime_ns
    files[0].path.unlink()
    assert ingest_all(files, READERS, tmp_path / "cache", workers=1) == [folder]
    assert (folder / "activity.parquet").stat().st_mtime_ns == written


def test_every_file_has_a_folder_in_the_order_of_the_files(tmp_path: Path) -> None:
    contents = [numbered(1), b"", b"<html></html>", numbered(2, 3), numbered(1)]
    files = [source(tmp_path / f"{number}.xml", content) for number, content in enumerate(contents)]
    folders = ingest_all(files, READERS, tmp_path / "cache", workers=2)
    assert [codes(folder) for folder in folders] == [[], ["empty-file"], ["html-page"], [], []]
    assert [summary_of(folder).rows_kept for folder in folders] == [1, 0, 0, 2, 1]
    assert folders[0] == folders[4], "two files with the same content are one reading"
    assert len(table_files(folders, "activity")) == 2
    assert source_table(files, folders).column("rows_kept").to_pylist() == [1, 0, 0, 2]


def test_a_process_that_dies_takes_one_file_with_it(tmp_path: Path) -> None:
    contents = [numbered(1), b"deadly", *(numbered(number) for number in range(2, 9)), b"faulty", numbered(9)]
    files = [source(tmp_path / f"{number}.xml", content) for number, content in enumerate(contents)]
    readers = (DeadlyReader(), FaultyReader(), iati.READER, unreadable.READER)
    folders = ingest_all(files, readers, tmp_path / "cache", workers=2)
    found = [codes(folder) for folder in folders]
    assert found[1] == ["reader-killed"]
    assert found[9] == ["reader-failed"]
    assert [one for number, one in enumerate(found) if number not in {1, 9}] == [[]] * 9
    assert sum(summary_of(folder).rows_kept for folder in folders) == 9


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    files = [source(tmp_path / "one.xml", b"deadly")]
    readers = (DeadlyReader(), unreadable.READER)
    (first,) = ingest_all(files, readers, tmp_path / "cache", workers=1)
    (second,) = ingest_all(files, readers, tmp_path / "cache", workers=1)
    assert first == second
    assert codes(second) == ["reader-killed"]


def test_an_interrupted_reading_leaves_nothing_half(tmp_path: Path) -> None:
    files = [source(tmp_path / "one.xml", numbered(1, 2))]
    cache = tmp_path / "cache"
    (folder,) = ingest_all(files, READERS, cache, workers=1)
    expected = digests(folder)
    folder.rename(cache / f".partial-{folder.name}")
    (cache / f".partial-{folder.name}" / "activity.parquet").write_bytes(b"half")
    assert ingest_all(files, READERS, cache, workers=1) == [folder]
    assert digests(folder) == expected
    assert [path.name for path in cache.iterdir() if path.name.startswith(".partial")] == []


def test_progress_covers_every_byte(tmp_path: Path) -> None:
    files = [source(tmp_path / f"{number}.xml", numbered(number)) for number in range(5)]
    first: dict[str, int] = {}
    second: dict[str, int] = {}
    ingest_all(files, READERS, tmp_path / "cache", 1, progress=partial(_note, first))
    ingest_all(files, READERS, tmp_path / "cache", 1, progress=partial(_note, second))
    assert first == second == {file.file_name: file.size_bytes for file in files}


def _note(seen: dict[str, int], file: SourceFile, size: int) -> None:
    seen[file.file_name] = seen.get(file.file_name, 0) + size


def test_other_limits_or_readers_are_another_reading(tmp_path: Path) -> None:
    files = [source(tmp_path / "one.xml", numbered(1, 2))]
    (usual,) = ingest_all(files, READERS, tmp_path / "cache", workers=1)
    (narrow,) = ingest_all(files, READERS, tmp_path / "cache", 1, Limits(record_bytes=100))
    assert usual != narrow
    assert codes(narrow) == ["record-too-large", "record-too-large"]


def test_prune_removes_readings_of_files_that_are_gone(tmp_path: Path) -> None:
    files = [source(tmp_path / f"{number}.xml", numbered(number)) for number in range(3)]
    folders = ingest_all(files, READERS, tmp_path / "cache", workers=1)
    assert prune(tmp_path / "cache", folders[:1]) == 2
    assert [folder.is_dir() for folder in folders] == [True, False, False]


MANY = 40
CHANGES: dict[str, bytes] = {
    "nothing but the date of the file": numbered(*range(MANY)).replace(
        b'version="2.03"', b'version="2.03" generated-datetime="2025-01-01T00:00:00Z"'
    ),
    "one activity": numbered(*range(MANY)).replace("Título XX-1-7".encode(), b"Another title"),
    "one activity, added in front": numbered(99, *range(MANY)),
    "some, removed": numbered(*range(0, MANY, 3)),
    "the order": numbered(*reversed(range(MANY))),
    "the same activity twice": numbered(*range(MANY), 5),
    "the version": numbered(*range(MANY)).replace(b'version="2.03"', b'version="2.02"'),
    "all": numbered(*range(MANY), text="new"),
    "a broken activity between": numbered(*range(MANY)).replace(b"</title>", b"</titel>", 1),
}


def read_here(file: SourceFile, cache: Path) -> Path:
    """As a worker process does it, but in this one: starting a process takes longer than reading the file."""
    cache.mkdir(exist_ok=True)
    assignment = Assignment(file, READERS, Limits(), cache, code_fingerprint())
    read_whole(assignment)
    assignment.remember()
    return assignment.folder


@pytest.mark.parametrize("change", CHANGES)
def test_taking_over_unchanged_activities_is_the_same_as_reading_them(change: str, tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    read_here(source(path, numbered(*range(MANY))), tmp_path / "cache")
    changed = source(path, CHANGES[change])
    rebuilt, fresh = (read_here(changed, tmp_path / cache) for cache in ("cache", "fresh"))
    assert digests(rebuilt) == digests(fresh)


TAKEN = {
    "nothing but the date of the file": MANY,
    "one activity": MANY - 1,
    "one activity, added in front": MANY,
    "some, removed": 14,
    "the order": MANY,
    "the same activity twice": MANY,
    "the version": 0,
    "all": 0,
    "a broken activity between": MANY - 1,
}
"""How many of the 40 activities of the first file stand unchanged in the second."""


@pytest.mark.parametrize("change", CHANGES)
def test_only_changed_activities_are_read_again(change: str, tmp_path: Path) -> None:
    path = tmp_path / "file.xml"
    earlier = read_here(source(path, numbered(*range(MANY))), tmp_path / "cache")
    changed = source(path, CHANGES[change])
    parts = list(iati.READER.parts(changed, Limits(), earlier))
    records = [record for part in parts if isinstance(part, Batch) for record in part.records]
    assert sum(record.taken is not None for record in records) == TAKEN[change]


def test_a_file_of_several_roots_is_read_again_whole(tmp_path: Path) -> None:
    """A record below the first root may have stood below the second, of another version."""
    path = tmp_path / "file.xml"
    read_here(source(path, numbered(1, 2) + numbered(3).replace(b"2.03", b"1.05")), tmp_path / "cache")
    changed = source(path, numbered(1, 3) + numbered(2).replace(b"2.03", b"1.05"))
    rebuilt, fresh = (read_here(changed, tmp_path / cache) for cache in ("cache", "fresh"))
    assert digests(rebuilt) == digests(fresh)
    assert pq.read_table(rebuilt / "activity.parquet").column("version").to_pylist() == ["2.03", "2.03", "1.05"]


def large_file() -> bytes:
    """450 activities of 40 kB: more than 16 MB, from where on several processes share a file."""
    long_text = f"<description><narrative>{'x' * 40_000}</narrative></description>"
    return file_of(*(activity(f"XX-1-{number}", long_text) for number in range(450)))


def test_a_large_file_read_by_several_processes_is_the_same(tmp_path: Path) -> None:
    content = large_file()
    shared = source(tmp_path / "file.xml", content)
    assert shared.size_bytes > SHARED_FROM
    (together,) = ingest_all([shared], READERS, tmp_path / "together", workers=2)
    assert digests(together) == digests(read_here(shared, tmp_path / "alone"))
    changed = source(tmp_path / "file.xml", content.replace(b"XX-1-7<", b"XX-1-7b<"))
    (rebuilt,) = ingest_all([changed], READERS, tmp_path / "together", workers=2)
    assert digests(rebuilt) == digests(read_here(changed, tmp_path / "fresh"))


def test_a_process_that_dies_over_a_part_takes_its_records_with_it(tmp_path: Path) -> None:
    file = source(tmp_path / "file.xml", large_file())
    (folder,) = ingest_all([file], (DeadlyPart(), unreadable.READER), tmp_path / "cache", workers=2)
    summary = summary_of(folder)
    assert codes(folder) == ["records-lost"]
    assert summary.rows_read == 450
    assert 0 < summary.rows_rejected < 150
    assert summary.rows_kept == 450 - summary.rows_rejected


def test_a_file_that_is_gone_is_one_problem_and_is_tried_again(tmp_path: Path) -> None:
    files = [source(tmp_path / f"{number}.xml", numbered(number)) for number in range(3)]
    files[1].path.rename(tmp_path / "elsewhere.xml")
    folders = ingest_all(files, READERS, tmp_path / "cache", workers=2)
    assert [codes(folder) for folder in folders] == [[], ["file-unreachable"], []]
    (tmp_path / "elsewhere.xml").rename(files[1].path)
    assert [codes(folder) for folder in ingest_all(files, READERS, tmp_path / "cache", workers=2)] == [[], [], []]


@dataclass(frozen=True)
class FaultyCutting(iati.IatiReader):
    """The disk fails, or its own code does, after the first part of a large file."""

    fault: Exception

    def parts(self, source: SourceFile, limits: Limits, earlier: Path | None) -> Iterator[Batch | Ending]:
        yield next(iati.READER.parts(source, limits, earlier))
        raise self.fault


@pytest.mark.parametrize(
    ("fault", "code"),
    [(OSError(errno.EIO, "Input/output error"), "file-unreachable"), (ZeroDivisionError("oops"), "reader-failed")],
)
def test_a_fault_while_a_large_file_is_cut_is_one_problem_of_it(fault: Exception, code: str, tmp_path: Path) -> None:
    files = [source(tmp_path / "large.xml", large_file()), source(tmp_path / "small.xml", numbered(1))]
    folders = ingest_all(files, (FaultyCutting(fault), unreadable.READER), tmp_path / "cache", workers=1)
    assert codes(folders[0]) == [code]
    assert folders[0].name.endswith(".failed"), "the next build tries again"
    assert 0 < summary_of(folders[0]).rows_kept < 450
    again = ingest_all(files, READERS, tmp_path / "cache", workers=2)
    assert [codes(folder) for folder in again] == [[], []]


def test_a_large_file_that_vanishes_before_it_is_cut_is_one_problem(tmp_path: Path) -> None:
    files = [source(tmp_path / "large.xml", large_file()), source(tmp_path / "small.xml", numbered(1))]
    files[0].path.unlink()
    folders = ingest_all(files, READERS, tmp_path / "cache", workers=1)
    assert [codes(folder) for folder in folders] == [["file-unreachable"], []]


def test_another_sursur_reads_every_file_again(tmp_path: Path) -> None:
    """Readings of an older one may lack columns: they are never mixed with those of this one."""
    file = source(tmp_path / "file.xml", file_of())
    now, then = (Assignment(file, READERS, Limits(), tmp_path, code) for code in (code_fingerprint(), "older"))
    assert now.folder != then.folder
    assert now.made_by != then.made_by
    assert code_fingerprint() == code_fingerprint()
