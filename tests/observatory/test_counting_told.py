"""Pages say how they count: the stage, the change of source, what is left out; and figures beside their promise."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html

from sursur.observatory.view import short_title, title_note
from tests.observatory.conftest import Client


def _main(client: Client, path: str) -> str:
    page = lxml_html.document_fromstring(client.get(path).text)
    return re.sub(r"\s+", " ", page.find(".//main").text_content().replace("\N{NO-BREAK SPACE}", " "))


def _table(client: Client, path: str, name: str) -> list[list[str]]:
    page = lxml_html.document_fromstring(client.get(path).text)
    return [
        [re.sub(r"\s+", " ", cell.text_content()).strip() for cell in row]
        for row in page.xpath(f"//div[@id='table-{name}']//tbody/tr")
    ]


def test_reported_stands_beside_counted(client: Client) -> None:
    rows = _table(client, "/en/country/KEN", "counting")
    assert rows[0][:3] == ["All that is reported", "", "6"]
    assert rows[1][:4] == ["Left out: another source tells of the same money", "other telling", "1", "290.0"]
    assert rows[-1][:4] == ["Counted", "counted", "5", "387.0"]


def test_what_is_counted_in_another_stage_is_told_as_such(client: Client) -> None:
    rows = _table(client, "/en/?stage=commitment&form=south_south&form=north_south", "counting")
    assert [row[1] for row in rows] == ["", "other telling", "other stage", "counted"]


def test_a_stage_is_chosen_and_goes_along(client: Client) -> None:
    text = client.get("/en/?form=north_south&stage=disbursement").text
    assert "disbursements alone" in text
    assert "stage=disbursement" in re.search(r'href="(/en/country/KEN[^"]*)"', text)[1]  # type: ignore[index]
    assert "No source in this release reports flows of these forms" in _main(
        client, "/en/?form=north_south&stage=commitment"
    )


def test_every_choice_of_counting_is_a_link(client: Client) -> None:
    page = lxml_html.document_fromstring(client.get("/en/country/KEN").text)
    links = page.xpath("//details[@class='framing']//a/@href")
    assert {
        "/en/country/KEN?stage=commitment",
        "/en/country/KEN?south=non_dac",
        "/en/country/KEN?prices=current",
    } <= set(links)


def test_a_series_says_where_its_source_changes(client: Client) -> None:
    text = _main(client, "/en/country/BRA?form=south_south")
    assert "The source changes" not in text
    world = _main(client, "/en/?form=south_south&form=north_south")
    assert (
        "The source changes: from 2010 to 2012 Research release (research) and from 2010 DAC2A aid by provider" in world
    )


def test_another_telling_is_explained_and_leads_to_what_is_counted(client: Client) -> None:
    page = client.get("/en/flow/flow0100").text
    assert 'href="/en/flow/flow0010"' in page


def test_an_explanation_follows_the_definition_of_the_south(client: Client) -> None:
    assert "South-South" in _main(client, "/en/flow/flow0000")
    assert "South-South" not in _main(client, "/en/flow/flow0000?south=oda_recipients")


def test_a_profile_says_the_year_and_what_is_not_reported(client: Client) -> None:
    rows = {row[0]: row[1:4] for row in _table(client, "/en/country/KEN", "profile")}
    assert rows["Population"] == ["55.1 million", "persons", "2023"]
    assert rows["Human development index"] == ["0.628", "index 0 to 1", "2023"]
    assert rows["Unemployment"][0] == "not reported"


def test_a_provider_stands_beside_its_promise(client: Client) -> None:
    text = _main(client, "/en/country/FRA")
    assert "0.71% of its national income was official development assistance in 2019" in text
    assert "0.7 per cent or more in 1 of 2 years" in text
    assert "Does it keep the promise" not in _main(client, "/en/country/KEN")


def test_an_international_provider_has_a_page_with_its_members(client: Client) -> None:
    text = _main(client, "/en/provider/org:isdb")
    assert "It gave US$ 44 million in 2010–2014, to our knowledge." in text
    assert "1 country is a member today, to our knowledge." in text
    assert 'href="/en/provider/org:isdb"' in client.get("/en/country/BGD").text


def test_sectors_are_named_where_sources_tell_them(client: Client) -> None:
    assert "For what does it receive?" in _main(client, "/en/country/KEN")
    assert "For what does it give?" not in _main(client, "/en/country/IND")


@pytest.mark.parametrize(
    ("title", "publisher", "short", "note"),
    [
        ("Aid (ODA) disbursements to countries and regions [DAC2a] (starter)", "OECD DAC", "OECD DAC2a",
         "Aid (ODA) disbursements to countries and regions [DAC2a] (starter)"),
        ("AidData research release 2.0, commitments by year", "AidData", "AidData research release 2.0",
         "commitments by year"),
        ("Simple", "Somebody", "Simple", ""),
    ],
)  # fmt: skip
def test_titles_are_short_with_a_note(title: str, publisher: str, short: str, note: str) -> None:
    assert short_title(title, publisher) == short
    assert title_note(title, publisher) == note
