"""A page whose figures take a while arrives in parts, and each part is made once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from sursur.observatory.arriving import PAUSE, Later, in_parts
from sursur.observatory.pages import measure
from tests.observatory.conftest import Client, awaited

TEXTS = st.lists(st.text(st.characters(exclude_characters=PAUSE)))


def test_parts_are_made_when_they_are_read_and_once() -> None:
    made: list[str] = []

    def make(name: str) -> tuple[str, ...]:
        made.append(name)
        return (name,)

    parts = Later(lambda: make("first"), lambda: (), lambda: make("last"))
    assert made == []
    reading = iter(parts)
    assert next(reading) == "first"
    assert made == ["first"]
    assert (list(parts), parts[-1], parts[:1], len(parts)) == (["first", "last"], "last", ["first"], 2)
    assert list(reading) == ["last"]
    assert made == ["first", "last"]


@given(st.lists(TEXTS, min_size=1))
def test_a_text_is_let_go_at_each_pause_whole_and_without_the_sign(parts: list[list[str]]) -> None:
    pieces = [piece for part in parts for piece in (*part, PAUSE)][:-1]
    assert list(in_parts(pieces)) == ["".join(part) for part in parts]


def test_a_pause_may_stand_in_the_middle_of_a_piece() -> None:
    assert list(in_parts([f"a{PAUSE}b{PAUSE}", "c"])) == ["a", "b", "c"]


def _arrivals(app: FastAPI, path: str, query: str = "") -> list[str]:
    """What arrives of an answer, message by message."""
    found: list[str] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            found.append(message["body"].decode())

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"observatory")],
        "scheme": "http",
        "server": ("observatory", 80),
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "root_path": "",
        "client": ("127.0.0.1", 1),
    }
    awaited(app(scope, receive, send))
    return [part for part in found if part.strip()]


def test_the_form_of_a_measure_arrives_before_its_figures(app: FastAPI) -> None:
    first, figures, *others = _arrivals(app, "/en/measure/counted", "by=dataset&years=2011")
    assert 'name="years" value="2011"' in first
    assert "</html>" not in first
    assert 'id="table-figures"' not in first
    assert 'id="table-figures"' in figures
    assert others[-1].strip().endswith("</html>")


@pytest.mark.parametrize(
    ("path", "query", "early", "late"),
    [
        ("/en/gaps", "need=sdg_1&south=non_dac", "<h1>Where does cooperation not reach the need?</h1>", 'id="f-need"'),
        ("/en/gaps/movers", "south=non_dac", "<h1>Which countries moved?</h1>", 'id="f-need"'),
        ("/en/country/CHN/equality", "prices=current", "<h1>China</h1>", "How equal is its cooperation?"),
        ("/en/country/KEN/need", "south=non_dac", "<h1>Kenya</h1>", "How great is the need"),
        ("/en/group/brics/what-if", "add=KEN", 'name="add"', "What would change?"),
    ],
)
def test_what_a_page_is_about_arrives_before_what_takes_a_while(
    app: FastAPI, path: str, query: str, early: str, late: str
) -> None:
    first, *others = _arrivals(app, path, query)
    assert early in first
    assert late not in first
    assert late in "".join(others)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/gaps?need=hunger", 400),
        ("/en/gaps?from=1800&to=1801", 400),
        ("/en/gaps/soon", 404),
        ("/en/country/KEN/wishes", 404),
        ("/en/country/KEN/equality?from=2100&to=2100", 400),
        ("/en/country/KEN/equality?from=1800&to=1801", 400),
        ("/en/group/brics/what-if?add=BRA", 400),
        ("/en/measure/counted?years=soon", 400),
    ],
)
def test_what_is_wrong_is_known_before_anything_arrives(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize("path", ["/en/measure/counted?years=2010", "/en/gaps?flows=all", "/en/country/BRA/items"])
def test_what_arrived_in_parts_is_sent_as_one_the_next_time(client: Client, path: str) -> None:
    first, again = client.get(path), client.get(path)
    assert first.text == again.text
    assert PAUSE not in first.text
    assert "".join(_arrivals(client.app, *path.split("?"))) == again.text


def test_a_page_that_breaks_half_way_says_so_and_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/en/measure/counted?years=2012"
    with monkeypatch.context() as broken:
        broken.setattr(measure, "figure_table", lambda *_: 1 / 0)
        half = client.get(path).text
    assert "Something broke on our side" in half
    assert "</html>" not in half
    assert client.get(path).text.rstrip().endswith("</html>")
