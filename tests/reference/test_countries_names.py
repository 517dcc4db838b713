"""What names mean: the table of hard cases, and what must hold for every name that any list gives."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from sursur.reference.countries import NAME_SCHEMES, SCHEMES, Resolution, load_countries

HARD_CASES = Path(__file__).resolve().parent.parent / "hard_cases" / "country_names.csv"
LANGUAGES = ("en", "es", "fr", "pt", "ar", "zh", "ru", "hi", "sw", "zh_Hant", "pt_PT")


def hard_cases() -> list[dict[str, str]]:
    with HARD_CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed_names() -> list[dict[str, str]]:
    text = files("sursur.reference").joinpath("data/countries/names.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def case_name(case: dict[str, str]) -> str:
    return " ".join(filter(None, [case["text"], case["scheme"], case["year"]]))


@pytest.mark.parametrize("case", hard_cases(), ids=case_name)
def test_hard_names_mean_what_the_table_says(case: dict[str, str]) -> None:
    year = int(case["year"]) if case["year"] else None
    found = load_countries().resolve(case["text"], case["scheme"], year)
    assert found.meaning == case["expected"], (found, case["note"])


def test_the_table_of_hard_cases_covers_seven_languages_and_every_outcome() -> None:
    cases = hard_cases()
    languages = Counter(case["language"] for case in cases)
    assert len(cases) >= 350
    assert all(languages[language] >= 12 for language in ("en", "es", "fr", "pt", "ar", "zh", "ru"))
    outcomes = {case["expected"].partition(":")[0] for case in cases}
    assert {"no_match", "ambiguous", "region", "historic"} < outcomes


def cldr_names() -> Iterator[tuple[str, str, str]]:
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        for country in load_countries():
            if country.iso2 in territories:
                yield language, territories[country.iso2], country.iso3


def own_or_openly_doubtful(found: Resolution, iso3: str) -> bool:
    return found.country == iso3 or (found.status == "ambiguous" and iso3 in found.candidates)


def test_every_cldr_name_in_every_language_means_its_own_country_or_is_openly_ambiguous() -> None:
    countries = load_countries()
    wrong = [
        (language, name, iso3, found)
        for language, name, iso3 in cldr_names()
        if not own_or_openly_doubtful(found := countries.resolve(name), iso3)
    ]
    assert wrong == []


def test_only_names_that_several_places_bear_are_ambiguous() -> None:
    countries = load_countries()
    doubtful = {name for _, name, iso3 in cldr_names() if countries.resolve(name).country != iso3}
    islands = {"St. Martin", "San Martín", "Saint-Martin", "São Martinho"}
    assert doubtful == {"Congo", "Guiana", "Micronesia", "Micronésia", "Micronésie"} | islands


def test_every_listed_name_means_what_the_list_says_or_is_openly_ambiguous() -> None:
    countries = load_countries()
    wrong = []
    for row in listed_names():
        found = countries.resolve(row["name"])
        kind, _, _ = row["means"].partition(":")
        if kind == "none":
            right = found.status == "no_match" or row["name"] == "Palestinian Authority"
        elif kind == "region":
            right = found.status == "region" or row["means"] in found.candidates
        else:
            right = own_or_openly_doubtful(found, row["means"])
        if not right:
            wrong.append((row["name"], row["means"], found))
    assert wrong == []


@pytest.mark.parametrize("scheme", ["dac_name", "un_name"])
def test_a_scheme_settles_doubts_but_never_moves_a_name_that_was_clear(scheme: str) -> None:
    countries = load_countries()
    for row in listed_names():
        free, settled = countries.resolve(row["name"]), countries.resolve(row["name"], scheme)
        if free.status == "matched":
            assert settled.country == free.country, row["name"]
        if free.status == "ambiguous" and settled.country:
            assert settled.country in free.candidates, row["name"]


def test_no_code_read_as_a_name_means_another_country() -> None:
    """'RU' is Reino Unido in a Spanish text and Russia's code: in doubt, never the United Kingdom."""
    countries = load_countries()
    for country in countries:
        for code in (country.iso2, country.iso3):
            assert countries.resolve(code).country in {None, country.iso3}


NAMES = st.sampled_from(sorted({row["name"] for row in listed_names()}))


@given(NAMES, st.data())
def test_spelling_that_carries_no_meaning_changes_nothing(name: str, data: st.DataObject) -> None:
    respelt = data.draw(
        st.sampled_from(
            [
                name.upper() if name.upper().casefold() == name.casefold() else name,
                f"  {name}\u00a0",
                name.replace(" ", "\u00a0"),
                name.replace("'", "\u2019"),
                unicodedata.normalize("NFD", name),
                unicodedata.normalize("NFC", name),
                f"\ufeff{name}\u200f",
                name.replace(" and ", " & "),
            ]
        )
    )
    countries = load_countries()
    assert countries.resolve(respelt).meaning == countries.resolve(name).meaning


@given(st.text(max_size=40), st.sampled_from(sorted(SCHEMES)), st.none() | st.integers(1800, 2100))
def test_any_text_gets_an_answer_that_agrees_with_itself(text: str, scheme: str, year: int | None) -> None:
    countries = load_countries()
    found = countries.resolve(text, scheme, year)
    assert (found.country is not None) == (found.status == "matched")
    assert (found.region is not None) == (found.status == "region")
    assert (found.historic is not None) == (found.status == "historic")
    assert found.country is None or found.country in countries
    assert found.status != "ambiguous" or len(found.candidates) > 1
    assert found.rule


@given(NAMES, st.characters(categories=["Ll", "Lu"]))
def test_one_letter_more_is_another_name(name: str, letter: str) -> None:
    """No prefix, no distance: a longer word matches only where a list has that word."""
    countries = load_countries()
    assert countries.resolve(f"{name}{letter}q\u0436").status == "no_match"


@given(
    st.sampled_from([row for row in listed_names() if ":" not in row["means"]]), st.sampled_from(sorted(NAME_SCHEMES))
)
def test_no_scheme_gives_a_listed_name_to_another_country(row: dict[str, str], scheme: str) -> None:
    found = load_countries().resolve(row["name"], scheme)
    assert found.country in {None, row["means"]} or found.rule in {"iso3 code", f"{scheme} spelling"}
