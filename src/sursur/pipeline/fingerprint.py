"""One hash for the code and reference data of this installation: a changed rule or membership gives another release."""

from __future__ import annotations

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable

DIGITS = 16
NOT_MEASURED = {"observatory", "cli", "publish", "answers", "starter", "__pycache__"}
"""Packages that show a release but do not make it; the starter data is an input like any other."""


def engine_fingerprint() -> str:
    """The fingerprint of this installation."""
    return fingerprint_of(resources.files("sursur"))


def fingerprint_of(package: Traversable) -> str:
    """First 16 hex digits of the SHA-256 over every file of a package that takes part in making a release."""
    digest = hashlib.sha256()
    _add(digest, package, "")
    return digest.hexdigest()[:DIGITS]


def _add(digest: hashlib._Hash, folder: Traversable, prefix: str) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            if entry.name not in NOT_MEASURED:
                _add(digest, entry, name)
        elif not entry.name.endswith((".pyc", ".md")):
            digest.update(name.encode() + b"\0" + entry.read_bytes())
