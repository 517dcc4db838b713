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


def test_what_is_written_into_the_address_is_only_text(client: Client):
    answer = client.get("/en/measure/counted?provider=<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_an_unknown_measure_names_the_nearest(client: Client):
    answer = client.get("/en/measure/countid")
    assert answer.status_code == 404
    assert "counted" in answer.text
