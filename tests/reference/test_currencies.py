"""Currencies: what a source wrote is the code, a writing with a rule, or nothing that anybody may guess."""

from __future__ import annotations

import datetime as dt

import pytest

from sursur.reference.currencies import currency_table, load_currencies, resolve_currency


@pytest.mark.parametrize(
    ("written", "code", "status"),
    [
        ("USD", "USD", "known"),
        ("usd", "USD", "fixed"),
        (" EUR\n", "EUR", "known"),
        ("US Dollar", "USD", "fixed"),
        ("us  dollars", "USD", "fixed"),
        ("US$", "USD", "fixed"),
        ("Euro", "EUR", "fixed"),
        ("€", "EUR", "fixed"),
        ("UKL", "GBP", "fixed"),
        ("RMB", "CNY", "fixed"),
        ("SDR", "XDR", "fixed"),
        ("DM", "DEM", "fixed"),
        ("ZMK", "ZMK", "known"),
        ("$", None, "ambiguous"),
        ("FCFA", None, "ambiguous"),
        ("peso", None, "ambiguous"),
        ("XYZ", None, "unknown"),
        ("100", None, "unknown"),
        ("dollars of the day", None, "unknown"),
        ("", None, "empty"),
        ("   ", None, "empty"),
        (None, None, "empty"),
    ],
)
def test_what_a_source_wrote(written: str | None, code: str | None, status: str) -> None:
    found = resolve_currency(written)
    assert (found.code, found.status) == (code, status)
    assert found.note or status == "known", "whoever reads the result learns what was done"


def test_each_currency_knows_when_it_was_money() -> None:
    known = load_currencies()
    assert known["ZMK"].was_money(dt.date(2012, 12, 31))
    assert not known["ZMW"].was_money(dt.date(2012, 12, 31))
    assert known["ZMW"].was_money(dt.date(2013, 1, 1))
    assert not known["DEM"].was_money(dt.date(2010, 1, 1))
    assert known["USD"].was_money(dt.date(1960, 1, 1))


def test_every_currency_has_a_name_and_a_source() -> None:
    known = load_currencies()
    assert len(known) > 250
    for code, currency in known.items():
        assert code == currency.code
        assert len(code) == 3
        assert code.isupper()
        assert currency.name != code
        assert currency.source


def test_the_table_of_writings_says_what_the_function_says() -> None:
    rows = currency_table().to_pylist()
    assert len({row["written"] for row in rows}) == len(rows)
    for row in rows:
        assert resolve_currency(row["written"]).code == row["currency"]
    assert "$" not in {row["written"] for row in rows}
