"""From what a person wrote to the values that a measure computes with; a wrong word names the nearest right one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sursur.answers.asking import GroupAt, parse_group
from sursur.answers.measuring.measure import Asked
from sursur.answers.measuring.parameters import Kind, Parameter
from sursur.answers.membership import groups_of, known_group
from sursur.answers.naming import country_code, party_code
from sursur.answers.offering import offered
from sursur.answers.years import years_of
from sursur.errors import NotFoundError, UsageError
from sursur.reference.ids import as_id
from sursur.release import Release
from sursur.sentences import Sentence

YES, NO = ("yes", "true", "1", "on"), ("no", "false", "0", "off")


def asked_of(release: Release, parameters: tuple[Parameter, ...], words: Mapping[str, str]) -> Asked:
    """The value of every parameter. Raises UsageError or NotFoundError, which say what could have been written."""
    known = [parameter.name for parameter in parameters]
    for name in words:
        if name not in known:
            raise UsageError(Sentence("There is no parameter '%(name)s'.", name=name), repair=offered(name, known))
    return {one.name: _value(release, one, words.get(one.name) or one.default) for one in parameters}


def _value(release: Release, parameter: Parameter, text: str) -> Any:  # noqa: ANN401 - as its kind says
    written = text.strip()
    if not written and parameter.required:
        raise UsageError(Sentence("%(name)s is missing.", name=parameter.term), repair=Sentence(parameter.meaning))
    if not written:
        return _NOTHING.get(parameter.kind)
    return _READERS[parameter.kind](release, parameter, written)


_NOTHING: Mapping[Kind, object] = {
    Kind.COUNTRIES: (),
    Kind.CHOICES: (),
    Kind.YEARS: (None, None),
    Kind.SWITCH: False,
}


def _choice(_release: Release, parameter: Parameter, text: str) -> str:
    written, other = as_id(text), dict(parameter.other_words)
    wanted = other.get(written, written)
    if wanted not in parameter.choices:
        raise UsageError(
            Sentence("'%(text)s' is not a value of %(name)s.", text=text, name=parameter.term),
            repair=offered(wanted, parameter.choices, other=other),
        )
    return wanted


def _several(one: Callable[[Release, Parameter, str], str]) -> Callable[[Release, Parameter, str], tuple[str, ...]]:
    def read(release: Release, parameter: Parameter, text: str) -> tuple[str, ...]:
        return tuple(one(release, parameter, part.strip()) for part in text.split(",") if part.strip())

    return read


def _group(release: Release, _parameter: Parameter, text: str) -> GroupAt:
    group = parse_group(text)
    known_group(groups_of(release), group.group_id)
    return group


def _number(_release: Release, parameter: Parameter, text: str) -> Decimal:
    try:
        found = Decimal(text.rstrip("%").strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found.adjusted()) > 30:
        raise UsageError(
            Sentence("'%(text)s' is not a number for %(name)s.", text=text, name=parameter.term),
            repair=Sentence("Write it like 2 or 2.5."),
        )
    return found


def _whole(_release: Release, parameter: Parameter, text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", text):
        raise UsageError(
            Sentence("'%(text)s' is not a whole number for %(name)s.", text=text, name=parameter.term),
            repair=Sentence("Write it like 10."),
        )
    return int(text)


def _year(_release: Release, parameter: Parameter, text: str) -> int:
    if not re.fullmatch(r"\d{4}", text):
        raise UsageError(
            Sentence("'%(text)s' is not a year for %(name)s.", text=text, name=parameter.term),
            repair=Sentence("Write four digits, such as 2015."),
        )
    return int(text)


def _day(_release: Release, parameter: Parameter, text: str) -> date:
    if re.fullmatch(r"\d{4}", text) and text > "0000":
        return date(int(text), 12, 31)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            Sentence("'%(text)s' is not a date for %(name)s.", text=text, name=parameter.term),
            repair=Sentence("Write 2015 or 2015-07-01."),
        ) from None


def _indicator(release: Release, _parameter: Parameter, text: str) -> str:
    table = release.table("indicator")
    known = sorted(map(str, release.rows(table.select("indicator").distinct())["indicator"].to_pylist()))
    wanted = as_id(text)
    if wanted not in known:
        raise NotFoundError(Sentence("There is no indicator '%(text)s'.", text=text), repair=offered(wanted, known))
    return wanted


def _switch(_release: Release, parameter: Parameter, text: str) -> bool:
    if text.casefold() not in YES + NO:
        raise UsageError(
            Sentence("'%(text)s' is neither yes nor no for %(name)s.", text=text, name=parameter.term),
            repair=Sentence("Write yes or no."),
        )
    return text.casefold() in YES


_READERS: Mapping[Kind, Callable[[Release, Parameter, str], Any]] = {
    Kind.TEXT: lambda _release, _parameter, text: text,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _several(_choice),
    Kind.COUNTRY: lambda _release, _parameter, text: country_code(text),
    Kind.COUNTRIES: _several(lambda _release, _parameter, text: country_code(text)),
    Kind.PARTY: lambda _release, _parameter, text: party_code(text),
    Kind.GROUP: _group,
    Kind.YEAR: _year,
    Kind.YEARS: lambda _release, _parameter, text: years_of(text),
    Kind.DAY: _day,
    Kind.INDICATOR: _indicator,
    Kind.SWITCH: _switch,
}
