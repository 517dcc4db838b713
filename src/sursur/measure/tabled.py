"""Rules that a non-programmer can edit: the CSV files in `sursur/reference/data/rules`, checked when they are read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sursur.errors import ReferenceDataError
from sursur.model.values import Layer

FOLDER = "data/rules"
SECOND_HAND = "second_hand"
"""Telling of somebody else's money: a layer of the count, not of a source."""
SOUTHERN = frozenset({"yes", "mixed", "no", "unknown"})


@dataclass(frozen=True, slots=True)
class Form:
    """What a file must be like: the columns that name a row, and the values that a column may have."""

    key: tuple[str, ...]
    values: Mapping[str, frozenset[str]]
    numbers: tuple[str, ...] = ()


FORMS: Mapping[str, Form] = {
    "precedence": Form(
        ("party", "year_from", "year_to", "layer", "dataset"),
        {"layer": frozenset({*(layer.value for layer in Layer), SECOND_HAND})},
        ("year_from", "year_to", "priority", "threshold"),
    ),
    "measures": Form(("measure",), {"role": frozenset({"counted", "other"})}),
    "regions": Form(("region",), {f"south_{name}": SOUTHERN for name in ("g77_china", "oda_recipients", "non_dac")}),
}


@cache
def rule_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file by its name without ending; spaces around values do not count.

    Raises ReferenceDataError where a key stands twice, a value is not one of those allowed or a number is none.
    """
    path = files("sursur.reference").joinpath(FOLDER, f"{name}.csv")
    with path.open(encoding="utf-8") as file:
        rows = tuple({key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file))
    check_rows(name, rows)
    return rows


def check_rows(name: str, rows: tuple[dict[str, str], ...]) -> None:
    """See `rule_rows`."""
    form, seen = FORMS[name], set()
    for number, row in enumerate(rows, start=2):
        key = tuple(row[column] for column in form.key)
        if key in seen:
            _refuse(name, number, f"{', '.join(key)} stands twice", "Keep one of the rows.")
        seen.add(key)
        for column, allowed in form.values.items():
            if row[column] not in allowed:
                _refuse(name, number, f"{column} is {row[column]!r}", f"Write one of: {', '.join(sorted(allowed))}.")
        for column in form.numbers:
            if row[column] and not row[column].replace(".", "", 1).isdigit():
                _refuse(name, number, f"{column} is {row[column]!r}", "Write a number or leave it empty.")


def _refuse(name: str, number: int, what: str, repair: str) -> None:
    raise ReferenceDataError(f"{name}.csv, line {number}: {what}.", repair=repair)
