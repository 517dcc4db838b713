"""The choices of a measure as the fields of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from sursur.answers.measuring import Measure, Parameter
from sursur.answers.measuring.parameters import Kind
from sursur.observatory.country.needs import need_name
from sursur.observatory.figure_words import plain_word
from sursur.observatory.labels import IDS, choice_label, label_of
from sursur.observatory.view import View
from sursur.reference.needs import load_needs
from sursur.reference.scenario import load_figures
from sursur.reference.votes import vote_issues

Option = tuple[str, str | Markup]
"""Value and text."""


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter as a field of the form: of `options` one can be chosen, or several where `several` is set.

    `meaning` stands under what is written; options speak for themselves. `nothing` is said where none is chosen.
    """

    name: str
    label: Markup
    meaning: Markup
    value: str
    required: bool
    options: tuple[Option, ...] = ()
    several: bool = False
    suggestions: Literal["", "countries", "groups"] = ""
    default: str = ""
    nothing: str | Markup = ""

    @property
    def is_changed(self) -> bool:
        return self.value != self.default

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.value.split(",") if word.strip())


SUGGESTED: Mapping[Kind, Literal["countries", "groups"]] = {
    Kind.COUNTRY: "countries", Kind.PARTY: "countries", Kind.GROUP: "groups",
}  # fmt: skip


def joined_words(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The choices of an address; what stands there several times is one list, separated by commas."""
    words: dict[str, list[str]] = {}
    for name, text in pairs:
        words.setdefault(name, []).append(text)
    return {name: ",".join(filter(None, texts)) for name, texts in words.items()}


FRAME = ("south", "prices", "stage")
"""What a reader chooses for every page: a measure may not know it, or not in this way."""
ASKED = "asked"
"""What the form of a measure says beside its choices: where nothing else is left of them, everything is asked."""


def given_words(measure: Measure, words: Mapping[str, str]) -> dict[str, str]:
    """What an address asks of a measure; where it says only what goes with the reader from page to page, the example
    of the measure, counted in this way.
    """
    known = {one.name: one.choices for one in measure.parameters}
    asked = {name: text for name, text in words.items() if name in known}
    if ASKED in words or not asked.keys() <= set(FRAME):
        return asked
    fitting = {name: text for name, text in asked.items() if text in known[name]}
    return {**(measure.example or {}), **fitting}


def fields_of(view: View, measure: Measure, words: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(_field(view, one, words) for one in measure.parameters)


def suggested(view: View, measure: Measure) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Names of countries and of groups that fields offer while one writes; none where no field takes them."""
    kinds = {SUGGESTED.get(one.kind) for one in measure.parameters}
    countries = sorted(view.say.country(code) for code in view.library.countries) if "countries" in kinds else ()
    known = sorted({row["group_id"] for row in view.library.memberships}) if "groups" in kinds else ()
    return tuple((name, "") for name in countries), tuple((name, view.say.group(name)) for name in known)


def _field(view: View, parameter: Parameter, words: Mapping[str, str]) -> Field:
    return Field(
        name=parameter.name,
        label=view.say.text(choice_label(parameter.name)),
        meaning=view.say.text(parameter.meaning),
        value=words.get(parameter.name) or parameter.default,
        required=parameter.required,
        options=_options(view, parameter),
        several=parameter.kind is Kind.CHOICES,
        suggestions=SUGGESTED.get(parameter.kind, ""),
        default=parameter.default,
        nothing=view.say.text("none") if parameter.name == "by" else view.say.text("all"),
    )


def _options(view: View, parameter: Parameter) -> tuple[Option, ...]:
    named = tuple((one, choice_word(view, parameter.name, one)) for one in parameter.choices)
    if parameter.kind is Kind.CHOICES:
        return named
    if parameter.kind is Kind.CHOICE:
        nothing = () if parameter.required or parameter.default else (("", view.say.text("all")),)
        return (*nothing, *named)
    if parameter.kind is Kind.SWITCH:
        return (("no", view.say.text("no")), ("yes", view.say.text("yes")))
    return ()


def choice_word(view: View, parameter: str, value: str) -> str | Markup:
    """What an option is called: a need, an issue, a figure or a column by its name."""
    if parameter == "need":
        return need_name(view, load_needs()[value])
    if parameter == "issue":
        return view.say.told(vote_issues()[value])
    if parameter == "figures":
        return view.say.told(load_figures()[value].name)
    return view.say.text(label_of(value)) if parameter == "by" and value not in IDS else plain_word(view, value)
