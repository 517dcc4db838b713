"""The groups of the package, loaded once, and as tables of a release."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache

import pyarrow as pa

from sursur.model.tables import GROUP, MEMBERSHIP
from sursur.reference.countries import load_countries
from sursur.reference.groups.membership import Groups
from sursur.reference.groups.reading import read_groups
from sursur.reference.packaged import folder
from sursur.tabular import arrow_table

FOLDER = folder("groups")


@cache
def load_groups() -> Groups:
    """The groups of the package. Raises ReferenceDataError where its tables break their rules."""
    known = frozenset(country.iso3 for country in load_countries())
    return read_groups(FOLDER, known.__contains__)


def group_table() -> pa.Table:
    return arrow_table(GROUP, ({**asdict(group), "made_up_of": " ".join(group.made_up_of)} for group in load_groups()))


def membership_table() -> pa.Table:
    return arrow_table(MEMBERSHIP, ({**asdict(row), "status": row.status.value} for row in load_groups().memberships))
