"""The catalogue of the groups A, B and C: what ships, and what an agency's own folder must be like."""

from __future__ import annotations

import shutil
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sursur.errors import ReferenceDataError
from sursur.reference.framework import GROUPS, NO_ITEM, assignment_rows, cost_rows, item_table, load_framework

NEEDED = {
    "A": {
        "grant_cash",
        "budget_support",
        "cash_transfer",
        "loan_concessional",
        "loan_interest_free",
        "line_of_credit",
        "loan_non_concessional",
        "contribution_assessed",
        "contribution_voluntary",
        "contribution_earmarked",
        "debt_relief",
    },
    "B": {
        "expert",
        "expert_travel",
        "technical_services",
        "training",
        "scholarship",
        "student_cost_imputed",
        "in_kind_donation",
        "emergency_supplies",
        "complete_project",
        "research",
        "medical_team",
        "volunteer",
    },
    "B_or_C": {"health_care", "refugees_hosted", "foreign_students"},
    "C": {
        "people_trained",
        "experts_counted",
        "person_days",
        "agreements",
        "exchanges",
        "institutions",
        "solutions",
        "technology",
    },
}

COST = "provider,item,unit,year,unit_cost,currency,source\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of one's own that begins as a copy of the packaged one."""
    with as_file(files("sursur.reference") / "data/framework/1") as packaged:
        shutil.copytree(packaged, tmp_path / "own")
    return tmp_path / "own"


def test_the_working_catalogue_holds_its_items_by_group():
    items = load_framework().items.values()
    assert {group: {item.item for item in items if item.group == group} for group in GROUPS} == NEEDED


def test_it_is_never_called_official():
    framework = load_framework()
    assert framework.status == "ours, not official"
    assert all(link.basis == "ours" for link in framework.links)


def test_it_says_how_each_item_is_counted_and_where_that_was_verified():
    items = load_framework().items.values()
    assert all(item.units for item in items if item.group != "A")
    assert all(item.verified_where for item in items)
    assert [item.item for item in items if item.separate] == ["debt_relief"]


def test_unit_costs_that_come_with_sursur_name_what_is_in_them_and_where_it_is_published():
    costs = load_framework().unit_costs
    assert {cost.provider for cost in costs} == {"BRA", "CHN", "MAR", "MEX"}
    assert all("https://" in cost.source or "http://" in cost.source for cost in costs)
    of_brazil = {cost.year: cost.unit_cost for cost in costs if cost.provider == "BRA"}
    assert (of_brazil[2014], of_brazil[2022], of_brazil[2023]) == (1500, 1500, 2100)


def test_every_assignment_leads_to_an_item_and_each_code_to_one():
    rows = list(assignment_rows(load_framework()))
    items = {*load_framework().items, NO_ITEM}
    assert len({row[:2] for row in rows}) == len(rows)
    assert {row[2] for row in rows} <= items


def test_the_table_of_items_names_their_codes_in_other_lists():
    expert = next(row for row in item_table(load_framework()).to_pylist() if row["item"] == "expert")
    assert expert["tossd_modalities"] == "D01 D011"
    assert expert["aid_types"] == "D01"
    assert expert["units"] == "person_day person_hour person_month"


def test_a_folder_of_ones_own_replaces_it(own: Path):
    own.joinpath("unit_costs.csv").write_text(f"{COST}BRA,expert,person_day,2015,412.50,BRL,fictional\n")
    own.joinpath("international_rates.csv").write_text(
        "item,unit,year,unit_cost,currency,source\nexpert,person_day,2015,650,USD,fictional\n"
    )
    found = load_framework(own)
    assert [(row["valuation"], row["provider_country"], row["amount"]) for row in cost_rows(found)] == [
        ("national", "BRA", Decimal("412.50")),
        ("international", None, Decimal(650)),
    ]
    assert found.fingerprint != load_framework().fingerprint


def test_line_ends_and_byte_order_marks_do_not_make_another_catalogue(own: Path):
    text = own.joinpath("items.csv").read_text("utf-8")
    own.joinpath("items.csv").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_framework(own).fingerprint == load_framework().fingerprint


FAULTS = [
    ("items.csv", "grant_cash,A,", "grant_cash,D,", "row 2: group is 'D'", "A, B, B_or_C, C"),
    ("items.csv", "grant_cash,A,", "Grant cash,A,", "row 2: item is 'Grant cash'", "small letters"),
    ("items.csv", "budget_support,A,", "grant_cash,A,", "row 3: grant_cash stands in row 2 too", "Keep one"),
    ("items.csv", "person_trained,none", "person_trained,cost", "group C is valued as 'cost'", "Write none"),
    ("items.csv", "place course course_hour", "place seat", "there is no unit 'seat'", "units.csv"),
    ("items.csv", "item,group,name", "item,group,title", "row 1: no column name", "Columns: item, group, name"),
    ("units.csv", ",expert\n", ",experts\n", "item is 'experts'", "Write one of: agreements"),
    ("crosswalks.csv", "TossdModality,A00", "TossdModality,A99", "row 2: code is 'A99'", "Write one of: A, A00"),
    ("crosswalks.csv", "AidType,A01,budget_support", "AidType,A01,budget", "item is 'budget'", ""),
    ("crosswalks.csv", "AidType,A02,", "AidType,A01,", "AidType, A01 stands in row", "Keep one"),
    ("crosswalks.csv", "FinanceType,310", "FinanceType,3100", "code is '3100'", "Nearest: 310"),
    ("crosswalks.csv", "Sign,grant_of_money", "Sign,gift", "code is 'gift'", "grant_of_money"),
    ("about.csv", "status,", "state,", "does not say: status", "Add a row"),
    ("unit_costs.csv", "source\n", "source\nBRA,expert,person_day,2015,0,BRL,x\n", "unit_cost is '0'", "above 0"),
    ("unit_costs.csv", "source\n", "source\nBRA,expert,person_day,2015,1.0000001,BRL,x\n", "unit_cost is", "point"),
    (
        "unit_costs.csv",
        "source\n",
        "source\nBrazil,expert,person_day,2015,1,BRL,x\n",
        "provider is 'Brazil'",
        "alpha-3",
    ),
    ("unit_costs.csv", "source\n", "source\nBRA,expert,dose,2015,1,BRL,x\n", "unit is 'dose'", "person_day"),
    ("unit_costs.csv", "source\n", "source\nBRA,expert,person_day,15,1,BRL,x\n", "year is '15'", "four digits"),
    ("unit_costs.csv", "source\n", "source\nBRA,expert,person_day,2015,1,REAL,x\n", "currency is 'REAL'", "4217"),
    ("unit_costs.csv", "source\n", "source\nBRA,expert,person_day,2015,1,BRL,\n", "no source is named", "whose"),
    (
        "unit_costs.csv",
        "source\n",
        "source\nBRA,people_trained,person_trained,2015,1,BRL,x\n",
        "group C",
        "Take the row",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message", "repair"), FAULTS)
def test_a_fault_names_file_row_and_repair(own: Path, file: str, old: str, new: str, message: str, repair: str):
    text = own.joinpath(file).read_text("utf-8")
    assert old in text
    own.joinpath(file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceDataError) as fault:
        load_framework(own)
    assert file in fault.value.message
    assert message in fault.value.message
    assert repair in fault.value.repair


def test_what_is_missing_is_named(own: Path):
    own.joinpath("units.csv").unlink()
    with pytest.raises(ReferenceDataError, match=r"has no file units.csv.*items.csv"):
        load_framework(own)
    with pytest.raises(ReferenceDataError, match="There is no folder"):
        load_framework(own / "nowhere")


def test_another_encoding_is_named(own: Path):
    own.joinpath("about.csv").write_bytes("key,text\ntitle,Catálogo\n".encode("latin-1"))
    with pytest.raises(ReferenceDataError, match="not UTF-8"):
        load_framework(own)
