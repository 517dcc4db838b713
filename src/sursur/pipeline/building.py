"""The story of a build, from files to the current release."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sursur
from sursur.ingest.descriptor import load_descriptors
from sursur.ingest.readers import described_as, readers_for
from sursur.ingest.reading import Limits, SourceFile
from sursur.ingest.snapshot import Collection, collect, keep
from sursur.ingest.store import ingest_all, summary_of
from sursur.model.values import Layer
from sursur.pipeline.fingerprint import engine_fingerprint
from sursur.pipeline.tables import DEFAULT_SOUTH, REFERENCE, Choices, decided_tables, release_tables
from sursur.reference.framework import load_framework
from sursur.release.engine import connect
from sursur.release.home import Home
from sursur.release.lasting import lasting_tables
from sursur.release.manifest import Manifest, read_manifest, release_id_of
from sursur.release.writing import unfinished_folder, write_release

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""
FAILED = ".failed"
"""Ending of a reading that holds nothing but the problem that its reader failed (see `sursur.ingest.store`)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build, where, and how much of the machine it may take."""

    inputs: tuple[Path, ...]
    home: Path
    sources: Path | None = None
    framework: Path | None = None
    """Folder of an agency's own catalogue of groups A, B and C."""
    base_year: int = 2022
    workers: int = 0
    threads: int = 2
    memory_limit: str = "1GB"
    file_limit: int = Limits().unpacked_bytes
    record_limit: int = Limits().record_bytes


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made of its files."""

    release_id: str
    home: Path
    unchanged: bool
    files: int
    flows: int = 0
    problems: int = 0
    kept: int = 0
    rejected: int = 0
    left_out: int = 0
    not_read: tuple[str, ...] = ()
    """Files whose reader failed or was killed this time; the next build tries them again."""


def build_release(plan: Plan, progress: Progress = lambda _step, _done, _total: None) -> Built:
    """Read the files of a plan into a release and make it current.

    The same files, options, code and reference data give the release that is already there. Raises BusyError when
    another process writes in the same home; whatever goes wrong, the release that was current stays current.
    """
    home = Home(plan.home)
    with home.locked():
        collection = collect(plan.inputs, load_descriptors((plan.sources,) if plan.sources else ()))
        collection = replace(collection, files=tuple(_with_layer(file) for file in collection.files))
        head = _manifest_head(collection, plan)
        if home.is_complete(head.release_id):
            built = Built(head.release_id, home.path, unchanged=True, files=len(collection.files))
        else:
            built = _make(home, plan, collection, head, progress)
        home.make_current(built.release_id)
    return built


def _make(home: Home, plan: Plan, collection: Collection, head: Manifest, progress: Progress) -> Built:
    files = keep(collection.files, home.snapshots)
    readings = _ingest(home, plan, files, collection, progress)
    head = _with_not_read(head, files, readings)
    if not home.is_complete(head.release_id):
        _measure(home, plan, replace(collection, files=files), readings, head, progress)
    return _told(home, head, files, readings)


def _with_not_read(head: Manifest, files: Sequence[SourceFile], readings: Sequence[Path]) -> Manifest:
    """A release that lacks files which could not be read this time is another release than the one with them."""
    failed = sorted(file.file_name for file, reading in zip(files, readings, strict=True) if reading.suffix == FAILED)
    if not failed:
        return head
    options = {**head.options, "not_read": failed}
    return replace(head, release_id=release_id_of(head.engine, options, (head.release_id,)), options=options)


def _measure(
    home: Home, plan: Plan, collection: Collection, readings: list[Path], head: Manifest, progress: Progress
) -> None:
    with unfinished_folder(home) as away:
        connection = connect(plan.threads, plan.memory_limit, spill=away / "spill")
        tables = decided_tables(home.decisions)
        tables |= release_tables(connection, collection.files, readings, collection.problems, _choices(plan), away)
        steps = iter(range(1, len(tables) + 1))
        write_release(
            home,
            connection,
            tables,
            lambda entries: replace(head, tables=entries),
            lambda _name: progress("measuring and writing tables", next(steps), len(tables)),
            lasting_tables(home, head.engine, REFERENCE),
        )


def _choices(plan: Plan) -> Choices:
    return Choices(plan.base_year, load_framework(plan.framework), Home(plan.home).decisions)


def _ingest(
    home: Home, plan: Plan, files: Sequence[SourceFile], collection: Collection, progress: Progress
) -> list[Path]:
    total = sum(file.size_bytes for file in files)
    done = 0

    def advance(_file: SourceFile, size: int) -> None:
        nonlocal done
        done += size
        progress("reading files (kB)", done // 1000, total // 1000)

    limits = Limits(unpacked_bytes=plan.file_limit, record_bytes=plan.record_limit)
    return ingest_all(files, readers_for(collection.descriptors), home.readings, plan.workers, limits, advance)


def _with_layer(file: SourceFile) -> SourceFile:
    """What an IATI publisher reports is its own telling, unless a descriptor says otherwise."""
    return file if file.layer else replace(file, layer=Layer.OWN_REPORT)


def _manifest_head(collection: Collection, plan: Plan) -> Manifest:
    files = collection.files
    options = {"base_year": plan.base_year, "south": DEFAULT_SOUTH, "framework": _choices(plan).catalogue}
    inputs = tuple(sorted(f"{file.sha256} {file.file_name}" for file in files))
    described = (repr(replace(file, path=Path())) for file in files)
    known = collection.descriptors
    used = (described_as(known[name]) for name in sorted({file.dataset for file in files} & known.keys()))
    limits = f"limits {plan.file_limit} {plan.record_limit}"
    engine = engine_fingerprint()
    told = (*sorted(described), *used, *map(repr, collection.problems), limits, *_decided(Home(plan.home)))
    release_id = release_id_of(engine, options, told)
    return Manifest(release_id, sursur.__version__, engine, options, inputs, {})


def _decided(home: Home) -> list[str]:
    """What people decided belongs to the release: another decision, another release."""
    files = sorted(home.decisions.glob("*.csv"), key=lambda file: file.name)
    return [f"decision {file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]


def _told(home: Home, head: Manifest, files: Sequence[SourceFile], readings: Sequence[Path]) -> Built:
    tables = read_manifest(home.release_folder(head.release_id)).tables
    summaries = [summary_of(reading) for reading in readings]
    return Built(
        head.release_id,
        home.path,
        unchanged=False,
        files=len(files),
        flows=tables["flow"].rows,
        problems=tables["problem"].rows,
        kept=sum(summary.rows_kept for summary in summaries),
        rejected=sum(summary.rows_rejected for summary in summaries),
        left_out=sum(summary.rows_left_out for summary in summaries),
        not_read=tuple(head.options.get("not_read", ())),
    )
