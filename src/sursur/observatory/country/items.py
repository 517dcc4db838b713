"""What a country gave and received by item of the groups A (money), B (can be valued) and C (only counted)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sursur.observatory.measured import check, figures, measure_link
from sursur.observatory.parts import Cell, Column, Section, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.view import View

SHOWN = 12
ROLES = ("provider", "recipient")


@dataclass(slots=True)
class Item:
    """One item and unit in one direction, over all years."""

    row: Mapping[str, Any]
    flows: int = 0
    quantity: float | None = None
    usd: Decimal | None = None
    years: list[int] = field(default_factory=list)

    def add(self, row: Mapping[str, Any]) -> None:
        self.flows += row["flows"]
        if row["quantity"] is not None:
            self.quantity = (self.quantity or 0) + row["quantity"]
        if row["usd"] is not None:
            self.usd = (self.usd or Decimal(0)) + row["usd"]
        self.years.append(row["year"])


def check_items(view: View, iso3: str) -> None:
    """Raises what is wrong with the question."""
    check(view, "framework", country=iso3, role=ROLES[0])


def items_section(view: View, iso3: str) -> Section:
    say, heading = view.say, view.say.text("What was given and received, by item?")
    found = [(role, item) for role in ROLES for item in summed(figures(view, "framework", country=iso3, role=role))]
    link = measure_link(view, "framework", country=iso3)
    if not found:
        return Section(
            anchor="items",
            heading=heading,
            empty=say.text(
                "No source in this release tells single projects of this country in a way that gives them an item of "
                "the groups A, B and C."
            ),
            counted=(link,),
        )
    return Section(
        anchor="items",
        heading=heading,
        sentences=(
            say.text(
                "Group A is money, group B can be valued, group C is only counted. "
                "The catalogue of items is ours, not official."
            ),
        ),
        counted=(*view.counted(), link),
        table=_table(view, found),
        downloads=view.downloads("items"),
    )


def summed(rows: Sequence[Mapping[str, Any]]) -> list[Item]:
    """Over the years, in the order of group, item and unit; quantities of different units are never added up."""
    items: dict[tuple[Any, ...], Item] = {}
    for row in rows:
        key = (row["framework_group"], row["framework_item"], row["unit"])
        items.setdefault(key, Item(row)).add(row)
    return [items[key] for key in sorted(items, key=lambda key: tuple(part or "" for part in key))]


def _table(view: View, found: Sequence[tuple[str, Item]]) -> Table:
    say = view.say
    whole = view.asked.whole == "items" or len(found) <= SHOWN + 2
    return Table(
        name="items",
        caption=say.text("Given and received by item, over all years"),
        columns=(
            Column("item", say.text("Item")),
            Column("group", say.text("Group")),
            Column("role", say.text("How")),
            Column("flows", say.text("Flows"), "count"),
            Column("quantity", say.text("Quantity"), "count"),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("first_year", say.text("First year"), "year"),
            Column("last_year", say.text("Last year"), "year"),
        ),
        rows=tuple(_row(view, role, item) for role, item in found),
        shown=None if whole else SHOWN,
        whole_href=view.asked.address(whole="items", anchor="table-items"),
    )


def _row(view: View, role: str, item: Item) -> Cells:
    say, row = view.say, item.row
    given = say.text("Given") if role == "provider" else say.text("Received")
    name = row["name"] or row["framework_item"]
    return (
        Cell(row["framework_item"], say.text(name)),
        Cell(row["framework_group"], str(row["framework_group"]).replace("_or_", "/")),
        Cell(role, given),
        Cell(item.flows, say.number(item.flows)),
        Cell(
            item.quantity,
            "\N{EN DASH}" if item.quantity is None else say.number(round(item.quantity)),
            note=str(view.say.told((row["unit"] or "").replace("_", " "))),
        ),
        view.money_cell(item.usd),
        Cell(min(item.years), str(min(item.years))),
        Cell(max(item.years), str(max(item.years))),
    )
