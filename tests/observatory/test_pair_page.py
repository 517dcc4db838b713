"""Two countries: what each gave the other, and what else binds them, at one address."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from sursur.observatory.charts.dots import Named, draw_dots
from sursur.observatory.language import LANGUAGES
from tests.observatory.conftest import Client


def section(client: Client, path: str, anchor: str) -> dict:
    return next(part for part in client.get(path).json()["sections"] if part["anchor"] == anchor)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pair_is_shown_in_every_language(client: Client, code: str):
    answer = client.get(f"/{code}/pair/AGO-CHN")
    assert answer.status_code == 200
    assert f'href="/{code}/country/AGO"' in answer.text
    assert f'href="/{code}/country/CHN"' in answer.text


@pytest.mark.parametrize(
    ("written", "leads_to"),
    [
        ("/en/pair/CHN-AGO", "/en/pair/AGO-CHN"),
        ("/en/pair/ago-chn?from=2010", "/en/pair/AGO-CHN?from=2010"),
        ("/ar/pair/CHN-AGO.json", "/ar/pair/AGO-CHN.json"),
    ],
)
def test_a_pair_has_one_address(client: Client, written: str, leads_to: str):
    answer = client.get(written)
    assert answer.status_code == 301
    assert answer.headers["location"] == leads_to


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("KEM-CHN", "Kenya (KEN)"),
        ("CHN-CHN", "two different countries"),
        ("CHN", "no country with the code"),
        ("Kenia-CHN", "Kenya (KEN)"),
        ("CHN-<script>", "no country with the code"),
    ],
)
def test_what_is_no_pair_is_not_found(client: Client, key: str, hint: str):
    answer = client.get(f"/en/pair/{key}")
    assert answer.status_code == 404
    assert hint in answer.text
    assert "<script>" not in answer.text.replace("<script type", "")


def test_both_directions_stand_in_one_picture_and_one_table(client: Client):
    years = section(client, "/en/pair/AGO-CHN.json", "years")
    assert years["table"]["rows"] == [
        {"year": 2011, "chn_ago_south_south_usd_constant": 80_250_000.0},
        {"year": 2010, "chn_ago_south_south_usd_constant": 120_500_000.0},
    ]


def test_what_is_not_reported_is_not_nothing(client: Client):
    lead = client.get("/en/pair/AGO-CHN.json").json()["lead"]
    assert "Angola → China: not reported." in lead
    assert "To our knowledge it flows one way only." in lead
    assert client.get("/en/pair/FRA-TUV.json").json()["lead"] == [
        "No source in this release reports flows between the two in these years."
    ]


def test_the_pair_is_told_as_a_share_of_what_each_gave_and_received(client: Client):
    shares = section(client, "/en/pair/AGO-CHN.json", "shares")["table"]["rows"]
    to_angola = next(row for row in shares if row["provider"] == "China")
    given = 120.50 + 80.25 + 50 + 5
    assert to_angola["usd_constant"] == 200_750_000.0
    assert to_angola["share_of_given"] == pytest.approx(200.75 / given, abs=1e-6)
    assert to_angola["share_of_received"] == 1.0


def test_shared_groups_stand_with_the_date_of_each(client: Client):
    groups = section(client, "/en/pair/BRA-IND.json", "groups")["table"]["rows"]
    assert groups == [{"group": "brics", "bra_since": "2009-06-16", "ind_since": "2009-06-16"}]


def test_trade_keeps_missing_apart_from_nothing_and_says_where_it_ends(client: Client):
    trade = section(client, "/en/pair/CHN-KEN.json", "trade")
    assert trade["table"]["rows"] == [
        {"year": 2014, "chn_to_ken_usd_current": 120e6, "ken_to_chn_usd_current": 8e6},
        {"year": 2013, "chn_to_ken_usd_current": 90e6, "ken_to_chn_usd_current": None},
    ]
    assert "The data end in 2014." in trade["sentences"]


def test_agreement_in_the_assembly_is_that_of_the_measure(client: Client, app: FastAPI):
    rows = section(client, "/en/pair/CHN-KEN.json", "assembly")["table"]["rows"]
    measured = app.state.desk.measured("cohesion", {"countries": "CHN,KEN"}).table.to_pylist()
    assert [row["cohesion"] for row in rows] == [row["cohesion"] for row in reversed(measured)] == [1.0, 0.75]


def test_a_pair_that_nothing_is_known_of_has_no_trade_and_no_votes(client: Client):
    anchors = {part["anchor"] for part in client.get("/en/pair/FRA-TUV.json").json()["sections"]}
    assert not anchors & {"trade", "assembly", "years", "shares"}


@pytest.mark.parametrize("name", ["years", "shares", "groups", "trade", "assembly"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_tables_of_a_pair_are_files(client: Client, name: str, kind: str):
    pair = "BRA-CHN" if name == "groups" else "CHN-KEN" if name in ("trade", "assembly") else "AGO-CHN"
    assert client.get(f"/en/pair/{pair}/{name}.{kind}").status_code == 200


@pytest.mark.parametrize(
    "words", ["China Angola", "china, angola", "CHN-AGO", "Angola and China", "Ангола и Китай", "  Angola  y  China "]
)
def test_two_names_find_their_pair(client: Client, words: str):
    answer = client.get(f"/en/find?q={words}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/en/pair/AGO-CHN"


def test_names_of_two_words_are_still_one_country(client: Client):
    assert client.get("/en/find?q=Guinea-Bissau").headers["location"] == "/en/country/GNB"
    assert client.get("/en/find?q=Trinidad and Tobago").headers["location"] == "/en/country/TTO"


def test_partners_and_corridors_lead_to_their_pair(client: Client):
    assert 'href="/en/pair/AGO-CHN"' in client.get("/en/country/CHN").text
    assert 'href="/en/pair/AGO-CHN"' in client.get("/en/").text


def test_dots_stand_between_nothing_and_all():
    named = Named("", ("", ""), str, str, str)
    drawn = draw_dots({2010: (0.0, None), 2011: (1.0, 0.5)}, named)
    lowest, highest = (float(dot.y) for dot in drawn.dots)
    assert lowest > float(drawn.dots[1].other) > highest
    assert drawn.dots[0].other == ""
