"""What the columns of a comparison mean."""

from __future__ import annotations

FIGURE_COLUMNS = {
    "name": "what is compared",
    "unit": "of before, after and difference",
    "before": "of the members before the change; empty where no member has data",
    "after": "of the members after it",
    "difference": "after less before; empty where nothing is known of those who join or leave",
    "world_percent_before": "before as per cent of the sum of all countries that have the figure",
    "world_percent_after": "after in the same way",
    "first_year": "oldest year of the data used",
    "last_year": "newest year of the data used",
    "with_data_before": "members with data before",
    "with_data_after": "members with data after",
    "without_data_before": "members without data before, which add nothing",
    "without_data_after": "members without data after, which add nothing",
    "missing": "names of the members without data on either side",
}
