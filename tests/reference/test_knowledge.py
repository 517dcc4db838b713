"""Instruments, promises, events and initiatives: complete, linked, dated, and honest about what is confirmed."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.model.tables import COMMITMENT, EVENT, INITIATIVE, INSTRUMENT
from sursur.reference.groups import load_groups
from sursur.reference.knowledge import (
    calendar,
    commitment_table,
    event_table,
    find,
    initiative_table,
    instrument_table,
    load_knowledge,
    participants,
    read_knowledge,
)
from sursur.reference.packaged import folder

HARD_CASES = Path(__file__).resolve().parent.parent / "hard_cases"
TABLES = {
    "instrument": instrument_table,
    "commitment": commitment_table,
    "event": event_table,
    "initiative": initiative_table,
}


def named_things() -> list[dict[str, str]]:
    with (HARD_CASES / "named_things.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def record(table: str, record_id: str) -> dict[str, object]:
    (row,) = [row for row in TABLES[table]().to_pylist() if row[f"{table}_id"] == record_id]
    return row


@pytest.mark.parametrize("thing", named_things(), ids=lambda thing: f"{thing['table']}-{thing['record_id']}")
def test_a_named_thing_is_there_with_its_date_its_links_and_a_source(thing):
    if thing["table"] == "group":
        group = load_groups()[thing["record_id"]]
        assert (group.kind, group.founded) == (thing["kind"], thing["dated"])
        assert group.source
        return
    (found,) = [each for each in find(thing["record_id"], thing["table"]) if each.record_id == thing["record_id"]]
    assert (found.kind, found.dated) == (thing["kind"], thing["dated"])
    assert found.source_url.startswith("http")
    row = record(thing["table"], thing["record_id"])
    links = " ".join(str(row.get(name) or "") for name in ("follows", "instrument_id", "outcome_instrument_id"))
    assert set(thing["linked_to"].split()) <= set(links.split())


@pytest.mark.parametrize(
    ("table", "declared"),
    [
        (instrument_table, INSTRUMENT),
        (commitment_table, COMMITMENT),
        (event_table, EVENT),
        (initiative_table, INITIATIVE),
    ],
)
def test_tables_have_the_declared_columns_and_one_row_per_key(table, declared):
    rows = table().to_pylist()
    assert tuple(table().column_names) == declared.column_names
    assert len({row[declared.key[0]] for row in rows}) == len(rows) > 0
    assert {row["confirmed"] for row in rows} <= {"confirmed", "partly", "unconfirmed"}
    assert all(row["source_url"] and row["status"] for row in rows)


def test_a_date_known_to_the_month_is_no_day_but_keeps_its_text():
    assert record("instrument", "new-directions-1995")["adopted"] is None
    assert record("instrument", "new-directions-1995")["adopted_text"] == "1995-06"
    assert record("instrument", "bapa-1978")["adopted"] == date(1978, 9, 12)


def test_from_buenos_aires_over_nairobi_to_buenos_aires():
    assert record("instrument", "bapa40-2019")["follows"] == "nairobi-2009"
    assert record("instrument", "nairobi-2009")["follows"] == "bapa-1978"


def test_the_symposium_of_2017_names_its_kinds_of_actors():
    actors = str(record("event", "dcf-argentina-2017")["kinds_of_actors"]).split("; ")
    assert {"states", "UN bodies", "academia", "civil society", "firms"} <= set(actors)


def test_the_parties_of_an_agreement_are_countries_or_groups():
    assert record("instrument", "mexico-chile-2006")["parties"] == "MEX CHL"
    assert record("instrument", "bapa-1978")["parties"] == "un"


def test_who_takes_part_in_the_belt_and_road_in_a_year():
    in_2019 = {each.country for each in participants("bri", 2019)}
    in_2024 = {each.country for each in participants("bri", 2024)}
    assert "ITA" in in_2019
    assert "ITA" not in in_2024, "left in December 2023"
    assert "PAN" not in {each.country for each in participants("bri", 2026)}, "left in 2025"
    assert len(participants("bri")) == 150
    assert "ITA:2019/2023-12" in str(record("initiative", "bri")["participants"])


def test_an_unknown_initiative_is_said():
    with pytest.raises(NotFoundError, match="bre"):
        participants("bre")


def test_the_day_moves_from_december_to_september():
    def days(year: int) -> list[date]:
        return [entry.starts for entry in calendar(year) if entry.name.startswith("United Nations Day for South-South")]

    assert days(2003) == []
    assert days(2011) == [date(2011, 12, 19)]
    assert days(2012) == [date(2012, 9, 12)]
    assert days(2030) == [date(2030, 9, 12)]


def test_an_event_stands_in_its_year_with_its_days_and_what_it_adopted():
    (summit,) = [entry for entry in calendar(2022) if entry.event_id == "brics-14"]
    assert (summit.starts, summit.ends, summit.precision) == (date(2022, 6, 23), date(2022, 6, 24), "day")
    assert summit.instrument_id == "brics-beijing-2022"
    assert not [entry for entry in calendar(2023) if entry.event_id == "brics-14"]


def test_a_calendar_is_in_the_order_of_days_and_says_where_days_are_not_known():
    year = calendar(2018)
    assert [entry.starts for entry in year] == sorted(entry.starts for entry in year)
    assert {entry.precision for entry in year} >= {"day", "month"}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Buenos Aires Plan of Action", "bapa-1978"),
        ("belt and road initiative", "bri"),
        ("perez guerrero", "pgtf"),
        ("PARIS AGREEMENT", "paris-agreement-2015"),
        ("A/RES/73/291", "bapa40-2019"),
    ],
)
def test_a_thing_is_found_by_its_words_whatever_accents_and_capitals(words, first):
    assert find(words)[0].record_id == first


def test_nothing_is_found_by_no_words_or_by_words_that_nobody_wrote():
    assert find("") == ()
    assert find("zzz qqq") == ()


def test_what_is_not_confirmed_is_shown_as_such():
    assert record("initiative", "sicdia")["confirmed"] == "unconfirmed"
    assert "to be confirmed" in str(record("initiative", "sicdia")["status"])


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("instruments", "adopted", "12 September 1978", r"instruments\.csv.*is not a date"),
        ("instruments", "follows", "bapa-1879", r"there is no instrument 'bapa-1879'"),
        ("instruments", "parties", "Mexico", r"'Mexico' is no country or group"),
        ("instruments", "status", "sure", r"the status is 'sure'"),
        ("instruments", "source_url", "g77.org", r"'g77.org' is no address"),
        ("instruments", "source_url", "", r"no source is named"),
        ("instruments", "instrument_id", "", r"the id is empty or double"),
        ("commitments", "instrument_id", "nothing", r"commitments\.csv.*there is no instrument"),
        ("events", "end", "1900", r"ends \(1900\) before it begins"),
        ("initiatives", "lead", "Peru", r"'Peru' is no country or group"),
        ("initiative_participants", "iso3", "ZZZ", r"'ZZZ' is no country or group"),
        ("initiative_participants", "initiative_id", "none", r"the initiative is unknown"),
    ],
)
def test_a_broken_rule_names_table_row_and_repair(tmp_path, table, column, value, said):
    copy = shutil.copytree(str(folder("knowledge")), tmp_path / "knowledge")
    file = Path(copy) / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    rows[-1][column] = value
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    knowledge = load_knowledge()
    known = {code for row in knowledge.instruments.values() for code in row["parties"].split()}
    known |= {code for row in knowledge.initiatives.values() for code in row["lead"].split()}
    known |= {each.country for each in knowledge.participants}
    known |= {code for row in knowledge.commitments.values() for code in row["by_whom"].split()}
    with pytest.raises(ReferenceDataError, match=said):
        read_knowledge(Path(copy), known.__contains__)
