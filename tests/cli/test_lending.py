"""`sursur grant-element`: an officer checks a loan that she is offered."""

from __future__ import annotations

import csv
import io

import pyarrow.parquet as pq
import pytest

import sursur as library
from sursur.cli.commands import COMMANDS

TERMS = ("--amount", "1000000", "--rate", "2", "--maturity", "20", "--grace", "5")


def test_the_figure_stands_with_the_verdict_and_its_rule(sursur):
    told = " ".join(sursur("grant-element", *TERMS).out.split())
    assert "26.39 %" in told
    assert "263,941.56" in told
    assert "Not concessional: the rule asks for at least 35 % at a discount rate of 5 % a year (SDG 17.3.1" in told


def test_a_soft_loan_is_concessional(sursur):
    told = sursur("grant-element", "--rate", "0", "--maturity", "20", "--grace", "5").out
    assert "44.36 %" in told
    assert "Not concessional" not in told
    assert "Concessional" in told


def test_at_another_discount_rate_there_is_a_figure_and_no_verdict(sursur):
    told = sursur("grant-element", *TERMS, "--discount", "10").out
    assert "53.10 %" in told
    assert "No verdict" in told


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--profile", "annuity"), 27.03),
        (("--profile", "lump-sum"), 37.08),
        (("--payments-per-year", "1"), 26.56),
        (("--fee", "1"), 25.39),
        (("--management-fee", "1", "--upfront-fee", "1"), 24.39),
        (("--commitment-fee", "0.5", "--drawing-years", "3"), 25.69),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else str(one),
)
def test_every_term_counts(sursur, options, expected):
    row = sursur("grant-element", *TERMS, *options, "--json").document["rows"][0]
    assert row["grant_element"] == expected


def test_the_rows_are_the_schedule(sursur):
    told = sursur("grant-element", *TERMS, "--rows", "--json").document
    assert len(told["rows"]) == 40
    assert told["rows"][0] == {
        "years": 0.5, "principal": 0.0, "interest": 10000.0, "fees": 0.0, "payment": 10000.0,
        "discount_factor": 0.9759, "present_value": 9759.0,
    }  # fmt: skip
    assert round(sum(row["principal"] for row in told["rows"])) == 1_000_000
    assert "35 %" in told["notes"]["Verdict"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "parquet"])
def test_the_schedule_can_be_taken_away(sursur, tmp_path, ending):
    path = tmp_path / f"loan.{ending}"
    outcome = sursur("grant-element", *TERMS, "--rows", "--out", str(path))
    assert outcome.code == 0
    assert "40 rows" in outcome.err
    if ending == "parquet":
        assert pq.read_table(path).num_rows == 40


def test_an_irregular_schedule_is_read_from_a_file(sursur, tmp_path):
    path = tmp_path / "schedule.csv"
    path.write_text("date,principal,interest\n2021-01-01,50,2\n2022-01-01,50,1\n")
    told = sursur("grant-element", "--schedule", str(path), "--committed", "2020-01-01", "--json").document
    assert told["rows"][0]["grant_element"] == round(100 - 52 / 1.05 - 51 / 1.05**2, 2)


def test_what_was_written_can_be_read_again(sursur, tmp_path):
    """The schedule of a loan, saved and given back, has the grant element of its terms but for the cents."""
    path = tmp_path / "again.csv"
    sursur("grant-element", *TERMS, "--rows", "--out", str(path))
    table, _, _ = path.read_bytes().decode("utf-8-sig").partition("\r\n\r\n")
    rows = list(csv.DictReader(io.StringIO(table)))
    path.write_text(table)
    repaid = sum(round(float(row["principal"]) * 100) for row in rows) / 100
    found = sursur("grant-element", "--schedule", str(path), "--amount", f"{repaid:.2f}", "--json").document["rows"][0]
    assert found["grant_element"] == 26.39


WRONG = (
    (("--rate", "2"), ("maturity of the loan is not given",)),
    (("--maturity", "20"), ("interest rate of the loan is not given", "rate 0")),
    (("--rate", "-2", "--maturity", "20"), ("interest rate is negative",)),
    (("--rate", "2", "--maturity", "10", "--grace", "11"), ("longer than the maturity",)),
    (("--rate", "two", "--maturity", "10"), ("'two' is not a number",)),
    (("--rate", "2", "--maturity", "10", "--profile", "balloon"), ("'balloon'", "equal-principal")),
    (("--rate", "2", "--maturity", "10", "--payments-per-year", "3"), ("1, 2, 4 or 12",)),
    (("--rate", "2", "--maturity", "10", "--commitment-fee", "1"), ("time of drawing",)),
    (("--schedule", "nowhere.csv"), ("no file nowhere.csv",)),
    (("--rate", "2", "--maturity", "10", "--out", "loan.doc"), (".xlsx",)),
)


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[" ".join(one[0]) for one in WRONG])
def test_impossible_terms_are_a_sentence_with_a_repair(sursur, arguments, words):
    outcome = sursur("grant-element", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    assert all(word in outcome.sentence for word in words), outcome.sentence


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        (b"years,principal\n1,x\n", (), ("Line 2", "'x'")),
        (b"date,principal\n2020-01-01,5\n", (), ("day of commitment",)),
        (b"date,principal\n2020-01-01,5\n", ("--committed", "soon"), ("'soon' is not a day",)),
        (b"years,principal\n1,5\n", ("--amount", "6"), ("repay 5", "loan is 6")),
        (b"years,principal\n1,5\n", ("--rate", "6"), ("rate is given too",)),
        ("años,principal\n1,5\n".encode("latin-1"), (), ("not UTF-8",)),
    ],
)
def test_a_schedule_that_does_not_fit_says_where(sursur, tmp_path, content, options, words):
    path = tmp_path / "schedule.csv"
    path.write_bytes(content)
    outcome = sursur("grant-element", "--schedule", str(path), *options)
    assert outcome.code == 2
    assert all(word in outcome.sentence for word in words), outcome.sentence


def test_the_library_says_the_same():
    assert str(library.grant_element(rate=2, maturity=20, grace=5).rounded) == "26.39"
    assert "grant-element" in COMMANDS
