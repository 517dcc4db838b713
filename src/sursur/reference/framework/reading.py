"""Reading a catalogue of the framework from its folder, with a check of every row."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NoReturn

from sursur.errors import ReferenceDataError
from sursur.model.values import Instrument
from sursur.reference.codes import code_list
from sursur.reference.countries import load_countries
from sursur.reference.crosswalks import BASES
from sursur.reference.currencies import load_currencies
from sursur.reference.framework.records import (
    GROUPS,
    LISTS,
    NO_ITEM,
    SIGNS,
    Framework,
    Item,
    Link,
    Unit,
    UnitCost,
)
from sursur.reference.packaged import folder as packaged_folder

PACKAGED = "1"
"""Version of the catalogue that is used where none is named."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "about.csv": ("key", "text"),
    "items.csv": ("item", "group", "name", "meaning", "units", "valued", "separate", "verified_where"),
    "units.csv": ("unit", "meaning", "item"),
    "crosswalks.csv": ("list", "code", "item", "use", "basis", "note", "source"),
    "unit_costs.csv": ("provider", "item", "unit", "year", "unit_cost", "currency", "source"),
    "international_rates.csv": ("item", "unit", "year", "unit_cost", "currency", "source"),
}
"""The files of a catalogue and their columns."""

ABOUT = ("title", "version", "date", "status", "publisher")
"""What `about.csv` must say; `note` may stand there too."""

FEW = 60
"""So many valid choices are listed whole; of more the nearest are named."""
LARGEST_COST = Decimal(10) ** 14
_ID = re.compile(r"[a-z][a-z0-9_]*")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _File:
    """The rows of one file; `refuse` names the place of a fault."""

    name: str
    place: str
    rows: tuple[dict[str, str], ...]

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        return iter(enumerate(self.rows, start=2))

    def refuse(self, number: int, what: str, repair: str) -> NoReturn:
        raise ReferenceDataError(f"{self.place}, row {number}: {what}.", repair=repair)

    def check(self, number: int, row: Mapping[str, str], column: str, known: Collection[str]) -> str:
        """The value of a column that must be one of `known`."""
        if row[column] not in known:
            near = ", ".join(difflib.get_close_matches(row[column], known, n=3, cutoff=0.3))
            repair = (
                f"Write one of: {', '.join(sorted(known))}." if len(known) <= FEW else f"Nearest: {near or 'none'}."
            )
            self.refuse(number, f"{column} is {row[column]!r}", repair)
        return row[column]


def load_framework(folder: Path | None = None) -> Framework:
    """The catalogue in a folder; without one, the working catalogue that comes with Sursur (ours, not official).

    Raises ReferenceDataError with file, row and repair: a file or column that is missing, an item or unit given twice,
    a code that its list does not have, an item that is not in `items.csv`, a way of valuing that does not fit the
    group, a unit cost that is not above 0 or has no source.
    """
    return _load(Path(folder)) if folder is not None else _packaged()


@cache
def _packaged() -> Framework:
    return _load(packaged_folder("framework") / PACKAGED)


def _load(folder: Traversable) -> Framework:
    if not folder.is_dir():
        raise ReferenceDataError(f"There is no folder {folder}.", repair="Name a folder with the files of a catalogue.")
    texts = {name: _text(folder, name) for name in COLUMNS}
    files = {name: _parsed(folder, name, text) for name, text in texts.items()}
    about = _about(files["about.csv"])
    units = {row["unit"] for row in files["units.csv"].rows}
    items = _items(files["items.csv"], units)
    costs = (*_costs(files["unit_costs.csv"], items), *_costs(files["international_rates.csv"], items))
    digest = hashlib.sha256("\0".join(f"{name}\0{text}" for name, text in sorted(texts.items())).encode())
    return Framework(
        **{name: about[name] for name in ABOUT},
        note=about.get("note", ""),
        fingerprint=digest.hexdigest()[:16],
        items=items,
        units=_units(files["units.csv"], items),
        links=_links(files["crosswalks.csv"], items),
        unit_costs=costs,
    )


def _text(folder: Traversable, name: str) -> str:
    """Line ends do not count: the same catalogue is the same on every system."""
    file = folder / name
    if not file.is_file():
        raise ReferenceDataError(
            f"{folder} has no file {name}.", repair=f"A catalogue has: {', '.join(COLUMNS)} (docs/framework.md)."
        )
    try:
        return file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ReferenceDataError(
            f"{file} is not UTF-8 (byte {error.start}).", repair="Save it as CSV in UTF-8."
        ) from error


def _parsed(folder: Traversable, name: str, text: str) -> _File:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in COLUMNS[name] if column not in (reader.fieldnames or ())]
    if missing:
        raise ReferenceDataError(
            f"{folder / name}, row 1: no column {', '.join(missing)}.", repair=f"Columns: {', '.join(COLUMNS[name])}."
        )
    rows = tuple({column: (row[column] or "").strip() for column in COLUMNS[name]} for row in reader)
    return _File(name, str(folder / name), rows)


def _about(file: _File) -> dict[str, str]:
    about = {row["key"]: row["text"] for row in file.rows}
    missing = [key for key in ABOUT if not about.get(key)]
    if missing:
        raise ReferenceDataError(
            f"{file.place} does not say: {', '.join(missing)}.", repair="Add a row with key and text for each."
        )
    return about


def _unique(file: _File, columns: tuple[str, ...], key: Callable[[dict[str, str]], bool] = lambda _row: True) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for number, row in file.numbered():
        named = tuple(row[column] for column in columns)
        if key(row) and seen.setdefault(named, number) != number:
            file.refuse(number, f"{', '.join(named)} stands in row {seen[named]} too", "Keep one of the rows.")


def _items(file: _File, units: Collection[str]) -> dict[str, Item]:
    _unique(file, ("item",))
    return {row["item"]: _item(file, number, row, units) for number, row in file.numbered()}


def _item(file: _File, number: int, row: dict[str, str], units: Collection[str]) -> Item:
    if not _ID.fullmatch(row["item"]):
        file.refuse(
            number, f"item is {row['item']!r}", "Write small letters, digits and underscores, as in grant_cash."
        )
    group = file.check(number, row, "group", GROUPS)
    if row["valued"] != GROUPS[group]:
        file.refuse(number, f"an item of group {group} is valued as {row['valued']!r}", f"Write {GROUPS[group]}.")
    if not row["name"] or not row["verified_where"]:
        file.refuse(number, "name or verified_where is empty", "Name the item and say where it was verified.")
    listed = tuple(row["units"].split())
    for unit in listed:
        if unit not in units:
            file.refuse(number, f"there is no unit {unit!r}", "Add it to units.csv, or correct it.")
    rest = ("item", "group", "name", "meaning")
    return Item(**{name: row[name] for name in rest}, units=listed,
                valued=row["valued"], separate=row["separate"], verified_where=row["verified_where"])  # fmt: skip


def _units(file: _File, items: Mapping[str, Item]) -> dict[str, Unit]:
    _unique(file, ("unit",))
    for number, row in file.numbered():
        if row["item"]:
            file.check(number, row, "item", items)
            if row["unit"] not in items[row["item"]].units:
                file.refuse(number, f"{row['item']} is not counted in {row['unit']!r}", "Add the unit in items.csv.")
    return {row["unit"]: Unit(row["unit"], row["meaning"], row["item"]) for row in file.rows}


def _links(file: _File, items: Mapping[str, Item]) -> tuple[Link, ...]:
    _unique(file, ("list", "code"), lambda row: row["use"] == "assign")
    return tuple(_link(file, number, row, items) for number, row in file.numbered())


def _link(file: _File, number: int, row: dict[str, str], items: Mapping[str, Item]) -> Link:
    list_name = file.check(number, row, "list", LISTS)
    file.check(number, row, "code", _codes(list_name))
    file.check(number, row, "item", {*items, NO_ITEM})
    file.check(number, row, "use", ("assign", "tell"))
    file.check(number, row, "basis", BASES)
    if not row["source"]:
        file.refuse(number, "no source is named", "Say where the link comes from, or that it is your own.")
    return Link(list_name, *(row[name] for name in ("code", "item", "use", "basis", "note", "source")))


def _codes(list_name: str) -> Collection[str]:
    own = {"Instrument": tuple(word.value for word in Instrument), "Sign": SIGNS}
    return own[list_name] if list_name in own else code_list(list_name).entries.keys()


def _costs(file: _File, items: Mapping[str, Item]) -> tuple[UnitCost, ...]:
    own = "provider" in COLUMNS[file.name]
    _unique(file, (*(("provider",) if own else ()), "item", "unit", "year"))
    return tuple(_cost(file, number, row, items) for number, row in file.numbered())


def _cost(file: _File, number: int, row: dict[str, str], items: Mapping[str, Item]) -> UnitCost:
    item = items[file.check(number, row, "item", items)]
    if item.valued not in ("cost", "cost_if_known"):
        file.refuse(number, f"{item.item} is of group {item.group}, which has no unit costs", "Take the row out.")
    file.check(number, row, "unit", item.units)
    if "provider" in row and row["provider"] not in load_countries():
        file.refuse(number, f"provider is {row['provider']!r}", "Write an ISO 3166-1 alpha-3 code, such as BRA.")
    if not _YEAR.fullmatch(row["year"]):
        file.refuse(number, f"year is {row['year']!r}", "Write four digits, such as 2023.")
    if row["currency"] not in load_currencies():
        file.refuse(number, f"currency is {row['currency']!r}", "Write an ISO 4217 code, such as USD.")
    if not row["source"]:
        file.refuse(number, "no source is named", "Say whose unit cost it is: a figure without a source is not used.")
    return UnitCost(
        row.get("provider", ""), item.item, row["unit"], int(row["year"]), _money(file, number, row["unit_cost"]),
        row["currency"], row["source"],
    )  # fmt: skip


def _money(file: _File, number: int, text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or not 0 < found < LARGEST_COST or found != round(found, 6):
        file.refuse(number, f"unit_cost is {text!r}", "Write a number above 0 with a point, such as 412.50.")
    return found
