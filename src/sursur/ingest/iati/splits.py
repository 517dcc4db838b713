"""Shares by country, region or sector, of an activity or of one of its transactions."""

from __future__ import annotations

from sursur.ingest.iati.element import Element
from sursur.ingest.iati.record import POSITIONS, Record, Row
from sursur.ingest.iati.shapes import (
    Action,
    Fields,
    code_from_text,
    compiled,
    number,
    read_attributes,
    translated,
    upper,
)

_S = "split"
_VOCABULARY, _CODE, _NAME = (POSITIONS[_S][name] for name in ("vocabulary", "code", "name"))
_DEFAULT_VOCABULARY = {"country": None, "region": "1", "sector": "1"}
"""IATI 2.03: a sector or region without a vocabulary is of the OECD DAC; countries have one code list only."""
_FIELDS: dict[str, Fields] = {
    "country": {"code": ("code", upper), "percentage": ("percentage", number)},
    "region": {
        "code": "code",
        "vocabulary": "vocabulary",
        "vocabulary-uri": "vocabulary_uri",
        "percentage": ("percentage", number),
    },
    "sector": {
        "code": "code",
        "vocabulary": ("vocabulary", translated("sector_vocabulary")),
        "vocabulary-uri": "vocabulary_uri",
        "percentage": ("percentage", number),
    },
}


def split(path: str, dimension: str) -> Action:
    """One row per element; inside a transaction it carries the transaction's id."""
    fields = compiled(_S, _FIELDS[dimension])
    default = _DEFAULT_VOCABULARY[dimension]

    def action(record: Record, element: Element, owner: Row) -> None:
        row = Row(_S)
        ordinal = record.next_ordinal(f"{dimension} {owner.owner}")
        row.values[:4] = record.record_id, owner.owner, ordinal, dimension
        row.extra = read_attributes(record, element, row, fields)
        row.values[_NAME] = record.texts(element, path, owner.owner, row.extra)
        if row.values[_CODE] is None:
            row.values[_CODE] = code_from_text(row.values[_NAME])
        if row.values[_VOCABULARY] is None:
            row.values[_VOCABULARY] = default
        record.close(_S, row)

    return action
