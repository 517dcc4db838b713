"""One measure: its question, its definition, the choices as a form, the figures, and what was left out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal
from urllib.parse import urlencode

from markupsafe import Markup

from sursur.answers.measuring import Measure, Parameter, load_measure
from sursur.answers.measuring.naming import question_of
from sursur.answers.measuring.parameters import Kind
from sursur.errors import SursurError
from sursur.observatory.desk import Desk
from sursur.observatory.figures import figure_table, label_of
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Download, Link, Section
from sursur.observatory.shelf import Found
from sursur.observatory.telling import english
from sursur.observatory.view import View
from sursur.publish.download import FORMATS

SHOWN = 50
ROWS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter as a field of the form; `options` are value and text, of which one can be chosen."""

    name: str
    label: Markup
    meaning: Markup
    value: str
    required: bool
    options: tuple[tuple[str, str], ...] = ()
    suggestions: Literal["", "countries"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage(Page):
    template: ClassVar[str] = "measure.html"
    kicker: Markup
    definition: Markup
    fields: tuple[Field, ...]
    notes: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    columns: tuple[tuple[str, Markup], ...] = ()
    trouble: SursurError | None = None
    countries: tuple[str, ...] = ()


def build_measure(view: View, desk: Desk, name: str, words: Mapping[str, str]) -> MeasurePage:
    """Raises NotFoundError for an unknown measure; choices that do not fit are told beside the form."""
    measure, say = load_measure(name), view.say
    known = {one.name for one in measure.parameters}
    asked = {key: value for key, value in words.items() if key in known}
    given = asked or dict(measure.example or {})
    found, trouble = _asked(desk, name, given)
    suggested = any(one.kind in (Kind.COUNTRY, Kind.COUNTRIES, Kind.PARTY) for one in measure.parameters)
    return MeasurePage(
        title=say.text(measure.title),
        kicker=say.text("Measure"),
        lead=(say.text(question_of(name)),),
        definition=english(view, measure.definition),
        fields=tuple(_field(view, one, given) for one in measure.parameters),
        notes=found.notes if found else (),
        sources=measure.sources,
        columns=tuple((column, english(view, meaning)) for column, meaning in measure.columns.items()),
        trouble=trouble,
        countries=tuple(sorted(say.country(code) for code in view.library.countries)) if suggested else (),
        sections=_sections(view, desk, (name, measure), given, found) if found else (),
    )


def _asked(desk: Desk, name: str, words: Mapping[str, str]) -> tuple[Found | None, SursurError | None]:
    try:
        return desk.measured(name, words), None
    except SursurError as trouble:
        return None, trouble


def _sections(
    view: View, desk: Desk, named: tuple[str, Measure], words: Mapping[str, str], found: Found
) -> tuple[Section, ...]:
    say, (name, measure) = view.say, named
    left_out, rows = desk.measured(name, words, "left_out"), desk.measured(name, words, "rows")
    brief = measure.brief if view.asked.whole != "figures" else ()
    first = replace(found, table=found.table.select(list(brief))) if brief else found
    parts = (
        ("table", ("figures", say.text("Figures"), say.text(measure.title)), first, SHOWN),
        ("left_out", ("left-out", say.text("What is left out"), say.text("Left out, by rule")), left_out, SHOWN),
        ("rows", ("rows", say.text("What the figures were computed from"), say.text("Row by row")), rows, ROWS_SHOWN),
    )
    return tuple(
        _with_files(_section(view, told, one, words, shown), name, words, part)
        for part, told, one, shown in parts
        if one is not None
    )


def _section(
    view: View, told: tuple[str, Markup, Markup], found: Found, words: Mapping[str, str], shown: int
) -> Section:
    anchor, heading, caption = told
    empty = view.say.text("Nothing fits these choices.") if found.table.num_rows == 0 else ""
    if empty:
        return Section(anchor=anchor, heading=heading, empty=empty)
    most = None if view.asked.whole == anchor else shown
    whole = f"/{view.asked.language}{view.asked.path}?{urlencode({**words, 'all': anchor})}"
    return Section(
        anchor=anchor, heading=heading, table=figure_table(view, (anchor, caption), found.table, most, whole)
    )


def _with_files(section: Section, name: str, words: Mapping[str, str], part: str) -> Section:
    if section.table is None:
        return section
    files = tuple(
        Download(kind.upper(), f"/api/measures/{name}?{urlencode({**words, 'part': part, 'format': kind})}")
        for kind in FORMATS
    )
    return Section(anchor=section.anchor, heading=section.heading, table=section.table, downloads=files)


def _field(view: View, parameter: Parameter, words: Mapping[str, str]) -> Field:
    return Field(
        name=parameter.name,
        label=view.say.text(label_of(parameter.name)),
        meaning=view.say.text(parameter.meaning),
        value=words.get(parameter.name, parameter.default),
        required=parameter.required,
        options=_options(view, parameter),
        suggestions="countries" if parameter.kind in (Kind.COUNTRY, Kind.PARTY) else "",
    )


def _options(view: View, parameter: Parameter) -> tuple[tuple[str, str], ...]:
    nothing = () if parameter.required or parameter.default else (("", view.say.text("all")),)
    if parameter.kind is Kind.CHOICE:
        return (*nothing, *((one, view.say.word(one)) for one in parameter.choices))
    if parameter.kind is Kind.SWITCH:
        return (("no", view.say.text("no")), ("yes", view.say.text("yes")))
    return ()


def measure_link(view: View, name: str) -> Link:
    return Link(view.say.text(load_measure(name).title), view.asked.address(f"/measure/{name}"))
