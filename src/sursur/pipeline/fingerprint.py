"""One hash for the code and reference data of this installation: a changed rule or membership gives another release."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

from sursur.model import fingerprint

NOT_MEASURED = {"observatory", "cli", "publish", "answers", "starter"}
"""Packages that show a release but do not make it; the starter data is an input like any other."""


def engine_fingerprint() -> str:
    """The fingerprint of this installation."""
    return fingerprint_of(resources.files("sursur"))


def fingerprint_of(package: Traversable) -> str:
    """Of every file of a package that takes part in making a release."""
    return fingerprint.fingerprint_of(package, NOT_MEASURED)
