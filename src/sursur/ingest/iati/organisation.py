"""An organisation record: budgets and expenditure of an organisation as a whole."""

from __future__ import annotations

from sursur.ingest.iati.activity import detail, language_of
from sursur.ingest.iati.element import Element
from sursur.ingest.iati.links import document
from sursur.ingest.iati.record import POSITIONS, Record, Row, tidy
from sursur.ingest.iati.shapes import (
    Action,
    calendar_day,
    compiled,
    moment,
    money,
    part,
    read_attributes,
    read_children,
    translated,
    upper,
)
from sursur.ingest.iati.values import Remark
from sursur.sentences import Sentence

_O, _B = "organisation_report", "organisation_budget"
_POSITION = POSITIONS[_O]
_ATTRIBUTES = compiled(
    _O,
    {
        "default-currency": ("default_currency", upper),
        "last-updated-datetime": ("last_updated", moment),
        "version": "version",
    },
)


def _identifier(record: Record, element: Element, row: Row) -> None:
    row.values[_POSITION["identifier"]] = record.identifier = tidy("".join(element.itertext()))


def _budget(kind: str) -> Action:
    """Lines of a budget are kept in `extra`: their texts, values and references."""
    attributes = compiled(_B, {"status": "status"})
    recipient = part(_B, f"{kind}/recipient", {"ref": "recipient_ref", "code": "recipient_ref"}, "recipient_name")
    children: dict[str, Action] = {
        "period-start": calendar_day(_B, f"{kind}/period-start", "period_start"),
        "period-end": calendar_day(_B, f"{kind}/period-end", "period_end"),
        "value": money(_B),
        "recipient-org": recipient,
        "recipient-country": recipient,
        "recipient-region": recipient,
    }

    def action(record: Record, element: Element, organisation_row: Row) -> None:
        del organisation_row
        ordinal = record.next_ordinal(_B)
        row = Row(_B, f"{record.record_id}-{kind}-{ordinal}")
        row.values[:3] = record.record_id, ordinal, kind
        row.extra.update(read_attributes(record, element, row, attributes))
        read_children(record, element, row, children)
        record.close(_B, row)

    return action


_CHILDREN: dict[str, Action] = {
    "organisation-identifier": _identifier,
    "iati-identifier": _identifier,
    "name": part(_O, "name", {}, "name"),
    "reporting-org": part(
        _O,
        "reporting-org",
        {"ref": "reporting_ref", "type": ("reporting_type", translated("organisation_type"))},
        "reporting_name",
    ),
    "document-link": document,
} | {
    kind: _budget(kind)
    for kind in (
        "total-budget",
        "recipient-org-budget",
        "recipient-country-budget",
        "recipient-region-budget",
        "total-expenditure",
    )
}


def organisation(record: Record, element: Element) -> None:
    """Read one `iati-organisation` into the record's rows."""
    row, origin = Row(_O), record.origin
    row.values[:4] = record.record_id, origin.source_id, origin.ordinal, origin.byte_offset
    row.extra.update(read_attributes(record, element, row, _ATTRIBUTES))
    record.language = language_of(element) or record.language
    record.currency = row.values[_POSITION["default_currency"]]
    for child in element:
        _CHILDREN.get(child.tag, detail)(record, child, row)
    row.values[_POSITION["language"]] = record.language
    if row.values[_POSITION["version"]] is None:
        row.values[_POSITION["version"]] = origin.frame.version or None
    if record.identifier is None:
        record.remark(_NO_IDENTIFIER, "iati-organisation")
    record.close(_O, row)


_NO_IDENTIFIER = Remark(
    "organisation-without-identifier",
    Sentence("the record does not say which organisation it is about"),
    Sentence("Give organisation-identifier."),
)
