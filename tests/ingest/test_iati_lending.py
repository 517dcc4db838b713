"""The terms of a loan that an activity reports: columns where they are said, nothing where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.iati_files import activity, file_of, read

DATES = (
    '<commitment-date iso-date="2013-09-01"/><repayment-first-date iso-date="2018-09-01"/>'
    '<repayment-final-date iso-date="2033-09-01"/>'
)
TERMS = ("rate", "maturity", "grace", "profile", "payments")
CASES = (
    (f'<loan-terms rate-1="2.5"><repayment-type code="1"/><repayment-plan code="2"/>{DATES}</loan-terms>',
     (2.5, 20.0, 5.0, "equal_principal", 2)),
    (f'<loan-terms rate-1="4" rate-2="0"><repayment-type code="2"/><repayment-plan code="12"/>{DATES}</loan-terms>',
     (4.0, 20.0, 5.0, "annuity", 12)),
    (f'<loan-terms rate-1="4" rate-2="4.00">{DATES}</loan-terms>', (4.0, 20.0, 5.0, None, None)),
    (f'<loan-terms rate-1=" 1,5 % "><repayment-type code="5"/>{DATES}</loan-terms>', (1.5, 20.0, 5.0, "other", None)),
    (f"<loan-terms>{DATES}</loan-terms>", (None, 20.0, 5.0, None, None)),
    (f'<loan-terms rate-1="4" rate-2="3">{DATES}</loan-terms>', (None, 20.0, 5.0, None, None)),
    ('<loan-terms rate-1="1"><repayment-final-date iso-date="2033-09-01"/></loan-terms>',
     (1.0, None, None, None, None)),
    ('<loan-terms rate-1="one"><commitment-date iso-date="2013-13-01"/></loan-terms>', (None,) * 5),
    ('<loan-terms rate-1="1"/><loan-terms rate-1="2"/>', (1.0, None, None, None, None)),
    ("<loan-status/>", (None,) * 5),
)  # fmt: skip


@pytest.mark.parametrize(("inside", "expected"), CASES)
def test_terms_are_columns_and_the_element_is_kept(tmp_path: Path, inside: str, expected: tuple[object, ...]) -> None:
    found = read(tmp_path / "a.xml", file_of(activity("XX-1-A", f"<crs-add>{inside}</crs-add>")))
    (row,) = found.rows("activity")
    assert tuple(row[f"loan_{name}"] for name in TERMS) == expected
    assert found.rows("detail")[0]["element"] == "crs-add"


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<loan-terms rate-1="4" rate-2="3"/>', "loan-with-two-rates"),
        ('<loan-terms rate-1="a tenth"/>', "amount-unreadable"),
        ('<loan-terms rate-1="4"><commitment-date iso-date="2013-13-01"/></loan-terms>', "date-impossible"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, inside: str, code: str) -> None:
    assert code in read(tmp_path / "a.xml", file_of(activity("XX-1-A", f"<crs-add>{inside}</crs-add>"))).codes
