"""What flows are for: a DAC sector, a Sustainable Development Goal or a crisis; their names and their pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from sursur.observatory.choosing import Choice
from sursur.observatory.parts import Link
from sursur.observatory.view import View
from sursur.observatory.words import CRISIS_NAMES
from sursur.reference.codes import ListedCode, code_list
from sursur.reference.crises import crisis_titles
from sursur.reference.crosswalks import crosswalk
from sursur.reference.sdg import GOALS, goal_text

SECTORS, HEADINGS = "SectorCategory", "DacSectorGroup"
COLUMNS = {"sector": "sector", "goal": "sdg_goal", "crisis": "crisis"}
"""Kinds of purpose and the column of a flow that tells them."""
LISTS = {"sector": "/sectors", "goal": "/goals", "crisis": "/crises"}
GLIDE = re.compile(r"[A-Z]{2}-(\d{4})-\d{6}-([A-Z]{3})")
"""Kind of disaster, year, number of the event, country."""
Kind = Literal["sector", "goal", "crisis"]


@dataclass(frozen=True, slots=True)
class Purpose:
    kind: Kind
    code: str
    name: str

    @property
    def fixed(self) -> dict[str, str]:
        """The filter that the rows behind its figures have in common."""
        return {self.kind: self.code}

    def narrowed(self, choice: Choice) -> Choice:
        """The flows of a choice that are for this purpose."""
        if self.kind == "sector":
            return replace(choice, sector=self.code)
        return replace(choice, goal=self.code) if self.kind == "goal" else replace(choice, crisis=self.code)


def listed_sector(code: str) -> ListedCode | None:
    """A DAC sector in force or withdrawn, or a heading over sectors; None for any other code."""
    sectors, headings = code_list(SECTORS), code_list(HEADINGS)
    return sectors.entries.get(code) or headings.entries.get(code)


def sector_name(view: View, code: str) -> str:
    """In the language of the reader where the list has it, else in English; an unknown code stands as it is."""
    found = listed_sector(code)
    return view.listed(found) if found else code


def goal_name(view: View, goal: str) -> str:
    """`3 Good health and well-being` in the language of the reader."""
    return f"{goal} {goal_text(goal, view.say.code).short}" if goal in GOALS else goal


def crisis_name(view: View, crisis: str) -> str:
    """The title that we know it by; a GLIDE number stands for itself."""
    title = CRISIS_NAMES.get(crisis)
    return str(view.say.text(title)) if title else crisis_titles().get(crisis, crisis)


def purpose_name(view: View, kind: Kind, code: str) -> str:
    names = {"sector": sector_name, "goal": goal_name, "crisis": crisis_name}
    return names[kind](view, code)


def purpose_page(view: View, kind: Kind, code: str) -> str:
    """The page of a sector, goal or crisis; nothing for a sector that no list has."""
    known = kind == "crisis" or (code in GOALS if kind == "goal" else listed_sector(code) is not None)
    return view.asked.address(f"/{kind}/{code}") if known else ""


def field_switch(view: View) -> tuple[Link, ...]:
    """The three lists of purposes beside one another."""
    say = view.say
    names = {"sector": say.text("Sectors"), "goal": say.text("Goals"), "crisis": say.text("Crises")}
    return tuple(
        Link(name, view.asked.address(LISTS[kind]), view.asked.path == LISTS[kind]) for kind, name in names.items()
    )


def goals_of(sector: str) -> tuple[tuple[str, int, str], ...]:
    """Goals that a sector or heading leads to by our crosswalk, with rank and note."""
    for name in ("sector_sdg", "group_sdg"):
        links = crosswalk(name).all_from(sector)
        if links:
            return tuple((link.to_code, link.rank, link.note) for link in links)
    return ()


def sectors_of(goal: str) -> tuple[tuple[str, int, str], ...]:
    """Sectors that lead to a goal by our crosswalk, with rank and note."""
    return tuple((link.from_code, link.rank, link.note) for link in crosswalk("sector_sdg") if link.to_code == goal)


def none_told(view: View, kind: Kind) -> tuple[Markup, ...]:
    """That the release tells nothing of the kind, and what to build one from that does."""
    say = view.say
    folder = say.text("folder with such files")
    plain = {
        "sector": say.text("No flow of this release says its sector: its sources are sums over all sectors."),
        "goal": say.text("No flow of this release says its goal, nor a sector that would lead to one."),
        "crisis": say.text("No flow of this release says which crisis it answers: its sources are yearly sums."),
    }
    return (
        plain[kind],
        say.text(
            "Build a release with sources that list activities, such as files of IATI publishers or the project data "
            "of AidData: %(command)s.",
            command=Markup('<code dir="ltr">sursur build &lt;{}&gt;</code>').format(folder),
        ),
    )
