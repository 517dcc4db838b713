"""Rules, codes and custodians of SDG 17.3.1: complete, sourced, and one custodian at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sursur.errors import ReferenceDataError
from sursur.reference.codes import code_list
from sursur.reference.packaged import read_rows
from sursur.reference.reporting import (
    checked_codes,
    checked_custodians,
    exclusion_rules,
    reporting_table,
    rule_codes,
    tossd_recipients,
)

DOCUMENTED = (
    "debt_relief",
    "in_donor_refugees",
    "unallocated_administration",
    "peace_and_security",
    "private_flow",
    "portfolio_investment",
    "export_credit",
    "short_term",
)
LISTS = {"finance_type": "FinanceType", "aid_type": "AidType", "flow_type": "FlowType", "oda_flow_type": "FlowType"}


@pytest.mark.parametrize("rule", DOCUMENTED)
def test_every_documented_exclusion_is_a_rule_with_clause_and_address(rule):
    found = exclusion_rules()[rule]
    assert found.basis == "official"
    assert "REC_USE_LIM" in found.clause
    assert found.source.startswith("https://")


def test_every_code_of_a_rule_is_in_its_list():
    rows = [row for row in read_rows("rules", "goal_17_3_1.csv") if row["field"] in LISTS]
    assert rows
    assert [row["code"] for row in rows if row["code"] not in code_list(LISTS[row["field"]])] == []


def test_codes_of_a_rule_that_is_not_there_say_so():
    with pytest.raises(ReferenceDataError, match="no row for the rule debt_relief and the field colour"):
        rule_codes("debt_relief", "colour")


@pytest.mark.parametrize("changed", [{"source": ""}, {"code": ""}, {"code": "10"}])
def test_a_code_without_source_or_given_twice_is_refused(changed):
    row = {"rule": "r", "field": "flow_type", "code": "10", "note": "", "source": "s"}
    with pytest.raises(ReferenceDataError, match="line 3"):
        checked_codes([row, {**row, "code": "20", **changed}])


@pytest.mark.parametrize(
    ("provider", "custodian"), [("DEU", "oecd"), ("MEX", "oecd"), ("NGA", "oecd"), ("JOR", "unctad"), ("MYS", "unctad")]
)
def test_who_takes_whose_data(provider, custodian):
    rows = reporting_table().to_pylist()
    assert [row["custodian"] for row in rows if row["provider"] == provider] == [custodian]


def test_who_is_in_no_list_is_unassigned():
    assert {"IND", "CHN", "CUB"}.isdisjoint(reporting_table()["provider"].to_pylist())


SPANS = some.lists(
    some.tuples(
        some.sampled_from(("KEN", "IND")),
        some.sampled_from(("oecd", "unctad")),
        some.none() | some.integers(2010, 2020),
        some.none() | some.integers(2010, 2020),
    ),
    max_size=5,
)


@given(SPANS)
def test_no_provider_ever_reports_to_two_custodians_in_a_year(spans):
    rows = [
        {"provider": p, "custodian": c, "year_from": str(a or ""), "year_to": str(b or ""), "note": "", "source": "s"}
        for p, c, a, b in spans
    ]
    try:
        found = checked_custodians(rows)
    except ReferenceDataError:
        return
    for provider in ("KEN", "IND"):
        for year in range(2009, 2022):
            held = [
                row
                for row in found
                if row["provider"] == provider and (row["year_from"] or 0) <= year <= (row["year_to"] or 9999)
            ]
            assert len(held) <= 1


def test_tossd_has_151_recipients():
    assert len(tossd_recipients()) == 151
    assert {"CHL", "URY", "SYC", "KEN"} <= tossd_recipients()
    assert "DEU" not in tossd_recipients()
