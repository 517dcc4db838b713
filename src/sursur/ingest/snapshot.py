"""Which files a build reads, and copies of them as they came: each known by the SHA-256 of its content."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sursur.errors import NotFoundError
from sursur.ingest.descriptor import SUFFIX, Descriptor, dataset_name, load_descriptor
from sursur.ingest.reading import SourceFile
from sursur.ingest.sheet.recognise import recognise
from sursur.model.source import WHOLE_FILE, Problem, Severity
from sursur.sentences import Sentence

FICLONE = 0x40049409
"""The number of Linux's call for sharing blocks between files (linux/fs.h)."""

SIDECAR = ".sursur.json"
"""What `sursur fetch` writes beside a file: address, time, checksum."""

HASHING_THREADS = 2
DESCRIPTOR_LINE = re.compile(r"^row:\s*(activity|figure|none|iati)\b", re.MULTILINE)
IGNORED_ENDINGS = (SUFFIX, SIDECAR, ".part", ".tmp", ".lock", ".crdownload", ".md", ".py", ".pyc")
IGNORED_STARTS = (".", "~$", ".~")
IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Collection:
    """The files of a build, the descriptors that read them, and what was odd about the folder."""

    files: tuple[SourceFile, ...]
    descriptors: Mapping[str, Descriptor]
    problems: tuple[Problem, ...]


def collect(paths: Iterable[Path], descriptors: Mapping[str, Descriptor]) -> Collection:
    """Every file below `paths` once, in the order of its name, with its hash, dataset and provenance.

    A descriptor beside the files serves them too: `<file>.sursur.yml` one file, any other `.yml` with a `row:` by its
    `match:`. The same content under a second name is a note. Raises `NotFoundError` for a path that is not there,
    `DescriptorError` for a faulty descriptor.
    """
    found = [entry for path in paths for entry in _walk(Path(path))]
    local = {dataset_name(file): load_descriptor(file) for file, _ in found if _is_descriptor(file)}
    known = {**descriptors, **local}
    data = [(file, name) for file, name in found if not _is_descriptor(file)]
    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        hashes = list(pool.map(_sha256, (file for file, _ in data)))
    files = [_source(file, name, digest, known) for (file, name), digest in zip(data, hashes, strict=True)]
    single, doubles = _without_doubles(files)
    return Collection(single, known, tuple(doubles))


def keep(files: Iterable[SourceFile], store: Path) -> tuple[SourceFile, ...]:
    """Copy each file to `store`/ab/<sha256> with a JSON beside it that tells its provenance; give the files there.

    A file system that can share blocks between files is asked to. A hard link would be quicker than a copy, but then an
    edit of the original in its place would change the snapshot.
    """
    return tuple(_keep_one(file, store) for file in files)


def snapshot_path(store: Path, sha256: str) -> Path:
    return store / sha256[:2] / sha256


def _walk(path: Path) -> Iterator[tuple[Path, str]]:
    """Files with the name by which people know them: the path below the folder that was named."""
    if path.is_file():
        yield path, path.name
        return
    if not path.is_dir():
        raise NotFoundError(f"{path} is neither a file nor a folder.", repair="Check the path.")
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not _is_ignored(name))
        for name in sorted(names):
            file = Path(folder, name)
            if (not _is_ignored(name) or name.endswith(SUFFIX)) and file.is_file():
                yield file, file.relative_to(path).as_posix()


def _is_ignored(name: str) -> bool:
    lower = name.casefold()
    return lower.startswith(IGNORED_STARTS) or lower.endswith(IGNORED_ENDINGS) or lower in IGNORED_NAMES


def _is_descriptor(file: Path) -> bool:
    if file.name.endswith(SUFFIX):
        return True
    if file.suffix.lower() not in (".yml", ".yaml"):
        return False
    return bool(DESCRIPTOR_LINE.search(file.read_text(encoding="utf-8", errors="replace")))


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _source(file: Path, name: str, sha256: str, descriptors: Mapping[str, Descriptor]) -> SourceFile:
    dataset = _own_descriptor(file, descriptors) or recognise(file, descriptors)
    descriptor, told, stat = descriptors.get(dataset), _sidecar(file, sha256), file.stat()
    return SourceFile(
        path=file,
        file_name=name,
        sha256=sha256,
        size_bytes=stat.st_size,
        dataset=dataset,
        layer=descriptor.layer if descriptor else "",
        title=str(told.get("title") or (descriptor.title if descriptor else "")),
        publisher=str(told.get("publisher") or (descriptor.publisher if descriptor else "")),
        url=str(told.get("url") or (descriptor.url if descriptor else "")),
        licence=str(told.get("licence") or (descriptor.licence if descriptor else "")),
        retrieved_at=_retrieved(told, descriptor),
        price_note=descriptor.price_note if descriptor else "",
    )


def _own_descriptor(file: Path, descriptors: Mapping[str, Descriptor]) -> str:
    """The descriptor that stands beside the file under its name: `list.csv.sursur.yml` or `list.sursur.yml`."""
    for name in (file.name, file.stem):
        beside = file.with_name(name + SUFFIX)
        if beside.is_file() and dataset_name(beside) in descriptors:
            return dataset_name(beside)
    return ""


def _sidecar(file: Path, sha256: str) -> dict[str, Any]:
    """What fetch wrote beside the file; nothing where the file was changed since."""
    beside = file.with_name(file.name + SIDECAR)
    try:
        told = json.loads(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) and told.get("sha256") == sha256 else {}


def _retrieved(told: dict[str, Any], descriptor: Descriptor | None) -> datetime | None:
    """When the copy was taken: as told beside the file (where null means not known), else by the descriptor.

    The age of the file says when it was written on this machine: the same files copied elsewhere must give the same
    release.
    """
    if "retrieved_at" in told and told["retrieved_at"] is None:
        return None
    with contextlib.suppress(KeyError, ValueError):
        time = datetime.fromisoformat(str(told["retrieved_at"]))
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return descriptor.retrieved_at if descriptor else None


def _without_doubles(files: list[SourceFile]) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    first: dict[str, SourceFile] = {}
    problems = []
    for file in files:
        known = first.setdefault(file.sha256, file)
        if known is not file:
            problems.append(_double(file, known))
    return tuple(first.values()), problems


def _double(file: SourceFile, known: SourceFile) -> Problem:
    return Problem(
        file.source_id,
        WHOLE_FILE,
        Severity.NOTE,
        "file-twice",
        Sentence(
            "%(file)s has the same content as %(other)s; it is read once.",
            file=file.file_name,
            other=known.file_name,
        ),
        Sentence("Delete one of them."),
    )


def _keep_one(file: SourceFile, store: Path) -> SourceFile:
    target = snapshot_path(store, file.sha256)
    if not target.is_file() or target.stat().st_size != file.size_bytes:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_whole(file.path, target)
    _write_provenance(target, file)
    return replace(file, path=target)


def _copy_whole(origin: Path, target: Path) -> None:
    """Copy beside the target, then rename: a killed copy leaves nothing under the final name."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copy-")
    try:
        with os.fdopen(handle, "wb") as written, origin.open("rb") as read:
            if not _share_blocks(read.fileno(), written.fileno()):
                shutil.copyfileobj(read, written, 1 << 20)
            written.flush()
            os.fsync(written.fileno())
        Path(name).chmod(0o444)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _share_blocks(origin: int, target: int) -> bool:
    """Ask Linux for a copy that shares its blocks (FICLONE); false where the system or the file system cannot."""
    try:
        importlib.import_module("fcntl").ioctl(target, FICLONE, origin)
    except (OSError, ImportError):
        return False
    return True


def _write_provenance(target: Path, file: SourceFile) -> None:
    beside = target.with_name(target.name + ".json")
    told = {
        "sha256": file.sha256,
        "size_bytes": file.size_bytes,
        "file_name": file.file_name,
        "dataset": file.dataset,
        "title": file.title,
        "publisher": file.publisher,
        "url": file.url,
        "licence": file.licence,
        "retrieved_at": file.retrieved_at.isoformat() if file.retrieved_at else None,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if beside.is_file() and beside.read_text(encoding="utf-8") == text:
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".told-")
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.write(text)
    Path(name).replace(beside)
