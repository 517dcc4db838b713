"""Pictures leave their page: as SVG that stands by itself, as PNG, and in the frames of others."""

from __future__ import annotations

import re
import struct

import pytest
from lxml import etree

from sursur.observatory.drawing.style import style_of
from tests.observatory.conftest import RELEASE_ID, Client

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = (
    "/en/world/map",
    "/en/world/years",
    "/ar/country/KEN/years",
    "/en/country/CHN/recipients",
    "/en/explore/figures",
    "/zh/explore/figures.EXT?rows=provider",
    "/en/explore/figures.EXT?rows=provider&columns=year",
    "/ar/explore/figures.EXT?rows=recipient&columns=form",
)


def _file(path: str, kind: str) -> str:
    return path.replace("EXT", kind) if "EXT" in path else f"{path}.{kind}"


@pytest.mark.parametrize("path", PICTURES)
def test_an_svg_stands_by_itself(client: Client, path: str) -> None:
    answer = client.get(_file(path, "svg"))
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = etree.fromstring(answer.content)
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title")
    assert "var(" not in answer.text
    assert RELEASE_ID in "".join(root.itertext())
    assert not root.xpath("//*[@href or local-name() = 'script' or local-name() = 'a']")
    assert all(element.tag.startswith(SVG) for element in root.iter(etree.Element))


@pytest.mark.parametrize("path", PICTURES)
def test_a_png_is_twice_as_fine_as_its_drawing(client: Client, path: str) -> None:
    answer = client.get(_file(path, "png"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert struct.unpack(">I", answer.content[16:20]) == (2000,)


def test_a_picture_says_its_sources_and_its_filters(client: Client) -> None:
    text = "".join(
        etree.fromstring(client.get("/en/explore/figures.svg?provider=China&rows=recipient").content).itertext()
    )
    assert "Provider: China" in text
    assert "Research release (2010" in text
    assert "/en/explore?provider=China" in text


def test_colours_are_those_of_the_page(client: Client) -> None:
    text = client.get("/en/world/years.svg?form=south_south").text
    assert ".f-south_south { fill: #C2410C }" in text


def test_words_of_arabic_stand_on_the_right(client: Client) -> None:
    root = etree.fromstring(client.get("/ar/country/KEN/years.svg").content)
    title = root.find(f"{SVG}text")
    assert title is not None
    assert title.get("text-anchor") == "end"
    assert float(title.get("x", "0")) > 900


@pytest.mark.parametrize("path", ["/en/country/KEN/nothing.svg", "/en/country/XXX/years.png", "/en/about/x.svg"])
def test_what_is_not_drawn_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_cannot_be_meant_has_no_picture(client: Client) -> None:
    assert client.get("/en/explore/figures.svg?form=blue").status_code == 400


def test_every_picture_of_a_page_is_there(client: Client) -> None:
    page = client.get("/en/country/CHN").text
    files = re.findall(r'href="(/en/country/CHN/[^"]+\.(?:svg|png)[^"]*)"', page)
    assert files
    for file in files:
        assert client.get(file.replace("&amp;", "&")).status_code == 200, file


@pytest.mark.parametrize("path", ["/en/embed/world/map", "/ar/embed/country/KEN/years", "/en/embed/explore/figures"])
def test_only_frames_may_be_framed(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    assert "<script" not in answer.text
    assert f'href="/{path[1:3]}/' in answer.text
    for other in ("/en/", "/en/country/KEN", "/en/explore"):
        kept = client.get(other).headers
        assert "frame-ancestors 'none'" in kept["content-security-policy"]
        assert kept["x-frame-options"] == "DENY"


def test_a_page_tells_how_to_show_its_picture(client: Client) -> None:
    text = client.get("/en/country/KEN?from=2010").text
    assert "&lt;iframe src=&#34;http://observatory/en/embed/country/KEN/years?from=2010&#34;" in text


def test_a_page_says_how_it_is_cited_and_how_fresh_its_sources_are(client: Client) -> None:
    text = client.get("/en/country/KEN?from=2010").text
    assert f"Sursur, release {RELEASE_ID} of " in text
    assert "http://observatory/en/country/KEN?from=2010" in text
    assert "retrieved on 1 March 2025" in text
    sources = [one for part in client.get("/en/country/KEN.json").json()["sections"] for one in part["sources"]]
    assert {one["retrieved"] for one in sources if one["publisher"] == "OECD"} == {"2025-03-01"}


def test_the_address_in_a_citation_is_that_of_the_host_asked(client: Client) -> None:
    assert "http://data.example" not in client.get("/en/sources").text
    assert "http://data.example/en/sources" in client.get("/en/sources", {"host": "data.example"}).text
    assert "http://data.example" not in client.get("/en/sources").text


def test_a_drawing_takes_from_the_stylesheet_only_what_it_can_use() -> None:
    style = style_of(frozenset({"columns", "grid", "f-triangular"}), frozenset({"svg", "line", "rect"}))
    assert ".columns .grid line { stroke: #DDD6CA; stroke-width: 1 }" in style
    assert ".f-triangular { fill: #E0A100 }" in style
    assert ":hover" not in style
    assert "@media" not in style
