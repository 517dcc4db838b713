"""Explore: the same figures as the command line, every filter, the rows behind each cell, and files that stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from sursur.answers.asking import DIMENSIONS
from sursur.cli.asking import flows as flows_command
from sursur.observatory.exploring.asked import read_explored
from sursur.observatory.kept import LARGEST, _Sent
from tests.observatory.conftest import RELEASE_ID, Client

QUERIES: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("form", "year", {}),
    ("provider", "", {"south": "oda_recipients"}),
    ("recipient", "", {"provider": ["China"], "prices": "current"}),
    ("provider", "recipient", {"year": "2010-2012", "form": ["south_south"]}),
    ("year", "", {"provider_group": "brics@2015", "stage": "commitment"}),
    ("sector", "source", {"recipient": ["KEN", "SEN"]}),
    ("source", "counted", {"every": True, "recipient": ["KEN"]}),
)


@pytest.fixture
def told(release_home: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `sursur flows` answers, as rows."""

    def ask(by: str, options: Mapping[str, Any]) -> list[dict[str, Any]]:
        flows_command(**options, by=by, home=release_home, as_json=True, limit=0)
        rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["rows"]
        return rows

    return ask


def _address(path: str, asked: Mapping[str, Any]) -> str:
    words = {name: "yes" if value is True else value for name, value in asked.items() if value != ""}
    return f"/en/explore{path}?{urlencode(words, doseq=True)}"


@pytest.mark.parametrize(("rows", "columns", "options"), QUERIES, ids=lambda one: str(one)[:30])
def test_figures_equal_those_of_the_command_line(
    client: Client, told: Any, rows: str, columns: str, options: Mapping[str, Any]
) -> None:
    by = ",".join(name for name in (rows, columns) if name)
    answer = client.get(_address(".json", {"rows": rows, "columns": columns, **options})).json()
    table = answer["sections"][0]["table"]["rows"]
    value = "usd_current" if options.get("prices") == "current" else "usd_constant"
    said = {}
    for row in table:
        key = row.get("code", row[rows]) if not columns else row[rows]
        names = [name for name in row if name not in (rows, "others", "together")] if columns else [value]
        said |= {(key or "", name if columns else ""): row[name] for name in names if row[name] is not None}
    asked = {
        (_written(row[rows]), (_written(row[columns]) or "not_reported") if columns else ""): row["usd"]
        for row in told(by, options)
        if row["usd"] is not None
    }
    assert {(_named(key), name): usd for (key, name), usd in said.items()} == pytest.approx(asked)
    assert asked


def _written(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _named(key: Any) -> str:
    return str(key)


def test_the_sum_of_the_page_is_that_of_its_cells(client: Client) -> None:
    answer = client.get(_address(".json", {"rows": "provider", "columns": "year"})).json()
    section = answer["sections"][0]
    total = sum(row["together"] or 0 for row in section["table"]["rows"])
    cells = sum(v or 0 for row in section["table"]["rows"] for k, v in row.items() if k not in ("provider", "together"))
    assert total == pytest.approx(cells)
    assert "16 flows fit" in section["sentences"][0]
    assert any("1 of 16 flows has no value in dollars" in sentence for sentence in section["sentences"])


def test_what_may_not_be_added_is_not(client: Client) -> None:
    answer = client.get(_address(".json", {"rows": "stage", "columns": "form"})).json()
    section = answer["sections"][0]
    assert not any("together" in row for row in section["table"]["rows"])
    assert any("not added up" in sentence for sentence in section["sentences"])


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_can_be_rows_and_leads_to_its_flows(client: Client, dimension: str) -> None:
    page = client.get(_address("", {"rows": dimension}))
    assert page.status_code == 200
    figures = client.get(_address(".json", {"rows": dimension, "show": "table"})).json()["sections"][0]["table"]["rows"]
    for row in figures[:3]:
        value = row["code"] if row["code"] != "" else row[dimension]
        value = "" if value in (None, "not reported") else value
        value = {"yes": "true", "no": "false"}.get(str(value), value)
        behind = client.get(_address(".json", {"rows": "flow", "cell": f"{dimension}:{value}"})).json()
        assert len(behind["sections"][0]["table"]["rows"]) == row["flows"]


def test_a_cell_of_what_is_not_told_holds_exactly_its_flows(client: Client) -> None:
    behind = client.get(_address(".json", {"rows": "flow", "cell": "sector:"})).json()
    assert {row["sector"] for row in behind["sections"][0]["table"]["rows"]} == {None}


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"form": "south_sout"}, 400, "south_south"),
        ({"provider": "Atlantis"}, 404, "Atlantis"),
        ({"provider_group": "brix"}, 404, "brix"),
        ({"year": "lately"}, 400, "2010-2014"),
        ({"year": "2015-2010"}, 400, "backwards"),
        ({"rows": "colour"}, 400, "provider"),
        ({"rows": "form", "columns": "form"}, 400, "two different"),
        ({"rows": "flow", "cell": "colour:red"}, 400, "colour"),
        ({"rows": "flow", "page": "0"}, 400, "page=1"),
        ({"rows": "flow", "page": "٣"}, 400, "page=1"),
        ({"stage": "soon"}, 400, "disbursement"),
        ({"south": "everyone"}, 400, "g77_china"),
        ({"show": "opera"}, 400, "chart"),
    ],
)
def test_what_cannot_be_meant_is_told_beside_the_form(
    client: Client, asked: dict[str, str], status: int, said: str
) -> None:
    answer = client.get(_address("", asked))
    assert answer.status_code == status
    assert said in answer.text
    assert '<form class="explore"' in answer.text
    assert client.get(_address("/flows.csv", asked)).status_code in (status, 200)


def test_a_form_is_led_to_an_address_without_its_empty_fields(client: Client) -> None:
    sent = "provider=China;+India&recipient=&from=2010&to=2012&provider_group=brics&provider_group_at=2015-12-31&every="
    answer = client.get(f"/en/explore?rows=form&columns=&{sent}")
    assert answer.status_code == 303
    place = answer.headers["location"]
    assert place == (
        "/en/explore?provider=China&provider=India&provider_group=brics%402015-12-31&year=2010-2012&rows=form"
    )
    page = client.get(place)
    assert page.status_code == 200
    assert 'value="China; India"' in page.text
    assert 'value="2015-12-31"' in page.text


def test_nothing_that_fits_says_why(client: Client) -> None:
    assert "No flow fits these filters." in client.get(_address("", {"provider": "KEN", "year": "2013"})).text


class TestFiles:
    def test_sums_are_those_of_the_command_line(self, client: Client, told: Any) -> None:
        found = client.get(_address("/sums.json", {"rows": "provider", "columns": "year"})).json()
        assert found["rows"] == told("provider,year", {})
        assert found["notes"]["Release"] == RELEASE_ID
        assert "each flow once" in found["notes"]["Counting"]

    def test_the_same_flows_in_every_format(self, client: Client) -> None:
        asked = {"provider": "China", "rows": "form"}
        rows = client.get(_address("/flows.json", asked)).json()["rows"]
        text = client.get(_address("/flows.csv", asked)).content.decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text.partition("\r\n\r\n")[0])))
        parquet = pq.read_table(io.BytesIO(client.get(_address("/flows.parquet", asked)).content))
        book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(_address("/flows.xlsx", asked)).content))
        sheet = book.get_sheet_by_name("table").to_python()
        ids = [row["flow_id"] for row in rows]
        assert ids == sorted(ids) == ["flow0000", "flow0001", "flow0006", "flow0007"]
        assert [line["flow_id"] for line in lines] == ids
        assert parquet["flow_id"].to_pylist() == ids
        place = sheet[0].index("flow_id")
        assert [row[place] for row in sheet[1:]] == ids
        assert sum(Decimal(line["usd_constant"]) for line in lines) == sum(parquet["usd_constant"].to_pylist())

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "parquet"])
    def test_each_file_says_what_it_is(self, client: Client, kind: str) -> None:
        answer = client.get(_address(f"/flows.{kind}", {"provider": "China", "rows": "provider"}))
        assert answer.status_code == 200
        assert f"sursur-{RELEASE_ID}-flows.{kind}" in answer.headers["content-disposition"]
        for told in (RELEASE_ID, "providers=CHN", "Research release", "ODC-BY 1.0", "g77_china", "each flow once"):
            assert told in _notes(answer.content, kind)

    def test_a_cell_is_a_file_too(self, client: Client) -> None:
        found = client.get(_address("/flows.json", {"rows": "flow", "cell": ["provider:CHN", "year:2010"]})).json()
        assert [row["flow_id"] for row in found["rows"]] == ["flow0000"]
        assert found["notes"]["Cell"] == "provider=CHN; year=2010"

    def test_texts_of_sources_start_no_formula(self, client: Client) -> None:
        assert "'=HYPERLINK" in client.get(_address("/flows.csv", {"provider": "China"})).text

    @pytest.mark.parametrize("path", ["/flows.pdf", "/sums.docx", "/rows.csv"])
    def test_unknown_files_are_not_there(self, client: Client, path: str) -> None:
        assert client.get(_address(path, {})).status_code == 404


def _notes(body: bytes, kind: str) -> str:
    if kind == "parquet":
        return pq.read_schema(io.BytesIO(body)).metadata[b"sursur"].decode()
    if kind == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return str(book.get_sheet_by_name("about").to_python())
    return body.decode("utf-8-sig")


def test_a_long_answer_is_not_gathered_to_be_kept() -> None:
    sent = _Sent()
    sent.take({"type": "http.response.start", "status": 200, "headers": [(b"cache-control", b"public")]})
    for _ in range(20):
        sent.take({"type": "http.response.body", "body": b"x" * (LARGEST // 10), "more_body": True})
    assert not sent.body
    assert not sent.can_be_kept()


class _Query(dict[str, list[str]]):
    def getlist(self, key: str) -> list[str]:
        return self.get(key, [])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, {}),
        ({"stage": ["best"], "show": ["chart"]}, {}),
        ({"from": ["2010"], "to": [""]}, {"year": ("2010-",)}),
        ({"from": ["2010"], "to": ["2010"]}, {"year": ("2010",)}),
        ({"recipient": ["Kenya ; Chad", "KEN"]}, {"recipient": ("Kenya", "Chad", "KEN")}),
        ({"provider_group": ["brics@2015"], "provider_group_at": ["2020-01-01"]}, {"provider_group": ("brics@2015",)}),
        ({"colour": ["red"]}, {}),
    ],
)
def test_what_is_asked_is_read_from_the_address(given: dict[str, list[str]], words: dict[str, tuple[str, ...]]) -> None:
    assert {name: values for name, values in read_explored(_Query(given)).words.items() if values} == words
