"""Sums that others have published, kept so that what we read and add can be held against them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sursur.reference.knowledge.library import FOLDER
from sursur.reference.packaged import read_table


@dataclass(frozen=True, slots=True)
class PublishedSum:
    """A published total and the parts it is published with. `adds_up` says whether they agree to the last digit."""

    figure_id: str
    what: str
    year: str
    unit: str
    parts: tuple[tuple[str, Decimal], ...]
    total: Decimal
    source: str
    note: str

    @property
    def adds_up(self) -> bool:
        return sum((value for _, value in self.parts), Decimal(0)) == self.total


@cache
def published_sums() -> dict[str, PublishedSum]:
    """All published sums by id."""
    return {row["figure_id"]: _published_sum(row) for row in read_table(FOLDER / "published_figures.csv")}


def _published_sum(row: dict[str, str]) -> PublishedSum:
    parts = (part.rpartition(" ") for part in row["parts"].split("; "))
    return PublishedSum(
        figure_id=row["figure_id"],
        what=row["what"],
        year=row["year"],
        unit=row["unit"],
        parts=tuple((name, Decimal(value)) for name, _, value in parts),
        total=Decimal(row["total"]),
        source=row["source"],
        note=row["note"],
    )
