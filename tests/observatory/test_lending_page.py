"""The page of a loan: the address holds the terms, the page says what is given away, and what is wrong with them."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pyarrow.parquet as pq
import pytest
from lxml import html as lxml_html

from sursur.observatory.charts.payments import Due, draw_payments
from sursur.observatory.language import LANGUAGES
from tests.observatory.conftest import Client

LOAN = "amount=1000000&rate=2&maturity=20&grace=5"


def text_of(client: Client, address: str) -> str:
    return " ".join(lxml_html.document_fromstring(client.get(address).text).find(".//main").text_content().split())


def test_an_address_without_a_loan_shows_an_example(client: Client):
    told = text_of(client, "/en/grant-element")
    assert "26.39% of this loan is given away: 263,942 of 1,000,000." in told
    assert told == text_of(client, f"/en/grant-element?{LOAN}")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (LOAN, "It is not concessional: SDG 17.3.1 and TOSSD ask for at least 35% at a discount rate of 5% a year."),
        ("rate=0&maturity=20&grace=5", "It is concessional: SDG 17.3.1"),
        (f"{LOAN}&discount=10", "53.10% of this loan is given away"),
        (f"{LOAN}&discount=10", "Whether it is concessional is asked at a discount rate of 5% a year"),
        (f"{LOAN}&profile=annuity", "27.03%"),
        (f"{LOAN}&upfront_fee=1", "25.39%"),
        ("rate=9&maturity=10", "Nothing of this loan is given away: its grant element is -"),
        ("rate=0&maturity=200&payments_per_year=12&amount=1e18", "of this loan is given away"),
    ],
)
def test_the_sentence_tells_what_is_given_away_and_the_verdict(client: Client, query, words):
    assert words in text_of(client, f"/en/grant-element?{query}")


def test_the_form_holds_the_terms_of_the_address_and_needs_no_script(client: Client):
    page = lxml_html.document_fromstring(
        client.get(
            f"/en/grant-element?{LOAN}&profile=lump_sum&payments_per_year=4&commitment_fee=0.5&drawing_years=2"
        ).text
    )
    form = page.xpath("//form[@class='asking']")[0]
    assert (form.get("method"), form.get("action")) == (None, "/en/grant-element")
    values = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    assert values["rate"] == "2"
    assert values["commitment_fee"] == "0.5"
    chosen = form.xpath(".//select/option[@selected]/@value")
    assert chosen == ["lump_sum", "4"]
    assert form.xpath(".//details/@open")
    labelled = set(form.xpath(".//label/@for"))
    assert labelled == set(form.xpath(".//input/@id | .//select/@id"))


WRONG = (
    ("rate=-2&maturity=10", "The interest rate is negative"),
    ("rate=2&maturity=10&grace=11", "longer than the maturity"),
    ("rate=2", "The maturity of the loan is not given"),
    ("rate=%3Cscript%3E&maturity=10", "'<script>' is not a number"),
    ("rate=2&maturity=1e999999999", "is impossibly high"),
    ("rate=2&maturity=10&profile=balloon", "'balloon'"),
    ("rate=2&maturity=10&payments_per_year=52", "52 times a year"),
    ("rate=2&maturity=10&discount=none", "'none' is not a number"),
)


@pytest.mark.parametrize(("query", "words"), WRONG, ids=[one[0] for one in WRONG])
def test_what_is_wrong_stands_beside_the_form(client: Client, query, words):
    answer = client.get(f"/en/grant-element?{query}")
    assert answer.status_code == 400
    page = lxml_html.document_fromstring(answer.text)
    assert words in page.xpath("//*[@role='alert']")[0].text_content()
    assert page.xpath("//form[@class='asking']")
    assert "Traceback" not in answer.text
    assert not page.xpath("//main//script | //svg[contains(@class, 'loan')]")


def test_the_table_shows_the_beginning_and_all_of_it_when_asked(client: Client):
    page = lxml_html.document_fromstring(client.get(f"/en/grant-element?{LOAN}").text)
    assert len(page.xpath("//table/tbody/tr")) == 12
    more = page.xpath("//p[@class='more']/a/@href")[0]
    assert len(lxml_html.document_fromstring(client.get(more).text).xpath("//table/tbody/tr")) == 40


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_the_schedule_can_be_downloaded(client: Client, kind):
    page = lxml_html.document_fromstring(client.get(f"/fr/grant-element?{LOAN}").text)
    (address,) = page.xpath(f"//p[@class='downloads']/a[contains(@href, '.{kind}')]/@href")
    answer = client.get(address)
    assert answer.status_code == 200
    assert f"sursur-grant-element.{kind}" in answer.headers["content-disposition"]
    if kind == "parquet":
        table = pq.read_table(BytesIO(answer.content))
        assert table.num_rows == 40
        assert abs(sum(table["present_value"].to_pylist()) - Decimal("736058.44")) < Decimal("0.2")


def test_the_same_for_programs(client: Client):
    told = client.get(f"/en/grant-element.json?{LOAN}").json()
    assert len(told["sections"][0]["table"]["rows"]) == 40
    assert told["sections"][0]["table"]["rows"][9]["principal"] in (32258.06, "32258.06")


@pytest.mark.parametrize("query", ["rate=-2&maturity=10", "rate=2"])
def test_a_download_of_an_impossible_loan_is_refused(client: Client, query):
    assert client.get(f"/en/grant-element.csv?{query}").status_code == 400
    assert client.get(f"/en/grant-element.doc?{LOAN}").status_code == 404
    assert client.get(f"/xx/grant-element?{LOAN}").status_code == 404


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_there_in_every_language(client: Client, code):
    answer = client.get(f"/{code}/grant-element?{LOAN}")
    assert answer.status_code == 200
    assert " style=" not in answer.text
    assert len(re.findall("<h1", answer.text)) == 1


def test_the_list_of_measures_leads_here(client: Client):
    assert 'href="/en/grant-element"' in client.get("/en/measures").text


def test_the_picture_sums_by_year_and_draws_worth_inside_what_is_paid():
    due = [Due(0.0, 1.0, 1.0), Due(0.5, 5.0, 4.9), Due(1.0, 5.0, 4.8), Due(1.5, 20.0, 18.0)]
    drawn = draw_payments(due, "Loan", str, lambda year, paid, worth: f"{year}: {paid} {worth}")
    assert [pair.title for pair in drawn.pairs] == ["0: 1.0 1.0", "1: 10.0 9.7", "2: 20.0 18.0"]
    for pair in drawn.pairs:
        assert float(pair.worth[1]) <= float(pair.due[1])
        assert float(pair.due[0]) + float(pair.due[1]) == pytest.approx(float(drawn.zero), abs=0.11)
    assert draw_payments([], "Grant", str, lambda *_: "") is None
