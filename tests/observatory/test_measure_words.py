"""What a measure's page says of columns, choices and values, in the language of the reader."""

from __future__ import annotations

import pyarrow as pa
import pytest
from fastapi import FastAPI
from lxml import html as lxml_html

from sursur.answers.measuring import load_measure, measure_names
from sursur.observatory.asked import read_asked
from sursur.observatory.figure_words import word_cell
from sursur.observatory.figures import figure_table, page_columns
from sursur.observatory.labels import choice_label, label_of
from sursur.observatory.language import language
from sursur.observatory.measure_fields import joined_words
from sursur.observatory.view import View
from tests.observatory.conftest import Client


def view_of(app: FastAPI, code: str) -> View:
    return View(app.state.library, read_asked(code, "/measure/scenario", {}), language(code))


@pytest.mark.parametrize(
    ("code", "column", "value", "text"),
    [
        ("en", "missing", "Algeria, South Africa", "Algeria and South Africa"),
        ("es", "missing", "Algeria, South Africa", "Argelia y Sudáfrica"),
        ("es", "missing", "no value at all", "ningún valor"),
        ("fr", "joined", "Brazil", "Brésil"),
        ("zh", "note", "1 of 155", "1/155"),
        ("es", "note", "Germany", "Alemania"),
        ("pt", "country", "CIV", "Costa do Marfim"),
        ("en", "provider", "org:isdb", "Islamic Development Bank"),
        ("en", "recipient", "998", "Developing countries, unspecified"),
        ("es", "unit", "per cent", "porcentaje"),
        ("es", "unit", "scholarship_month", "mes de beca"),
        ("es", "figure", "climate_vulnerability", "Vulnerabilidad climática"),
        ("es", "finding", "reached", "alcanzado"),
        ("en", "dataset", "nobody-knows-it", "nobody-knows-it"),
        ("es", "title", "<b>", "&lt;b&gt;"),
    ],
)
def test_texts_in_cells_are_told_in_the_readers_language(
    app: FastAPI, code: str, column: str, value: str, text: str
) -> None:
    assert str(view_of(app, code).say.text("%(it)s", it=word_cell(view_of(app, code), column, value).text)) == text


def test_a_sentence_without_translation_is_marked_as_english(app: FastAPI) -> None:
    told = word_cell(view_of(app, "es"), "reason", "Nobody has put this into Spanish: not once.").text
    assert str(told).startswith('<bdi lang="en">')


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (("country", "country_name", "value"), ["country", "value"]),
        (("country_name", "value"), ["country_name", "value"]),
        (("pillar", "pillar_name"), ["pillar_name"]),
        (("indicator", "name", "value"), ["name", "value"]),
        (("indicator", "value"), ["indicator", "value"]),
    ],
)
def test_nothing_stands_twice(app: FastAPI, columns: tuple[str, ...], shown: list[str]) -> None:
    rows = pa.table({name: pa.array(["x"]) for name in columns})
    table = figure_table(view_of(app, "en"), ("figures", "Figures"), rows, None, "")
    assert [column.name for column in table.columns] == shown


def test_the_first_columns_are_named_by_code_so_that_the_page_can_name_them() -> None:
    every = ("rank", "country", "country_name", "pillar_name")
    assert page_columns(("rank", "country_name", "pillar_name"), every) == ["rank", "country", "pillar_name"]
    assert page_columns(("country_name",), ("country_name",)) == ["country_name"]


def test_a_choice_that_stands_several_times_is_one_list() -> None:
    assert joined_words([("by", "year"), ("by", "sector"), ("years", "2014"), ("by", "")]) == {
        "by": "year,sector",
        "years": "2014",
    }


def test_several_choices_are_boxes_and_their_figures_follow(client: Client) -> None:
    page = lxml_html.document_fromstring(client.get("/es/measure/counted?by=dataset&by=year").text)
    chosen = page.xpath("//input[@type='checkbox'][@name='by'][@checked]/@value")
    assert set(chosen) == {"dataset", "year"}
    assert [cell.text for cell in page.xpath("//*[@id='table-figures']//th[@scope='col']")][:2] == [
        "Conjunto de datos",
        "Año",
    ]


@pytest.mark.parametrize("name", measure_names())
def test_every_measure_is_told_in_spanish(client: Client, name: str) -> None:
    measure, say = load_measure(name), language("es")
    for text in (measure.title, measure.definition, *measure.columns.values()):
        assert say.knows(text), text
    for label in (*map(label_of, measure.columns), *(choice_label(one.name) for one in measure.parameters)):
        assert say.knows(label), label


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "1 \N{RIGHTWARDS ARROW} 2"),
        ("ar", "\N{RIGHT-TO-LEFT ISOLATE}1 \N{LEFTWARDS ARROW} 2\N{POP DIRECTIONAL ISOLATE}"),
    ],
)
def test_an_arrow_points_in_the_direction_of_reading(code: str, text: str) -> None:
    assert language(code).towards("1", "2") == text


def test_a_minus_stays_before_its_number_from_right_to_left() -> None:
    assert language("ar").number(-5) == "\N{LEFT-TO-RIGHT MARK}-5"
    assert language("ar").percent(-0.5) == "\N{LEFT-TO-RIGHT MARK}-50%"
    assert language("en").number(-5) == "-5"
    assert language("ar").signed("2010-2014") == "2010-2014"
