"""Results: one row per period of an indicator; what stands beside the plain figures is kept in `extra`."""

from __future__ import annotations

from typing import Any

from sursur.ingest.iati.element import Element
from sursur.ingest.iati.links import document_at
from sursur.ingest.iati.record import POSITIONS, Json, Record, Row, tidy, whole
from sursur.ingest.iati.shapes import Action, calendar_day, compiled, flag, part, read_attributes, read_children

_R = "result"
_NUMBER, _INDICATOR_NUMBER, _PERIOD_NUMBER = (
    POSITIONS[_R][name] for name in ("result_number", "indicator_number", "period_number")
)


def _measured(column: str, where: str) -> Action:
    """A target or an actual value: the first one fills the column, further ones (with their dimensions) are kept."""
    position = POSITIONS[_R][column]

    def action(record: Record, element: Element, row: Row) -> None:
        value = tidy(element.get("value") or "")
        first = row.values[position] is None and column not in row.extra
        if first:
            row.values[position] = value
        left = _beside(record, element, f"{where}/{column}", {"value"} if first else set())
        if left or not first:
            row.keep(column, left)

    return action


def _beside(record: Record, element: Element, path: str, used: set[str]) -> Json:
    """Attributes, comment, dimensions and locations of a figure; its documents are rows of their own."""
    left: Json = {f"@{name}": text for name, text in element.items() if name not in used}
    for child in element:
        if child.tag == "document-link":
            document_at(record, child, f"{path}/")
            continue
        if child.tag == "comment":
            record.texts(child, f"{path}/comment", None, {})
        left.setdefault(child.tag, []).append(_plain(record, child, f"{path}/{child.tag}"))
    return left


def _plain(record: Record, element: Element, path: str) -> Json:
    return whole(record, element, path, None, texts=element.tag != "comment")


def _baseline(record: Record, element: Element, row: Row) -> None:
    """The first baseline fills the columns; further ones, and what stands beside the value, are kept."""
    year, value = POSITIONS[_R]["baseline_year"], POSITIONS[_R]["baseline_value"]
    first = row.values[year] is None and row.values[value] is None and "baseline" not in row.extra
    if first:
        row.values[year] = tidy(element.get("year") or "")
        row.values[value] = tidy(element.get("value") or "")
    left = _beside(record, element, "result/indicator/baseline", {"year", "value"} if first else set())
    if left or not first:
        row.keep("baseline", left)


_PERIOD: dict[str, Action] = {
    "period-start": calendar_day(_R, "result/indicator/period/period-start", "period_start"),
    "period-end": calendar_day(_R, "result/indicator/period/period-end", "period_end"),
    "target": _measured("target", "result/indicator/period"),
    "actual": _measured("actual", "result/indicator/period"),
}
_INDICATOR_ATTRIBUTES = compiled(_R, {"measure": "measure", "ascending": ("ascending", flag)})


def _document_in(where: str) -> Action:
    def action(record: Record, element: Element, row: Row) -> None:
        del row
        document_at(record, element, where)

    return action


_INDICATOR: dict[str, Action] = {
    "title": part(_R, "result/indicator/title", {}, "indicator"),
    "description": part(_R, "result/indicator/description", {}),
    "baseline": _baseline,
    "document-link": _document_in("result/indicator/"),
}
_RESULT_ATTRIBUTES = compiled(_R, {"type": "type"})
_RESULT: dict[str, Action] = {
    "title": part(_R, "result/title", {}, "title"),
    "description": part(_R, "result/description", {}),
    "document-link": _document_in("result/"),
}


def result(record: Record, element: Element, activity: Row) -> None:
    """Rows for all periods of all indicators.

    What `extra` keeps of a result or an indicator as a whole stands on its first row only.
    """
    del activity
    row = Row(_R)
    row.values[0], row.values[_NUMBER] = record.record_id, record.next_ordinal("result number")
    row.extra.update(read_attributes(record, element, row, _RESULT_ATTRIBUTES))
    indicators = element.findall("indicator")
    _read_but(record, element, row, _RESULT, "indicator")
    if not indicators:
        _close(record, row)
    extra = row.extra
    for position, indicator in enumerate(indicators, start=1):
        _indicator(record, indicator, _copy(row, {_INDICATOR_NUMBER: position}, extra))
        extra = {}


def _indicator(record: Record, element: Element, row: Row) -> None:
    left = read_attributes(record, element, row, _INDICATOR_ATTRIBUTES)
    own = Row(_R)
    own.values = row.values
    own.extra.update(left)
    periods = element.findall("period")
    _read_but(record, element, own, _INDICATOR, "period")
    if own.extra:
        row.extra["indicator"] = own.extra
    if not periods:
        _close(record, row)
    extra = row.extra
    for position, period in enumerate(periods, start=1):
        _period(record, period, _copy(row, {_PERIOD_NUMBER: position}, extra))
        extra = {}


def _period(record: Record, element: Element, row: Row) -> None:
    own = Row(_R)
    own.values = row.values
    own.extra.update({f"@{name}": text for name, text in element.items()})
    read_children(record, element, own, _PERIOD)
    if own.extra:
        row.extra["period"] = own.extra
    _close(record, row)


def _read_but(record: Record, element: Element, row: Row, actions: dict[str, Action], below: str) -> None:
    """All children but the ones that become rows of their own."""
    read_children(record, element, row, {**actions, below: _later})


def _later(record: Record, element: Element, row: Row) -> None:
    del record, element, row


def _copy(row: Row, numbers: dict[int, Any], extra: Json) -> Row:
    copied = Row(_R)
    copied.values = row.values.copy()
    copied.extra = dict(extra)
    for position, value in numbers.items():
        copied.values[position] = value
    return copied


def _close(record: Record, row: Row) -> None:
    row.values[1] = record.next_ordinal(_R)
    record.close(_R, row)
