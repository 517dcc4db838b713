"""The named things show on their pages, with dates, sources and what is doubtful; the calendar follows the years."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from tests.observatory.conftest import Client

HARD_CASES = Path(__file__).resolve().parent.parent / "hard_cases"


def _main(client: Client, path: str) -> str:
    page = lxml_html.document_fromstring(client.get(path).text)
    return re.sub(r"\s+", " ", page.find(".//main").text_content())


def _named_things() -> list[dict[str, str]]:
    with (HARD_CASES / "named_things.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] in ("instrument", "event", "initiative")]


@pytest.mark.parametrize("thing", _named_things(), ids=lambda thing: f"{thing['table']}-{thing['record_id']}")
def test_a_named_thing_has_a_page_with_its_date_and_source(client: Client, thing: dict[str, str]) -> None:
    answer = client.get(f"/en/{thing['table']}/{thing['record_id']}")
    assert answer.status_code == 200
    assert thing["dated"][:4] in answer.text
    page = lxml_html.document_fromstring(answer.text)
    assert page.xpath("//dt[text()='Source']/following-sibling::dd//a[starts-with(@href, 'http')]")


def test_a_chain_of_instruments_runs_from_the_first_to_the_last(client: Client) -> None:
    page = lxml_html.document_fromstring(client.get("/en/instrument/nairobi-2009").text)
    links = [re.sub(r".*/", "", link) for link in page.xpath("//ol[@class='chain']//span[@class='name']/a/@href")]
    current = page.xpath("//ol[@class='chain']/li[@aria-current]")
    assert links.index("bapa-1978") < links.index("bapa40-2019")
    assert "Nairobi outcome document" in current[0].text_content()


def test_a_promise_says_who_how_much_by_when_and_how_it_can_be_told(client: Client) -> None:
    text = _main(client, "/en/instrument/unga-2626-1970")
    for told in ("developed countries", "0.7 % of GNP", "31 December 1975", "ODA as a share of GNI"):
        assert told in text


def test_what_is_not_confirmed_is_said_to_be(client: Client) -> None:
    assert "partly confirmed" in _main(client, "/en/event/g77-anniversary")
    assert "That it is marked each year is to be confirmed." in _main(client, "/en/event/g77-anniversary")


def test_parties_lead_to_their_pages(client: Client) -> None:
    page = client.get("/en/instrument/mexico-chile-2006").text
    assert 'href="/en/country/MEX"' in page
    assert 'href="/en/country/CHL"' in page


def test_an_organisation_answers_with_its_own_flows(client: Client) -> None:
    text = _main(client, "/en/initiative/isdb-bank")
    assert "US$ 44 million in 2011 to 2011. These are its own flows." in text.replace("\N{NO-BREAK SPACE}", " ")


def test_flows_of_a_lead_are_not_said_to_be_those_of_its_initiative(client: Client) -> None:
    assert "The sources do not mark what belongs to the initiative" in _main(client, "/en/initiative/bri")


def test_who_takes_part_is_asked_on_a_date(client: Client) -> None:
    page = lxml_html.document_fromstring(client.get("/en/initiative/bri?at=2022").text)
    assert "at the end of 2022" in page.find(".//main").text_content()
    rows = {row[0].text_content(): row[2].text_content() for row in page.xpath("//table//tbody/tr")}
    assert rows["Italy"] == "December 2023"


# -- the calendar ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "day", "absent"),
    [(2011, "19 December 2011", "12 September 2011"), (2012, "12 September 2012", "19 December 2012")],
)
def test_the_united_nations_day_stands_on_the_day_of_its_year(client: Client, year: int, day: str, absent: str) -> None:
    text = _main(client, f"/en/calendar?at={year}")
    assert day in text
    assert absent not in text


def _feed(client: Client) -> list[str]:
    answer = client.get("/en/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


def test_the_feed_holds_the_day_as_a_rule_and_its_former_date_with_an_end(client: Client) -> None:
    lines = _feed(client)
    start = lines.index("UID:un-day-ssc@sursur")
    event = lines[start : lines.index("END:VEVENT", start)]
    assert "DTSTART;VALUE=DATE:20120912" in event
    assert "DTEND;VALUE=DATE:20120913" in event
    assert "RRULE:FREQ=YEARLY" in event
    former = lines.index("UID:un-day-ssc-old@sursur")
    assert "RRULE:FREQ=YEARLY;UNTIL=20111219" in lines[former : lines.index("END:VEVENT", former)]


def test_the_feed_is_the_same_every_time_with_one_id_each(client: Client) -> None:
    lines = _feed(client)
    ids = [line for line in lines if line.startswith("UID:")]
    assert len(ids) == len(set(ids)) > 100
    assert lines == _feed(client)


# -- the list ----------------------------------------------------------------------------------------------------------


def test_records_are_found_by_words_kind_and_party(client: Client) -> None:
    assert "Buenos Aires Plan of Action" in _main(client, "/en/knowledge?q=BUENOS+aíres&kind=instrument")
    assert "No record holds these words." in _main(client, "/en/knowledge?q=nothing+of+the+kind")
    assert "Belt and Road Initiative" in _main(client, "/en/knowledge?party=KEN&kind=initiative")


def test_a_country_page_leads_to_what_it_agreed_itself_and_through_groups(client: Client) -> None:
    page = lxml_html.document_fromstring(client.get("/en/country/KEN?all=agreements").text)
    through = {
        row[0].text_content(): row[3].text_content() for row in page.xpath("//div[@id='table-agreements']//tbody/tr")
    }
    assert through[next(name for name in through if name.startswith("Buenos Aires Plan of Action"))] == "UN"
    assert "Bandung" not in " ".join(through)


def test_a_record_stands_under_its_name_in_the_readers_language_and_beside_it_in_english(client: Client) -> None:
    page = lxml_html.document_fromstring(client.get("/ar/instrument/bapa-1978").text)
    heading = page.find(".//h1")
    assert heading.get("lang") is None
    assert "بوينس آيرس" in heading.text_content()
    assert page.xpath("//dd//bdi[@lang='en']/text()")[0].startswith("Buenos Aires Plan of Action")


def test_records_are_found_by_their_names_in_the_readers_language(client: Client) -> None:
    found = lxml_html.document_fromstring(client.get("/es/knowledge?q=plan+de+accion+de+buenos+aires").text)
    assert found.xpath("//tbody//a[contains(@href, '/instrument/bapa-1978')]")
    hits = client.get("/es/search.json?q=Plan+de+Acción+de+Buenos+Aires").json()
    assert "/es/instrument/bapa-1978" in str(hits)
