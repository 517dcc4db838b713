"""Whose unit costs stand behind the value of things and people: told beside every answer that used them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from sursur.release import Release
from sursur.sentences import Sentence, phrase, word_term

COSTS_OF: Mapping[str, tuple[str, ...]] = {
    "reported": (),
    "national": ("national",),
    "international": ("international",),
    "ppp": ("national",),
    "all": ("national", "international"),
}
"""The unit costs that each valuation reads."""
ONE_YEAR = phrase("%(item)s, %(unit)s, %(first)s: %(cost)s (%(source)s)")
SEVERAL_YEARS = phrase("%(item)s, %(unit)s, %(first)s to %(last)s: %(cost)s (%(source)s)")
SAME = ("provider_country", "item", "unit", "amount", "currency", "source")


def cost_notes(release: Release, flows: ir.Table, valuation: str) -> tuple[tuple[str, str], ...]:
    """One note for each unit cost that a flow with a quantity met; years of the same cost stand together.

    flows: framework_item, unit, quantity, provider_country, year
    """
    if not COSTS_OF[valuation]:
        return ()
    items = release.table("framework_item").select("item", "position", "name")
    used = _used(release.table("unit_cost"), flows, COSTS_OF[valuation]).inner_join(items, "item")
    named = used.order_by(ibis.asc("provider_country", nulls_first=True), "position", "unit", "first")
    return tuple(("Unit cost", _told(row)) for row in release.rows(named).to_pylist())


def _used(costs: ir.Table, flows: ir.Table, valuations: tuple[str, ...]) -> ir.Table:
    counted = flows.filter(flows.quantity.notnull()).select(
        f_item="framework_item", f_unit="unit", f_year="year", f_country="provider_country"
    )
    own = costs.filter(costs.valuation.isin(valuations))
    met = own.semi_join(
        counted.distinct(),
        [
            own.item == counted.f_item,
            own.unit == counted.f_unit,
            own.year == counted.f_year,
            own.provider_country.isnull() | (own.provider_country == counted.f_country),
        ],
    )
    return met.group_by(list(SAME)).aggregate(first=met.year.min(), last=met.year.max())


def _told(row: dict[str, Any]) -> Sentence:
    values = {
        "item": Sentence(row["name"]),
        "unit": word_term(row["unit"].replace("_", " ")),
        "cost": f"{_plain(row['amount'])} {row['currency']}",
        "source": row["source"],
        "first": row["first"],
        "last": row["last"],
    }
    words = ONE_YEAR if values["first"] == values["last"] else SEVERAL_YEARS
    return Sentence(words, **values)


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():,f}"
