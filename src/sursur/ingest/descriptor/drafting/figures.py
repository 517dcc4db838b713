"""The lines of a draft for a table of sums by provider, recipient and year."""

from __future__ import annotations

from sursur.ingest.descriptor.drafting.entries import A_YEAR, OPEN, Draft
from sursur.ingest.descriptor.drafting.judging import country_vocabulary


def figure_lines(begun: Draft) -> list[str]:
    wide = bool(begun.looked.table.years)
    begun.note("measure: what is summed; stage: commitment or disbursement; part_of_total: may it be added up?")
    money = begun.money_columns()
    return [
        "figures:",
        f"  - provider: {_party(begun, 'provider')}",
        f"    provider_scheme: {{constant: {_scheme(begun, 'provider')}}}",
        f"    recipient: {_party(begun, 'recipient')}",
        f"    recipient_scheme: {{constant: {_scheme(begun, 'recipient')}}}",
        f"    year: {_year(begun, wide=wide)}",
        f"    measure: {{constant: {OPEN}}}",
        "    part_of_total: {constant: true}",
        f"    stage: {{constant: {'commitment' if money == ['commitment'] else 'disbursement'}}}",
        f"    amount: {_amount(begun, money, wide=wide)}",
        f"    currency: {begun.currency(begun.named[money[0]] if money else '')}",
    ]


def _party(begun: Draft, target: str) -> str:
    if target in begun.named:
        return begun.column(target)
    begun.note(f"{target}: which country, or which column")
    return f"{{constant: {OPEN}}}"


def _scheme(begun: Draft, target: str) -> str:
    return country_vocabulary(begun.cells(target)) if target in begun.named else "name"


def _year(begun: Draft, *, wide: bool) -> str:
    if wide:
        return f"{{column: header, pattern: {A_YEAR}}}"
    for target in ("year", "date"):
        if target in begun.named:
            dated = begun.dated(target)
            return dated.replace(', day_of_year: "07-01"', "")
    begun.note("year: which column, or a constant")
    return f"{{sheet_name: {A_YEAR}}}" if begun.looked.table.sheet else f"{{file_name: {A_YEAR}}}"


def _amount(begun: Draft, money: list[str], *, wide: bool) -> str:
    if wide:
        return begun.amount("", "column: value")
    if money:
        return begun.amount(begun.named[money[0]], f"column: {begun.column(money[0])}")
    begun.note("amount: which column")
    return f"{{constant: null}}  # {OPEN}"
