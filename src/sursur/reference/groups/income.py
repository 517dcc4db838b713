"""The World Bank's income groups by day or year."""

from __future__ import annotations

from datetime import date

from sursur.reference.groups.tables import load_groups

INCOME_GROUPS = {
    "wb_low": "low",
    "wb_lower_middle": "lower_middle",
    "wb_upper_middle": "upper_middle",
    "wb_high": "high",
}


def income_group(country: str, at: date | int) -> str | None:
    """low, lower_middle, upper_middle or high; None where the Bank did not classify the country.

    The Bank classifies anew each 1 July, by the income of the year before. As everywhere here, a year means its
    31 December: 2025 asks for the classification of July 2025 (its fiscal year 2026).
    """
    groups = load_groups()
    held = (name for group_id, name in INCOME_GROUPS.items() if country in groups.members(group_id, at))
    return next(held, None)
