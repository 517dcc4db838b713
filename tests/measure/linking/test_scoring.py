"""Levels of agreement, what they weigh, and that neither the order of pairs nor their company changes a weight."""

from __future__ import annotations

import random

import pytest

from sursur.measure.linking.agreeing import KINDS
from sursur.measure.linking.comparing import LADDERS, MISSING, OTHERWISE
from sursur.measure.linking.scoring import SCORED, levelled, scored
from sursur.reference.linking import link_models

from .pairs import ALIKE, UNLIKE, pair, pairs

EVERYTHING = -1000.0


def amounts(shared: int, least: int) -> dict[str, int]:
    return {"shared_amounts": shared, "least_amounts": least, "all_amounts": least + 1}


def titles(shared: int, of_all: int) -> dict[str, int]:
    return {"shared_title_words": shared, "least_title_words": shared, "all_title_words": of_all}


def years(first: int, last: int, other_first: int, other_last: int) -> dict[str, int]:
    return {"first_year": first, "last_year": last, "other_first_year": other_first, "other_last_year": other_last}


@pytest.mark.parametrize(
    ("comparison", "told", "level"),
    [
        ("amount", {}, MISSING),
        ("amount", amounts(2, 4), "most"),
        ("amount", amounts(2, 5), "several"),
        ("amount", amounts(1, 2), "only"),
        ("amount", amounts(1, 3), "one"),
        ("amount", amounts(0, 3), OTHERWISE),
        ("money", {}, MISSING),
        ("money", {"apart": 0.0}, "exact"),
        ("money", {"apart": 0.002}, "equal"),
        ("money", {"apart": 0.01}, "near"),
        ("money", {"apart": 0.05}, "close"),
        ("money", {"apart": 0.3}, "similar"),
        ("money", {"apart": 2.0}, "double"),
        ("money", {"apart": 2.1}, OTHERWISE),
        ("title", {}, MISSING),
        ("title", titles(4, 4), "equal"),
        ("title", titles(3, 5), "near"),
        ("title", titles(2, 5), "half"),
        ("title", titles(2, 9), "some"),
        ("title", titles(1, 9), "word"),
        ("title", titles(0, 9), OTHERWISE),
        ("years", {"first_year": 2015, "last_year": 2016}, MISSING),
        ("years", years(2015, 2016, 2015, 2016), "equal"),
        ("years", years(2015, 2016, 2016, 2019), "start"),
        ("years", years(2010, 2016, 2013, 2019), "overlap"),
        ("years", years(2010, 2012, 2013, 2019), OTHERWISE),
        ("place", {"places_found": 1.0}, "all"),
        ("place", {"places_found": 0.5}, "half"),
        ("place", {"places_found": 0.1}, "some"),
        ("place", {"places_found": 0.0}, OTHERWISE),
    ],
)
def test_the_level_of_each_comparison(comparison, told, level):
    (row,) = levelled(pairs(pair(**told))).to_pylist()
    assert row[comparison] == level


def test_every_level_has_a_weight_and_words_for_every_kind_of_pair():
    named = {(name, level) for name, ladder in LADDERS.items() for level in ladder if level != MISSING}
    for kind in KINDS:
        assert {(level.comparison, level.level) for level in link_models()[kind].levels} == named


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_alike_weighs_more_than_what_is_unlike(kind):
    table = pairs(pair(kind=kind, **ALIKE), pair("c", "d", kind=kind, **UNLIKE))
    alike, unlike = scored(table, link_models(), EVERYTHING).to_pylist()
    assert alike["weight"] > unlike["weight"]
    assert 0 <= unlike["probability"] < alike["probability"] <= 1


def test_a_comparison_that_cannot_be_made_weighs_nothing():
    """Of a pair that tells nothing the probability is that of any pair that is looked at."""
    (row,) = scored(pairs(pair()), link_models(), EVERYTHING).to_pylist()
    assert row["probability"] == pytest.approx(link_models()["one_reporter"].prior, abs=1e-6)


def test_light_pairs_are_left_out():
    assert scored(pairs(pair(**UNLIKE)), link_models()).num_rows == 0


def test_neither_order_nor_company_changes_a_weight():
    listed = [
        pair(
            f"r{number}", f"s{number}", KINDS[number % 3], **(ALIKE if number % 2 else UNLIKE) | amounts(number % 4, 4)
        )
        for number in range(24)
    ]
    shuffled = random.Random(7).sample(listed, len(listed))
    whole = scored(pairs(*listed), link_models(), EVERYTHING)
    assert whole.equals(scored(pairs(*shuffled), link_models(), EVERYTHING))
    alone = [row for one in listed[:3] for row in scored(pairs(one), link_models(), EVERYTHING).to_pylist()]
    assert all(row in whole.to_pylist() for row in alone)


def test_without_pairs_there_is_an_empty_table_of_the_same_columns():
    found = scored(pairs(), link_models())
    assert (found.num_rows, found.schema) == (0, SCORED)
