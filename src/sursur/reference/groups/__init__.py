"""Groups of countries with dated memberships, and the definitions of the South that are made of them.

The data are one file of groups and one file of memberships per group in `data/groups`, kept as tables that anybody can
edit: a status, a span as precise as its source, the source, and whether it is confirmed.
"""

from __future__ import annotations

from sursur.model.tables import GROUP
from sursur.reference.groups.income import INCOME_GROUPS, income_group
from sursur.reference.groups.membership import Group, Groups, Membership, day_of
from sursur.reference.groups.naming import group_named
from sursur.reference.groups.reading import read_groups
from sursur.reference.groups.south import (
    SOUTH_YEARS,
    SouthDefinition,
    south_countries,
    south_definitions,
    south_of_all_definitions,
    south_table,
    south_table_from,
)
from sursur.reference.groups.tables import group_table, load_groups, membership_table

__all__ = [
    "GROUP",
    "INCOME_GROUPS",
    "SOUTH_YEARS",
    "Group",
    "Groups",
    "Membership",
    "SouthDefinition",
    "day_of",
    "group_named",
    "group_table",
    "income_group",
    "load_groups",
    "membership_table",
    "read_groups",
    "south_countries",
    "south_definitions",
    "south_of_all_definitions",
    "south_table",
    "south_table_from",
]
