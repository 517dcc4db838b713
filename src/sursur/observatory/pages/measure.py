"""One measure: its question, its definition, the choices as a form, the figures, and what was left out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import urlencode

from markupsafe import Markup

from sursur.answers.measuring import Measure, load_measure
from sursur.answers.measuring.naming import question_of
from sursur.errors import SursurError
from sursur.observatory.arriving import Later
from sursur.observatory.desk import Desk, Part, require
from sursur.observatory.exploring.telling import noted_filters
from sursur.observatory.figures import figure_table, page_columns
from sursur.observatory.labels import label_of
from sursur.observatory.measure_fields import ASKED, Field, Option, fields_of, given_words, suggested
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Download, Link, Section
from sursur.observatory.sentences import tell
from sursur.observatory.shelf import Found
from sursur.observatory.view import View
from sursur.publish.download import FORMATS

SHOWN = 50
ROWS_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage(Page):
    template: ClassVar[str] = "measure.html"
    arrives: ClassVar[bool] = True
    asked: ClassVar[str] = ASKED
    first_fields: ClassVar[int] = 4
    """Fields that stand open; the others wait for readers who count otherwise."""
    kicker: Markup
    definition: Markup
    fields: tuple[Field, ...]
    notes: Sequence[tuple[str, Markup]] = ()
    sources: tuple[str, ...] = ()
    columns: tuple[tuple[str, Markup, Markup], ...] = ()
    """Name in files, label and meaning."""
    trouble: SursurError | None = None
    countries: tuple[Option, ...] = ()
    groups: tuple[Option, ...] = ()


def build_measure(view: View, name: str, words: Mapping[str, str]) -> MeasurePage:
    """Raises NotFoundError for an unknown measure; choices that do not fit are told beside the form. The answer is
    computed when it is read.
    """
    measure, say, desk = load_measure(name), view.say, view.library.desk
    given = given_words(measure, words)
    trouble = desk.trouble(name, given)
    countries, groups = suggested(view, measure)
    return MeasurePage(
        title=say.text(measure.title),
        kicker=say.text("Measure"),
        lead=(say.text(question_of(name)),),
        definition=tell(view.say, measure.definition),
        fields=fields_of(view, measure, given),
        notes=() if trouble else Later(lambda: _notes(view, desk, name, given)),
        sources=measure.sources,
        columns=tuple(_meaning(view, column, meaning) for column, meaning in measure.columns.items()),
        trouble=trouble,
        countries=countries,
        groups=groups,
        sections=() if trouble else Later(lambda: _sections(view, desk, (name, measure), given)),
    )


def _meaning(view: View, column: str, meaning: str) -> tuple[str, Markup, Markup]:
    return column, view.say.text(label_of(column)), tell(view.say, meaning)


def _notes(view: View, desk: Desk, name: str, words: Mapping[str, str]) -> Iterator[tuple[str, Markup]]:
    for label, text in require(desk.measured(name, words), "table").notes:
        yield label, noted_filters(view, text) if label == "Filters" else tell(view.say, text)


def _sections(view: View, desk: Desk, named: tuple[str, Measure], words: Mapping[str, str]) -> Iterator[Section]:
    """The figures, what is left out of them, and the rows behind them, each as soon as it is known."""
    say, (name, measure) = view.say, named
    parts: tuple[tuple[Part, tuple[str, Markup, Markup], int], ...] = (
        ("table", ("figures", say.text("Figures"), say.text(measure.title)), SHOWN),
        ("left_out", ("left-out", say.text("What is left out"), say.text("Left out, by rule")), SHOWN),
        ("rows", ("rows", say.text("What the figures were computed from"), say.text("Row by row")), ROWS_SHOWN),
    )
    for part, told, shown in parts:
        found = desk.measured(name, words, part)
        if found:
            seen = _in_brief(view, measure, found) if part == "table" else found
            yield _with_files(_section(view, told, seen, words, shown), name, words, part)


def _in_brief(view: View, measure: Measure, found: Found) -> Found:
    """The columns that a page shows first, unless the reader wants all."""
    brief = page_columns(measure.brief, found.table.column_names) if view.asked.whole != "figures" else ()
    return replace(found, table=found.table.select(brief)) if brief else found


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


def measure_link(view: View, name: str) -> Link:
    return Link(view.say.text(load_measure(name).title), view.asked.address(f"/measure/{name}"))
