"""What cooperation is for: all sectors, all goals, all crises, each with what the release tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.observatory.choosing import TOLD, Choice
from sursur.observatory.gap.beside import gap_page, indicator_name
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column
from sursur.observatory.purpose.lists import list_sections
from sursur.observatory.purpose.parts import is_told, known_share, nothing_here
from sursur.observatory.purpose.subjects import (
    GLIDE,
    HEADINGS,
    SECTORS,
    Kind,
    goal_name,
    goals_of,
    none_told,
    purpose_page,
)
from sursur.observatory.view import View
from sursur.reference.codes import code_list
from sursur.reference.crises import crisis_titles
from sursur.reference.needs import load_needs
from sursur.reference.sdg import GOALS

IN_FORCE = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsPage(Page):
    template: ClassVar[str] = "listing.html"


def build_sectors(view: View) -> FieldsPage:
    say = view.say
    sectors = {entry.code for entry in code_list(SECTORS) if entry.status == IN_FORCE}
    headings = {entry.code for entry in code_list(HEADINGS)}
    more = ((Column("goal", say.text("Main goal, placed by us")), lambda code: _main_goal(view, code)),)
    return FieldsPage(
        title=say.text("What is cooperation for?"),
        framed=True,
        lead=_lead(view, "sector"),
        sections=list_sections(view, "sector", sorted(sectors | headings), more, say.text("Sectors")),
    )


def _main_goal(view: View, sector: str) -> Cell:
    goal = next((code for code, rank, _ in goals_of(sector) if rank == 1), "")
    name = goal_name(view, goal) if goal else ""
    return Cell(goal or None, name, purpose_page(view, "goal", goal) if goal else "")


def build_goals(view: View) -> FieldsPage:
    say = view.say
    more = (
        (Column("indicator", say.text("Need, told by")), lambda goal: _indicator(view, goal)),
        (Column("gap", say.text("Need and cooperation")), lambda goal: _gap(view, goal)),
    )
    return FieldsPage(
        title=say.text("Which goals does cooperation serve?"),
        framed=True,
        lead=_lead(view, "goal"),
        sections=list_sections(view, "goal", GOALS, more, say.text("The seventeen goals")),
    )


def _indicator(view: View, goal: str) -> Cell:
    indicator = load_needs()[f"sdg_{goal}"].indicator
    if not indicator:
        return Cell(None, view.say.text("no series at hand"))
    return Cell(indicator, indicator_name(view, indicator))


def _gap(view: View, goal: str) -> Cell:
    need = load_needs()[f"sdg_{goal}"]
    return Cell(need.need, view.say.text("gap"), gap_page(view, need.need)) if need.indicator else Cell(None, "")


def build_crises(view: View) -> FieldsPage:
    say = view.say
    more = (
        (Column("year", say.text("Year")), lambda code: _part(code, 1)),
        (Column("country", say.text("Country")), lambda code: _country(view, code)),
    )
    return FieldsPage(
        title=say.text("Which crises does cooperation answer?"),
        framed=True,
        lead=_lead(view, "crisis"),
        sections=list_sections(view, "crisis", _crises(view), more, say.text("Crises")),
    )


def _crises(view: View) -> tuple[str, ...]:
    """Those that have a name, and those that a flow names, counted or not."""
    told = (found.key[0] for found in view.sums(("crisis",), Choice(stage=TOLD)))
    return (*crisis_titles(), *sorted(code for code in told if code and code not in crisis_titles()))


def _part(code: str, place: int) -> Cell:
    found = GLIDE.fullmatch(code)
    return Cell(found[place] if found else None, found[place] if found else "")


def _country(view: View, code: str) -> Cell:
    found = GLIDE.fullmatch(code)
    return view.party_cell(found[2]) if found and view.library.is_country(found[2]) else Cell(None, "")


def _lead(view: View, kind: Kind) -> tuple[Markup, ...]:
    if not is_told(view, kind):
        return none_told(view, kind)
    return known_share(view, kind) or (nothing_here(view),)
