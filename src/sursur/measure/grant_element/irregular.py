"""A schedule that no formula tells: payments read from rows, dated or in years from commitment."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sursur.errors import UsageError
from sursur.measure.grant_element.bounds import BOUNDS, decimal_of
from sursur.measure.grant_element.terms import Payment
from sursur.reference.dated import years_between
from sursur.sentences import Sentence, Several

MOST_PAYMENTS = 5_000
TIMES = ("years", "date")
LABELS = {"principal": Sentence("principal"), "interest": Sentence("interest"), "fees": Sentence("fees")}


def read_payments(text: str, committed: date | None = None) -> tuple[Payment, ...]:
    r"""Payments from the text of a CSV file: `years` or `date` (YYYY-MM-DD), `principal`, `interest`, `fees`.

    Dates count from `committed`, the day of commitment. An empty cell is 0. Raises UsageError, which names the line.

    >>> read_payments("years,principal,interest\n1,50,2\n2,50,1\n")[1].total
    Decimal('51')
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")))
    columns = [name.strip().lower() for name in reader.fieldnames or ()]
    _check_columns(columns, committed)
    reader.fieldnames = columns
    try:
        rows = [(reader.line_num, row) for row in reader if any((cell or "").strip() for cell in _cells(row))]
    except csv.Error as failure:
        raise UsageError(
            Sentence("The schedule is no CSV: %(failure)s.", failure=str(failure)),
            repair=Sentence("Save it as CSV with commas."),
        ) from None
    if not 0 < len(rows) <= MOST_PAYMENTS:
        raise UsageError(
            Sentence("The schedule has %(count)s payments.", count=len(rows)),
            repair=Sentence("Give between 1 and %(most)s.", most=MOST_PAYMENTS),
        )
    return tuple(_payment(line, row, committed) for line, row in rows)


def _cells(row: Mapping[str, str | None]) -> Iterable[str | None]:
    return (cell for cell in row.values() if not isinstance(cell, list))


def _check_columns(columns: Sequence[str], committed: date | None) -> None:
    if not set(TIMES) & set(columns) or "principal" not in columns:
        raise UsageError(
            Sentence("The schedule has the columns %(columns)s.", columns=Several(columns) or Sentence("none")),
            repair=Sentence(
                "It needs years (from commitment) or date, and principal; interest and fees where there are any."
            ),
        )
    if "years" not in columns and committed is None:
        raise UsageError(
            Sentence("The schedule has dates, and the day of commitment is not given."),
            repair=Sentence("Give it as YYYY-MM-DD, or write a column years."),
        )


def _payment(line: int, row: Mapping[str, str | None], committed: date | None) -> Payment:
    try:
        money = {name: _amount(row.get(name), name) for name in LABELS}
        return Payment(_years(row, committed), **money)
    except UsageError as failure:
        raise UsageError(
            Sentence("Line %(line)s of the schedule: %(message)s", line=line, message=failure.message),
            repair=failure.repair,
        ) from None


def _amount(text: str | None, name: str) -> Decimal:
    number = decimal_of(text, LABELS[name], "1000.50") if (text or "").strip() and text else Decimal(0)
    if not 0 <= number <= BOUNDS["amount"].most:
        raise UsageError(
            Sentence("the %(label)s is %(number)s.", label=LABELS[name], number=str(number)),
            repair=Sentence("Payments of the borrower are 0 or more."),
        )
    return number


def _years(row: Mapping[str, str | None], committed: date | None) -> Decimal:
    given = (row.get("years") or "").strip()
    if given or committed is None:
        years = decimal_of(given, Sentence("time"), "2.5")
    else:
        years = years_between(committed, _date((row.get("date") or "").strip()))
    if not 0 <= years <= BOUNDS["maturity"].most:
        raise UsageError(
            Sentence("the payment is due %(years)s years after commitment.", years=str(years)),
            repair=Sentence("Give a date after commitment."),
        )
    return years


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            Sentence("'%(text)s' is no date.", text=text), repair=Sentence("Write it as YYYY-MM-DD.")
        ) from None
