"""The command that computes the grant element of a loan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sursur.answers.lending import cents, loan_notes, result_table, schedule_table, verdict
from sursur.cli.showing import JsonOption, LimitOption, OutOption, Showing, print_pairs, show
from sursur.errors import NotFoundError, UsageError
from sursur.measure.grant_element import GrantElement, Payment, read_payments
from sursur.measure.grant_element import grant_element as compute
from sursur.measure.grant_element.terms import LoanTerms
from sursur.publish.download import Download

AmountOption = Annotated[str, typer.Option("--amount", help="Amount of the loan, in any currency; else 100.")]
RateOption = Annotated[str, typer.Option("--rate", help="Interest, per cent a year; 0 if interest-free.")]
MaturityOption = Annotated[str, typer.Option("--maturity", help="Years from commitment to the last repayment.")]
GraceOption = Annotated[str, typer.Option("--grace", help="Years from commitment to the first repayment; else 0.")]
ProfileOption = Annotated[
    str,
    typer.Option("--profile", help="equal-principal, annuity, lump-sum, lump-sum-with-interest, or grant."),
]
PaymentsOption = Annotated[str, typer.Option("--payments-per-year", help="1, 2, 4 or 12.")]
FeeOption = Annotated[
    str, typer.Option("--fee", "--upfront-fee", help="Upfront fee, per cent of the amount, on the day of commitment.")
]
ManagementOption = Annotated[
    str, typer.Option("--management-fee", help="Per cent of the amount, on the day of commitment.")
]
CommitmentOption = Annotated[
    str, typer.Option("--commitment-fee", help="Per cent a year of what is not drawn; needs --drawing-years.")
]
DrawingOption = Annotated[str, typer.Option("--drawing-years", help="Years in which the loan is drawn, evenly.")]
DiscountOption = Annotated[
    str, typer.Option("--discount", help="Discount rate, per cent a year; 10 is the OECD's old rule.")
]
ScheduleOption = Annotated[
    Path | None,
    typer.Option("--schedule", help="CSV of all payments instead of terms: years or date, principal, interest, fees."),
]
CommittedOption = Annotated[
    str, typer.Option("--committed", help="Day of commitment (YYYY-MM-DD), where the schedule has dates.")
]
RowsOption = Annotated[bool, typer.Option("--rows", help="The schedule, payment by payment.")]


def grant_element(
    amount: AmountOption = "",
    rate: RateOption = "",
    maturity: MaturityOption = "",
    grace: GraceOption = "",
    profile: ProfileOption = "",
    payments_per_year: PaymentsOption = "2",
    fee: FeeOption = "",
    management_fee: ManagementOption = "",
    commitment_fee: CommitmentOption = "",
    drawing_years: DrawingOption = "",
    discount: DiscountOption = "5",
    schedule: ScheduleOption = None,
    committed: CommittedOption = "",
    rows: RowsOption = False,
    limit: LimitOption = 50,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """How much of a loan is given away: its grant element, and whether it is concessional (35 % at 5 %)."""
    terms: LoanTerms = {
        "amount": amount, "rate": rate, "maturity": maturity, "grace": grace, "profile": profile,
        "payments_per_year": payments_per_year, "upfront_fee": fee, "management_fee": management_fee,
        "commitment_fee": commitment_fee, "drawing_years": drawing_years, "discount": discount,
    }  # fmt: skip
    if schedule is not None:
        terms["schedule"] = _read(schedule, committed)
    found = compute(**terms)
    table = schedule_table(found) if rows else result_table(found)
    if rows or as_json or out is not None:
        show(Download("Grant element", table, loan_notes(found)), Showing(out, as_json, limit))
    else:
        _print(found)


def _print(found: GrantElement) -> None:
    pairs = [
        ("Grant element", f"{found.rounded} %"),
        ("Verdict", verdict(found)),
        ("Amount", cents(found.amount)),
        ("Given away", cents(found.grant_equivalent)),
        ("Present value of all payments", cents(found.present_value)),
        ("Discount rate", f"{found.discount.rate} % a year"),
        ("Payments", f"{len(found.payments)} (--rows shows them)"),
    ]
    print_pairs("Grant element", pairs)


def _read(path: Path, committed: str) -> tuple[Payment, ...]:
    if not path.is_file():
        raise NotFoundError(f"There is no file {path}.", repair="Name a CSV file with the payments.")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} is not UTF-8 text.", repair="Save it as CSV (UTF-8).") from None
    return read_payments(text, _day(committed))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{text!r} is not a day.", repair="Write it as YYYY-MM-DD.") from None
