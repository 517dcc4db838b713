"""Words and letters that versions 1.x used as codes, as the numbers of version 2: `codes_1x.csv` lists them."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

ROLES = {"1": "funding", "2": "accountable", "3": "extending", "4": "implementing"}
"""OrganisationRole by its words, which is what the participant table speaks."""
DATE_COLUMNS = {"1": "start_planned", "2": "start_actual", "3": "end_planned", "4": "end_actual"}
"""ActivityDateType by the column it fills."""


@cache
def translations(code_list: str) -> dict[str, str]:
    """From the old word in lower case to the number of version 2."""
    with resources.files(__package__).joinpath("codes_1x.csv").open(encoding="utf-8") as file:
        return {row["old"].lower(): row["new"] for row in csv.DictReader(file) if row["list"] == code_list}
