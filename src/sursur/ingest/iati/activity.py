"""An activity: which element fills which column or table. What stands in no line below is kept as XML in `detail`."""

from __future__ import annotations

from sursur.ingest.iati.codes import DATE_COLUMNS, ROLES, translations
from sursur.ingest.iati.element import XML_LANG, Element, as_xml, local_name, namespace, without_namespace
from sursur.ingest.iati.lending import loan_terms
from sursur.ingest.iati.links import document, other_identifier, place, related_activity
from sursur.ingest.iati.record import POSITIONS, Json, Record, Row, TooDeepError, tidy
from sursur.ingest.iati.result import result
from sursur.ingest.iati.shapes import (
    Action,
    Fields,
    calendar_day,
    compiled,
    flag,
    moment,
    part,
    read_attributes,
    translated,
    upper,
)
from sursur.ingest.iati.shares import doubt_shares
from sursur.ingest.iati.splits import split
from sursur.ingest.iati.tags import aid_type, humanitarian_scope, policy_marker, tag
from sursur.ingest.iati.transaction import budget, planned_disbursement, transaction
from sursur.ingest.iati.values import Remark
from sursur.sentences import Sentence

_A = "activity"
_POSITION = POSITIONS[_A]
_ATTRIBUTES = compiled(
    _A,
    {
        "default-currency": ("default_currency", upper),
        "last-updated-datetime": ("last_updated", moment),
        "hierarchy": "hierarchy",
        "humanitarian": ("humanitarian", flag),
        "version": "version",
    },
)
_REPORTER: Fields = {
    "ref": "reporting_ref",
    "type": ("reporting_type", translated("organisation_type")),
    "secondary-reporter": ("secondary_reporter", flag),
    "secondary-publisher": ("secondary_reporter", flag),
}
_DATE_TYPES = translations("activity_date")
_DATES = {number: calendar_day(_A, "activity-date", column, typed=True) for number, column in DATE_COLUMNS.items()}
_PARTICIPANT_ATTRIBUTES = compiled(
    "participant",
    {
        "ref": "ref",
        "role": "role_code",
        "type": ("type", translated("organisation_type")),
        "activity-id": "activity_ref",
        "crs-channel-code": "channel_code",
    },
)
_ROLE_NUMBERS = translations("role")
_P_ROLE, _P_ROLE_CODE, _P_NAME = (POSITIONS["participant"][name] for name in ("role", "role_code", "name"))


def _identifier(record: Record, element: Element, row: Row) -> None:
    text = tidy("".join(element.itertext()))
    if row.values[_POSITION["identifier"]] is not None:
        record.remark(_TWO_IDENTIFIERS, "iati-identifier")
        row.keep("iati-identifier", text)
        return
    row.values[_POSITION["identifier"]] = record.identifier = text


def _description(record: Record, element: Element, row: Row) -> None:
    """Every description is a text with its type; the first one also fills the column."""
    left: Json = {f"@{name}": text for name, text in element.items() if name not in {"type", XML_LANG}}
    kind = tidy(element.get("type") or "")
    number = kind if kind is None else _DESCRIPTION_TYPES.get(kind.lower(), kind)
    first = record.texts(element, "description", None, left, number)
    if row.values[_POSITION["description"]] is None:
        row.values[_POSITION["description"]] = first
    if left:
        row.keep("description", left)


_DESCRIPTION_TYPES = translations("description_type")


def _activity_date(record: Record, element: Element, row: Row) -> None:
    kind = (element.get("type") or "").strip()
    number = _DATE_TYPES.get(kind.lower(), kind)
    read = _DATES.get(number)
    if read is None:
        record.remark(_UNKNOWN_DATE_TYPE, "activity-date")
        left: Json = {"@type": kind} | {f"@{name}": text for name, text in element.items()}
        record.texts(element, "activity-date", None, left, kind or None)
        row.keep("activity-date", left)
        return
    read(record, element, row)


def _participant(record: Record, element: Element, activity: Row) -> None:
    del activity
    ordinal = record.next_ordinal("participant")
    row = Row("participant", f"{record.record_id}-participant-{ordinal}")
    row.values[:2] = record.record_id, ordinal
    row.extra = read_attributes(record, element, row, _PARTICIPANT_ATTRIBUTES)
    row.values[_P_ROLE] = _role(record, row.values[_P_ROLE_CODE])
    row.values[_P_NAME] = record.texts(element, "participating-org", row.owner, row.extra)
    record.close("participant", row)


def _role(record: Record, code: str | None) -> str | None:
    """The standard has four roles; another word counts as `other`, no word as none."""
    if code is None:
        record.remark(_NO_ROLE, "participating-org")
        return None
    return ROLES.get(_ROLE_NUMBERS.get(code.lower(), code), "other")


def detail(record: Record, element: Element, row: Row) -> None:
    """Kept as XML, with the namespaces it needs; its narratives are texts like all others."""
    del row
    ordinal = record.next_ordinal("detail")
    kept = [record.record_id, ordinal, local_name(element), namespace(element) or None, as_xml(element)]
    record.rows["detail"].append(kept)
    for holder in element.iter("narrative"):
        parent = holder.getparent()
        if parent is not None:
            record.text_of(holder, parent, _path(parent, element), None)


def _reported_to_the_oecd(record: Record, element: Element, row: Row) -> None:
    """What the Creditor Reporting System asks beyond the standard: the terms of a loan are columns, all is kept."""
    loan_terms(record, element, row)
    detail(record, element, row)


def _check_depth(element: Element, allowed: int) -> None:
    """Only an element that the standard does not know can be deep."""
    if allowed < 0:
        raise TooDeepError
    for child in element:
        _check_depth(child, allowed - 1)


def _path(element: Element, top: Element) -> str:
    names = [local_name(element)]
    while element is not top:
        above = element.getparent()
        if above is None:
            break
        element = above
        names.append(local_name(element))
    return "/".join(reversed(names))


_CHILDREN: dict[str, Action] = {
    "iati-identifier": _identifier,
    "reporting-org": part(_A, "reporting-org", _REPORTER, "reporting_name"),
    "title": part(_A, "title", {}, "title"),
    "description": _description,
    "activity-status": part(_A, "activity-status", {"code": ("status", translated("activity_status"))}),
    "activity-date": _activity_date,
    "activity-scope": part(_A, "activity-scope", {"code": "scope"}),
    "collaboration-type": part(_A, "collaboration-type", {"code": "collaboration_type"}),
    "default-flow-type": part(_A, "default-flow-type", {"code": "default_flow_type"}),
    "default-finance-type": part(_A, "default-finance-type", {"code": "default_finance_type"}),
    "default-tied-status": part(_A, "default-tied-status", {"code": "default_tied_status"}),
    "default-aid-type": aid_type,
    "participating-org": _participant,
    "recipient-country": split("recipient-country", "country"),
    "recipient-region": split("recipient-region", "region"),
    "sector": split("sector", "sector"),
    "tag": tag,
    "policy-marker": policy_marker,
    "humanitarian-scope": humanitarian_scope,
    "location": place,
    "document-link": document,
    "related-activity": related_activity,
    "other-identifier": other_identifier,
    "budget": budget,
    "planned-disbursement": planned_disbursement,
    "transaction": transaction,
    "result": result,
    "crs-add": _reported_to_the_oecd,
}
_KNOWN_DETAILS = frozenset(
    {
        "activity-website", "capital-spend", "conditions", "contact-info", "country-budget-items", "fss", "legacy-data",
    }
)  # fmt: skip


def activity(record: Record, element: Element) -> None:
    """Read one `iati-activity` into the record's rows."""
    row = Row(_A)
    origin = record.origin
    row.values[:3] = record.record_id, origin.source_id, origin.ordinal
    row.extra.update(read_attributes(record, element, row, _ATTRIBUTES))
    record.language = language_of(element) or record.language
    record.currency = row.values[_POSITION["default_currency"]]
    for child in element:
        action = _CHILDREN.get(child.tag)
        if action is None:
            _unknown(record, child, row)
        else:
            action(record, child, row)
    _finish(record, row, element)
    doubt_shares(record)
    record.close(_A, row)


def _unknown(record: Record, element: Element, row: Row) -> None:
    """What bears the prefix `iati` is meant to be the standard's own, even where its neighbours bear none."""
    if element.tag.startswith("{") and element.prefix == "iati" and local_name(element) in _CHILDREN:
        without_namespace(element)
        _CHILDREN[element.tag](record, element, row)
        return
    if element.tag not in _KNOWN_DETAILS:
        _check_depth(element, record.origin.frame.deepest)
        if not element.tag.startswith("{"):
            record.remark(_unknown_element(element.tag), element.tag)
    detail(record, element, row)


def language_of(element: Element) -> str | None:
    language = element.get(XML_LANG)
    return language.strip().lower() or None if language else None


def _finish(record: Record, row: Row, element: Element) -> None:
    values, origin = row.values, record.origin
    values[_POSITION["byte_offset"]] = origin.byte_offset
    values[_POSITION["content_hash"]] = origin.content_hash
    values[_POSITION["language"]] = record.language
    values[_POSITION["included"]] = True
    if values[_POSITION["version"]] is None:
        values[_POSITION["version"]] = origin.frame.version or _version_by_structure(element)
    if values[_POSITION["identifier"]] is None:
        record.remark(_NO_IDENTIFIER, "iati-activity")
    if values[_POSITION["reporting_ref"]] is None:
        record.remark(_NO_REPORTER, "iati-activity")


def _version_by_structure(element: Element) -> str:
    """Version 2 puts every text into `narrative`; a file that states no version is told by that."""
    return "2.x" if element.find("*/narrative") is not None else "1.x"


def _unknown_element(name: str) -> Remark:
    return Remark(
        "element-unknown",
        Sentence("the standard has no element <%(name)s> here; it is kept as it stands", name=name),
        Sentence("Correct its name, or put it into a namespace of your own."),
    )


_TWO_IDENTIFIERS = Remark(
    "element-repeated",
    Sentence("a second iati-identifier; the first one counts, both are kept"),
    Sentence("Give one identifier."),
)
_NO_IDENTIFIER = Remark(
    "activity-without-identifier",
    Sentence("the activity has no iati-identifier: nothing else can refer to it, and it cannot be told from a copy"),
    Sentence("Give every activity its own iati-identifier."),
)
_NO_REPORTER = Remark(
    "activity-without-reporter",
    Sentence("the activity does not say who reports it"),
    Sentence("Give reporting-org/@ref."),
)
_NO_ROLE = Remark(
    "participant-without-role", Sentence("an organisation has no role"), Sentence("Give participating-org/@role.")
)
_UNKNOWN_DATE_TYPE = Remark(
    "date-type-unknown",
    Sentence("a date is neither of start nor of end, planned or actual; it is kept beside"),
    Sentence("Use type 1, 2, 3 or 4."),
)
