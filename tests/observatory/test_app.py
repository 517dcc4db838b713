"""Every address answers in every language, leads on, and keeps to the promises made in its headers."""

from __future__ import annotations

import gzip
import re
from html import unescape

import pytest
from lxml import html as lxml_html

from sursur.observatory.language import LANGUAGES
from tests.observatory.conftest import DAC, RELEASE_ID, Client

PAGES = (
    "/",
    "/?from=2010&to=2012",
    "/?view=given",
    "/?view=flows&up=south",
    "/?form=north_south&prices=current",
    "/?south=oda_recipients",
    "/countries",
    "/country/KEN",
    "/country/CHN?all=recipients",
    "/country/TUV",
    "/country/VUT",
    "/groups",
    "/groups?at=2011-01-01",
    "/group/brics",
    "/group/brics?at=2024-06-30",
    "/group/brics?at=2009",
    "/group/au",
    "/flows",
    "/flows?provider=CHN&recipient=AGO&from=2010&to=2010&form=south_south",
    "/flows?provider=CHN&form=triangular",
    "/flows?provider_group=brics@2014-12-31&outside=1&form=south_south",
    "/flow/flow0000",
    "/flow/flow0004",
    "/sources",
    f"/source/{DAC}",
    "/problems",
    f"/problems?source={DAC}",
    "/methods",
    "/about",
    "/?stage=disbursement",
    "/country/FRA",
    "/provider/org:isdb",
    "/provider/org:ida?stage=commitment",
    "/knowledge",
    "/knowledge?q=buenos+aires&kind=instrument",
    "/knowledge?party=KEN",
    "/knowledge?q=nothing+of+the+kind",
    "/instrument/bapa-1978",
    "/instrument/mexico-chile-2006",
    "/instrument/unga-2626-1970",
    "/event/un-day-ssc",
    "/event/bandung-conf-1955",
    "/initiative/bri",
    "/initiative/isdb-bank",
    "/initiative/mxcl-fund",
    "/initiative/itec",
    "/calendar",
    "/calendar?at=2011",
    "/flows?recipient=KEN&sector=110&form=north_south",
    "/flow/flow0100",
)
FILES = (
    "/world/countries",
    "/world/years",
    "/world/corridors",
    "/countries/countries",
    "/groups/groups",
    "/sources/sources",
    "/country/KEN/years",
    "/country/KEN/providers",
    "/country/KEN/memberships",
    "/group/brics/members",
    "/group/brics/within",
    "/group/brics/years",
    f"/source/{DAC}/problems",
    "/flows",
    "/countries/organisations",
    "/methods/borders",
    "/country/KEN/profile",
    "/country/KEN/agreements",
    "/country/KEN/counting",
    "/country/KEN/sector_received",
    "/country/FRA/promise",
    "/provider/org:isdb/recipients",
    "/knowledge/records",
    "/calendar/calendar",
    "/instrument/unga-2626-1970/promises",
    "/initiative/bri/participants",
)
MOST_BYTES = 100_000


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_page_is_there(client: Client, code: str, path: str) -> None:
    answer = client.get(f"/{code}{path}")
    assert answer.status_code == 200
    page = lxml_html.document_fromstring(answer.text)
    assert page.get("lang") == code
    assert page.get("dir") == ("rtl" if code == "ar" else "ltr")
    assert len(page.findall(".//h1")) == 1
    assert page.xpath("//title/text()")[0].endswith(" · Sursur")
    assert "None" not in page.find(".//main").text_content().split()
    assert len(gzip.compress(answer.content)) < MOST_BYTES


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_world_is_there_in_all_languages(client: Client, code: str) -> None:
    answer = client.get(f"/{code}/country/KEN")
    assert answer.status_code == 200
    assert answer.headers["content-language"] == code


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_style_or_script(client: Client, path: str) -> None:
    page = lxml_html.document_fromstring(client.get(f"/en{path}").text)
    assert not page.xpath("//@style | //style | //script[not(@src)] | //@onclick")
    outside = page.xpath("//link/@href | //script/@src | //img/@src | //use/@href")
    assert all(address.startswith("/") and not address.startswith("//") for address in outside)


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique_and_labels_point_to_something(client: Client, path: str) -> None:
    page = lxml_html.document_fromstring(client.get(f"/en{path}").text)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = {name for value in page.xpath("//@aria-labelledby | //@for") for name in value.split()}
    assert named <= set(ids)


@pytest.mark.parametrize("path", PAGES)
def test_tables_say_what_they_hold(client: Client, path: str) -> None:
    page = lxml_html.document_fromstring(client.get(f"/en{path}").text)
    for table in page.findall(".//table"):
        assert table.find("caption").text_content().strip()
        assert all(cell.get("scope") for cell in table.iter("th"))
        widths = {len(row) for row in table.iter("tr")}
        assert len(widths) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("path", FILES)
def test_every_table_downloads(client: Client, path: str, kind: str) -> None:
    answer = client.get(f"/en{path}.{kind}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="sursur-{RELEASE_ID}-')
    assert answer.content.startswith(b"\xef\xbb\xbf" if kind == "csv" else b"PK")


def test_no_link_leads_nowhere(client: Client) -> None:
    """Follow every link inside the site from the world page; what a page offers must be there."""
    waiting, seen = ["/en/"], set()
    while waiting:
        path = waiting.pop()
        shape = re.sub(r"(country|flow|instrument|event|initiative)/[\w-]+", r"\1/*", re.sub(r"\d{4}", "Y", path))
        if shape in seen or len(seen) > 250:
            continue
        seen.add(shape)
        answer = client.get(path)
        assert answer.status_code in (200, 303), path
        if answer.headers.get("content-type", "").startswith("text/html"):
            found = re.findall(r'href="(/en[^"#]*)', answer.text)
            waiting += [unescape(link) for link in found]
    assert len(seen) > 40


# -- headers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/en/", "/en/nothing", "/en/world/years.csv", "/static/sursur.css"])
def test_every_answer_is_safe(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_page_is_kept_until_the_release_changes(client: Client) -> None:
    first = client.get("/en/country/KEN")
    again = client.get("/en/country/KEN", {"if-none-match": first.headers["etag"]})
    other = client.get("/en/country/KEN?from=2011", {"if-none-match": first.headers["etag"]})
    assert RELEASE_ID in first.headers["etag"]
    assert "max-age" in first.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_pages_are_compressed_for_those_who_can(client: Client) -> None:
    assert client.get("/en/", {"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/en/", {"accept-encoding": "identity"}).headers


@pytest.mark.parametrize("path", ["/", "/en/", "/en/country/KEN", "/en/world/years.csv", "/static/sursur.css"])
def test_head_tells_the_same_without_the_body(client: Client, path: str) -> None:
    got, head = (
        client.get(path, {"accept-encoding": "identity"}),
        client.ask("HEAD", path, {"accept-encoding": "identity"}),
    )
    assert head.status_code == got.status_code
    assert head.content == b""


@pytest.mark.parametrize(
    ("accept", "code"),
    [("ar-EG,ar;q=0.9,en;q=0.5", "ar"), ("de,pt-BR;q=0.8", "pt"), ("de", "en"), ("", "en"), ("es;q=0,fr;q=0.1", "fr")],
)
def test_the_first_page_speaks_the_browsers_language(client: Client, accept: str, code: str) -> None:
    answer = client.get("/", {"accept-language": accept})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/{code}/")


# -- trouble -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/en/nothing", 404, "all countries"),
        ("/xx/", 404, "all countries"),
        ("/nothing/at/all/here", 404, "all countries"),
        ("/en/country/XYZ", 404, "XYZ"),
        ("/en/group/xyz", 404, "xyz"),
        ("/en/flow/xyz", 404, "xyz"),
        ("/en/provider/xyz", 404, "xyz"),
        ("/en/instrument/xyz", 404, "xyz"),
        ("/en/event/xyz", 404, "xyz"),
        ("/en/initiative/xyz", 404, "xyz"),
        ("/en/?stage=any", 400, "disbursement"),
        ("/en/knowledge?kind=gift", 400, "initiative"),
        ("/en/source/xyz", 404, "xyz"),
        ("/en/world/xyz.csv", 404, "xyz"),
        ("/en/world/years.doc", 404, "csv, xlsx"),
        ("/en/?from=abc", 400, "abc"),
        ("/en/?form=gift", 400, "south_south"),
        ("/en/?south=moon", 400, "non_dac"),
        ("/en/group/brics?at=yesterday", 400, "2024-12-31"),
        ("/en/flows?page=0", 400, "page=1"),
        ("/en/flows?outside=1", 400, "brics@"),
        ("/static/nothing.css", 404, "nothing.css"),
        ("/static/..%2Fapp.py", 404, ""),
    ],
)
def test_what_cannot_be_answered_says_so_and_leads_on(client: Client, path: str, status: int, told: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert told in unescape(answer.text)
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_writing_is_refused(client: Client) -> None:
    assert client.ask("POST", "/en/").status_code == 405


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Kenya", "/country/KEN"),
        ("ken", "/country/KEN"),
        ("BRICS", "/group/brics"),
        ("الصين", "/country/CHN"),
        ("", "/countries"),
        ("International Development Association", "/provider/org:ida"),
        ("bandung", "/search?q=bandung"),
    ],
)
def test_a_name_finds_its_page(client: Client, text: str, page: str) -> None:
    answer = client.get(f"/en/find?q={text}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/en{page}")


def test_what_a_source_writes_is_never_markup(client: Client) -> None:
    text = client.get("/en/flow/flow0000").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
