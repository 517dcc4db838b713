"""Who takes the data of SDG indicator 17.3.1, and what recipients object to."""

from __future__ import annotations

from sursur.model.tables.declaring import Table, columns_of

REPORTING = Table(
    "reporting",
    "provider and span of years, with the custodian of SDG indicator 17.3.1 that takes its data",
    columns_of("""
    provider   text     ISO 3166-1 alpha-3, or organisation_id
    year_from  integer  first year of the flows; empty where no beginning is known
    year_to    integer  last year; empty where it goes on
    custodian  text     oecd or unctad; who stands in no row is unassigned
    note       text     on what it rests
    source     text     where it was read
    """),
    ("provider", "year_from"),
)

OBJECTION = Table(
    "objection",
    "objection of a recipient, or anticipated harm, decided by people in decisions/objections.csv of the home folder",
    columns_of("""
    objection_id  text     first 12 hex digits of the SHA-256 of the row
    ground        text     objection (the recipient objects) or harm (to another target is anticipated)
    recipient     text     ISO 3166-1 alpha-3
    provider      text     ISO 3166-1 alpha-3 or organisation_id; empty for every provider
    identifier    text     of the activity; empty for everything between the two
    year_from     integer  first year of the flows; empty for no limit
    year_to       integer  last year of the flows; empty for no limit
    date          date     of the decision
    who           text     who decided
    why           text     in their words
    source        text     document or address
    """),
    ("objection_id",),
)
