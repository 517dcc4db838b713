"""SDG tags, policy markers, crises and types of aid: one row per element."""

from __future__ import annotations

from sursur.ingest.iati.element import Element
from sursur.ingest.iati.record import POSITIONS, Record, Row
from sursur.ingest.iati.shapes import Action, Fields, compiled, read_attributes, translated

_VOCABULARY, _NAME = POSITIONS["tag"]["vocabulary"], POSITIONS["tag"]["name"]
_COMMON: Fields = {"code": "code", "vocabulary": "vocabulary", "vocabulary-uri": "vocabulary_uri"}
_MARKER: Fields = {"vocabulary": ("vocabulary", translated("policy_marker_vocabulary")), "significance": "significance"}


def _tag(kind: str, path: str, fields: Fields, default_vocabulary: str) -> Action:
    known = compiled("tag", fields)

    def action(record: Record, element: Element, activity: Row) -> None:
        del activity
        row = Row("tag")
        row.values[:3] = record.record_id, record.next_ordinal(kind), kind
        row.extra = read_attributes(record, element, row, known)
        row.values[_NAME] = record.texts(element, path, None, row.extra)
        if row.values[_VOCABULARY] is None:
            row.values[_VOCABULARY] = default_vocabulary
        record.close("tag", row)

    return action


tag = _tag("tag", "tag", _COMMON, "1")
policy_marker = _tag("policy_marker", "policy-marker", {**_COMMON, **_MARKER}, "1")
humanitarian_scope = _tag("humanitarian_scope", "humanitarian-scope", {**_COMMON, "type": "type"}, "1-2")
_aid_type_tag = _tag("aid_type", "default-aid-type", _COMMON, "1")
_AID_TYPE = POSITIONS["activity"]["default_aid_type"]


def aid_type(record: Record, element: Element, activity: Row) -> None:
    """Every type of aid is a row; the first one of the DAC's vocabulary also fills the activity's column."""
    _aid_type_tag(record, element, activity)
    row = record.rows["tag"][-1]
    if row[_VOCABULARY] == "1" and activity.values[_AID_TYPE] is None:
        activity.values[_AID_TYPE] = row[POSITIONS["tag"]["code"]]
