"""Published figures and the questions that should give them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sursur.answers.reproducing.questions import COUNTED_LISTS
from sursur.errors import ReferenceDataError
from sursur.reference.groups import load_groups
from sursur.reference.indicators import load_indicators
from sursur.reference.knowledge import published_sums
from sursur.reference.published import QUESTIONS, parse_question, published_figure, published_figures

FIGURES = published_figures()
ROW = {
    "figure_id": "cuba",
    "subject": "Chinese finance",
    "what": "to Cuba",
    "published": "6.7",
    "unit": "USD billion",
    "source": "AidData",
    "address": "https://www.aiddata.org/china-official-finance",
    "question": "flows --source aiddata-gcof-1.0 --all --recipient CUB",
    "over": "",
    "tolerance": "",
    "tolerance_reason": "",
    "reason": "",
}


def test_there_are_more_than_forty_from_several_publishers():
    assert len(FIGURES) >= 60
    assert len({figure.address.split("/")[2] for figure in FIGURES.values()}) >= 20


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_kind_of_question_is_in_use(kind):
    assert kind in {figure.question.kind for figure in FIGURES.values() if figure.question}


def test_groups_lists_indicators_and_sums_that_are_asked_for_exist():
    known = {"group": load_groups().groups, "indicator": load_indicators(), "sum": published_sums()}
    known["list"] = COUNTED_LISTS
    questions = [figure.question for figure in FIGURES.values() if figure.question]
    for question in questions:
        assert question.subject in known.get(question.kind, {""}), question.text


@pytest.mark.parametrize(
    ("printed", "tolerance"),
    [("6.7", "0.05"), ("1.34", "0.005"), ("134", "0.5"), ("1.00", "0.005"), ("7042232727299", "0.5")],
)
def test_a_printed_figure_stands_for_all_that_round_to_it(printed, tolerance):
    assert published_figure(ROW | {"published": printed}).tolerance == Decimal(tolerance)


@pytest.mark.parametrize(
    ("unit", "scale"), [("USD billion", 10**9), ("USD million", 10**6), ("USD trillion", 10**12), ("countries", 1)]
)
def test_a_unit_says_how_many_ones_it_counts(unit, scale):
    assert published_figure(ROW | {"unit": unit}).scale == scale


def test_a_tolerance_of_its_own_comes_with_its_reason():
    figure = published_figure(ROW | {"tolerance": "1", "tolerance_reason": "the page says almost"})
    assert (figure.tolerance, figure.tolerance_reason) == (1, "the page says almost")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"address": "in a book"}, "the address is none"),
        ({"question": ""}, "neither a question nor a reason"),
        ({"tolerance": "1"}, "a tolerance needs its reason"),
        ({"published": "many"}, "no number"),
        ({"published": "NaN"}, "no number"),
        ({"unit": ""}, "unit or source is empty"),
        ({"question": "guess 42"}, "kinds are flows"),
        ({"question": "flows --colour red"}, "options of flows are all"),
        ({"question": "group ldc --at"}, "options of group are at"),
    ],
)
def test_a_row_that_says_too_little_is_refused_with_what_it_lacks(change, told):
    with pytest.raises(ReferenceDataError, match=told):
        published_figure(ROW | change)


def test_a_question_has_a_kind_a_subject_and_options_that_may_repeat():
    question = parse_question('sum china-aid --part "interest-free loans"')
    assert (question.kind, question.subject, question.first("part")) == ("sum", "china-aid", "interest-free loans")
    assert parse_question("flows --source a --all --source b").options == {"source": ("a", "b"), "all": ("yes",)}
    assert parse_question("votes --count votes").first("year", "none") == "none"
