"""Measures on the web: the choices are a form, the answer is a table, and a wrong choice is told beside the form."""

from __future__ import annotations

import pytest

from sursur.answers.measuring import load_measure, measure_names
from sursur.observatory.language import LANGUAGES
from tests.observatory.conftest import Client


def test_all_measures_are_listed_with_their_question(client: Client):
    page = client.get("/en/measures").text
    for name in measure_names():
        assert f'href="/en/measure/{name}"' in page
        assert load_measure(name).title in page


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_measure_is_shown_in_every_language(client: Client, code: str):
    answer = client.get(f"/{code}/measure/counted?by=dataset")
    assert answer.status_code == 200
    assert 'id="table-figures"' in answer.text
    assert 'href="/api/measures/counted?by=dataset&amp;part=table&amp;format=csv"' in answer.text


def test_the_form_keeps_what_was_chosen(client: Client):
    page = client.get("/en/measure/counted?years=2014&prices=current").text
    assert 'name="years" value="2014"' in page
    assert '<option value="current" selected>' in page


def test_a_wrong_choice_is_told_beside_the_form(client: Client):
    answer = client.get("/en/measure/counted?years=soon")
    assert answer.status_code == 400
    assert "is not a year or a span of years" in answer.text
    assert 'name="years" value="soon"' in answer.text


@pytest.mark.parametrize("name", ["scenario", "goal-17-3-1", "tossd", "counted"])
@pytest.mark.parametrize("carried", ["prices=current", "south=non_dac&prices=constant", "stage=commitment&up=south"])
def test_what_a_reader_chose_for_every_page_counts_the_example_so(client: Client, name: str, carried: str):
    answer = client.get(f"/en/measure/{name}?{carried}")
    assert answer.status_code == client.get(f"/en/measure/{name}").status_code
    for word, text in (load_measure(name).example or {}).items():
        assert f'name="{word}" value="{text}"' in answer.text or f'value="{text.split(",")[0]}"' in answer.text


def test_a_form_that_was_emptied_asks_for_everything(client: Client):
    page = client.get("/en/measure/tossd?asked=1&years=&provider=&south=g77_china&prices=current").text
    assert 'name="years" value=""' in page
    assert 'name="asked" value="1"' in page


def test_what_is_written_into_the_address_is_only_text(client: Client):
    answer = client.get("/en/measure/counted?provider=<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_an_unknown_measure_names_the_nearest(client: Client):
    answer = client.get("/en/measure/countid")
    assert answer.status_code == 404
    assert "counted" in answer.text
