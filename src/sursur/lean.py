"""Processes that start soon and stay small: what our own commands and pages never need is not loaded."""

from __future__ import annotations

import gc
import sys
from importlib.abc import MetaPathFinder

SELDOM = (100_000, 50, 50)
"""How often garbage is looked for. Writing queries makes many small objects that live on; at Python's own rate a third
of a build's time went into looking at them again and again, for 5 MB more at the peak.
"""


def start_lean() -> None:
    """For processes of our own alone: whoever uses Sursur as a library keeps her data frames and Python's own ways."""
    gc.set_threshold(*SELDOM)
    leave_out_data_frames()


def leave_out_data_frames() -> None:
    """Arrow loads pandas before its first array: a quarter of a second and 30 MB that no command and no page needs."""
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _Absent())


class _Absent(MetaPathFinder):
    """Says of pandas that it is not there."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        del path, target
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)
