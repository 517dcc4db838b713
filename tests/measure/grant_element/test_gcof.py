"""Our grant elements beside AidData's own, for every loan of its data set of Chinese official finance with terms."""

from __future__ import annotations

import importlib.util
import math
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import ibis
import pyarrow as pa
import pytest

from sursur.measure.grant_element import with_grant_element

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def script(project_root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("grant_elements", project_root / "scripts" / "grant_elements.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["grant_elements"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows(script: ModuleType, shared_data: Path) -> list[Any]:
    return [script.compared(loan) for loan in script.loans(shared_data / script.ORIGINAL)]


def test_most_figures_are_ours_when_the_conventions_are_theirs(rows):
    """At 10 %, discounted by halves; the page names each set of terms that is further apart."""
    differences = [abs(row.difference) for row in rows if row.difference is not None]
    assert len(differences) == 360
    assert sum(one <= Decimal("0.1") for one in differences) == 271
    assert sum(one <= 1 for one in differences) == 307


def test_by_the_rule_of_17_3_1_the_same_loans_give_less_away(rows):
    """5 % instead of 10 %: every loan but the shortest and dearest loses more than a point."""
    computed = [row for row in rows if row.at_five is not None]
    assert all(row.at_five < row.at_ten for row in computed)
    soft = [row for row in computed if (row.loan.rate, row.loan.maturity, row.loan.grace) == (2, 20, 5)]
    assert len(soft) >= 20
    assert {round(row.at_five, 2) for row in soft} == {Decimal("26.39")}
    assert {round(row.their_way, 2) for row in soft} == {Decimal("54.06")}


def test_a_grace_beyond_the_maturity_is_refused_and_theirs_is_a_loan_never_repaid(rows):
    refused = [row.loan for row in rows if row.reason]
    assert {loan.project for loan in refused} == {315, 1030, 31229, 31777, 40051}
    for loan in refused:
        half_years = math.ceil(loan.maturity * 2)
        interest = sum(loan.rate / 2 / Decimal("1.05") ** place for place in range(1, half_years + 1))
        assert abs(100 - interest - loan.theirs) < Decimal("0.02")


def test_the_expression_over_columns_gives_the_same(rows):
    told = [
        {
            "project": row.loan.project,
            "loan_rate": float(row.loan.rate),
            "loan_maturity": float(row.loan.maturity),
            "loan_grace": None if row.loan.grace is None else float(row.loan.grace),
        }
        for row in rows
    ]
    found = with_grant_element(ibis.memtable(pa.Table.from_pylist(told))).order_by("project").to_pyarrow().to_pylist()
    for row, ours in zip(rows, found, strict=True):
        assert ours["terms_known"] is (not row.reason)
        assert ours["grant_element"] == (None if row.at_five is None else pytest.approx(float(row.at_five), abs=2e-6))


def test_the_page_is_what_the_originals_give(script, shared_data, capsys):
    assert script.main(shared_data, check=True) == 0, capsys.readouterr().out
