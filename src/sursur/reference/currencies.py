"""Currencies: the codes of ISO 4217 with the days on which each was money, and the writings that stand for them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

import pyarrow as pa

from sursur.errors import ReferenceDataError
from sursur.reference.packaged import read_rows

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency of ISO 4217, in use or past; `first_day` and `last_day` are empty where not limited or not known."""

    code: str
    name: str
    first_day: dt.date | None
    last_day: dt.date | None
    kind: str
    source: str

    def was_money(self, day: dt.date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class CurrencyMatch:
    """What a reported currency means: `known` as written, `fixed` by a rule, `ambiguous`, `unknown` or `empty`."""

    code: str | None
    status: Literal["known", "fixed", "ambiguous", "unknown", "empty"]
    note: str


@cache
def load_currencies() -> Mapping[str, Currency]:
    """All currencies by code; raises ReferenceDataError where the table breaks its own rules."""
    rows = read_rows("currencies", "currencies.csv")
    found = {row["currency"]: _currency(row) for row in rows}
    if len(found) != len(rows):
        raise ReferenceDataError("A currency stands twice.", repair="Run scripts/reference_currencies.py again.")
    return MappingProxyType(found)


def _currency(row: dict[str, str]) -> Currency:
    first, last = (dt.date.fromisoformat(row[key]) if row[key] else None for key in ("first_day", "last_day"))
    if first and last and last < first:
        raise ReferenceDataError(f"{row['currency']} ends before it begins.", repair="Correct currencies/spans.csv.")
    return Currency(row["currency"], row["name"], first, last, row["kind"], row["source"])


@cache
def _aliases() -> Mapping[str, tuple[str, str]]:
    """Writing (upper case) → (code or nothing where it is ambiguous, note)."""
    known = load_currencies()
    found: dict[str, tuple[str, str]] = {}
    for row in read_rows("currencies", "aliases.csv"):
        alias, code = row["alias"].upper(), row["currency"]
        if alias in found or (code and code not in known):
            raise ReferenceDataError(
                f"Currency alias {alias} stands twice or names no currency.", repair="Correct aliases.csv."
            )
        found[alias] = (code, row["note"])
    return MappingProxyType(found)


@cache
def currency_table() -> pa.Table:
    """written, currency, note: every writing in upper case that stands for one currency, for joins over many rows.

    A writing that several currencies share ("$", "FCFA") is not in it; a row that finds nothing keeps what it has.
    """
    known = {code: (code, "") for code in load_currencies()}
    fixed = {alias: (code, note) for alias, (code, note) in _aliases().items() if code}
    rows = [{"written": text, "currency": code, "note": note} for text, (code, note) in sorted((known | fixed).items())]
    return pa.Table.from_pylist(rows)


def resolve_currency(written: str | None) -> CurrencyMatch:
    """The currency that a source means by what it wrote; a sign that several currencies share is never guessed."""
    text = _SPACES.sub(" ", written or "").strip()
    if not text:
        return CurrencyMatch(None, "empty", "no currency is reported")
    if text in load_currencies():
        return CurrencyMatch(text, "known", "")
    if text.upper() in _aliases():
        code, note = _aliases()[text.upper()]
        status: Literal["fixed", "ambiguous"] = "fixed" if code else "ambiguous"
        return CurrencyMatch(code or None, status, f"written {text}: {note}")
    if text.upper() in load_currencies():
        return CurrencyMatch(text.upper(), "fixed", f"written {text}")
    return CurrencyMatch(None, "unknown", f"{text} is not a currency of ISO 4217")
