"""Rules that a non-programmer can edit: the CSV files in `sursur/reference/data/rules`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

FOLDER = "data/rules"


@cache
def rule_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file by its name without ending; spaces around values do not count."""
    path = files("sursur.reference").joinpath(FOLDER, f"{name}.csv")
    with path.open(encoding="utf-8") as file:
        return tuple({key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file))
