"""The group page's shares of the world, timeline, votes and flows between members, and the page of what if."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fastapi import FastAPI
from lxml import html as lxml_html

from sursur.observatory.asked import read_asked
from sursur.observatory.group.flows import flow_sections
from sursur.observatory.group.votes import members_by_year
from sursur.observatory.language import language
from sursur.observatory.rankings import Entry
from sursur.observatory.rendering import environment
from sursur.observatory.view import View
from sursur.observatory.weights import Weights
from tests.observatory.conftest import Client

BRICS = frozenset({"BRA", "CHN", "IND", "ZAF"})


def view_of(app: FastAPI, code: str = "en", path: str = "/group/brics", **query: list[str]) -> View:
    return View(app.state.library, read_asked(code, path, query), language(code))


def page_of(client: Client, address: str, status: int = 200):
    answer = client.get(address)
    assert answer.status_code == status
    return lxml_html.document_fromstring(answer.text)


def data_of(client: Client, address: str) -> dict[str, dict]:
    return {section["anchor"]: section for section in client.get(address).json()["sections"]}


def corridors() -> list[Entry]:
    told = (("CHN", "BRA", 50), ("CHN", "IND", 20), ("IND", "BRA", 5), ("BRA", "ZAF", -1))
    return [
        Entry((one, other), Decimal(usd) * 10**6, {"south_south": Decimal(usd) * 10**6}, 1) for one, other, usd in told
    ]


# -- the same figures as the measures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("group", "day"), [("brics", "2023-12-31"), ("au", "2023-12-31")])
def test_shares_of_the_world_are_those_of_the_measure(app: FastAPI, group: str, day: str) -> None:
    library = app.state.library
    rows = library.standing(group, date.fromisoformat(day))
    members = frozenset(row["country"] for row in rows if row["status"] == "member")
    found = library.weights.of(members, int(day[:4]))
    names = {"population": "Population", "gdp_usd": "GDP, market rates", "cooperation_given": "Cooperation given",
             "cooperation_received": "Cooperation received", "trade_within_share": "Share of trade within"}  # fmt: skip
    asked = library.desk.measured("scenario", {"group": group, "at": day})
    measured = {row["name"]: row for row in asked.table.to_pylist()}
    for name, told in names.items():
        row = measured[told]
        assert (found[name]["value"] if name in found else None) == row["before"] == row["after"]
        if name in found:
            same = ("world_percent", "with_data", "without_data")
            assert [found[name][key] for key in same[1:]] == [row[f"{key}_before"] for key in same[1:]]
            assert (found[name]["first_year"], found[name]["last_year"]) == (row["first_year"], row["last_year"])


def test_cohesion_by_year_is_that_of_the_measure(app: FastAPI) -> None:
    view = view_of(app)
    found = app.state.library.weights.cohesion(members_by_year(view, app.state.library.group("brics")))
    measured = app.state.library.desk.measured("cohesion", {"group": "brics"}).table.to_pylist()
    keys = ("year", "roll_calls", "cohesion", "cohesion_assembly")
    assert [[row[key] for key in keys] for row in found] == [[row[key] for key in keys] for row in measured]


def test_what_was_prepared_for_many_groups_is_what_is_asked_for_one(app: FastAPI) -> None:
    weights = app.state.library.weights
    weights.prepare([BRICS, frozenset({"KEN"})], 2022)
    alone = Weights(app.state.library.release)
    for members in (BRICS, frozenset({"KEN"})):
        prepared, asked = weights.of(members, 2022), alone.of(members, 2022)
        assert {name: row["value"] for name, row in prepared.items()} == {
            name: row["value"] for name, row in asked.items()
        }


# -- the page of a group -----------------------------------------------------------------------------------------------


def test_every_standing_of_a_country_is_a_line_of_the_timeline(client: Client) -> None:
    lines = page_of(client, "/en/group/brics?at=2024").xpath("//section[@id='timeline']//li")
    told = [(line.xpath("string(a)"), line.xpath("string(span)")) for line in lines]
    assert told == [("Brazil", "Member"), ("China", "Member"), ("India", "Member"), ("South Africa", "Member"),
                    ("Argentina", "Declined"), ("Saudi Arabia", "Disputed")]  # fmt: skip


@pytest.mark.parametrize("code", ["en", "ar"])
def test_ribbons_and_cells_are_drawn_in_both_directions(app: FastAPI, code: str) -> None:
    view = view_of(app, code)
    ribbons, matrix = flow_sections(view, corridors())
    assert (ribbons.anchor, matrix.anchor) == ("ribbons", "matrix")
    starts = {ribbon.path.split(" ")[0] for ribbon in ribbons.picture.ribbons}
    assert starts == {"M1000" if code == "ar" else "M0"}
    assert [node.code for node in ribbons.picture.providers] == ["CHN", "IND"]
    hrefs = {square.href for line in matrix.picture.lines for square in line.squares if square.href}
    assert all(f"/{code}/flows?" in href and "provider=" in href and "recipient=" in href for href in hrefs)
    assert len(hrefs) == 4


def test_a_cell_leads_to_the_rows_of_its_two_countries(app: FastAPI) -> None:
    view = view_of(app, at=["2012-12-31"])
    (matrix,) = (part for part in flow_sections(view, corridors()) if part.anchor == "matrix")
    first = matrix.picture.lines[0].squares[0].href
    assert first == view.asked.rows(provider="CHN", recipient="BRA")


def test_a_handful_of_corridors_needs_no_picture(app: FastAPI) -> None:
    assert flow_sections(view_of(app), corridors()[:2]) == ()


def test_the_pictures_are_left_out_of_the_tab_order(app: FastAPI) -> None:
    view = view_of(app)
    charts = (
        environment()
        .get_template("group_charts.html")
        .make_module({"say": view.say, "_": view.say.text, "asked": view.asked})
    )
    ribbons, matrix = flow_sections(view, corridors())
    drawn = str(charts.sankey(ribbons.picture, "ribbons")) + str(charts.matrix(matrix.picture, "matrix"))
    links = lxml_html.fromstring(f"<div>{drawn}</div>").xpath("//a")
    assert links
    assert {link.get("tabindex") for link in links} == {"-1"}


# -- what if -----------------------------------------------------------------------------------------------------------


def test_the_page_of_a_group_asks_what_if_without_a_script(client: Client) -> None:
    (form,) = page_of(client, "/en/group/brics").xpath("//section[@id='what-if']//form")
    assert (form.get("method"), form.get("action")) == (None, "/en/group/brics/what-if")
    assert {one.get("name") for one in form.xpath(".//input")} == {"add", "drop", "at"}
    assert {one.get("list") for one in form.xpath(".//input[@list]")} == set(form.xpath(".//datalist/@id"))
    assert "Kenya" in form.xpath(".//datalist[@id='joining']/option/@value")
    assert set(form.xpath(".//datalist[@id='leaving']/option/@value")) == {"Brazil", "China", "India", "South Africa"}


def test_a_change_asked_of_the_group_leads_to_its_own_page(client: Client) -> None:
    answer = client.get("/ar/group/BRICS?add=KEN&at=2022")
    assert (answer.status_code, answer.headers["location"]) == (303, "/ar/group/brics/what-if?add=KEN&at=2022")


@pytest.mark.parametrize("query", ["add=Kenya&add=FRA", "add=KEN,FRA", "add=%D9%83%D9%8A%D9%86%D9%8A%D8%A7,FRA"])
def test_countries_are_named_in_any_language_in_one_field_or_several(client: Client, query: str) -> None:
    page = page_of(client, f"/en/group/brics/what-if?{query}&at=2022")
    told = " ".join(page.text_content().split())
    assert "Joins: Kenya and France." in told
    assert "Arithmetic on past data, not a forecast" in told


def test_before_and_after_are_those_of_the_measure(app: FastAPI, client: Client) -> None:
    sections = data_of(client, "/en/group/brics/what-if.json?add=KEN&drop=ZAF&at=2022")
    words = {"group": "brics", "add": "KEN", "drop": "ZAF", "at": "2022-12-31"}
    measured = {row["name"]: row for row in app.state.library.desk.measured("scenario", words).table.to_pylist()}
    rows = sections["change"]["table"]["rows"]
    assert rows
    for row in rows:
        assert (row["before"], row["after"]) == tuple(
            None if measured[row["figure"]][side] is None else float(measured[row["figure"]][side])
            for side in ("before", "after")
        )
    assert [row["candidate"] for row in sections["candidates"]["table"]["rows"]] == ["KEN"]
    assert "candidates" not in data_of(client, "/en/group/brics/what-if.json?add=KEN&at=2022")


def test_unasked_the_page_tells_how_the_group_really_changed(client: Client) -> None:
    sections = data_of(client, "/en/group/brics/what-if.json")
    assert [row["day"] for row in sections["path"]["table"]["rows"]] == ["2010-12-24", "2009-06-16"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("add=Atlantis", 404, "No country is called 'Atlantis'"),
        ("add=BRA&at=2022", 400, "already a member"),
        ("drop=KEN&at=2022", 400, "Kenya is not a member of BRICS"),
        ("add=KEN&drop=KEN&at=2022", 400, "added and dropped"),
        ("add=KEN&at=1950", 400, "brics"),
        ("add=%3Cscript%3E", 404, "'<script>'"),
    ],
)
def test_what_cannot_be_meant_stands_beside_the_form(client: Client, query: str, status: int, words: str) -> None:
    page = page_of(client, f"/en/group/brics/what-if?{query}", status)
    (trouble,) = page.xpath("//p[@role='alert']")
    assert words.casefold() in trouble.text_content().casefold()
    assert page.xpath("//form[@class='ask-change']")


def test_unknown_groups_offer_the_nearest(client: Client) -> None:
    assert client.get("/en/group/nowhere/what-if?add=KEN").status_code == 404
    assert client.get("/en/group/nowhere?add=KEN").status_code == 404
    assert "brics" in client.get("/en/group/bri").text


@pytest.mark.parametrize("code", ["es", "fr", "pt", "ar", "zh", "ru"])
def test_every_language_has_both_pages(client: Client, code: str) -> None:
    for address in (f"/{code}/group/brics?at=2022", f"/{code}/group/brics/what-if?add=KEN&at=2022"):
        assert client.get(address).status_code == 200
