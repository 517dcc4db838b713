"""Every table of a release, declared once: what one row is, what each column means and in which unit.

Readers write these tables, measures read and extend them, the release stores them, and the documentation page
`docs/tables.md` is generated from here. Types are our own small list so that this module stays free of tools.
"""

from __future__ import annotations

from sursur.model.tables.activity import ACTIVITY, BUDGET, NARRATIVE, PARTICIPANT, SPLIT, TAG, TRANSACTION
from sursur.model.tables.declaring import Column, Kind, Table
from sursur.model.tables.evidence import (
    DETAIL,
    DOCUMENT,
    LINK,
    ORGANISATION_BUDGET,
    ORGANISATION_REPORT,
    PLACE,
    RELATED,
    RESULT,
)
from sursur.model.tables.flow import FIGURE, FLOW, ORGANISATION
from sursur.model.tables.framework import FRAMEWORK_ITEM, UNIT_COST
from sursur.model.tables.knowledge import (
    COMMITMENT,
    COUNTRY,
    EVENT,
    GROUP,
    INDICATOR,
    INITIATIVE,
    INSTRUMENT,
    MEMBERSHIP,
    SOUTH,
    TRADE,
    VOTE,
)
from sursur.model.tables.reporting import OBJECTION, REPORTING
from sursur.model.tables.source import PROBLEM, SOURCE

INGESTED: tuple[Table, ...] = (
    ACTIVITY, NARRATIVE, PARTICIPANT, TRANSACTION, BUDGET, SPLIT, TAG, PLACE, RESULT, DOCUMENT, RELATED, DETAIL,
    ORGANISATION_REPORT, ORGANISATION_BUDGET, FIGURE,
)  # fmt: skip
"""What a reader may return for one file, beside its problems."""

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SOURCE, PROBLEM, *INGESTED, ORGANISATION, FLOW, LINK, COUNTRY, SOUTH, GROUP, MEMBERSHIP, INDICATOR, INSTRUMENT, COMMITMENT, EVENT,
        INITIATIVE, TRADE, VOTE, FRAMEWORK_ITEM, UNIT_COST, REPORTING, OBJECTION,
    )
}  # fmt: skip
"""Every table of a release by name."""

__all__ = [
    "ACTIVITY",
    "BUDGET",
    "COMMITMENT",
    "COUNTRY",
    "DETAIL",
    "DOCUMENT",
    "EVENT",
    "FIGURE",
    "FLOW",
    "FRAMEWORK_ITEM",
    "GROUP",
    "INDICATOR",
    "INGESTED",
    "INITIATIVE",
    "INSTRUMENT",
    "LINK",
    "MEMBERSHIP",
    "NARRATIVE",
    "OBJECTION",
    "ORGANISATION",
    "ORGANISATION_BUDGET",
    "ORGANISATION_REPORT",
    "PARTICIPANT",
    "PLACE",
    "PROBLEM",
    "RELATED",
    "REPORTING",
    "RESULT",
    "SOURCE",
    "SOUTH",
    "SPLIT",
    "TABLES",
    "TAG",
    "TRADE",
    "TRANSACTION",
    "UNIT_COST",
    "VOTE",
    "Column",
    "Kind",
    "Table",
]
