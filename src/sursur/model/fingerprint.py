"""One hash for the files of a package: whatever is made by code and data must be made anew when they change."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

DIGITS = 16


@cache
def fingerprint_of_packages(*names: str) -> str:
    """Of these packages of Sursur, each with all that is below it."""
    own = resources.files("sursur")
    told = "\n".join(f"{name} {fingerprint_of(own / name)}" for name in names)
    return hashlib.sha256(told.encode()).hexdigest()[:DIGITS]


def fingerprint_of(package: Traversable, without: Collection[str] = ()) -> str:
    """First 16 hex digits of the SHA-256 over every file with its place; folders named in `without` do not count."""
    digest = hashlib.sha256()
    _add(digest, package, "", {*without, "__pycache__"})
    return digest.hexdigest()[:DIGITS]


def _add(digest: hashlib._Hash, folder: Traversable, prefix: str, without: Collection[str]) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            if entry.name not in without:
                _add(digest, entry, name, without)
        elif not entry.name.endswith((".pyc", ".md")):
            digest.update(name.encode() + b"\0" + entry.read_bytes())
