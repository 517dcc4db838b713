"""Figures of a scenario in words and in their units."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sursur.observatory.view import View

WHOLE = 1_000_000
"""Dollars below are told to the last one: income per person."""
SMALL = 3
"""Digits of what has no unit: an index."""


def figure_words(view: View, name: str) -> Markup:
    return view.say.text(name)


def in_unit(view: View, value: Decimal | None, unit: str) -> str:
    """Money, people and shares as they are said everywhere; an index with its digits."""
    say = view.say
    if value is None:
        return "\N{EN DASH}"
    if unit == "US dollars":
        return _money(view, value)
    if unit in ("persons", "international dollars"):
        return say.large(value)
    if unit.startswith("per cent"):
        return say.percent(value / 100, "#,##0.0%")
    if unit == "countries":
        return say.number(int(value))
    return say.number(round(value, SMALL))


def _money(view: View, usd: Decimal) -> str:
    if abs(usd) >= WHOLE:
        return str(view.say.money(usd))
    return str(view.say.text("US$ %(amount)s", amount=view.say.number(round(usd))))


def span_of(row: Mapping[str, Any]) -> str:
    """The years of the data behind a figure."""
    first, last = row["first_year"], row["last_year"]
    if first is None:
        return "\N{EN DASH}"
    return str(first) if first == last else f"{first}\N{EN DASH}{last}"
