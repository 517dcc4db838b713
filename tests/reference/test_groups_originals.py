"""The lists that others publish, held against what is kept here: where they meet, they must agree."""

from __future__ import annotations

import csv
import json
from calendar import month_name
from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sursur.reference.countries import load_countries
from sursur.reference.groups import income_group, load_groups

pytestmark = pytest.mark.data

MONTHS = list(month_name)
LIST_YEAR = 2026


def lines_of(file: Path) -> list[str]:
    return [
        line for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip() and not line.startswith("#")
    ]


def country(name: str) -> str | None:
    return {"Congo": "COG"}.get(name) or load_countries().resolve(name, "name").country


def test_the_group_of_77_is_the_official_list(shared_data):
    names = [line.strip() for line in lines_of(shared_data / "countries/crafd_g77_list.csv")][1:]
    assert {country(name) for name in names} == load_groups().members("g77", LIST_YEAR)


def test_regional_groups_are_the_official_lists(shared_data):
    groups = {
        "African States": "un_african_group",
        "Asia-Pacific States": "un_asia_pacific_group",
        "Eastern European States": "un_eastern_european_group",
        "Latin American and Caribbean States": "un_grulac",
        "Western European and other States": "un_weog",
    }
    named: dict[str, set[str | None]] = {}
    for row in csv.DictReader(lines_of(shared_data / "countries/crafd_UN_regional_groups.csv"), skipinitialspace=True):
        name, region = (value.strip() for value in row.values())
        named.setdefault(groups[region], set()).add(country(name))
    named["un_asia_pacific_group"].add("TUR")  # takes part in it, listed by its elections with the Western group
    assert {group: load_groups().members(group, LIST_YEAR) for group in groups.values()} == named


def test_the_days_of_joining_the_african_union_are_those_of_its_list(shared_data):
    differing = {}
    for line in lines_of(shared_data / "countries/crafd_AU_members.csv")[1:]:
        name, short, joined = (part.strip() for part in line.split("\t"))
        code = country(short) or country(name)
        starts = {row.valid_from for row in load_groups().history("au", code or "") if row.status == "member"}
        if as_day(joined) not in starts:
            differing[code] = joined
    assert differing == {"MAR": "1963/31 January 2017"}, "Morocco left in 1984 and came back"
    assert len(load_groups().history("au", "MAR")) >= 2


def as_day(text: str) -> date | None:
    parts = text.split()
    if len(parts) == 2 and parts[0] in MONTHS:
        return date(int(parts[1]), MONTHS.index(parts[0]), 1)
    if len(parts) == 3 and parts[0].isdigit():
        return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007 - a day has no zone
    return None


def test_the_united_nations_year_by_year(shared_data):
    rows = csv.DictReader(lines_of(shared_data / "countries/crafd_united-nations-membership-status.csv"))
    named: dict[int, set[str]] = {}
    for row in rows:
        if row["United Nations membership status"] == "Member":
            named.setdefault(int(row["Year"]), set()).add(row["Code"])
    assert len(named) > 75
    assert {year: load_groups().members("un", year) for year in named} == named


@pytest.mark.parametrize(
    ("file", "year"),
    [("crafd_World_Bank_CLASS_2024.xlsx", 2024), ("crafd_WorldBank_CLASS_2025_07_02.xlsx", 2025)],
)
def test_income_groups_are_those_of_the_bank(shared_data, file, year):
    sheet = (
        CalamineWorkbook.from_path(str(shared_data / "countries" / file))
        .get_sheet_by_name("List of economies")
        .to_python()
    )
    labels = {"Low income": "low", "Lower middle income": "lower_middle", "Upper middle income": "upper_middle"}
    labels |= {"High income": "high", "": None}
    economies = [row for row in sheet[1:] if row[2] and row[1] != "CHI"]
    assert len(economies) > 210
    assert {row[1]: income_group(str(row[1]), year) for row in economies} == {
        row[1]: labels[str(row[3])] for row in economies
    }


def test_flags_of_the_code_lists_of_the_oecd(shared_data):
    def items(number: int) -> list[dict]:
        content = json.loads((shared_data / f"dac/oecd_codelist_{number}.json").read_text(encoding="utf-8"))
        return content["codelists"]["codelist"][0]["codelist-items"]["codelist-item"]

    landlocked = {item["iso-alpha-3-code"] for item in items(13) if item.get("land-locked") == "1"}
    least = {item["iso-alpha-3-code"] for item in items(13) if "LDCs" in str(item.get("income-group"))}
    committee = {
        item["iso-alpha-3-code"] for item in items(5) if item.get("type") == "DAC member" and "iso-alpha-3-code" in item
    }
    groups, day = load_groups(), date(2026, 6, 15)
    assert landlocked == groups.members("lldc", day)
    assert least == groups.members("ldc", day)
    assert committee == groups.members("dac", day) - {"EUE"} | {"ROU"}, (
        "the list counts the associate among the members"
    )
