"""What recipients object to: rows that people decide, in `decisions/objections.csv` of the home folder.

The file is no source: it is read at every build, whatever files there are, and a changed row gives a new release.
Columns: recipient, provider, identifier, year_from, year_to, date, who, why, source, ground. Countries may be written
by name or code.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from sursur.errors import UsageError
from sursur.model.tables import OBJECTION
from sursur.reference.countries import load_countries
from sursur.reference.organisations import load_organisations
from sursur.tabular import arrow_table

FILE = "objections.csv"
COLUMNS = ("recipient", "provider", "identifier", "year_from", "year_to", "date", "who", "why", "source", "ground")
NEEDED = ("recipient", "date", "who", "why")
GROUNDS = ("objection", "harm")
ID_DIGITS = 12


def objection_table(decisions: Path) -> pa.Table:
    """The table `objection`; empty where there is no file. A row that stands twice counts once.

    Raises UsageError, with line and repair, for a row that does not say what it must.
    """
    path = decisions / FILE
    if not path.is_file():
        return arrow_table(OBJECTION, ())
    text = path.read_text(encoding="utf-8-sig")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    _check_header(tuple(reader.fieldnames or ()))
    rows = [_objection(row, reader.line_num) for row in reader if any((value or "").strip() for value in row.values())]
    once = {str(row["objection_id"]): row for row in rows}
    return arrow_table(OBJECTION, [once[key] for key in sorted(once)])


def _check_header(names: tuple[str, ...]) -> None:
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise UsageError(
            f"{FILE} has no column {', '.join(missing)}.", repair=f"Its first line must be: {','.join(COLUMNS)}"
        )


def _objection(row: Mapping[str, str | None], line: int) -> dict[str, object]:
    told = {name: (row[name] or "").strip() for name in COLUMNS}
    missing = [name for name in NEEDED if not told[name]]
    if missing:
        raise _fault(line, f"{', '.join(missing)} is missing", f"Fill in at least {', '.join(NEEDED)}.")
    if not told["provider"] and not told["identifier"] and told["ground"] == "harm":
        raise _fault(line, "harm is said of no activity and no provider", "Name an activity or a provider.")
    first, last = (_year(told[name], line) for name in ("year_from", "year_to"))
    if first and last and last < first:
        raise _fault(line, f"the years run backwards: {first} to {last}", "Swap them.")
    return {
        "objection_id": hashlib.sha256("\x1f".join(told[name] for name in COLUMNS).encode()).hexdigest()[:ID_DIGITS],
        "ground": _ground(told["ground"], line),
        "recipient": _country(told["recipient"], line),
        "provider": _party(told["provider"], line),
        "identifier": told["identifier"] or None,
        "year_from": first,
        "year_to": last,
        "date": _day(told["date"], line),
        **{name: told[name] for name in ("who", "why", "source")},
    }


def _ground(text: str, line: int) -> str:
    if text and text not in GROUNDS:
        raise _fault(line, f"{text!r} is no ground", f"Write one of: {', '.join(GROUNDS)}.")
    return text or GROUNDS[0]


def _country(text: str, line: int) -> str:
    countries = load_countries()
    if text.upper() in countries:
        return text.upper()
    found = countries.resolve(text).country
    if found is None:
        raise _fault(line, f"no country is called {text!r}", "Write its name or its three-letter code, such as KEN.")
    return found


def _party(text: str, line: int) -> str | None:
    if not text or text in {organisation.organisation_id for organisation in load_organisations()}:
        return text or None
    return _country(text, line)


def _year(text: str, line: int) -> int | None:
    if text and not re.fullmatch(r"\d{4}", text):
        raise _fault(line, f"{text!r} is not a year", "Write four digits, or leave it empty for no limit.")
    return int(text) if text else None


def _day(text: str, line: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _fault(line, f"{text!r} is not a date", "Write it like 2026-03-31.") from None


def _fault(line: int, what: str, repair: str) -> UsageError:
    return UsageError(f"{FILE}, line {line}: {what}.", repair=repair)
