"""Goals and targets in their languages."""

from __future__ import annotations

import pytest

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.reference import sdg
from sursur.reference.codes import code_list
from sursur.reference.sdg import GOALS, goal_of_target, goal_text, languages, target_codes, target_text

UN_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_every_goal_and_target_has_an_official_text_in_the_un_languages(language: str) -> None:
    for goal in GOALS:
        text = goal_text(goal, language)
        assert text.official
        assert text.language == language
    for target in target_codes():
        assert target_text(target, language).language == language


def test_portuguese_has_goals_and_says_that_it_is_a_translation() -> None:
    text = goal_text("1", "pt")
    assert text.short == "Erradicação da pobreza"
    assert not text.official


def test_a_language_without_a_text_falls_back_to_english_and_shows_it() -> None:
    assert target_text("17.3", "pt").language == "en"
    assert goal_text("17", "hi").language == "en"


def test_targets_are_those_of_the_code_list() -> None:
    assert set(target_codes()) == set(code_list("UNSDG-Targets").entries)
    assert {goal_of_target(target) for target in target_codes()} == set(GOALS)
    assert goal_of_target("1.A") == "1"
    assert goal_of_target("18.1") is None


def test_languages_are_those_with_all_goals() -> None:
    assert set(languages()) == {*UN_LANGUAGES, "pt", "sw"}


def test_an_unknown_goal_names_the_repair() -> None:
    with pytest.raises(NotFoundError, match="1 to 17"):
        goal_text("18", "en")


def test_a_language_that_is_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"goal": "1", "language": "en", "short": "s", "title": "t", "official": "yes", "source": "s"}
    monkeypatch.setattr(sdg, "read_rows", lambda *_: [row])
    with pytest.raises(ReferenceDataError, match="complete"):
        sdg._goals.__wrapped__()


def test_a_text_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"goal": "1", "language": "en", "short": "s", "title": "t", "official": "yes", "source": "s"}
    monkeypatch.setattr(sdg, "read_rows", lambda *_: [row, row])
    with pytest.raises(ReferenceDataError, match="twice"):
        sdg._goals.__wrapped__()
