"""Files as they came, and what is wrong in them."""

from __future__ import annotations

from sursur.model.tables.declaring import PLACE_COLUMNS, Table, columns_of

SOURCE = Table(
    "source",
    "file as it came",
    columns_of("""
    source_id     text      first 16 hex digits of the SHA-256 of the content
    dataset       text      which descriptor read it: the name of a file in `sources/`, or `iati`
    file_name     text      path below the folder that was read, with / between parts
    title         text      what the publisher calls it
    publisher     text      who answers for it
    url           text      where it is published
    licence       text      as stated by the publisher
    retrieved_at  timestamp when this copy was taken from the publisher, where known
    sha256        text      of the file as it came
    size_bytes    integer   of the file as it came
    format        text      what it turned out to be: iati-activities 2.03, iati-organisations, csv, xlsx, unreadable
    layer         text      kind of telling: registry, own_report, official_aggregate, research, compilation
    price_note    text      what the descriptor says about prices
    rows_read     integer   records found
    rows_kept     integer   records that stand in the release
    rows_rejected integer   records that do not, each with a problem that says why
    rows_left_out integer   records that the descriptor's filter leaves out (kept in the table, not counted)
    """),
    ("source_id",),
)

PROBLEM = Table(
    "problem",
    "thing found wrong in a source",
    columns_of(
        "source_id text the file it is in\n"
        + PLACE_COLUMNS
        + """
    column        text     column or element
    identifier    text     identifier of the record
    severity      text     error lost a record, warning lost or doubted a value, note lost nothing
    code          text     stable kebab-case word
    message       text     what was found
    repair        text     what the publisher or the reader can do
    """
    ),
    (),
)
