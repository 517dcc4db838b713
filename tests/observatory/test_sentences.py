"""Our own sentences in the reader's language, and what the catalogue does not know marked as English."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from sursur.observatory.language import language
from sursur.observatory.sentences import tell
from sursur.sentences import Sentence, Several, Term


def plain(code: str, text: str) -> str:
    return str(tell(language(code), text)).replace("<bdi>", "").replace("</bdi>", "")


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        ("en", Sentence("There are no figures for %(year)s.", year=1889), "There are no figures for 1889."),
        ("es", Sentence("No country is called '%(text)s'.", text="Indai"), "Ningún país se llama «Indai»."),
        ("es", Several(["KEN", "UGA"]), "KEN, UGA"),
        ("ar", Several(["KEN", "UGA"]), "KEN، UGA"),
        ("fr", Term("Brazil (BRA)", "country", "BRA"), "Brésil"),
        ("fr", Term("2024-01-01", "day", "2024-01-01"), "1 janvier 2024"),
        ("fr", Term("2024-10", "day", "2024-10"), "octobre 2024"),
        ("pt", Term("applicant", "word", "applicant"), "Postulante"),
        ("es", Term("African Union", "group", "au"), "UA"),
        ("es", Sentence("Give between 1 and %(most)s.", most=12_000), "Indique entre 1 y 12.000."),
        ("es", "Nobody has put this into Spanish.", '<bdi lang="en">Nobody has put this into Spanish.'),
        ("en", "Nobody has put this into Spanish.", "Nobody has put this into Spanish."),
    ],
)
def test_values_are_told_as_the_language_writes_them(code: str, text: str, told: str) -> None:
    assert plain(code, text) == told


def test_what_a_reader_wrote_is_escaped_and_what_was_told_already_is_not() -> None:
    asked = Sentence("There is no page '%(name)s'.", name="<script>")
    assert "&lt;script&gt;" in tell(language("es"), asked)
    assert tell(language("es"), Markup("<b>ya</b>")) == "<b>ya</b>"


def test_an_address_leads_to_its_page() -> None:
    told = tell(language("en"), "World Bank, https://data.worldbank.org/indicator/SP.POP.TOTL; CC BY")
    assert '<a href="https://data.worldbank.org/indicator/SP.POP.TOTL" rel="noreferrer">' in told
