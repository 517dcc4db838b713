"""TOSSD: codes that follow from what a source says, and nothing where it says too little."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa

from sursur.measure.tossd import with_eligibility, with_tossd
from sursur.reference.codes import code_list
from sursur.reference.packaged import read_rows

A_FLOW: dict[str, str | None] = {
    "flow_id": "f1",
    "stage": "disbursement",
    "provider_kind": "government",
    "provider_country": "BRA",
    "recipient_country": "MOZ",
    "recipient_region": None,
    "aid_type": None,
    "finance_type": None,
    "flow_type": None,
    "instrument": None,
    "sector": None,
    "form": "south_south",
    "unit": None,
    "framework_item": None,
}


def table(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """All cases in one expression."""
    rows = [A_FLOW | change | {"flow_id": f"f{number:03}"} for number, change in enumerate(changes)]
    names = list(dict.fromkeys(name for told in rows for name in told))
    told = ibis.memtable(pa.table({name: pa.array([one.get(name) for one in rows], pa.string()) for name in names}))
    return with_eligibility(with_tossd(told)).order_by("flow_id").to_pyarrow().to_pylist()


def test_the_modality_follows_from_what_was_given():
    cases = [
        ({"unit": "person_day"}, "D011"),
        ({"unit": "person_day", "form": "north_south"}, "D01"),
        ({"unit": "trip"}, "D012"),
        ({"framework_item": "technical_services"}, "D013"),
        ({"unit": "place"}, "D021"),
        ({"unit": "place", "form": "north_south"}, "D02"),
        ({"unit": "dose"}, "J01"),
        ({"unit": "dose", "form": "north_south"}, None),
        ({"unit": "research_month", "form": "triangular"}, "K012"),
        ({"unit": "research_infrastructure"}, "K011"),
        ({"framework_item": "cash_transfer"}, "L01"),
        ({"framework_item": "training", "unit": "person_day"}, "D021"),
        ({"aid_type": "D01"}, "D01"),
        ({"aid_type": "A02"}, "A00"),
        ({"aid_type": "H06"}, "I03"),
        ({"instrument": "debt_relief"}, "F"),
        ({"instrument": "grant"}, None),
    ]
    found = [row["modality"] for row in table(*[change for change, _ in cases])]
    assert found == [modality for _, modality in cases]


def test_the_sources_own_modality_stands_first():
    assert [row["modality"] for row in table({"aid_type": "C01", "modality": "K01"})] == ["K01"]


def test_instrument_and_arrangement():
    cases = [
        ({"finance_type": "110"}, "110", None),
        ({"instrument": "in_kind"}, "2100", None),
        ({"instrument": "loan_concessional"}, "421", None),
        ({"finance_type": "451", "instrument": "loan_non_concessional"}, "421", "FA04"),
        ({"finance_type": "421", "flow_type": "22"}, "421", "FA04"),
        ({"finance_type": "520"}, "520", None),
        ({}, None, None),
    ]
    found = [(row["finance_instrument"], row["financing_arrangement"]) for row in table(*[case[0] for case in cases])]
    assert found == [case[1:] for case in cases]


def test_the_framework_follows_the_verdict():
    cases = [
        ("south_south", "FC01"),
        ("triangular", "FC02"),
        ("multilateral_south_led", "FC03"),
        ("multilateral", None),
        ("north_south", None),
    ]
    found = [row["framework_of_collaboration"] for row in table(*[{"form": form} for form, _ in cases])]
    assert found == [framework for _, framework in cases]


def test_costs_at_home_and_regions_are_of_pillar_two():
    cases = [
        ({}, "1"),
        ({"recipient_country": None, "recipient_region": "298"}, "2"),
        ({"aid_type": "H02"}, "2"),
        ({"sector": "910"}, "2"),
    ]
    found = [row["pillar"] for row in table(*[change for change, _ in cases])]
    assert found == [pillar for _, pillar in cases]


def test_what_is_dropped_from_tossd_names_its_rule():
    cases = [
        ({}, "counts"),
        ({"recipient_country": "CHL"}, "counts"),
        ({"recipient_country": "PRT"}, "not_eligible"),
        ({"stage": "commitment"}, "commitment"),
        ({"provider_kind": "ngo"}, "not_official"),
        ({"provider_kind": None}, "not_official"),
        ({"recipient_country": "BRA"}, "within_the_country"),
        ({"recipient_country": None}, "recipient_unknown"),
        ({"recipient_country": None, "recipient_region": "298"}, "counts"),
    ]
    found = [row["rule"] for row in table(*[change for change, _ in cases])]
    assert found == [rule for _, rule in cases]


def test_every_modality_that_is_for_the_south_alone_can_be_reached():
    reached = {line["modality"] for line in read_rows("rules", "tossd_modalities.csv")}
    assert {"D011", "D012", "D013", "D021", "J01", "K011", "K012", "L01"} <= reached
    assert reached <= code_list("TossdModality").entries.keys()
