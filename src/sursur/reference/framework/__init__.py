"""The catalogue of the UN framework's groups A, B and C: items, units, crosswalks and unit costs, as files.

A: money. B: things and people that can be valued. C: counts that are never valued. The catalogue that comes with Sursur
is its own working catalogue and not official: the item list of the framework stands in no public text. An agency
replaces it by a folder of its own with the same files (docs/framework.md).
"""

from __future__ import annotations

from sursur.reference.framework.reading import load_framework
from sursur.reference.framework.records import GROUPS, NO_ITEM, Framework, Item, Link, Unit, UnitCost
from sursur.reference.framework.tables import assignment_rows, cost_rows, item_table

__all__ = [
    "GROUPS",
    "NO_ITEM",
    "Framework",
    "Item",
    "Link",
    "Unit",
    "UnitCost",
    "assignment_rows",
    "cost_rows",
    "item_table",
    "load_framework",
]
