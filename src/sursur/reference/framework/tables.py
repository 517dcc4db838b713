"""A catalogue as tables: for a release to keep, and for the build to join on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from sursur.model.tables import FRAMEWORK_ITEM
from sursur.reference.framework.records import TELLING, Framework, Item
from sursur.tabular import arrow_table

COLUMN_OF = dict(zip(TELLING, ("tossd_modalities", "aid_types", "finance_types", "segib_sectors"), strict=True))
NATIONAL, INTERNATIONAL = "national", "international"


def item_table(framework: Framework) -> pa.Table:
    """One row per item, with its codes in other lists, in the order of the catalogue."""
    return arrow_table(
        FRAMEWORK_ITEM, (_row(framework, item, place) for place, item in enumerate(framework.items.values(), start=1))
    )


def _row(framework: Framework, item: Item, place: int) -> dict[str, Any]:
    own = ("item", "name", "meaning", "valued", "verified_where")
    return {
        **{name: getattr(item, name) for name in own},
        "framework_group": item.group,
        "separate": item.separate or None,
        "position": place,
        "units": " ".join(item.units) or None,
        **{column: " ".join(framework.codes_of(item.item, name)) or None for name, column in COLUMN_OF.items()},
        "catalogue": framework.title,
        "version": framework.version,
        "status": framework.status,
    }


def assignment_rows(framework: Framework) -> Iterator[tuple[str, str, str]]:
    """(list, code, item) by which the build assigns items; an item and a unit stand for themselves."""
    for item in framework.items:
        yield "Item", item, item
    for unit in framework.units.values():
        if unit.item:
            yield "Unit", unit.unit, unit.item
    for link in framework.links:
        if link.use == "assign":
            yield link.list_name, link.code, link.item


def cost_rows(framework: Framework) -> Iterator[dict[str, Any]]:
    """Unit costs as reported; `valuation` is national, or international where no provider is named."""
    for number, cost in enumerate(framework.unit_costs, start=1):
        yield {
            "cost_id": str(number),
            "valuation": NATIONAL if cost.provider else INTERNATIONAL,
            "provider_country": cost.provider or None,
            "item": cost.item,
            "unit": cost.unit,
            "year": cost.year,
            "amount": cost.unit_cost,
            "currency": cost.currency,
            "source": cost.source,
        }
