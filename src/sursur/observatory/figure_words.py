"""Texts in the cells of a measure, in the reader's language: codes and ids become names, English lists of names too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from markupsafe import Markup

from sursur.observatory.labels import IDS, PARTIES, label_of
from sursur.observatory.language import Language
from sursur.observatory.listing import code_name
from sursur.observatory.parts import Cell
from sursur.observatory.reasons import rule_name, tell_evidence, tell_reason
from sursur.observatory.sentences import tell
from sursur.observatory.view import View
from sursur.observatory.words import COVERAGE_WORDS
from sursur.reference.countries import load_countries
from sursur.reference.framework import load_framework
from sursur.reference.indicators import load_indicators
from sursur.reference.scenario import load_figures

Word = Callable[[View, str], str | Markup]


def word_cell(view: View, name: str, value: str) -> Cell:
    """A text of the column `name`; parties lead to their page and flows to how they were counted."""
    if name == "flow_id":
        return Cell(value, view.say.text("why?"), view.asked.address(f"/flow/{value}"))
    if name in WORDED:
        return Cell(value, WORDED[name](view, value))
    if name in PARTIES or view.library.is_country(value):
        return Cell(value, view.party(value), view.party_page(value))
    return Cell(value, plain_word(view, value))


def plain_word(view: View, value: str) -> Markup:
    """A word of a closed list, or a text that the catalogue knows; anything else stands as it is."""
    known = IDS.get(value) or COVERAGE_WORDS.get(value)
    return view.say.text(known) if known else view.say.word(value)


def named_countries(view: View, text: str) -> str:
    """`Brazil, India` in the reader's language; what is no name of a country stands as it is."""
    return view.say.list([named_country(view, name) for name in text.split(", ")])


def _note(view: View, value: str) -> str | Markup:
    """A party by name, or `1 of 155`."""
    one, of, all_ = value.partition(" of ")
    if of and one.isdigit() and all_.isdigit():
        return view.say.text(
            "%(known)s of %(members)s", known=view.say.number(int(one)), members=view.say.number(int(all_))
        )
    return named_country(view, value)


def named_country(view: View, name: str) -> str:
    """A measure names its parties in English; a country has its name in the language of the reader."""
    code = _codes().get(name)
    return view.say.country(code) if code else name


@cache
def _codes() -> Mapping[str, str]:
    return {country.name_en: country.iso3 for country in load_countries()}


def _spoken(told: Callable[[Language, str], Markup]) -> Word:
    """A text of ours, told in the reader's language."""
    return lambda view, value: told(view.say, value)


def _compared(view: View, value: str) -> Markup:
    """What two sums were compared by: `provider, recipient, year`; else the kind of identifier."""
    if ", " in value:
        return view.say.separator.join(view.say.text(label_of(name)) for name in value.split(", "))
    return plain_word(view, value.replace("_", " "))


def _figure(view: View, value: str) -> Markup:
    """An id of a figure of scenarios or of an indicator."""
    figures, indicators = load_figures(), load_indicators()
    named = figures.get(value) or indicators.get(value)
    return view.say.told(named.name) if named else plain_word(view, value.replace("_", " "))


def _item(view: View, value: str) -> Markup:
    items = load_framework().items
    return view.say.told(items[value].name) if value in items else plain_word(view, value)


def _unit(view: View, value: str) -> Markup:
    """`scholarship_month` or `US dollars`."""
    return plain_word(view, value.replace("_", " "))


def _units(view: View, value: str) -> str:
    """Several ids, with spaces between them."""
    return view.say.list([_unit(view, unit) for unit in value.split()])


def _of_list(list_name: str) -> Word:
    """Codes of a list, one or several with spaces between them."""
    return lambda view, value: view.say.list([code_name(view, list_name, code) for code in value.split()])


def _without_data(view: View, value: str) -> str | Markup:
    return plain_word(view, value) if value in IDS else named_countries(view, value)


def _source(view: View, value: str) -> str:
    """A data set by its title; the source of an indicator as it is written."""
    return view.short_title(value)


WORDED: Mapping[str, Word] = {
    "basis": _compared,
    "count_reason": _spoken(tell_reason),
    "count_rule": _spoken(rule_name),
    "dataset": _source,
    "evidence": _spoken(tell_evidence),
    "figure": _figure,
    "form_rule": _spoken(rule_name),
    "framework_item": _item,
    "framework_rule": _spoken(rule_name),
    "indicator": _figure,
    "item": _item,
    "joined": named_countries,
    "left": named_countries,
    "meaning": _spoken(tell),
    "missing": _without_data,
    "note": _note,
    "other_dataset": _source,
    "reason": _spoken(tell_reason),
    "rule": _spoken(rule_name),
    "segib_sectors": _of_list("SegibSector"),
    "separate": _item,
    "source": _source,
    "unit": _unit,
    "units": _units,
    "verified_where": _spoken(tell),
}
"""How the texts of certain columns are told."""
