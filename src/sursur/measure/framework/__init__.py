"""The groups A, B and C of the UN framework: which item a flow is, and what it is worth under a chosen valuation."""

from __future__ import annotations

from sursur.measure.framework.costs import cost_table
from sursur.measure.framework.items import ITEM_RULES, with_items
from sursur.measure.framework.problems import item_problems
from sursur.measure.framework.totals import item_totals
from sursur.measure.framework.valuing import VALUATIONS, price_levels, valued

__all__ = [
    "ITEM_RULES",
    "VALUATIONS",
    "cost_table",
    "item_problems",
    "item_totals",
    "price_levels",
    "valued",
    "with_items",
]
