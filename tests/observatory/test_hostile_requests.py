"""Whatever stands in an address, an answer is a page, data, or a sentence that says what is wrong: never a failure.

`make fuzz` asks ten thousand times; SURSUR_HOSTILE_HOME names a release other than the small one of the tests.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, openapi

from sursur.observatory.app import create_app
from tests.observatory.browser.kinds import PAGES
from tests.observatory.conftest import Client

CASES = int(os.environ.get("SURSUR_HOSTILE_CASES", "150"))
HOME = os.environ.get("SURSUR_HOSTILE_HOME", "")
asked = settings(
    max_examples=CASES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
NAMES = (
    *("from", "to", "form", "prices", "south", "stage", "view", "up", "at", "all", "q", "kind", "party", "page"),
    *(
        "provider",
        "recipient",
        "provider_group",
        "recipient_group",
        "outside",
        "sector",
        "goal",
        "crisis",
        "instrument",
    ),
    *("source", "by", "add", "remove", "group", "year", "years", "amount", "rate", "part", "format", "limit", "offset"),
)
ODD = (
    *("", " ", "0", "-1", "1e9", "9999", "99999999999999999999", "2010", "2010-2012", "2012-2010", "2024-06-30", "NaN"),
    *("KEN", "ken", "CHN,KEN", "brics", "brics@2024", "brics@", "@", "south_south", "south", "org:isdb", "110", "3"),
    *("' OR 1=1 --", '"; DROP TABLE flow; --', "<script>alert(1)</script>", "%s%n", "{{7*7}}", "../../etc/passwd"),
    *(
        "\x00",
        "\r\nset-cookie: x=y",
        "\ud7ff",
        "\u202e",
        "\N{ARABIC-INDIC DIGIT TWO}\N{ARABIC-INDIC DIGIT ZERO}",
        "a" * 3000,
    ),
)
ENDINGS = ("", "", "", ".json", ".csv", ".xlsx", ".ics", ".svg", ".png", "/", "/x", "/x.csv", "/years.csv", "/%00")
VALUES = st.one_of(st.sampled_from(ODD), st.text(max_size=20), st.integers().map(str))
QUERY = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), VALUES), max_size=6)
KEYS = st.one_of(st.sampled_from(ODD), st.text(min_size=1, max_size=12))


@pytest.fixture(scope="module")
def reader(client: Client) -> Client:
    return Client(create_app(Path(HOME))) if HOME else client


def test_the_interface_answers_whatever_is_asked(reader: Client) -> None:
    described = openapi.from_dict(reader.app.openapi())
    operations = [found.ok() for found in described.get_all_operations()]
    strategy = st.one_of([each.as_strategy(generation_mode=mode) for each in operations for mode in GenerationMode])

    @asked
    @given(strategy)
    def ask(case: Case) -> None:
        sent = case.as_transport_kwargs(base_url="http://observatory")
        path = sent["url"].removeprefix("http://observatory")
        _must_answer(reader, f"{path}?{urlencode(sent.get('params') or {}, doseq=True, errors='replace')}")

    ask()


@asked
@given(
    st.sampled_from(("en", "ar", "xx", "")), st.sampled_from(PAGES), st.none() | KEYS, st.sampled_from(ENDINGS), QUERY
)
def test_pages_answer_whatever_is_asked(
    reader: Client, code: str, page: str, key: str | None, ending: str, query: list[tuple[str, str]]
) -> None:
    path = page.split("?", maxsplit=1)[0]
    if key is not None:
        path = f"{path.rsplit('/', 1)[0]}/{quote(key, safe='', errors='replace')}"
    _must_answer(reader, f"/{code}{path}{ending}?{urlencode(query, errors='replace')}")


def _must_answer(reader: Client, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code < 500, f"{answer.status_code} {address}"
    assert "Traceback" not in answer.text[:2000], address
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert answer.text.rstrip().endswith("</html>"), f"a page that breaks off: {address}"
