"""The lines of a draft for the terms of loans: interest in per cent a year, years to the last and the first payment."""

from __future__ import annotations

import re

from sursur.ingest.descriptor.drafting.entries import Draft
from sursur.ingest.descriptor.drafting.looking import texts_of
from sursur.ingest.descriptor.drafting.placing import A_NUMBER, TERMS
from sursur.ingest.sheet.batch import header_key
from sursur.ingest.sheet.cells import text_of
from sursur.ingest.sheet.numbers import western
from sursur.ingest.sheet.stated import HIGHEST_SHARE

FIRST_NUMBER = f"'({A_NUMBER.pattern})'"
A_MONTH = "0.08333333333333333"
"""A twelfth of a year."""
MONTHS = re.compile(r"\b(?:months?|mes|meses|mois|мес\w*|(?:ال|بال)?(?:اشهر|شهر\w*|شهور))\b|月")
"""Words for months as keys of headers: no case, no accents."""


def term_lines(begun: Draft) -> list[str]:
    """Of a transaction; none where the table has no terms."""
    placed = [target for target in TERMS if target in begun.named and not _of_two_units(begun, target)]
    return [f"    {target}: {{{_reading(begun, target)}}}" for target in placed]


def tells_loans(begun: Draft) -> bool:
    """Whether the table has terms; which of its rows are loans is left to a person where some have none."""
    placed = [target for target in TERMS if target in begun.named]
    rows = len(begun.cells("recipient")) if "recipient" in begun.named else 0
    if placed and any(len(begun.cells(target)) < rows for target in placed):
        begun.note("finance_type: every row is taken for a loan; some have no terms")
    return bool(placed)


def _reading(begun: Draft, target: str) -> str:
    column = f"column: {begun.column(target)}"
    if target == "loan_rate":
        return f"{column}, multiply: 100" if _are_shares(begun) else column
    keys = [column]
    if _with_units(begun, target):
        keys.append(f"pattern: {FIRST_NUMBER}")
    if _in_months(begun, target):
        keys.append(f"multiply: {A_MONTH}")
        begun.note(f"{target}: {begun.named[target]} is taken for months")
    return ", ".join(keys)


def _of_two_units(begun: Draft, target: str) -> bool:
    """Years in one cell and months in the next: no number of this column can be taken as it stands."""
    named = [header_key(text) for text in _with_units(begun, target)]
    months = sum(MONTHS.search(text) is not None for text in named)
    if target == "loan_rate" or months in (0, len(named)):
        return False
    begun.note(f"{target}: {begun.named[target]} has years in some cells and months in others; write all as years")
    return True


def _with_units(begun: Draft, target: str) -> list[str]:
    return [text for text in texts_of(begun.cells(target)) if not A_NUMBER.fullmatch(western(text))]


def _are_shares(begun: Draft) -> bool:
    """As a workbook keeps 2.5 per cent: 0.025."""
    found = [hit for text in map(text_of, begun.cells("loan_rate")) if (hit := A_NUMBER.fullmatch(western(text)))]
    highest = max((float(hit[0].replace(",", ".")) for hit in found), default=0.0)
    if not 0 < highest <= HIGHEST_SHARE:
        return False
    begun.note(f"loan_rate: {highest:g} in {begun.named['loan_rate']} is taken for {100 * highest:g} per cent")
    return True


def _in_months(begun: Draft, target: str) -> bool:
    """By the header, or by the cells that name a unit."""
    written = _with_units(begun, target) or [begun.named[target]]
    return all(MONTHS.search(header_key(text)) for text in written)
