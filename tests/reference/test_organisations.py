"""Organisations: who an identifier, a name or a type stands for, and the register behind it."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.errors import NotFoundError, ReferenceDataError, UsageError
from sursur.model.tables import ORGANISATION
from sursur.model.values import ProviderKind
from sursur.reference.countries import load_countries
from sursur.reference.organisations import (
    load_organisations,
    organisation_lookup,
    organisation_table,
    register,
    resolve_organisation,
    resolve_provider,
)

CASES = Path(__file__).parent.parent / "hard_cases" / "organisations.csv"


def hard_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", hard_cases(), ids=lambda case: f"{case['ref']} {case['name']} {case['type']}".strip())
def test_hard_cases(case: dict[str, str]) -> None:
    match = resolve_organisation(case["ref"], case["name"], case["type"])
    found = (match.organisation_id or "", str(match.kind), match.country or "", match.rule)
    assert found == (case["organisation_id"], case["kind"], case["country"], case["rule"])


@pytest.mark.parametrize(
    ("text", "scheme", "organisation", "kind"),
    [
        ("(ISDB)", "aiddata", "org:isdb", "multilateral_south_led"),
        ("(OFID)", "aiddata", "org:opec-fund", "multilateral_south_led"),
        ("(BADEA)", "aiddata", "org:badea", "multilateral_south_led"),
        ("(AFESD)", "aiddata", "org:afesd", "multilateral_south_led"),
        ("(EC)", "aiddata", "org:eu", "multilateral"),
        ("(IBRD)", "aiddata", "org:ibrd", "multilateral"),
        ("IND", "aiddata", "gov:IND", "government"),
        ("Bill & Melinda Gates Foundation", "aiddata", "org:gates", "private"),
        ("Korea", "dac_name", "gov:KOR", "government"),
        ("Türkiye", "dac_name", "gov:TUR", "government"),
        ("Chinese Taipei", "dac_name", "gov:TWN", "government"),
        ("976", "dac", "org:isdb", "multilateral_south_led"),
        ("918", "dac", "org:eu", "multilateral"),
        ("55", "dac", "gov:TUR", "government"),
        ("46028", "channel", "org:ndb", "multilateral_south_led"),
        ("China", "name", "gov:CHN", "government"),
    ],
)
def test_providers_of_aggregates(text: str, scheme: str, organisation: str, kind: str) -> None:
    match = resolve_provider(text, scheme)
    assert (match.organisation_id, str(match.kind)) == (organisation, kind)


def test_an_ambiguous_name_is_nobody() -> None:
    assert resolve_provider("Korea", "name").organisation_id is None


def test_an_unknown_scheme_is_a_fault_of_the_caller() -> None:
    with pytest.raises(UsageError, match="dac"):
        resolve_provider("1", "guess")


def test_every_country_has_its_government() -> None:
    organisations = load_organisations()
    for country in load_countries():
        government = organisations.government(country.iso3)
        assert government is not None, country.iso3
        assert government.kind == ProviderKind.GOVERNMENT


def test_agencies_stand_under_their_government() -> None:
    organisations = load_organisations()
    assert organisations["gov:CHN:exim"].parent_id == "gov:CHN"
    assert all(
        organisation.country == organisation.organisation_id[4:7]
        for organisation in organisations
        if organisation.organisation_id.startswith("gov:")
    )


def test_who_leads_a_multilateral_is_a_row_with_a_source() -> None:
    organisations = load_organisations()
    leadership = organisations["org:afdb"].leadership
    assert leadership is not None
    assert (leadership.led_by, leadership.votes, leadership.status) == ("south", "60", "disputed")
    assert organisations["org:iadb"].kind == ProviderKind.MULTILATERAL
    for organisation in organisations:
        if organisation.kind == ProviderKind.MULTILATERAL_SOUTH_LED:
            assert organisation.leadership is not None
            assert organisation.leadership.source


def test_an_agency_may_decide_otherwise_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"organisation_id": "org:afdb", "led_by": "mixed", "southern_votes_percent": "60", "rule": "our own"}
    rows = register.read_rows
    told = [{**row, "status": "confirmed", "note": "", "source": "our ministry"}]
    monkeypatch.setattr(
        register, "read_rows", lambda folder, file: told if file == "led_by.csv" else rows(folder, file)
    )
    leaderships = register.load_leaderships.__wrapped__()
    assert leaderships["org:afdb"].led_by == "mixed"


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("organisations.csv", {"kind": "donor"}),
        ("organisations.csv", {"country": "XYZ"}),
        ("organisations.csv", {"parent_id": "org:nobody"}),
        ("organisations.csv", {"organisation_id": "gov:KEN"}),
        ("organisations.csv", {"source": ""}),
        ("identifiers.csv", {"organisation_id": "org:nobody"}),
        ("aliases.csv", {"organisation_id": "org:nobody"}),
    ],
)
def test_a_register_that_contradicts_itself_is_refused(
    file: str, change: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = register.read_rows

    def changed(folder: str, name: str) -> list[dict[str, str]]:
        found = rows(folder, name)
        if name == file:
            found[-1] = {**found[-1], **change}
        return found

    monkeypatch.setattr(register, "read_rows", changed)
    with pytest.raises(ReferenceDataError):
        register.load_organisations.__wrapped__()


def test_an_unknown_id_names_the_repair() -> None:
    with pytest.raises(NotFoundError, match="gov:KEN"):
        load_organisations()["org:nobody"]


def test_the_table_is_the_declared_one_and_sorted() -> None:
    table = organisation_table()
    assert tuple(table.column_names) == ORGANISATION.column_names
    ids = table.column("organisation_id").to_pylist()
    assert ids == sorted(ids)
    assert len(ids) == len(set(ids)) == len(load_organisations())


def test_the_lookup_answers_each_mention_once() -> None:
    mentions = pa.table(
        {
            "ref": pa.array(["41114", "41114", None, None], pa.string()),
            "name": pa.array([None, None, "Government of India", None], pa.string()),
            "type": pa.array(["40", "40", None, None], pa.string()),
        }
    )
    answers = organisation_lookup(mentions).to_pylist()
    assert [(answer["ref"], answer["name"], answer["organisation_id"]) for answer in answers] == [
        (None, None, None),
        (None, "Government of India", "gov:IND"),
        ("41114", None, "org:undp"),
    ]


@given(st.text(max_size=40), st.text(max_size=60), st.sampled_from(["", "10", "21", "40", "nonsense"]))
def test_any_text_gives_an_answer_and_the_same_one_twice(ref: str, name: str, type_code: str) -> None:
    first = resolve_organisation(ref, name, type_code)
    assert first == resolve_organisation(ref, name, type_code)
    assert first.country is None or first.country in load_countries()
