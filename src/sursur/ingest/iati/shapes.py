"""The small vocabulary in which `activity`, `transaction`, … declare what each element and attribute becomes.

A `Fields` says which column an attribute fills; an `Action` says what happens to a child element. Whatever no
declaration names is kept: in the row's `extra`, under the element's name, with "@" before attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sursur.ingest.iati import values
from sursur.ingest.iati.codes import translations
from sursur.ingest.iati.element import XML_LANG, Element
from sursur.ingest.iati.record import POSITIONS, Json, Record, Row, tidy, whole
from sursur.ingest.iati.values import Remark
from sursur.sentences import Sentence, phrase

Action = Callable[[Record, Element, Row], None]
Converted = tuple[Any, Remark | None, bool]
"""The value, a remark where there is one, and whether the text as written must be kept because the value says less."""
Convert = Callable[[str], Converted]
Fields = Mapping[str, str | tuple[str, Convert]]
Compiled = dict[str, tuple[int, Convert]]


@lru_cache(maxsize=1 << 16)
def _plain(text: str) -> Converted:
    return tidy(text), None, False


def compiled(table: str, fields: Fields) -> Compiled:
    """Attribute → position of its column, looked up once when the module is loaded."""
    found: Compiled = {}
    for attribute, target in fields.items():
        column, convert = (target, _plain) if isinstance(target, str) else target
        found[attribute] = POSITIONS[table][column], convert
    return found


def read_attributes(record: Record, element: Element, row: Row, fields: Compiled) -> Json:
    """Fill columns from attributes; gives back what no column holds, or what a column already holds otherwise."""
    left: Json = {}
    values = row.values
    for name, text in element.items():
        target = fields.get(name)
        if target is None:
            if name != XML_LANG:
                left[f"@{name}"] = text
            continue
        position, convert = target
        value, remark, keep = convert(text)
        if values[position] is None:
            values[position] = value
        elif value is not None and value != values[position]:
            remark, keep = _repeated(element), True
        if remark is not None:
            record.remark(remark, element.tag)
        if keep:
            left[f"@{name}"] = text
    return left


def _repeated(element: Element) -> Remark:
    return Remark(
        "element-repeated",
        Sentence(
            "a second %(tag)s says something else than the first; both are kept, the first one counts", tag=element.tag
        ),
        Sentence("Report the element once."),
    )


def part(table: str, path: str, fields: Fields, text: str | None = None) -> Action:
    """A child that fills columns: attributes as declared, its first text into the column `text`; all are narratives."""
    known = compiled(table, fields)
    column = POSITIONS[table][text] if text else None
    code = known.get("code")

    def action(record: Record, element: Element, row: Row) -> None:
        left = read_attributes(record, element, row, known)
        first = record.texts(element, path, row.owner, left) if element.text is not None or len(element) else None
        if first is not None:
            if column is not None and row.values[column] is None:
                row.values[column] = first
            if code is not None and row.values[code[0]] is None:
                row.values[code[0]] = code_from_text(first, code[1])
        if left:
            row.keep(element.tag, left)

    return action


def code_from_text(text: str | None, convert: Convert = _plain) -> str | None:
    """Early files wrote the code between the tags: a name of the list, a word with a digit, or a few capitals."""
    if not text:
        return None
    value, _, is_translated = convert(text)
    if is_translated:
        named: str = value
        return named
    if text.isalnum() and (any(letter.isdigit() for letter in text) or (text.isupper() and len(text) <= 3)):
        return text
    return None


def calendar_day(table: str, path: str, column: str, *, typed: bool = False) -> Action:
    """A child with an `iso-date`; version 1.0 wrote the date between the tags, later ones a remark.

    `typed` says that the attribute `type` chose the column, and is the kind of the remark.
    """
    position = POSITIONS[table][column]

    def action(record: Record, element: Element, row: Row) -> None:
        items = element.items()
        if len(items) == 1 and items[0][0] == "iso-date" and row.values[position] is None:
            value, remark, _ = day(items[0][1])
            if value is not None and remark is None and element.text is None and not len(element):
                row.values[position] = value
                return
        left = {f"@{name}": text for name, text in items if name != XML_LANG}
        iso = left.pop("@iso-date", None)
        kind = left.pop("@type", None) if typed else None
        written = "@iso-date"
        if iso is None or not iso.strip():
            iso, written = element.text or "", "#"
            record.texts_below(element, path, row.owner, left, kind)
        else:
            record.texts(element, path, row.owner, left, kind)
        value, remark, keep = day(iso)
        if remark is not None:
            record.remark(remark, element.tag)
        if row.values[position] is None:
            row.values[position] = value
        if keep or row.values[position] != value:
            left[written] = iso.strip()
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
        if row.values[as_written] is not None:
            row.values[currency] = _currency_beside(record, element, row.values[currency])
        if row.values[currency] is None:
            row.values[currency] = record.currency
        if len(element):
            record.texts_below(element, f"{table}/value", row.owner, left)
        if left:
            row.keep(element.tag, left)

    return action


def _currency_beside(record: Record, element: Element, reported: str | None) -> str | None:
    """The attribute counts before what stands beside the amount, and that before the record's default."""
    written = values.currency_beside(element.text or "")
    if written is None or written == reported:
        return reported
    if reported is None:
        record.remark(_currency_read(written), element.tag)
        return written
    record.remark(_currency_contradicted(reported, written), element.tag)
    return reported


def _currency_read(written: str) -> Remark:
    return Remark(
        "currency-read-by-rule",
        Sentence("%(written)s stands beside the amount and was taken", written=written),
        _CURRENCY_REPAIR,
    )


def _currency_contradicted(reported: str, written: str) -> Remark:
    message = Sentence(
        "%(written)s stands beside the amount, but the currency is reported as %(reported)s, which counts",
        written=written,
        reported=reported,
    )
    return Remark("currency-contradicted", message, _CURRENCY_REPAIR)


_CURRENCY_REPAIR = phrase("Write the currency into value/@currency, and nothing but the amount between the tags.")


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


_MISSING_AMOUNT = Remark("amount-missing", Sentence("no amount is given"), values.AMOUNT_AS_WRITTEN)


def _converter(read: Callable[[str], tuple[Any, Remark | None]], remembered: int) -> Convert:
    """An empty attribute says nothing, and nothing is wrong with it; a text that cannot be read is kept as written."""

    @lru_cache(maxsize=remembered)
    def convert(text: str) -> Converted:
        if not text or text.isspace():
            return None, None, False
        value, remark = read(text)
        return value, remark, value is None

    return convert


day = _converter(values.day, 1 << 15)
moment = _converter(values.moment, 1 << 10)
flag = _converter(values.flag, 1 << 8)
number = _converter(values.number, 1 << 13)


@lru_cache(maxsize=1 << 12)
def upper(text: str) -> Converted:
    return text.strip().upper() or None, None, False


def translated(code_list: str) -> Convert:
    """A code of version 2, or its number where version 1 used a word; the word is then kept too."""
    numbers = translations(code_list)

    @lru_cache(maxsize=1 << 10)
    def convert(text: str) -> Converted:
        code = tidy(text)
        translation = None if code is None else numbers.get(code.lower())
        return (code, None, False) if translation is None else (translation, None, True)

    return convert


def read_children(record: Record, element: Element, row: Row, actions: Mapping[str, Action]) -> None:
    """Each child by its action; one that no action is declared for is kept whole in `extra`."""
    for child in element:
        action = actions.get(child.tag)
        if action is None:
            row.keep(child.tag, whole(record, child, f"{element.tag}/{child.tag}", row.owner))
        else:
            action(record, child, row)
