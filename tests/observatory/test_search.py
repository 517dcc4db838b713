"""Search over everything: misspelt words in any language, the page of hits, the API, the command line."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from lxml import html as lxml_html

from sursur.answers.searching import SearchIndex, Wanted, search
from sursur.errors import BusyError
from sursur.observatory.language import LANGUAGES
from sursur.observatory.searching import SearchDesk, open_named
from sursur.release import Release, open_release
from sursur.release.cleaning import clean
from sursur.release.home import Home
from tests.observatory.conftest import RELEASE_ID, Client

QUERIES = (
    ("Kenya", "country", "KEN"),
    ("Kenia", "country", "KEN"),
    ("Kneya", "country", "KEN"),
    ("肯尼亚", "country", "KEN"),
    ("كينيا", "country", "KEN"),
    ("Кения", "country", "KEN"),
    ("cote divoire", "country", "CIV"),
    ("Brasil", "country", "BRA"),
    ("brisc", "group", "brics"),
    ("African Union", "group", "au"),
    ("South South day", "event", "un-day-ssc"),
    ("belt road initiative", "initiative", "bri"),
    ("Bandung 1955", "instrument", "bandung-1955"),
    ("malnutricion", "target", "2.2"),
    ("climate action", "goal", "13"),
    ("голод", "goal", "2"),
    ("17.3", "target", "17.3"),
    ("water suply", "sector", "140"),
    ("enseignement primaire", "sector", "11220"),
    ("Islamic Developement Bank", "group", "isdb"),
    ("covid", "crisis", "covid-19"),
    ("receipts for sustainable development", "measure", "goal-17-3-1"),
    ("Research release", "source", "research00000001"),
)


def _hits(client: Client, words: str, **given: str) -> dict:
    more = "".join(f"&{name}={value}" for name, value in given.items())
    answer = client.get(f"/api/search?q={quote(words)}{more}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def _main(client: Client, address: str) -> lxml_html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return lxml_html.document_fromstring(answer.text).find(".//main")


def _text(element: lxml_html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content())


@pytest.mark.parametrize(("words", "kind", "key"), QUERIES)
def test_what_is_meant_comes_first(client: Client, words: str, kind: str, key: str) -> None:
    first = _hits(client, words)["hits"][0]
    assert (first["kind"], first["key"]) == (kind, key)


def test_buenos_aires_is_found_though_two_letters_are_swapped(client: Client) -> None:
    titles = [hit["title"] for hit in _hits(client, "Buenos Aries")["hits"][:3]]
    assert all("Buenos Aires" in title for title in titles)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_groups_hits_by_kind_in_every_language(client: Client, code: str) -> None:
    main = _main(client, f"/{code}/search?q=kenia")
    assert main.find(f'.//a[@href="/{code}/country/KEN"]') is not None
    assert next(section.get("id") for section in main.findall(".//section")) == "country"


def test_a_kind_alone_is_shown_page_by_page(client: Client) -> None:
    first = _main(client, "/en/search?q=development&what=target")
    assert [section.get("id") for section in first.findall(".//section")] == ["target"]
    second = _main(client, "/en/search?q=development&what=target&page=2")
    assert second.find('.//nav//a[@aria-current="page"]').text == "2"
    links = [{item.text_content() for item in page.findall(".//ol/li")} for page in (first, second)]
    assert not links[0] & links[1]


def test_a_title_in_another_language_says_so(client: Client) -> None:
    link = _main(client, "/pt/search?q=malnutrition&what=target").find('.//a[@href="/pt/goal/2"]')
    assert link.get("lang") == "en"


def test_a_record_is_found_by_what_another_language_calls_it(client: Client) -> None:
    link = _main(client, "/fr/search?q=conferencia+asiatico-africana").find('.//a[@href="/fr/event/bandung-conf-1955"]')
    assert link.get("lang") is None
    assert "Conférence" in link.text_content()


def test_nothing_found_leads_on(client: Client) -> None:
    main = _main(client, "/en/search?q=Kenyatta")
    assert "Nothing holds the words “Kenyatta”." in _text(main)
    assert main.find('.//ol[@class="hits"]/li/a').get("href") == "/en/country/KEN"
    assert main.find('.//a[@href="/en/groups"]') is not None


def test_without_words_the_page_says_what_can_be_found(client: Client) -> None:
    assert "Words may be misspelt." in _text(_main(client, "/en/search"))


@pytest.mark.parametrize(
    ("text", "page"),
    [("Kenya", "/country/KEN"), ("BRICS", "/group/brics"), ("Buenos Aries", "/search?q=Buenos+Aries"),
     ("congo", "/search?q=congo")],
)  # fmt: skip
def test_an_exact_name_leads_to_its_page_all_else_to_the_search(client: Client, text: str, page: str) -> None:
    answer = client.get(f"/en/find?q={quote(text)}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/en{page}")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/en/search?q=x&what=gift", "<bdi>country</bdi>, <bdi>group</bdi>"),
        ("/en/search?q=x&page=0", "Pages are 1 to 500"),
        ("/en/search?q=x&page=501", "page=500"),
        ("/en/search?q=x&page=two", "Pages are 1 to 500"),
        ("/api/search?q=x&kind=gift", "country, group"),
        ("/api/search?q=x&limit=0", "limit"),
        ("/api/search?q=x&offset=10001", "offset"),
        (f"/api/search?q={'x' * 101}", "q"),
    ],
)
def test_what_cannot_be_meant_is_told(client: Client, address: str, told: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.parametrize("words", ["%00", "%ff%fe", "'; DROP TABLE flow; --", "<script>alert(1)</script>", "*:*", "\\"])
def test_no_words_break_the_page(client: Client, words: str) -> None:
    answer = client.get(f"/en/search?q={words if words[0] == '%' else quote(words)}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_every_link_of_a_hit_leads_somewhere(client: Client) -> None:
    """Measures that this small release has no data for say so on their page, with another status."""
    for words in ("development", "bank", "health", "covid", "research"):
        for link in _main(client, f"/en/search?q={words}").findall('.//ol[@class="hits"]/li/a'):
            address = link.get("href")
            assert address.startswith("/en/measure/") or client.get(address).status_code == 200, address


def test_the_page_as_data_holds_the_same_hits(client: Client) -> None:
    found = client.get("/en/search.json?q=kenia").json()
    assert found["sections"][0]["table"]["rows"][0]["key"] == "KEN"


def test_the_index_stands_beside_the_release_and_never_in_it(client: Client, release_home: Path) -> None:
    _hits(client, "kenya")
    home = Home(release_home)
    folders = [path for path in home.indexes.iterdir() if path.is_dir()]
    assert [folder.name.partition("-")[0] for folder in folders] == [RELEASE_ID]
    assert {path.suffix for path in home.release_folder(RELEASE_ID).iterdir()} == {".parquet", ".json"}


def test_an_index_of_a_release_that_is_gone_is_removed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (home.indexes / "fedcba987654-123").mkdir(parents=True)
    assert "indexes/fedcba987654-123" in clean(home, keep=1).removed
    assert not list(home.indexes.iterdir())


def test_a_home_that_cannot_be_written_is_searched_all_the_same(release_home: Path, tmp_path: Path) -> None:
    (tmp_path / "releases").symlink_to(release_home / "releases")
    (tmp_path / "indexes").write_text("in the way")
    release = open_release(tmp_path, RELEASE_ID)
    assert search(open_named(release), Wanted("kenia")).hits[0].key == "KEN"


def test_while_words_are_gathered_readers_are_asked_to_come_back(release_home: Path) -> None:
    gathered = Event()

    def slowly(release: Release) -> SearchIndex:
        gathered.wait()
        return open_named(release)

    desk = SearchDesk(open_release(release_home), slowly, patience=0.0)
    with pytest.raises(BusyError) as busy:
        desk.find(Wanted("kenya"))
    gathered.set()
    assert busy.value.repair


def test_the_command_line_gives_the_same_hits(client: Client, release_home: Path, sursur_process) -> None:
    told = sursur_process("search", "Buenos", "Aries", "--home", release_home, "--json").stdout
    hits = _hits(client, "Buenos Aries")["hits"]
    assert [f'"key": "{hit["key"]}"' in told for hit in hits] == [True] * len(hits)
