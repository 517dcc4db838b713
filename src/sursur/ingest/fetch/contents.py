"""Is what came what was asked for? Servers send error pages with status 200."""

from __future__ import annotations

import fnmatch
import shutil
import zipfile
from pathlib import Path

from sursur.errors import FetchError

MAGIC = {"zip": (b"PK\x03\x04",), "xlsx": (b"PK\x03\x04",), "gzip": (b"\x1f\x8b",), "parquet": (b"PAR1",)}
START_BYTES = 2048


def check_contents(path: Path, kind: str, url: str) -> None:
    """Raises `FetchError` where the bytes are a web page, nothing, or another kind than the descriptor says."""
    with path.open("rb") as stream:
        start = stream.read(START_BYTES)
    if not start:
        raise refused(f"{url} gave an empty file.", "Try later; if it stays empty, write to the publisher.")
    if kind not in MAGIC and is_web_page(start):
        raise refused(
            f"{url} gave a web page instead of the file.",
            "Open the address in a browser: the file may have moved, or the publisher may ask for a sign-in.",
        )
    if kind in MAGIC and not start.startswith(MAGIC[kind]):
        what = "a web page" if is_web_page(start) else "something else"
        raise refused(
            f"{url} gave {what}, not a {kind} file.", "Open the address in a browser and see what is there now."
        )
    if kind == "json" and not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        raise refused(f"{url} did not give JSON.", "Open the address in a browser and see what is there now.")


def is_web_page(start: bytes) -> bool:
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head[:1000]


def refused(message: str, repair: str) -> FetchError:
    """A failure that the same request will meet again."""
    error = FetchError(message, repair=repair)
    error.retry = False
    return error


def take_member(archive: Path, pattern: str, target: Path, limit: int) -> None:
    """Take one file out of a ZIP archive under the name `target`, whole or not at all."""
    try:
        with zipfile.ZipFile(archive) as packed:
            names = sorted(fnmatch.filter(packed.namelist(), pattern))
            if len(names) != 1:
                raise refused(
                    f"The archive holds {len(names)} files that fit `{pattern}`.",
                    f"Name one of these in the descriptor: {', '.join(packed.namelist()[:10])}.",
                )
            if packed.getinfo(names[0]).file_size > limit:
                raise refused(f"`{names[0]}` unpacks to more than {limit:,} bytes.", "Raise max_bytes if it is real.")
            _copy_member(packed, names[0], target)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise refused(
            f"The archive cannot be unpacked: {error}.", "Fetch it again; if it stays so, tell the publisher."
        ) from error


def _copy_member(packed: zipfile.ZipFile, name: str, target: Path) -> None:
    beside = target.with_name(target.name + ".tmp")
    try:
        with packed.open(name) as stream, beside.open("wb") as written:
            shutil.copyfileobj(stream, written, 1 << 20)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
