"""Numbers that others have published, held against what the reference tables give."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from sursur.reference.groups import load_groups
from sursur.reference.knowledge import published_sums

HARD_CASES = Path(__file__).resolve().parent.parent / "hard_cases"
LIST_DAY = date(2026, 6, 15)


def counts() -> list[dict[str, str]]:
    with (HARD_CASES / "group_counts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", counts(), ids=lambda case: f"{case['group_id']}-{case['status']}-{case['at']}")
def test_a_group_has_as_many_countries_as_published(case):
    at = int(case["at"]) if len(case["at"]) == 4 else date.fromisoformat(case["at"])
    assert len(load_groups().members(case["group_id"], at, (case["status"],))) == int(case["count"]), case["source"]


def test_the_regional_groups_make_up_the_united_nations():
    groups = load_groups()
    regions = ["un_african_group", "un_asia_pacific_group", "un_eastern_european_group", "un_grulac", "un_weog"]
    sizes = [len(groups.members(region, 2026)) for region in regions]
    assert sizes == [54, 55, 23, 33, 29]
    assert frozenset().union(*(groups.members(region, 2026) for region in regions)) == groups.members("un", 2026)
    twice = groups.members("un_asia_pacific_group", 2026) & groups.members("un_weog", 2026)
    assert twice == {"TUR"}, "Türkiye takes part in two groups"


def test_committee_32_countries_the_union_and_one_associate():
    groups = load_groups()
    members = groups.members("dac", LIST_DAY)
    assert (
        len(members - {"EUE"}) + len(members & {"EUE"}) + len(groups.members("dac", LIST_DAY, ("associate",)))
        == 32 + 1 + 1
    )


def test_no_country_is_in_two_income_groups_on_the_same_day():
    groups = load_groups()
    for year in range(1988, 2027):
        held = [c for g in ("wb_low", "wb_lower_middle", "wb_upper_middle", "wb_high") for c in groups.members(g, year)]
        assert len(held) == len(set(held)), year


def test_least_developed_countries_receive_assistance_and_are_outside_the_committee():
    groups = load_groups()
    for year in range(1972, 2027):
        assert not groups.members("ldc", year) & groups.members("dac", year)
    assert groups.members("ldc", 2026) <= groups.members("oda_recipients", 2026)


@pytest.mark.parametrize("figure", published_sums().values(), ids=lambda figure: figure.figure_id)
def test_published_parts_add_up_to_the_published_total(figure):
    assert figure.adds_up
    assert figure.source.startswith("http")


@pytest.mark.data
def test_recipients_by_income_44_2_36_59_and_ten_for_tossd_alone(shared_data):
    content = json.loads((shared_data / "dac/oecd_codelist_13.json").read_text(encoding="utf-8"))
    items = content["codelists"]["codelist"][0]["codelist-items"]["codelist-item"]
    countries = [item for item in items if item.get("type") == "Country" and item.get("iso-alpha-3-code")]
    listed = {item["iso-alpha-3-code"] for item in countries if item.get("crs") == "1"}
    tossd_only = {item["iso-alpha-3-code"] for item in countries if item.get("crs") != "1" and item.get("tossd") == "1"}
    by_income: dict[str, int] = {}
    for item in countries:
        if item["iso-alpha-3-code"] in listed:
            group = item["income-group"]["igname"]["narrative"][0]
            by_income[group] = by_income.get(group, 0) + 1
    assert sorted(by_income.values()) == sorted([44, 2, 36, 59])
    assert listed == load_groups().members("oda_recipients", LIST_DAY)
    assert (len(listed), len(tossd_only), len(listed | tossd_only)) == (141, 10, 151)


@pytest.mark.data
def test_the_statistics_of_the_committee_name_the_same_recipients_year_by_year(shared_data):
    content = json.loads((shared_data / "dac/oecd_codelist_13.json").read_text(encoding="utf-8"))
    items = content["codelists"]["codelist"][0]["codelist-items"]["codelist-item"]
    countries = [item for item in items if item.get("type") == "Country" and item.get("iso-alpha-3-code")]
    codes = {item["name"]["narrative"][0]: item["iso-alpha-3-code"] for item in countries}
    codes |= {"Anguilla": "AIA", "Croatia": "HRV", "Mayotte": "MYT", "Oman": "OMN"}
    named: dict[int, set[str]] = {}
    with gzip.open(
        shared_data / "dac/dac2a_donor_recipient_2009_2022.csv.gz", "rt", encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            if row["Aid type"] == "ODA: Total Net" and row["Recipient"] in codes:
                named.setdefault(int(float(row["Year"])), set()).add(codes[row["Recipient"]])
    ever = frozenset().union(*named.values())
    differing = {
        (year, country)
        for year, countries in named.items()
        for country in countries ^ (load_groups().members("oda_recipients", year) & ever)
    }
    assert differing == {(2011, "HRV")}, "Croatia was still reported in the year in which it left"
