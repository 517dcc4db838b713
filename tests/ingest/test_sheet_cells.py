"""How a single cell is read: the tables in tests/hard_cases/sheets are the specification."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.ingest.sheet.batch import Header
from sursur.ingest.sheet.cells import (
    Reading,
    read_amount,
    read_date,
    read_flag,
    read_integer,
    read_number,
    read_text,
    read_timestamp,
    read_year,
    settle_amount,
    text_of,
)  # fmt: skip
from sursur.ingest.sheet.lines import stray
from sursur.ingest.sheet.names import countries_in, country_text
from sursur.ingest.sheet.numbers import Unreadable, decimal_mark_of, number_of
from sursur.ingest.sheet.report import Report
from sursur.ingest.sheet.vocabulary import currency_in, scale_in, words
from sursur.model.source import Place
from sursur.reference.currencies import load_currencies

CASES = Path(__file__).parent.parent / "hard_cases" / "sheets"


def table(name: str) -> list[Any]:
    with (CASES / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [
        pytest.param(row, id=f"line {number}: {next(iter(row.values()))!a} {row['why']}")
        for number, row in enumerate(rows, 2)
    ]


def check(read: Callable[..., Any], cell: str, reading: Reading, expected: str, parse: Callable[[str], Any]) -> None:
    if expected == "unreadable":
        with pytest.raises((Unreadable, ArithmeticError, ValueError)):
            settle(read(cell, reading))
    else:
        assert settle(read(cell, reading)) == (None if expected == "missing" else parse(expected))


def settle(value: Any) -> Any:
    return settle_amount(value, None) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("case", table("amounts.csv"))
def test_an_amount_is_exact_or_missing_or_unreadable(case: dict[str, str]) -> None:
    check(read_amount, case["cell"], Reading(decimal=case["decimal"]), case["value"], Decimal)


@pytest.mark.parametrize("case", table("dates.csv"))
def test_a_date_is_a_day_that_the_source_or_its_descriptor_states(case: dict[str, str]) -> None:
    formats = tuple(filter(None, case["formats"].split("|")))
    reading = Reading(date_formats=formats, day_of_year=case["day_of_year"])
    check(read_date, case["cell"], reading, case["value"], dt.date.fromisoformat)


@pytest.mark.parametrize("case", table("years.csv"))
def test_a_year_is_one_calendar_year(case: dict[str, str]) -> None:
    check(read_year, case["cell"], Reading(fiscal_year=case["fiscal"]), case["value"], int)


@pytest.mark.parametrize("case", table("decimal_marks.csv"))
def test_the_decimal_mark_is_that_of_the_column(case: dict[str, str]) -> None:
    assert decimal_mark_of(case["cells"].split("|")) == case["mark"]


@pytest.mark.parametrize("case", table("countries_in_a_cell.csv"))
def test_a_cell_is_cut_where_one_country_ends_and_the_next_begins(case: dict[str, str]) -> None:
    assert [country_text(piece) for piece in countries_in(case["cell"])] == list(
        filter(None, case["countries"].split("|"))
    )


@pytest.mark.parametrize("case", table("lines.csv"))
def test_totals_notes_and_repeated_headers_are_no_records(case: dict[str, str]) -> None:
    header, report = Header.of(names := ["Código", "Título", "País", "Monto"], [names]), Report("")
    stray(case["cells"].split("|"), header, report, Place(row=1))
    told = {"total-line": "total", "line-of-text": "text", "header-again": "header"}
    assert [told[problem.code] for problem in report.drain()] == [case["kind"]] * (case["kind"] != "record")


@pytest.mark.parametrize(
    ("header", "power", "currency"),
    [("Monto (miles de USD)", 3, "USD"), ("Amount (USD '000)", 3, "USD"), ("Valor em R$ milhões", 6, "BRL"),
     ("Стоимость, млн евро", 6, "EUR"), ("金额(万元)", 4, ""), ("المبلغ (مليون دولار)", 6, "USD"),
     ("Montant en milliards de FCFA", 9, ""), ("Amount", 0, ""), ("Presupuesto 2000-2019", 0, ""),
     ("Rs. in crore", 7, ""), ("Costo por día (US$)", 0, "USD")],
)  # fmt: skip
def test_a_header_tells_scale_and_currency(header: str, power: int, currency: str) -> None:
    assert (scale_in(header), currency_in(header)) == (power, currency)


def test_the_words_beside_numbers_are_what_they_say() -> None:
    assert set(words("scale").values()) <= {str(power) for power in range(3, 13)}
    assert set(words("month").values()) == {str(month) for month in range(1, 13)}
    assert set(words("money").values()) - {""} <= set(load_currencies())


def test_a_scale_that_may_mean_several_things_is_the_descriptors_to_say() -> None:
    assert number_of("KSh 2.5m", scales={"m": Decimal(1_000_000)}) == 2_500_000


def test_a_month_alone_has_the_day_that_the_descriptor_states() -> None:
    assert read_date("março 2019", Reading(day_of_month="15")) == dt.date(2019, 3, 15)
    assert read_date("02/2020", Reading(day_of_month="last")) == dt.date(2020, 2, 29)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20))
def test_every_decimal_is_read_back_as_it_was_written(amount: Decimal) -> None:
    assert read_amount(f"{amount:f}", Reading()) == amount
    assert read_amount(f"{amount:,f}", Reading()) == amount


@given(st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    reading = Reading(date_formats=("%d/%m/%Y",), day_of_year="07-01", fiscal_year="starts")
    for read in (read_amount, read_number, read_integer, read_year, read_date, read_flag, read_timestamp, read_text):
        try:
            read(text, reading)
        except (Unreadable, ArithmeticError, ValueError):
            continue


def test_millions_are_multiplied_before_places_are_cut() -> None:
    assert settle_amount(Decimal("0.1234567891234"), Decimal(1_000_000)) == Decimal("123456.789123")


def test_a_spreadsheet_day_number_is_a_date_and_a_small_number_is_not() -> None:
    assert read_date(43831.0, Reading()) == dt.date(2020, 1, 1)
    with pytest.raises(Unreadable):
        read_date(12.0, Reading())


def test_cells_of_a_workbook_keep_their_types() -> None:
    assert text_of(12.0) == "12"
    assert text_of(12.5) == "12.5"
    assert text_of(True) == "true"
    assert text_of(dt.date(2020, 1, 2)) == "2020-01-02"
    assert read_date(dt.datetime(2020, 1, 2, 3, 4, tzinfo=dt.UTC), Reading()) == dt.date(2020, 1, 2)
    assert read_amount(0.1, Reading()) == Decimal("0.1")


def test_a_per_cent_sign_gives_points_or_a_share_as_the_descriptor_says() -> None:
    assert read_number("12 %", Reading()) == 12.0
    assert read_number("12,5%", Reading(percent_as="share", decimal=",")) == 0.125


@pytest.mark.parametrize(("word", "flag"), [("Sí", True), ("não", False), ("да", True), ("1", True), ("0", False)])
def test_yes_and_no_in_languages(word: str, flag: bool) -> None:
    assert read_flag(word, Reading()) is flag


def test_namibia_is_not_missing_in_a_text_column() -> None:
    assert read_text("NA", Reading()) == "NA"
    assert read_text("  ", Reading()) is None
