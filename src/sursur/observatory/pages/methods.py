"""How it is counted: the South, the forms, stages, prices, counting once, memberships, and the release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.observatory.asked import SOUTHS
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Link, Row, Section, Table
from sursur.observatory.sentences import source_link, tell
from sursur.observatory.telling import certainty
from sursur.observatory.view import View
from sursur.reference.shapes import disputed_lines, load_world


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsPage(Page):
    template: ClassVar[str] = "methods.html"
    souths: tuple[Link, ...]
    forms: tuple[tuple[str, Markup, Markup], ...]
    """Form, name, meaning."""


def build_methods(view: View) -> MethodsPage:
    say, asked = view.say, view.asked
    return MethodsPage(
        title=say.text("How is it counted?"),
        lead=(say.text("Every figure leads to the rows it sums, and every row to the file it came from."),),
        souths=tuple(
            Link(say.word(south), asked.address(south=south, anchor="south"), south == asked.south) for south in SOUTHS
        ),
        sections=(_disputed(view),),
        forms=(
            (
                "south_south",
                say.form("south_south"),
                say.text("Provider and recipient both belong to the South in that year."),
            ),
            (
                "triangular",
                say.form("triangular"),
                say.text("Two partners of the South work together, supported by a Northern or multilateral partner."),
            ),
            (
                "multilateral_south_led",
                say.form("multilateral_south_led"),
                say.text("The provider is an international body led by countries of the South."),
            ),
            ("north_south", say.form("north_south"), say.text("A Northern provider and a recipient of the South.")),
            ("multilateral", say.form("multilateral"), say.text("The provider is any other international body.")),
            (
                "other",
                say.form("other"),
                say.text(
                    "South-North, North-North and domestic flows, and those whose parties are not known well enough."
                ),
            ),
        ),
    )


def _disputed(view: View) -> Section:
    """What the maps draw dashed or hatched, and why."""
    say = view.say
    lines = (
        (" \N{EN DASH} ".join(line.between), "", line.note, line.source, line.confirmed) for line in disputed_lines()
    )
    areas = (
        (area.area.replace("_", " "), view.say.list([view.party(code) for code in area.claimed_by]), area.note,
         area.source, area.confirmed)
        for area in load_world().disputed_areas
    )  # fmt: skip
    return Section(
        anchor="borders",
        heading=say.text("Which borders and areas are drawn as disputed?"),
        table=Table(
            name="borders",
            caption=say.text("What is drawn dashed or hatched, with its source"),
            columns=(
                Column("what", say.text("Area or border")),
                Column("claimed_by", say.text("Claimed by")),
                Column("note", say.text("Note")),
                Column("confirmed", say.text("How sure is it?")),
                Column("source", say.text("Source")),
            ),
            rows=tuple(_row(view, told) for told in (*areas, *lines)),
        ),
        downloads=view.downloads("borders"),
    )


def _row(view: View, told: tuple[str, str, str, str, str]) -> Row:
    what, claimed_by, note, source, confirmed = told
    return (
        Cell(what, tell(view.say, what[0].upper() + what[1:])),
        Cell(claimed_by, claimed_by),
        Cell(note, tell(view.say, note)),
        Cell(confirmed, certainty(view, {"confirmed": confirmed})),
        Cell(source, source_link(source)),
    )
