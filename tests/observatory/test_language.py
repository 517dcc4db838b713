"""The catalogues say everything, in every language, with the same values in their places."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.support import NullTranslations

from sursur.answers.measuring import measure_names
from sursur.observatory.app import create_app
from sursur.observatory.language import LANGUAGES, language
from tests.observatory.browser.kinds import PAGES as KINDS
from tests.observatory.conftest import Client
from tests.observatory.test_app import PAGES

TRANSLATED = [code for code in LANGUAGES if code != "en"]
PLACE = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def template(project_root: Path) -> Catalog:
    spec = importlib.util.spec_from_file_location("catalogues", project_root / "scripts" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Catalog = module.template()
    return found


def _catalogue(root: Path, code: str) -> Catalog:
    path = root / "src" / "sursur" / "observatory" / "translations" / f"{code}.po"
    return read_po(BytesIO(path.read_bytes()), locale=code)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_and_none_is_left_over(template: Catalog, project_root: Path, code: str) -> None:
    catalogue = _catalogue(project_root, code)
    wanted = {message.id for message in template if message.id}
    assert {message.id for message in catalogue if message.id} == wanted
    for message in catalogue:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy or not message.id


@pytest.mark.parametrize("code", TRANSLATED)
def test_values_keep_their_places(project_root: Path, code: str) -> None:
    """A plural form may say the number in a word (one, two), and then needs no number; it never needs another value."""
    for message in _catalogue(project_root, code):
        if not message.id:
            continue
        source = message.id[-1] if isinstance(message.id, tuple) else message.id
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        places = set(PLACE.findall(source))
        assert set(PLACE.findall(texts[-1])) == places, message.id
        assert all(set(PLACE.findall(text)) <= places for text in texts), message.id
        assert not places or all(text % dict.fromkeys(places, "x") for text in (source, *texts)), message.id


class Unknown(NullTranslations):
    """Stands behind a catalogue and takes down what that does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        self.asked.add(singular)
        return singular if num == 1 else plural


@pytest.fixture
def unknown() -> Iterator[Unknown]:
    """Behind the Russian catalogue, for this test alone."""
    language.cache_clear()
    found = Unknown()
    language("ru").catalogue.add_fallback(found)
    yield found
    language.cache_clear()


def test_pages_say_nothing_that_is_in_no_catalogue(release_home: Path, unknown: Unknown) -> None:
    """What is put together from words elsewhere is not found by reading the code."""
    client = Client(create_app(release_home))
    measures = [f"/measure/{name}" for name in measure_names()]
    answers = {path: client.get(f"/ru{path}").status_code for path in (*PAGES, *KINDS, *measures)}
    assert {path for path, status in answers.items() if status >= 500} == set()
    assert {path for path in PAGES if answers[path] != 200} == set()
    assert unknown.asked == set()


@pytest.mark.parametrize(
    ("code", "count", "text"),
    [
        ("en", 1, "1 source"),
        ("en", 0, "0 sources"),
        ("fr", 0, "0 source"),
        ("zh", 5, "5个来源"),
        ("ru", 1, "1 источник"),
        ("ru", 3, "3 источника"),
        ("ru", 11, "11 источников"),
        ("ru", 21, "21 источник"),
        ("ar", 1, "مصدر واحد"),
        ("ar", 2, "مصدران"),
        ("ar", 7, "7 مصادر"),
        ("ar", 11, "11 مصدرًا"),
        ("ar", 100, "100 مصدر"),
    ],
)
def test_plurals_follow_the_language(code: str, count: int, text: str) -> None:
    assert language(code).plural("%(count)s source", "%(count)s sources", count) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "US$ 12.3 billion"),
        ("es", "US$ 12,3 mil millones"),
        ("fr", "12,3 milliards de dollars É.-U."),
        ("pt", "US$ 12,3 bilhões"),
        ("ar", "12.3 مليار دولار أمريكي"),
        ("zh", "123亿美元"),
        ("ru", "12,3 миллиарда долл. США"),
    ],
)
def test_money_is_said_as_the_language_says_it(code: str, text: str) -> None:
    assert language(code).money(Decimal(12300000000)).replace("\N{NO-BREAK SPACE}", " ") == text


def test_what_rounds_to_nothing_is_not_nothing() -> None:
    say = language("en")
    assert say.millions(Decimal(40_000)) == "<\N{NO-BREAK SPACE}0.1"
    assert say.millions(Decimal(0)) == "0.0"
    assert say.millions(None) == "\N{EN DASH}"


def test_values_are_escaped_and_messages_are_not() -> None:
    assert language("en").text("Did you mean: %(names)s?", names="<b>") == "Did you mean: &lt;b&gt;?"


def test_days_and_countries_are_named_by_cldr() -> None:
    assert language("en").day(date(2019, 3, 22)) == "22 March 2019"
    assert language("ru").country("CIV") == "Кот-д’Ивуар"
