"""Places, documents, and links to other activities: one row per element."""

from __future__ import annotations

import re

from sursur.ingest.iati.element import XML_LANG, Element
from sursur.ingest.iati.record import POSITIONS, Record, Row, tidy
from sursur.ingest.iati.shapes import (
    Action,
    calendar_day,
    compiled,
    number,
    part,
    read_attributes,
    read_children,
)
from sursur.ingest.iati.values import Remark
from sursur.sentences import Sentence, phrase

_LATITUDE, _LONGITUDE = POSITIONS["place"]["latitude"], POSITIONS["place"]["longitude"]
_BETWEEN_COORDINATES = re.compile(r"[\s,;]+")
_URL, _CATEGORIES, _LANGUAGES = (POSITIONS["document"][name] for name in ("url", "categories", "languages"))


def _point(record: Record, element: Element, row: Row) -> None:
    """A point in WGS 84 as "latitude longitude", which is how the standard writes srsName EPSG:4326."""
    pos = element.find("pos")
    srs = element.get("srsName")
    if srs and not srs.rstrip("/").endswith("4326"):
        row.keep("point", {"@srsName": srs})
    if pos is None or not (pos.text or "").strip():
        return
    parts = [piece for piece in _BETWEEN_COORDINATES.split(pos.text or "") if piece]
    _set_point(record, row, parts, pos.text or "")


def _set_point(record: Record, row: Row, parts: list[str], text: str) -> None:
    read = [number(piece)[0] for piece in parts]
    if len(read) == 2 and all(isinstance(value, float) for value in read) and _on_earth(*read):
        row.values[_LATITUDE], row.values[_LONGITUDE] = read
        return
    record.remark(
        Remark(
            "point-unreadable", Sentence("'%(text)s' is not a latitude and a longitude", text=text[:80]), _POINT_REPAIR
        ),
        "location",
    )
    row.keep("pos", text.strip())


def _on_earth(latitude: object, longitude: object) -> bool:
    return (
        isinstance(latitude, float) and isinstance(longitude, float) and abs(latitude) <= 90 and abs(longitude) <= 180
    )


def _coordinates(record: Record, element: Element, row: Row) -> None:
    """Versions 1.0x wrote attributes instead of a point."""
    latitude, longitude = element.get("latitude") or "", element.get("longitude") or ""
    _set_point(record, row, [latitude, longitude], f"{latitude} {longitude}")
    left = {f"@{name}": text for name, text in element.items() if name not in {"latitude", "longitude"}}
    if left:
        row.keep("coordinates", left)


def _level(record: Record, element: Element, row: Row) -> None:
    """The level of the first administrative area fills the column; the areas are kept beside."""
    del record
    if row.values[POSITIONS["place"]["level"]] is None:
        row.values[POSITIONS["place"]["level"]] = tidy(element.get("level") or "")
    row.keep("administrative", {f"@{name}": text for name, text in element.items()} | _own_text(element))


def _own_text(element: Element) -> dict[str, str]:
    return {"#": element.text.strip()} if element.text and element.text.strip() else {}


_POINT_REPAIR = phrase("Write latitude and longitude in degrees, as in -34.6 -58.4.")
_PLACE_ATTRIBUTES = compiled("place", {"ref": "ref"})
_PLACE: dict[str, Action] = {
    "name": part("place", "location/name", {}, "name"),
    "description": part("place", "location/description", {}),
    "activity-description": part("place", "location/activity-description", {}),
    "point": _point,
    "coordinates": _coordinates,
    "location-id": part("place", "location/location-id", {"vocabulary": "id_vocabulary", "code": "id_code"}),
    "administrative": _level,
}


def place(record: Record, element: Element, activity: Row) -> None:
    del activity
    ordinal = record.next_ordinal("place")
    row = Row("place", f"{record.record_id}-place-{ordinal}")
    row.values[:2] = record.record_id, ordinal
    row.extra.update(read_attributes(record, element, row, _PLACE_ATTRIBUTES))
    read_children(record, element, row, _PLACE)
    record.close("place", row)


def _listed(position: int) -> Action:
    """Codes that may be repeated stand in one column, parted by spaces."""

    def action(record: Record, element: Element, row: Row) -> None:
        code = tidy(element.get("code") or "")
        if code:
            before = row.values[position]
            row.values[position] = f"{before} {code}" if before else code
        left = {f"@{name}": text for name, text in element.items() if name not in {"code", XML_LANG}}
        record.texts(element, f"document-link/{element.tag}", row.owner, left)
        if left:
            row.keep(element.tag, left)

    return action


_DOCUMENT_ATTRIBUTES = compiled("document", {"url": "url", "format": "format", "language": "languages"})
_DOCUMENT: dict[str, Action] = {
    "title": part("document", "document-link/title", {}, "title"),
    "description": part("document", "document-link/description", {}),
    "category": _listed(_CATEGORIES),
    "language": _listed(_LANGUAGES),
    "document-date": calendar_day("document", "document-link/document-date", "date"),
}


def document_at(record: Record, element: Element, where: str) -> None:
    """A link to a document that stands in the element `where` of the record ("" for the record itself)."""
    ordinal = record.next_ordinal("document")
    row = Row("document", f"{record.record_id}-document-{ordinal}")
    row.values[:3] = record.record_id, ordinal, f"{where}document-link"
    row.extra.update(read_attributes(record, element, row, _DOCUMENT_ATTRIBUTES))
    read_children(record, element, row, _DOCUMENT)
    if row.values[_URL] is None:
        record.remark(_NO_URL, "document-link")
    record.close("document", row)


_NO_URL = Remark(
    "document-without-address", Sentence("a document has no address"), Sentence("Give document-link/@url.")
)


def document(record: Record, element: Element, activity: Row) -> None:
    del activity
    document_at(record, element, "")


_RELATED = compiled("related", {"ref": "ref", "type": "type"})
_OTHER = compiled("related", {"ref": "ref", "type": "type", "owner-ref": "owner_ref"})
_OWNER = part("related", "other-identifier/owner-org", {"ref": "owner_ref"})
_REF = POSITIONS["related"]["ref"]


def related_activity(record: Record, element: Element, activity: Row) -> None:
    del activity
    ordinal = record.next_ordinal("related_activity")
    row = Row("related", f"{record.record_id}-related_activity-{ordinal}")
    row.values[:2] = record.record_id, ordinal
    row.values[POSITIONS["related"]["kind"]] = "related_activity"
    row.extra.update(read_attributes(record, element, row, _RELATED))
    record.texts(element, "related-activity", row.owner, row.extra)
    record.close("related", row)


def other_identifier(record: Record, element: Element, activity: Row) -> None:
    """Version 1 wrote the identifier between the tags and the owner into attributes."""
    del activity
    ordinal = record.next_ordinal("other_identifier")
    row = Row("related", f"{record.record_id}-other_identifier-{ordinal}")
    row.values[:2] = record.record_id, ordinal
    row.values[POSITIONS["related"]["kind"]] = "other_identifier"
    row.extra.update(read_attributes(record, element, row, _OTHER))
    if row.values[_REF] is None:
        row.values[_REF] = tidy(element.text or "")
    elif _own_text(element):
        row.extra.update(_own_text(element))
    read_children(record, element, row, {"owner-org": _OWNER})
    record.close("related", row)
