"""The small vocabulary in which `activity`, `transaction`, … declare what each element and attribute becomes.

A `Fields` says which column an attribute fills; an `Action` says what happens to a child element. Whatever no declaration
names is kept: in the row's `extra`, under the element's name, with "@" before attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sursur.ingest.iati import values
from sursur.ingest.iati.codes import translations
from sursur.ingest.iati.record import POSITIONS, XML_LANG, Element, Json, Record, Row, tidy, whole
from sursur.ingest.iati.values import Remark

Action = Callable[[Record, Element, Row], None]
Convert = Callable[[Record, str, str], Any]
"""From the text of an attribute to a value: takes the record (for remarks), the element's name and the text."""
Fields = Mapping[str, str | tuple[str, Convert]]
Compiled = dict[str, tuple[int, Convert | None]]


def compiled(table: str, fields: Fields) -> Compiled:
    """Attribute → position of its column, looked up once when the module is loaded."""
    found: Compiled = {}
    for attribute, target in fields.items():
        column, convert = (target, None) if isinstance(target, str) else target
        found[attribute] = POSITIONS[table][column], convert
    return found


def read_attributes(record: Record, element: Element, row: Row, fields: Compiled) -> Json:
    """Fill columns from attributes; gives back what no column holds, or what a column already holds otherwise."""
    left: Json = {}
    for name, text in element.items():
        target = fields.get(name)
        if target is None:
            if name != XML_LANG:
                left[f"@{name}"] = text
            continue
        position, convert = target
        value = tidy(text) if convert is None else convert(record, element.tag, text)
        if row.values[position] is None:
            row.values[position] = value
        elif value is not None and value != row.values[position]:
            left[f"@{name}"] = text
            record.remark(_repeated(element), element.tag)
        if convert is not None and _lost(value, text):
            left[f"@{name}"] = text
    return left


def _lost(value: object, text: str) -> bool:
    """A conversion that gave nothing, or another word than was written, keeps the text as written."""
    return (value is None and bool(text.strip())) or (isinstance(value, str) and value.lower() != text.strip().lower())


def _repeated(element: Element) -> Remark:
    return Remark(
        "element-repeated",
        f"a second {element.tag} says something else than the first; both are kept, the first one counts",
        "Report the element once.",
    )


def part(table: str, path: str, fields: Fields, text: str | None = None) -> Action:
    """A child that fills columns: attributes as declared, its first text into the column `text`, all texts as narratives."""
    known = compiled(table, fields)
    column = POSITIONS[table][text] if text else None
    code = known.get("code", (None, None))[0]

    def action(record: Record, element: Element, row: Row) -> None:
        left = read_attributes(record, element, row, known)
        if len(element) or element.text:
            first = record.texts(element, path, row.owner)
            if column is not None and row.values[column] is None:
                row.values[column] = first
            if code is not None and row.values[code] is None:
                row.values[code] = code_from_text(first)
            keep_children(record, element, path, row.owner, left)
        if left:
            row.keep(element.tag, left)

    return action


def code_from_text(text: str | None) -> str | None:
    """Early files wrote the code between the tags: one word with a digit, or two or three capital letters."""
    if text and (text.isalnum() and (any(letter.isdigit() for letter in text) or (text.isupper() and len(text) <= 3))):
        return text
    return None


def keep_children(record: Record, element: Element, path: str, owner: str | None, left: Json) -> None:
    for child in element:
        if child.tag != "narrative":
            left.setdefault(child.tag, []).append(whole(record, child, path, owner))


def calendar_day(table: str, path: str, column: str, *, typed: bool = False) -> Action:
    """A child with an `iso-date`; version 1.0 wrote the date between the tags, later ones a remark. `typed`: `type` chose the column."""
    position = POSITIONS[table][column]

    def action(record: Record, element: Element, row: Row) -> None:
        attributes = dict(element.items())
        iso = attributes.pop("iso-date", None)
        attributes.pop(XML_LANG, None)
        kind = attributes.pop("type", None) if typed else None
        value = None
        if iso and iso.strip():
            value = day(record, element.tag, iso)
            record.texts(element, path, row.owner, kind)
        elif element.text and element.text.strip():
            iso = element.text
            value = day(record, element.tag, iso)
        left: Json = {f"@{name}": text for name, text in attributes.items()}
        if iso and (value is None or row.values[position] not in (None, value)):
            left["@iso-date"] = iso.strip()
        if row.values[position] is None:
            row.values[position] = value
        if left:
            row.keep(element.tag, left)

    return action


def money(table: str, with_date: str | None = "value_date") -> Action:
    """The value of a transaction or budget: amount, currency (else the record's default) and value date."""
    position, as_written, currency = (POSITIONS[table][name] for name in ("amount", "amount_text", "currency"))
    fields: dict[str, str | tuple[str, Convert]] = {"currency": ("currency", upper)}
    if with_date:
        fields["value-date"] = (with_date, day)
    known = compiled(table, fields)

    def action(record: Record, element: Element, row: Row) -> None:
        if row.values[position] is not None or row.values[as_written] is not None:
            record.remark(_repeated(element), element.tag)
            row.keep(element.tag, whole(record, element, element.tag, row.owner))
            return
        left = read_attributes(record, element, row, known)
        row.values[position], row.values[as_written] = amount(record, element.tag, element.text)
        if row.values[currency] is None:
            row.values[currency] = record.currency
        if len(element):
            keep_children(record, element, element.tag, row.owner, left)
        if left:
            row.keep(element.tag, left)

    return action


def amount(record: Record, element: str, text: str | None) -> tuple[str | None, str | None]:
    """The amount as digits that Arrow reads, and the text as written where that says more."""
    stripped = text.strip() if text else ""
    if values.plain_amount(stripped):
        return stripped, None
    if not stripped:
        record.remark(_MISSING_AMOUNT, element)
        return None, None
    value, remark = values.amount(stripped)
    if remark is not None:
        record.remark(remark, element)
        return (None if value is None else f"{value:f}"), stripped
    return f"{value:f}", None


_MISSING_AMOUNT = Remark("amount-missing", "no amount is given", values.AMOUNT_AS_WRITTEN)


def day(record: Record, element: str, text: str) -> object:
    return _converted(record, element, text, values.day)


def moment(record: Record, element: str, text: str) -> object:
    return _converted(record, element, text, values.moment)


def flag(record: Record, element: str, text: str) -> object:
    return _converted(record, element, text, values.flag)


def number(record: Record, element: str, text: str) -> object:
    return _converted(record, element, text, values.number)


def _converted(record: Record, element: str, text: str, convert: Callable[[str], tuple[Any, Remark | None]]) -> object:
    """An empty attribute says nothing, and nothing is wrong with it."""
    if not text or text.isspace():
        return None
    value, remark = convert(text)
    if remark is not None:
        record.remark(remark, element)
    return value


def upper(record: Record, element: str, text: str) -> str | None:
    del record, element
    return text.strip().upper() or None


def translated(code_list: str) -> Convert:
    """A code of version 2, or its number where version 1 used a word."""
    numbers = translations(code_list)

    def convert(record: Record, element: str, text: str) -> str | None:
        del record, element
        code = tidy(text)
        return code if code is None else numbers.get(code.lower(), code)

    return convert


def read_children(record: Record, element: Element, row: Row, actions: Mapping[str, Action]) -> None:
    """Each child by its action; one that no action is declared for is kept whole in `extra`."""
    for child in element:
        action = actions.get(child.tag)
        if action is None:
            row.keep(child.tag, whole(record, child, f"{element.tag}/{child.tag}", row.owner))
        else:
            action(record, child, row)
