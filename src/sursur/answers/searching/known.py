"""What Sursur knows beside the release: countries in every language, groups, organisations, sectors, goals and more."""

from __future__ import annotations

from collections.abc import Iterator

from sursur.answers.measuring import load_measure, measure_names
from sursur.answers.measuring.naming import question_of
from sursur.answers.searching.entries import CODE, Entry, Text, described
from sursur.model.fingerprint import fingerprint_of_packages
from sursur.reference.codes import ListedCode, code_list
from sursur.reference.countries import load_countries
from sursur.reference.crises import crisis_rules, crisis_titles
from sursur.reference.groups import load_groups
from sursur.reference.organisations import load_organisations
from sursur.reference.packaged import read_rows
from sursur.reference.sdg import GOALS, goal_text, languages, target_codes, target_text

SHOWN_FIRST = "en"


def known_entries() -> Iterator[Entry]:
    """Everything that is the same in every release."""
    yield from _countries()
    yield from _groups()
    yield from _organisations()
    yield from _measures()
    yield from _sectors()
    yield from _goals()
    yield from _crises()


def edition() -> str:
    """Changes with the texts and the code that an index is made of, so that an old index is not taken for a new one."""
    return fingerprint_of_packages("answers", "model", "reference")


def _countries() -> Iterator[Entry]:
    """By every name in every language, by other usual names, and by code."""
    names: dict[str, dict[Text, None]] = {}
    for file, column in (("names.csv", "name"), ("aliases.csv", "alias")):
        for row in read_rows("countries", file):
            texts = names.setdefault(row["means"], {})
            texts.setdefault(Text(row["language"] or "", row[column], name=column == "name" or not row.get("scheme")))
    for country in load_countries():
        own = Text(SHOWN_FIRST, country.name_en)
        codes = (Text(CODE, country.iso3), Text(CODE, country.iso2))
        yield Entry("country", country.iso3, tuple(dict.fromkeys((own, *names.get(country.iso3, ()), *codes))))


def _groups() -> Iterator[Entry]:
    for group in load_groups():
        names = (Text(SHOWN_FIRST, group.name), Text(SHOWN_FIRST, group.full_name), Text(CODE, group.group_id))
        yield Entry("group", group.group_id, tuple(dict.fromkeys((*names, *described(group.seat, group.kind)))))


def _organisations() -> Iterator[Entry]:
    for one in load_organisations():
        codes = tuple(Text(CODE, text, name=False) for text in (one.organisation_id, one.iati_ref) if text)
        yield Entry("organisation", one.organisation_id, (Text("", one.name), *codes))


def _measures() -> Iterator[Entry]:
    for name in measure_names():
        measure = load_measure(name)
        told = described(question_of(name), measure.definition, name)
        yield Entry("measure", name, (Text(SHOWN_FIRST, measure.title), *told))


def _sectors() -> Iterator[Entry]:
    """The sectors by which flows are summed (three digits), and the purposes below them (five)."""
    for name in ("SectorCategory", "Sector"):
        for code in code_list(name):
            yield Entry("sector", code.code, (*_names(code), Text(CODE, code.code)))


def _names(code: ListedCode) -> tuple[Text, ...]:
    others = (Text(language, text) for language, text in code.names.items() if text)
    return tuple(dict.fromkeys((Text(SHOWN_FIRST, code.name), *others)))


def _goals() -> Iterator[Entry]:
    spoken = sorted(languages(), key=lambda language: language != SHOWN_FIRST)
    for goal in GOALS:
        told = [goal_text(goal, language) for language in spoken]
        short = (Text(one.language, one.short) for one in told if one.short)
        whole = (Text(one.language, one.title) for one in told)
        yield Entry(
            "goal", goal, (*dict.fromkeys((*short, *whole)), Text(CODE, f"SDG {goal}"), Text(CODE, f"ODS {goal}"))
        )
    for target in target_codes():
        told = [target_text(target, language) for language in spoken]
        texts = dict.fromkeys(Text(one.language, one.title) for one in told)
        yield Entry("target", target, (*texts, Text(CODE, f"SDG {target}"), Text(CODE, target)))


def _crises() -> Iterator[Entry]:
    for crisis, title in crisis_titles().items():
        words = dict.fromkeys(rule.pattern.strip("*") for rule in crisis_rules() if rule.crisis == crisis)
        yield Entry("crisis", crisis, (Text(SHOWN_FIRST, title), *(Text("", word, name=False) for word in words)))
