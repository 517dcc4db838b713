"""A figure leads to its rows, and says what it does not know."""

from __future__ import annotations

import re
from html import unescape

import pytest
from lxml import html as lxml_html

from tests.observatory.conftest import Client


def _main(client: Client, path: str) -> str:
    page = lxml_html.document_fromstring(client.get(path).text)
    return re.sub(r"\s+", " ", page.find(".//main").text_content())


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/en/?form=north_south",
        "/en/country/CHN",
        "/en/country/KEN",
        "/en/group/brics?at=2014-12-31",
        "/en/?prices=current",
    ],
)
def test_the_first_figure_equals_the_sum_of_the_rows_it_leads_to(client: Client, path: str) -> None:
    page = lxml_html.document_fromstring(client.get(path).text)
    figure = page.xpath("//p[@class='lead']//a[@class='figure']")[0]
    told = re.sub(r"\s+", " ", figure.text_content())
    assert f"Together: {told}." in _main(client, figure.get("href"))


def test_every_number_of_the_tables_leads_to_rows_that_add_up_to_it(client: Client) -> None:
    page = lxml_html.document_fromstring(client.get("/en/country/KEN?all=providers").text)
    links = page.xpath("//td[@class='n']/a[starts-with(@href, '/en/flows')]")
    assert len(links) > 5
    for link in links[:6]:
        rows = lxml_html.document_fromstring(client.get(unescape(link.get("href"))).text)
        added = sum(float(cell.text_content().replace(",", "")) for cell in rows.xpath("//table//tr/td[8]"))
        assert added == pytest.approx(float(link.text_content().replace(",", "")), abs=0.2)


def test_totals_say_how_much_is_unknown(client: Client) -> None:
    text = _main(client, "/en/?form=south_south&to=2012")
    assert "1 of 7 flows has no value in dollars and is not in the sum." in text


def test_not_reported_is_not_none(client: Client) -> None:
    assert "What it gave is not reported." in _main(client, "/en/country/AGO")
    assert "No source in this release reports flows from or to this country" in _main(client, "/en/country/VUT")


def test_the_end_of_a_source_is_said(client: Client) -> None:
    text = _main(client, "/en/")
    assert "Research release\N{POP DIRECTIONAL ISOLATE} until 2012" in text
    assert "After a source ends, a fall means silence, not less cooperation." in text


def test_disputed_is_shown_as_disputed_and_a_date_decides(client: Client) -> None:
    assert "Disputed 1 Saudi Arabia" in _main(client, "/en/group/brics?at=2024-06-30")
    assert "Disputed 1" not in _main(client, "/en/group/brics?at=2014-06-30")
    assert "3 members on 31 December 2009" in _main(client, "/en/group/brics?at=2009")


def test_the_map_turns_and_stays_turned(client: Client) -> None:
    page = client.get("/en/?up=south").text
    assert 'transform="rotate(180 ' in page
    assert 'href="/en/country/KEN?up=south"' in client.get("/en/countries?up=south").text


def test_another_definition_of_the_south_gives_other_sums(client: Client) -> None:
    own = _main(client, "/en/?form=south_south")
    other = _main(client, "/en/?form=south_south&south=oda_recipients")
    assert own.split("of cooperation")[0] != other.split("of cooperation")[0]
    assert "South: DAC list of ODA recipients" in other


def test_a_flow_tells_its_rule_reason_rate_and_place(client: Client) -> None:
    text = _main(client, "/en/flow/flow0004")
    for told in (
        "No rate of XYZ is known for this month.",
        "row 6",
        "By the parties of that year.",
        "Research release",
    ):
        assert told in text
