"""From texts to words: the same word in every way of writing it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.answers.searching.folding import LONGEST_WORD, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Buenos Aires", ["buenos", "aires"]),
        ("BUENOS  AÍRES!", ["buenos", "aires"]),
        ("Agência de Cooperação", ["agencia", "de", "cooperacao"]),
        ("Côte d'Ivoire", ["cote", "divoire"]),
        ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", ["cote", "divoire"]),
        ("Größe, Ærø, Łódź", ["grosse", "aero", "lodz"]),
        ("South-South", ["south", "south"]),
        ("SDG 17.3", ["sdg", "17", "3"]),
        ("C_a", ["c", "a"]),
        ("肯尼亚", ["肯尼", "尼亚"]),
        ("中国", ["中国"]),
        ("水", ["水"]),
        ("2024年中国", ["2024", "年中", "中国"]),
        ("كِينيا", ["كينيا"]),
        ("الصين", ["صين"]),
        ("جمهوريّة", ["جمهوريه"]),
        ("Россия", ["россия"]),
        ("नेपाल", ["नेपाल"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_words_have_no_capitals_accents_or_articles(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_a_word_made_of_a_text_is_found_by_itself(text: str) -> None:
    for word in words_of(text):
        assert word
        assert " " not in word
        assert len(word) <= LONGEST_WORD * 4


@given(st.text(st.characters(codec="ascii")))
def test_capitals_never_matter(text: str) -> None:
    assert words_of(text.upper()) == words_of(text.lower())
