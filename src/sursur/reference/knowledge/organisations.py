"""Initiatives that are organisations with money of their own: their flows stand under their own name.

`data/knowledge/initiative_organisations.csv` names them, with the group whose members own them where it is one of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sursur.reference.groups import load_groups
from sursur.reference.knowledge.library import FOLDER, load_knowledge
from sursur.reference.knowledge.records import fault
from sursur.reference.organisations import load_organisations
from sursur.reference.packaged import read_table

TABLE = "initiative_organisations"


@dataclass(frozen=True, slots=True)
class InitiativeOrganisation:
    """`group_id` is empty where the members are not recorded as a group."""

    initiative_id: str
    organisation_id: str
    group_id: str


@cache
def initiative_organisations() -> tuple[InitiativeOrganisation, ...]:
    """Raises ReferenceDataError for an initiative, organisation or group that is not known."""
    rows = tuple(InitiativeOrganisation(**row) for row in read_table(FOLDER / f"{TABLE}.csv"))
    organisations = {organisation.organisation_id for organisation in load_organisations()}
    for row in rows:
        _check(row, row.initiative_id in load_knowledge().initiatives, "the initiative is unknown")
        _check(row, row.organisation_id in organisations, "the organisation is unknown")
        _check(row, not row.group_id or row.group_id in load_groups(), "the group is unknown")
    return rows


def _check(row: InitiativeOrganisation, holds: bool, what: str) -> None:
    if not holds:
        raise fault(TABLE, row.initiative_id, what, "Correct the id.")
