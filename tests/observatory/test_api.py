"""The figures for programs: measures, flows and pages as data, with errors that say what would be right."""

from __future__ import annotations

import io
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from sursur.answers.measuring import measure_names
from tests.observatory.conftest import Client


def test_every_measure_is_listed_and_described(client: Client):
    listed = client.get("/api/measures").json()
    assert [one["name"] for one in listed] == list(measure_names())
    assert all(one["question"] and one["definition"] and one["columns"] for one in listed)


def test_openapi_describes_every_address(client: Client):
    document = client.get("/api/openapi.json").json()
    paths = {f"/api/measures/{name}" for name in measure_names()}
    assert paths | {"/api/measures", "/api/flows", "/api/search"} == set(document["paths"])
    named = {one["name"] for one in document["paths"]["/api/measures/counted"]["get"]["parameters"]}
    assert {"provider", "years", "by", "format", "limit"} <= named


def test_a_measure_answers_with_its_notes(client: Client):
    found = client.get("/api/measures/counted?by=dataset&years=2014").json()
    sums = {(row["dataset"], row["part"]): row["flows"] for row in found["rows"] if row["count_rule"] is None}
    assert sums[("dac", "counted")] == 7
    assert found["notes"]["Release"]


def test_the_rows_behind_a_measure_are_paged(client: Client):
    first = client.get("/api/measures/counted?part=rows&limit=5")
    total = int(first.headers["x-total-count"])
    following = first.headers["link"].split(">")[0].removeprefix("<")
    assert len(first.json()["rows"]) == 5 < total
    assert client.get(following).json()["rows"][0] != first.json()["rows"][0]


def test_flows_are_asked_as_on_the_command_line(client: Client):
    found = client.get("/api/flows?source=dac&form=north-south&by=year&prices=current").json()
    assert {row["year"]: row["usd"] for row in found["rows"]} == {2010: 200e6, 2014: 295e6}


def test_a_file_holds_the_whole_answer(client: Client):
    answer = client.get("/api/flows?by=provider&format=parquet")
    table = pq.read_table(io.BytesIO(answer.content))
    assert answer.headers["content-disposition"].endswith('.parquet"')
    assert isinstance(table["usd"][0].as_py(), Decimal)


REFUSED = [
    ("/api/measures/countid", 404, "Did you mean counted?"),
    ("/api/measures/counted?yers=2014", 400, "Did you mean years?"),
    ("/api/measures/counted?years=soon", 400, "2010-2014"),
    ("/api/measures/counted?part=all", 400, "part"),
    ("/api/measures/framework-items?part=left_out", 404, "Choose from: table"),
    ("/api/flows?by=colour", 400, "Choose from"),
    ("/api/flows?provider=Indai", 404, "India"),
    ("/api/flows?limit=0", 400, "limit"),
    ("/api/nothing", 404, ""),
]


@pytest.mark.parametrize(("address", "status", "repair"), REFUSED)
def test_a_wrong_request_is_told_what_would_be_right(client: Client, address: str, status: int, repair: str):
    answer = client.get(address)
    assert answer.status_code == status
    assert repair in answer.json()["repair"]
    assert answer.headers["cache-control"] == "no-store"


PAGES = ["/en/country/KEN", "/ar/group/brics", "/es/sources", "/en/flows", "/en/instrument/bapa"]


@pytest.mark.parametrize("address", PAGES[:4])
def test_every_page_is_also_data(client: Client, address: str):
    data = client.get(f"{address}.json")
    page = client.get(address)
    assert data.headers["content-type"].startswith("application/json")
    assert data.json()["title"].split()[0] in page.text
    assert any(section["table"] for section in data.json()["sections"])


def test_trouble_is_data_where_data_was_asked_for(client: Client):
    answer = client.get("/en/country/XXX.json")
    assert answer.status_code == 404
    assert answer.json()["error"]


def test_reading_is_open_to_every_origin(client: Client):
    for address in ("/api/measures", "/en/country/KEN.json"):
        assert client.get(address, {"origin": "https://example.org"}).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/en/country/KEN").headers
