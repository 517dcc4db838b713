"""What a catalogue of the framework says, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

NO_ITEM = "-"
"""Item of a code that is known and that stands for nothing in the catalogue, such as administration."""

GROUPS: Mapping[str, str] = {"A": "face_value", "B": "cost", "B_or_C": "cost_if_known", "C": "none"}
"""How the items of a group are valued. `B_or_C`: valued like B where a cost is known, else counted like C."""

LISTS = ("TossdModality", "AidType", "FinanceType", "Instrument", "Sign", "SegibSector")
"""Lists that a crosswalk may start from. `Sign` is our own: what several columns of a record say together."""

SIGNS = ("interest_free_loan", "grant_through_multilateral", "grant_of_money")
"""See `sursur.measure.framework.items.sign_of`."""

TELLING = ("TossdModality", "AidType", "FinanceType", "SegibSector")
"""Lists whose codes are shown beside an item."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `separate` names a sum that it is kept apart from others in (`debt_relief`), or is empty."""

    item: str
    group: str
    name: str
    meaning: str
    units: tuple[str, ...]
    valued: str
    separate: str
    verified_where: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted; `item` is what a quantity of it stands for where nothing else is said, or empty."""

    unit: str
    meaning: str
    item: str


@dataclass(frozen=True, slots=True)
class Link:
    """A code and the item it belongs to. `use`: `assign` gives the item to records, `tell` only shows the code."""

    list_name: str
    code: str
    item: str
    use: str
    basis: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one unit costs in a year, in a currency; `provider` is empty for a rate that holds for all."""

    provider: str
    item: str
    unit: str
    year: int
    unit_cost: Decimal
    currency: str
    source: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A catalogue as it was read; `fingerprint` is the beginning of the SHA-256 of its files."""

    title: str
    version: str
    date: str
    status: str
    publisher: str
    note: str
    fingerprint: str
    items: Mapping[str, Item]
    units: Mapping[str, Unit]
    links: tuple[Link, ...]
    unit_costs: tuple[UnitCost, ...]

    def codes_of(self, item: str, list_name: str) -> tuple[str, ...]:
        """The codes of a list that belong to an item, in the order of the alphabet."""
        return tuple(sorted({link.code for link in self.links if link.item == item and link.list_name == list_name}))
