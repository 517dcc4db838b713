"""What was agreed, when and where: instruments, the promises in them, events, initiatives and who takes part.

The data are tables in `data/knowledge` that anybody can edit, in our own words, each row with a source and with how
much of it is confirmed. They are checked on load.
"""

from __future__ import annotations

from sursur.reference.knowledge.calendar import CalendarEntry, calendar
from sursur.reference.knowledge.figures import PublishedSum, published_sums
from sursur.reference.knowledge.library import (
    commitment_table,
    event_table,
    initiative_table,
    instrument_table,
    load_knowledge,
    participants,
)
from sursur.reference.knowledge.organisations import InitiativeOrganisation, initiative_organisations
from sursur.reference.knowledge.records import Knowledge, Participant, read_knowledge
from sursur.reference.knowledge.search import Found, find

__all__ = [
    "CalendarEntry",
    "Found",
    "InitiativeOrganisation",
    "Knowledge",
    "Participant",
    "PublishedSum",
    "calendar",
    "commitment_table",
    "event_table",
    "find",
    "initiative_organisations",
    "initiative_table",
    "instrument_table",
    "load_knowledge",
    "participants",
    "published_sums",
    "read_knowledge",
]
