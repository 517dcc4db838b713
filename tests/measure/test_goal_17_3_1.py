"""SDG 17.3.1: what counts under which sub-indicator, and what is left out by which rule of the metadata."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as some

from sursur.measure.goal_17_3_1 import Context, decided, in_parts, left_out, summed, with_custodian
from sursur.measure.goal_17_3_1.deciding import _conditions, objected
from sursur.measure.grant_element import with_grant_element
from sursur.reference.reporting import exclusion_rules, reporting_table

USD = pa.decimal128(24, 2)
A_GRANT: dict[str, Any] = {
    "flow_id": "f1",
    "figure_id": None,
    "identifier": "P1",
    "provider": "gov:BRA",
    "provider_country": "BRA",
    "provider_kind": "government",
    "recipient_country": "MOZ",
    "recipient_region": None,
    "year": 2016,
    "stage": "disbursement",
    "instrument": "grant",
    "measure": "transaction",
    "line": "whole",
    "sector": "140",
    "sdg_goal": "6",
    "finance_type": None,
    "flow_type": None,
    "aid_type": None,
    "goals_declared": 0,
    "loan_rate": None,
    "loan_maturity": None,
    "loan_grace": None,
    "usd": Decimal(100),
}
NUMBERS = {"year": pa.int64(), "goals_declared": pa.int64(), "usd": USD}
TERMS = ("loan_rate", "loan_maturity", "loan_grace")
SCHEMA = pa.schema([(name, NUMBERS.get(name, pa.float64() if name in TERMS else pa.string())) for name in A_GRANT])
LOAN = {"instrument": "loan"}
SOFT = LOAN | {"loan_rate": 0.0, "loan_maturity": 20.0, "loan_grace": 10.0}
HARD = LOAN | {"loan_rate": 5.0, "loan_maturity": 12.0}
MEMORY = ibis.duckdb.connect()


def lines(*changes: dict[str, Any]):
    rows = [A_GRANT | {"flow_id": f"f{number:03}"} | change for number, change in enumerate(changes, start=1)]
    return with_grant_element(ibis.memtable(pa.Table.from_pylist(rows, schema=SCHEMA)))


def context(**changed: Any) -> Context:
    developing = ibis.memtable(pa.table({"country": ["MOZ", "KEN"], "year": [2016, 2016]}))
    return Context(**({"developing": developing, "regions": ("298", "998"), "objections": None} | changed))


def verdicts(*changes: dict[str, Any], **changed: Any) -> list[tuple[str | None, str]]:
    found = decided(lines(*changes), context(**changed)).order_by("flow_id").to_pyarrow().to_pylist()
    return [(row["sub_indicator"], row["rule"]) for row in found]


COUNTING: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "a"),
    ({"instrument": "in_kind"}, "a"),
    ({"recipient_country": None, "recipient_region": "298"}, "a"),
    (SOFT, "b"),
    (HARD, "c"),
    (LOAN | {"loan_rate": 1.0, "loan_maturity": 1.01}, "c"),
    (SOFT | {"instrument": "loan_non_concessional"}, "b"),
    (HARD | {"instrument": "loan_concessional"}, "c"),
    (LOAN, "loans_unknown"),
    (LOAN | {"loan_rate": 2.0}, "loans_unknown"),
    ({"instrument": "loan_concessional"}, "b_declared"),
    ({"instrument": "loan_non_concessional"}, "c_declared"),
    ({"provider_kind": "ngo"}, "f"),
    ({"provider_kind": "private", "flow_type": "30"}, "f"),
    ({"sector": "152", "flow_type": "10"}, "a"),
)
LEFT_OUT: tuple[tuple[dict[str, Any], str], ...] = (
    ({"stage": "commitment"}, "commitment"),
    ({"finance_type": "610"}, "debt_relief"),
    ({"aid_type": "F01"}, "debt_relief"),
    ({"instrument": "debt_relief"}, "debt_relief"),
    ({"sector": "600"}, "debt_relief"),
    ({"aid_type": "H02"}, "in_donor_refugees"),
    ({"sector": "930"}, "in_donor_refugees"),
    ({"aid_type": "G01"}, "unallocated_administration"),
    ({"sector": "910"}, "unallocated_administration"),
    ({"aid_type": "H01"}, "spent_at_home"),
    ({"sector": "152", "flow_type": "21"}, "peace_and_security"),
    ({"sector": "152"}, "peace_and_security_unknown"),
    ({"finance_type": "451"} | LOAN, "export_credit"),
    ({"flow_type": "22"} | SOFT, "export_credit"),
    ({"finance_type": "423"} | LOAN, "portfolio_investment"),
    (LOAN | {"loan_rate": 1.0, "loan_maturity": 1.0}, "short_term"),
    (LOAN | {"loan_rate": 1.0, "loan_maturity": 0.5}, "short_term"),
    (LOAN | {"provider_kind": "private"}, "private_flow"),
    ({"flow_type": "36"}, "private_flow"),
    ({"provider_kind": "unknown"}, "provider_unknown"),
    ({"provider_kind": None}, "provider_unknown"),
    ({"recipient_country": "BRA"}, "within_the_country"),
    ({"aid_type": "B02"}, "core_contribution"),
    ({"recipient_country": None}, "recipient_unknown"),
    ({"recipient_country": "PRT"}, "not_developing"),
    ({"year": 2017}, "not_developing"),
    ({"figure_id": "x", "recipient_country": None, "recipient_region": "998"}, "costs_not_told_apart"),
    ({"instrument": "equity"}, "no_debt_no_grant"),
    ({"finance_type": "1100"}, "no_debt_no_grant"),
    ({"instrument": None}, "instrument_unknown"),
    ({"sdg_goal": None}, "no_goal_known"),
    ({"instrument": "rest", "line": "rest"}, "rest_of_aggregate"),
)


@pytest.fixture(scope="module")
def judged() -> list[tuple[str | None, str]]:
    """All cases in one expression: what is tested is the rule, not the engine's planning."""
    return verdicts(*[change for change, _ in (*COUNTING, *LEFT_OUT)])


@pytest.mark.parametrize("place", range(len(COUNTING)))
def test_what_counts_stands_under_its_sub_indicator(judged, place):
    assert judged[place] == (COUNTING[place][1], "counts")


@pytest.mark.parametrize("place", range(len(LEFT_OUT)))
def test_what_the_metadata_leaves_out_names_its_rule(judged, place):
    assert judged[len(COUNTING) + place] == (None, LEFT_OUT[place][1])


def test_every_rule_of_the_file_has_its_condition_and_no_other_is_there():
    assert list(_conditions(context())) == list(exclusion_rules())


def test_a_declared_goal_can_be_asked_for_and_aggregates_between_countries_qualify():
    changes = ({"goals_declared": 1}, {"goals_declared": 1, "sdg_goal": None}, {}, {"figure_id": "x", "sdg_goal": None})
    found = [rule for _, rule in verdicts(*changes, declared_only=True)]
    assert found == ["counts", "counts", "no_goal_known", "counts"]


OBJECTION = {"recipient": "MOZ", "provider": None, "identifier": None, "year_from": None, "year_to": None}


OBJECTIONS: tuple[tuple[dict[str, Any], bool], ...] = (
    ({}, True),
    ({"provider": "BRA"}, True),
    ({"provider": "gov:BRA"}, True),
    ({"provider": "CHN"}, False),
    ({"identifier": "P1"}, True),
    ({"identifier": "P2"}, False),
    ({"year_from": 2016, "year_to": 2016}, True),
    ({"year_from": 2017}, False),
    ({"year_to": 2015}, False),
    ({"recipient": "KEN"}, False),
)


@pytest.mark.parametrize(("objection", "hits"), OBJECTIONS)
def test_an_objection_takes_out_what_it_names(objection, hits):
    kinds = {name: pa.int64() if name.startswith("year") else pa.string() for name in OBJECTION}
    table = ibis.memtable(pa.Table.from_pylist([OBJECTION | objection], schema=pa.schema(list(kinds.items()))))
    flow = ibis.memtable(pa.Table.from_pylist([A_GRANT], schema=SCHEMA))
    assert objected(flow, table).to_pyarrow().num_rows == (1 if hits else 0)


def test_what_a_recipient_objects_to_is_left_out_by_its_rule():
    given = ibis.memtable(pa.table({name: pa.array([value], pa.string()) for name, value in OBJECTION.items()}))
    assert verdicts({}, {"recipient_country": "KEN"}, objections=given) == [(None, "objected"), ("a", "counts")]


def test_commitments_stand_for_disbursements_only_where_they_are_asked_for():
    assert verdicts({"stage": "commitment"}, commitments=True) == [("a", "counts")]


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Each try asks an engine: to make a failing one smaller would take longer than all tests."""
MEASURES = ("oda_gross", "oda_grants", "oda_loans_gross", "oda_equity", "debt_forgiveness", "oda_net", "transaction")
TOLD = some.lists(
    some.tuples(
        some.sampled_from(MEASURES),
        some.sampled_from(("DEU", "BRA")),
        some.sampled_from((2015, 2016)),
        some.integers(-1000, 100000),
    ),
    max_size=12,
)
TOLD_SCHEMA = pa.schema(
    [
        *(
            (name, pa.string())
            for name in ("flow_id", "source_id", "provider", "recipient_country", "recipient_region")
        ),
        ("year", pa.int64()),
        ("price_year", pa.int64()),
        ("measure", pa.string()),
        ("instrument", pa.string()),
        ("counted", pa.bool_()),
        ("usd", USD),
    ]
)


@settings(max_examples=8, deadline=None, phases=UNSHRUNK)
@given(TOLD)
@example([("oda_gross", "DEU", 2016, 62336), ("oda_grants", "DEU", 2016, 74626), ("transaction", "DEU", 2016, 84733)])
def test_the_lines_always_add_up_to_what_is_counted(told):
    rows = [
        {
            "flow_id": f"f{number}",
            "source_id": "s",
            "provider": provider,
            "recipient_country": "MOZ",
            "year": year,
            "measure": measure,
            "counted": measure in ("oda_gross", "transaction"),
            "usd": Decimal(cents) / 100,
        }
        for number, (measure, provider, year, cents) in enumerate(told)
    ]
    table = ibis.memtable(pa.Table.from_pylist(rows, schema=TOLD_SCHEMA))
    found = MEMORY.to_pyarrow(in_parts(table))["usd"].to_pylist()
    assert sum(found, Decimal(0)) == sum((row["usd"] for row in rows if row["counted"]), Decimal(0))


@settings(max_examples=6, deadline=None)
@given(
    some.lists(
        some.fixed_dictionaries(
            {
                "instrument": some.sampled_from(("grant", "in_kind", "loan", "equity", None)),
                "aid_type": some.sampled_from((None, "F01", "G01", "C01")),
                "provider_kind": some.sampled_from(("government", "ngo", "multilateral", None)),
                "loan_rate": some.none() | some.floats(0, 10),
                "loan_maturity": some.none() | some.floats(0.5, 40),
                "usd": some.none() | some.integers(0, 1000).map(Decimal),
            }
        ),
        max_size=8,
    )
)
def test_every_line_counts_once_or_is_left_out_once(changes):
    found = decided(lines(*changes), context())
    counted = MEMORY.to_pyarrow(summed(found)).to_pylist()
    outside = MEMORY.to_pyarrow(left_out(found)).to_pylist()
    assert sum(row["flows"] for row in (*counted, *outside)) == len(changes)
    told = sum((change["usd"] or Decimal(0) for change in changes), Decimal(0))
    assert sum((row["usd"] or Decimal(0) for row in (*counted, *outside)), Decimal(0)) == told


def test_each_provider_and_year_has_exactly_one_custodian():
    reporting = ibis.memtable(reporting_table())
    providers = [*reporting_table()["provider"].to_pylist(), "IND", "CHN", None]
    rows = [
        {"flow_id": f"{number}-{year}", "provider_country": code, "provider": code, "provider_kind": kind, "year": year}
        for number, code in enumerate(providers)
        for year in (2015, 2022)
        for kind in ("government" if code and len(code) == 3 else "multilateral",)
    ]
    found = with_custodian(ibis.memtable(pa.Table.from_pylist(rows)), reporting).to_pyarrow().to_pylist()
    assert len(found) == len(rows)
    assert {row["custodian"] for row in found} == {"oecd", "unctad", "unassigned"}
    assert {row["custodian"] for row in found if row["provider"] in ("IND", "CHN", None)} == {"unassigned"}
