"""Sursur: who cooperates with whom in the South, from scattered records, sourced, dated and counted once."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sursur.answers.library import Library, open_release
    from sursur.measure.grant_element import grant_element

__version__ = "0.1.0"
__all__ = ["Library", "__version__", "grant_element", "open_release"]
LAZY = {
    "Library": "sursur.answers.library",
    "open_release": "sursur.answers.library",
    "grant_element": "sursur.measure.grant_element",
}


def __getattr__(name: str) -> object:
    """The library is loaded when it is asked for: processes that only read files start without the query engine."""
    if name in LAZY:
        return getattr(import_module(LAZY[name]), name)
    raise AttributeError(f"module 'sursur' has no attribute {name!r}")
