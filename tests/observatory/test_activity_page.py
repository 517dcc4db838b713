"""The page of an activity: everything that its record says, who else tells of it, what is counted and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html

from sursur.observatory.app import create_app
from sursur.observatory.language import LANGUAGES
from tests.observatory.conftest import Client
from tests.stories.small import document

WELLS = """\
<iati-activity default-currency="USD" xml:lang="pt" last-updated-datetime="2020-01-01T00:00:00Z">
<iati-identifier>BR-CNPJ-1-7</iati-identifier>
<reporting-org ref="BR-CNPJ-1" type="10"><narrative>Agência Brasileira de Cooperação</narrative></reporting-org>
<title><narrative>Poços em Moçambique</narrative><narrative xml:lang="en">Wells in Mozambique</narrative>
<narrative xml:lang="ar">آبار في موزمبيق</narrative></title>
<description type="1"><narrative>Água limpa para dez aldeias &lt;script&gt;alert(1)&lt;/script&gt;</narrative>
<narrative xml:lang="en">Clean water for ten villages</narrative></description>
<description type="2"><narrative xml:lang="en">Fewer days of illness</narrative></description>
<participating-org role="1" type="10" ref="BR-GOV"><narrative>Governo do Brasil</narrative></participating-org>
<participating-org role="4" type="22"><narrative>Poços sem Fronteiras</narrative></participating-org>
<other-identifier ref="OLD-7" type="A1"/>
<activity-status code="2"/>
<activity-date type="1" iso-date="2015-02-01"/><activity-date type="2" iso-date="2015-03-01"/>
<recipient-country code="MZ" percentage="100"/>
<location ref="P1"><name><narrative>Beira</narrative></name>
<point srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><pos>-19.84 34.84</pos></point></location>
<location ref="P2"><name><narrative>Somewhere</narrative></name></location>
<sector vocabulary="1" code="14030" percentage="75"/><sector vocabulary="1" code="12220" percentage="25"/>
<tag vocabulary="2" code="6"/><tag vocabulary="3" code="6.1"/>
<policy-marker vocabulary="1" code="1" significance="1"/><policy-marker vocabulary="1" code="2" significance="0"/>
<budget type="1" status="2"><period-start iso-date="2016-01-01"/><period-end iso-date="2016-12-31"/>
<value currency="USD" value-date="2016-01-01">5000</value></budget>
<transaction><transaction-type code="2"/><transaction-date iso-date="2015-05-04"/>
<value currency="USD" value-date="2015-05-04">9000</value></transaction>
<transaction><transaction-type code="3"/><transaction-date iso-date="2016-05-04"/>
<value currency="USD" value-date="2016-05-04">1234</value></transaction>
<transaction><transaction-type code="3"/><transaction-date iso-date="2017-05-04"/>
<value currency="USD" value-date="2017-05-04">4321</value></transaction>
<document-link url="https://example.org/report.pdf" format="application/pdf">
<title><narrative>Report</narrative></title>
<category code="A01"/><language code="pt"/></document-link>
<document-link url="javascript:alert(1)" format="text/html"><title><narrative>Trap</narrative></title>
<category code="A01"/></document-link>
<related-activity ref="BR-CNPJ-1-8" type="1"/>
<result type="1"><title><narrative>Wells dug</narrative></title><indicator measure="1">
<title><narrative>Number of wells</narrative></title><period><period-start iso-date="2016-01-01"/>
<period-end iso-date="2016-12-31"/><target value="10"/><actual value="12"/></period></indicator></result>
</iati-activity>
"""
PROGRAMME = """\
<iati-activity default-currency="USD"><iati-identifier>BR-CNPJ-1-8</iati-identifier>
<reporting-org ref="BR-CNPJ-1" type="10"><narrative>Agência Brasileira de Cooperação</narrative></reporting-org>
<title><narrative xml:lang="en">Water programme</narrative></title><activity-status code="2"/></iati-activity>
"""
AGAIN = """\
<iati-activity default-currency="USD"><iati-identifier>BR-CNPJ-1-7</iati-identifier>
<reporting-org ref="XM-DAC-41114" type="40"><narrative>A compiler of registries</narrative></reporting-org>
<title><narrative xml:lang="en">Wells, told again</narrative></title><activity-status code="4"/>
<recipient-country code="MZ"/><sector vocabulary="1" code="99999999"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2016-05-04"/>
<value currency="USD" value-date="2016-05-04">1234</value></transaction></iati-activity>
"""
IDENTIFIER = "BR-CNPJ-1-7"


@pytest.fixture(scope="module")
def told(built_once: Callable[..., Path], session_folder: Path) -> Client:
    """A release of two files that tell of the same activity."""
    folder = session_folder / "told-activities"
    folder.mkdir(exist_ok=True)
    folder.joinpath("wells.xml").write_bytes(document(WELLS + PROGRAMME))
    folder.joinpath("again.xml").write_bytes(document(AGAIN))
    return Client(create_app(built_once("told-activities-home", "build", str(folder))))


@pytest.fixture(scope="module")
def key(told: Client) -> str:
    sql = "SELECT activity_id FROM activity WHERE identifier = ? AND title LIKE 'Poços%'"
    return str(told.app.state.library.tables.tuples(sql, [IDENTIFIER])[0][0])


def _main(client: Client, address: str) -> lxml_html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return lxml_html.document_fromstring(answer.text).find(".//main")


def _text(element: lxml_html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).replace("\N{NO-BREAK SPACE}", " ")


def _section(main: lxml_html.HtmlElement, anchor: str) -> lxml_html.HtmlElement:
    return main.find(f'.//section[@id="{anchor}"]')


@pytest.mark.parametrize(
    ("code", "title", "language"),
    [
        ("pt", "Poços em Moçambique", None),
        ("en", "Wells in Mozambique", None),
        ("ar", "آبار في موزمبيق", None),
        ("ru", "Poços em Moçambique", "pt"),
    ],
)
def test_the_title_stands_in_the_readers_language_or_says_which(
    told: Client, key: str, code: str, title: str, language: str | None
) -> None:
    heading = _main(told, f"/{code}/activity/{key}").find(".//h1")
    assert (heading.text, heading.get("lang")) == (title, language)


def test_every_narrative_is_there_in_every_language(told: Client, key: str) -> None:
    main = _main(told, f"/en/activity/{key}")
    texts = main.find('.//div[@class="texts"]')
    for text in ("Poços em Moçambique", "آبار في موزمبيق", "Água limpa", "Clean water", "Fewer days of illness"):
        assert text in _text(texts)
    first = [section.find("div").get("lang") for section in texts.findall("section")]
    assert first == ["en", "en", "en"]
    marked = {element.get("lang") for element in texts.iter() if element.get("lang")}
    assert {"pt", "en", "ar"} <= marked
    everything = _text(_section(_main(told, f"/en/activity/{key}?all=texts"), "texts"))
    assert "Poços sem Fronteiras" in everything
    assert "Number of wells" in everything


def test_what_a_source_writes_is_never_markup(told: Client, key: str) -> None:
    text = told.get(f"/en/activity/{key}").text
    assert "<script>alert" not in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("parties", ("Governo do Brasil", "funding", "Poços sem Fronteiras", "implementing", "BR-GOV")),
        ("shares", ("Mozambique", "100%", "75%", "Basic drinking water supply and basic sanitation")),
        ("tags", ("sustainable management of water", "drinking water for all", "Gender Equality")),
        ("places", ("Beira", "34.84", "Somewhere", "1 place on the map")),
        ("transactions", ("1,234", "4,321", "9,000", "4 May 2016", "Disbursement", "USD")),
        ("budgets", ("5,000", "1 January 2016", "31 December 2016")),
        ("results", ("Wells dug", "Number of wells", "10", "12")),
        ("documents", ("Report", "example.org", "Trap")),
        ("related", ("BR-CNPJ-1-8", "OLD-7")),
    ],
)
def test_everything_that_the_record_says_is_shown(told: Client, key: str, anchor: str, words: tuple[str, ...]) -> None:
    text = _text(_section(_main(told, f"/en/activity/{key}"), anchor)).casefold()
    for word in words:
        assert word.casefold() in text, (word, text)


def test_a_marker_that_does_not_apply_is_not_shown_as_a_theme(told: Client, key: str) -> None:
    tags = _section(_main(told, f"/en/activity/{key}"), "tags")
    assert len(tags.findall(".//tbody/tr")) == 3


def test_documents_open_without_telling_where_the_reader_came_from(told: Client, key: str) -> None:
    links = _section(_main(told, f"/en/activity/{key}"), "documents").findall(".//tbody//a")
    assert [(link.get("href"), link.get("rel")) for link in links] == [("https://example.org/report.pdf", "noreferrer")]


def test_the_record_is_placed_in_its_file(told: Client, key: str) -> None:
    facts = _text(_main(told, f"/en/activity/{key}").find('.//dl[@class="facts"]'))
    assert "wells.xml" in facts
    assert re.search(r"byte \d", facts)
    assert "1 March 2015" in facts


def test_the_points_of_the_map_lie_inside_it(told: Client, key: str) -> None:
    drawing = _section(_main(told, f"/en/activity/{key}"), "places").find(".//svg")
    points = drawing.findall('.//circle[@class="point"]')
    assert [point.findtext("title") for point in points] == ["Beira"]
    width, height = (int(number) for number in drawing.get("viewbox", drawing.get("viewBox")).split()[2:])
    assert 0 < int(points[0].get("cx")) < width
    assert 0 < int(points[0].get("cy")) < height


def test_what_is_counted_says_how_much_and_why(told: Client, key: str) -> None:
    main = _main(told, f"/en/activity/{key}")
    counting = _text(_section(main, "counting"))
    flows = told.app.state.library.tables.tuples(
        "SELECT count(*), count(*) FILTER (counted) FROM flow WHERE activity_id = ?", [key]
    )[0]
    assert f"It makes {flows[0]} flows, of which {flows[1]} are in totals." in counting
    reasons = told.app.state.library.tables.tuples(
        "SELECT DISTINCT count_reason FROM flow WHERE activity_id = ?", [key]
    )
    assert reasons
    for (reason,) in reasons:
        assert reason in counting


def test_every_flow_of_it_is_listed_and_leads_back_to_it(told: Client, key: str) -> None:
    rows = _section(_main(told, f"/en/activity/{key}?all=flows"), "flows").findall(".//tbody/tr")
    flows = told.app.state.library.tables.tuples("SELECT count(*) FROM flow WHERE activity_id = ?", [key])
    assert len(rows) == flows[0][0]
    why = _main(told, rows[0].find(".//a").get("href"))
    assert why.find(f'.//a[@href="/en/activity/{key}"]') is not None


def test_rows_behind_a_figure_lead_to_their_activity(told: Client, key: str) -> None:
    assert _main(told, "/en/flows?provider=BRA").find(f'.//a[@href="/en/activity/{key}"]') is not None


def test_the_records_of_one_activity_stand_side_by_side(told: Client, key: str) -> None:
    tellings = _section(_main(told, f"/en/activity/{key}"), "tellings")
    text = _text(tellings)
    for word in ("Wells, told again", "A compiler of registries", "again.xml", "by its identifier"):
        assert word in text
    titles = tellings.find(".//tbody/tr").findall("td")
    assert len(titles) == 2
    other = titles[1].find(".//a").get("href")
    assert "Poços em Moçambique" in _text(_section(_main(told, other), "tellings"))


def test_an_activity_that_it_names_is_linked_where_the_release_holds_it(told: Client, key: str) -> None:
    link = _section(_main(told, f"/en/activity/{key}"), "related").find(".//tbody//a")
    assert _main(told, link.get("href")).find(".//h1").text == "Water programme"


def test_an_activity_without_money_texts_or_others_says_so(told: Client) -> None:
    sql = "SELECT activity_id FROM activity WHERE title = 'Water programme'"
    bare = told.app.state.library.tables.tuples(sql)[0][0]
    text = _text(_main(told, f"/en/activity/{bare}"))
    assert "it is in no total" in text
    assert "No other record" in text


def test_problems_of_the_record_stand_on_its_page(told: Client) -> None:
    sql = "SELECT activity_id FROM activity WHERE title = 'Wells, told again'"
    again = told.app.state.library.tables.tuples(sql)[0][0]
    problems = told.app.state.library.tables.tuples("SELECT message FROM problem WHERE identifier = ?", [IDENTIFIER])
    text = _text(_section(_main(told, f"/en/activity/{again}"), "problems"))
    assert problems
    assert any(re.sub(r"\s+", " ", message) in text for (message,) in problems)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_whole_in_every_language(told: Client, key: str, code: str) -> None:
    main = _main(told, f"/{code}/activity/{key}")
    assert len(main.findall(".//h1")) == 1
    for table in main.findall(".//table"):
        assert table.find("caption").text_content().strip()
    assert "None" not in main.text_content().split()


def test_its_tables_download_and_the_page_is_data_too(told: Client, key: str) -> None:
    for name in ("parties", "transactions", "places", "flows", "reasons", "tellings", "texts", "results"):
        answer = told.get(f"/en/activity/{key}/{name}.csv")
        assert answer.status_code == 200, name
    sections = told.get(f"/en/activity/{key}.json").json()["sections"]
    amounts = [row["amount"] for part in sections if part["anchor"] == "transactions" for row in part["table"]["rows"]]
    assert amounts == [9000.0, 1234.0, 4321.0]


def test_it_is_found_by_its_words_in_any_language_and_by_its_identifier(told: Client, key: str) -> None:
    for words in ("pocos mocambique", "آبار", "clean+water+villages", "wels+mozambique", IDENTIFIER):
        hits = told.get(f"/api/search?kind=activity&q={words}").json()["hits"]
        assert key in [hit["key"] for hit in hits[:2]], words


@pytest.mark.parametrize("name", ["nothing", "x-1", "a' OR '1'='1", "%00"])
def test_an_activity_that_there_is_not_is_told(told: Client, name: str) -> None:
    assert told.get(f"/en/activity/{name}").status_code == 404
