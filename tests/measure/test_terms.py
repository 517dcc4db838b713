"""What a flow takes from its transaction and its activity."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pytest

from sursur.measure.terms import with_goals_declared, with_terms
from sursur.model.tables import ACTIVITY, TAG, TRANSACTION
from sursur.tabular import arrow_table

LENT = {"loan_rate": 2.0, "loan_maturity": 20.0, "loan_grace": 5.0, "loan_payments": 2}
CODES = (
    ({"aid_type": "D01"}, {"default_aid_type": "C01"}, ("aid_type", "D01")),
    ({"aid_type": ""}, {"default_aid_type": "C01"}, ("aid_type", "C01")),
    ({"aid_type": " D02 "}, {}, ("aid_type", "D02")),
    ({}, {"default_finance_type": "421"}, ("finance_type", "421")),
    ({}, {"default_flow_type": "10"}, ("flow_type", "10")),
    ({"tied_status": "4"}, {"default_tied_status": "5"}, ("tied_status", "4")),
    ({}, {}, ("flow_type", None)),
    ({"loan_rate": 2.0, "loan_maturity": 20.0, "loan_grace": 5.0, "grant_element": 48.0}, {}, ("terms_known", True)),
    ({"loan_rate": 2.0, "loan_maturity": 20.0, "grant_element": 48.0}, {}, ("grant_element_reported", 48.0)),
    ({"finance_type": "421", "grant_element": 48.0}, {}, ("grant_element", None)),
    ({"finance_type": "421"}, {}, ("terms_known", False)),
    ({"finance_type": "421"}, {}, ("terms_note", "the interest rate and the maturity are not known")),
    # the terms that an activity reports are those of its loans, unless a transaction has its own
    ({"finance_type": "421"}, LENT, ("loan_rate", 2.0)),
    ({"finance_type": "421"}, LENT, ("grant_element", 26.394156)),
    ({}, {**LENT, "default_finance_type": "410"}, ("loan_maturity", 20.0)),
    ({"finance_type": "110"}, {**LENT, "default_finance_type": "421"}, ("terms_known", False)),
    ({}, LENT, ("terms_known", False)),
    ({"finance_type": "421", "loan_rate": 3.0, "loan_maturity": 10.0}, LENT, ("loan_rate", 3.0)),
    ({"finance_type": "421", "loan_rate": 3.0}, LENT, ("terms_note", "the maturity is not known")),
    ({"finance_type": "421"}, {**LENT, "loan_profile": "lump_sum"}, ("terms_known", True)),
    ({"finance_type": "421"}, {**LENT, "loan_profile": "other"}, ("grant_element", None)),
)
GOALS = (
    ([], 0),
    ([("2", "6")], 1),
    ([("3", "6.1"), ("3", "6.b"), ("2", "17")], 3),
    ([("3", "6.1"), ("3", "6.1")], 1),
    ([("2", "18"), ("2", "0"), ("2", "many"), ("1", "6"), ("99", "6")], 0),
)


def flows(number: int) -> ibis.Table:
    rows = [{"flow_id": f"f{n:02}", "transaction_id": f"t{n:02}", "activity_id": f"a{n:02}"} for n in range(number)]
    return ibis.memtable(pa.Table.from_pylist([*rows, {"flow_id": "figure"}]))


@pytest.fixture(scope="module")
def termed() -> list[dict[str, Any]]:
    own = [{"transaction_id": f"t{n:02}", **case[0]} for n, case in enumerate(CODES)]
    default = [{"activity_id": f"a{n:02}", **case[1]} for n, case in enumerate(CODES)]
    transaction, activity = arrow_table(TRANSACTION, own), arrow_table(ACTIVITY, default)
    found = with_terms(flows(len(CODES)), ibis.memtable(transaction), ibis.memtable(activity))
    return found.order_by("flow_id").to_pyarrow().to_pylist()


@pytest.mark.parametrize("place", range(len(CODES)))
def test_the_transactions_own_word_stands_before_the_default_of_the_activity_and_nothing_is_guessed(termed, place):
    column, expected = CODES[place][2]
    assert termed[place][column] == expected


def test_an_aggregate_has_no_terms_and_no_codes(termed):
    figure = termed[-1]
    assert figure["flow_id"] == "figure"
    assert (figure["terms_known"], figure["loan_rate"], figure["aid_type"]) == (False, None, None)


def test_goals_and_targets_that_an_activity_declares():
    tags = [
        {"activity_id": f"a{n:02}", "ordinal": m, "kind": "tag", "vocabulary": vocabulary, "code": code}
        for n, (told, _) in enumerate(GOALS)
        for m, (vocabulary, code) in enumerate(told)
    ]
    found = with_goals_declared(flows(len(GOALS)), ibis.memtable(arrow_table(TAG, tags))).order_by("flow_id")
    assert found.to_pyarrow()["goals_declared"].to_pylist() == [*[number for _, number in GOALS], 0]
