"""The terms of a loan that an activity reports (crs-add/loan-terms); the element is also kept as it stands.

https://iatistandard.org/en/iati-standard/203/activity-standard/iati-activities/iati-activity/crs-add/loan-terms/
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sursur.ingest.iati.element import Element
from sursur.ingest.iati.record import POSITIONS, Record, Row
from sursur.ingest.iati.values import Remark, amount, day
from sursur.model.source import Severity
from sursur.reference.dated import years_between
from sursur.sentences import Sentence

PROFILES = {"1": "equal_principal", "2": "annuity", "3": "lump_sum"}
"""IATI LoanRepaymentType; any other code is a schedule that the standard does not describe."""
PAYMENTS = {"1": 1, "2": 2, "4": 4, "12": 12}
"""IATI LoanRepaymentPeriod: payments a year."""
OTHER = "other"
_RATE, _MATURITY, _GRACE, _PROFILE, _PAYMENTS = (
    POSITIONS["activity"][f"loan_{name}"] for name in ("rate", "maturity", "grace", "profile", "payments")
)


def loan_terms(record: Record, element: Element, row: Row) -> None:
    """Fill the columns of the activity from the first `loan-terms` of a `crs-add`."""
    terms = element.find("loan-terms")
    if terms is None or row.values[_PROFILE] is not None or row.values[_RATE] is not None:
        return
    row.values[_RATE] = _rate(record, terms)
    committed = _date(record, terms, "commitment-date")
    row.values[_MATURITY] = _years(committed, _date(record, terms, "repayment-final-date"))
    row.values[_GRACE] = _years(committed, _date(record, terms, "repayment-first-date"))
    kind = _code(terms, "repayment-type")
    row.values[_PROFILE] = PROFILES.get(kind, OTHER) if kind else None
    row.values[_PAYMENTS] = PAYMENTS.get(_code(terms, "repayment-plan"))


def _rate(record: Record, terms: Element) -> float | None:
    """Per cent a year; none where the loan bears two rates, because it is not said which part bears which."""
    first, second = (_number(record, terms, name) for name in ("rate-1", "rate-2"))
    if first is not None and second and second != first:
        record.remark(_TWO_RATES, "loan-terms")
        return None
    return None if first is None else float(first)


def _number(record: Record, terms: Element, name: str) -> Decimal | None:
    text = (terms.get(name) or "").strip().removesuffix("%").strip()
    if not text:
        return None
    value, remark = amount(text)
    if remark is not None:
        record.remark(remark, "loan-terms")
    return value


def _date(record: Record, terms: Element, name: str) -> date | None:
    child = terms.find(name)
    text = "" if child is None else (child.get("iso-date") or "").strip()
    if not text:
        return None
    value, remark = day(text)
    if remark is not None:
        record.remark(remark, name)
    return value


def _years(start: date | None, end: date | None) -> float | None:
    return None if start is None or end is None else float(years_between(start, end))


def _code(terms: Element, name: str) -> str:
    child = terms.find(name)
    return "" if child is None else (child.get("code") or "").strip()


_TWO_RATES = Remark(
    "loan-with-two-rates",
    Sentence("the loan bears two interest rates, and nothing says for which part: its grant element is not computed"),
    Sentence("Report one rate, or one activity for each part of the loan."),
    Severity.NOTE,
)
