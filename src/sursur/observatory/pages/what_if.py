"""What if a group had other members: the change as a form, before and after as a table, candidates, and what was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from sursur.errors import SursurError
from sursur.observatory.arriving import Later
from sursur.observatory.change import candidate_section, change_section, path_section
from sursur.observatory.change.asking import Change, asked_change, changed_of, trouble_of
from sursur.observatory.pages.groups import today
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Link, Section
from sursur.observatory.view import View
from sursur.reference.groups import Group

UNCLEAR = ("invited", "applicant", "candidate", "partner", "disputed")
"""Standings whose countries are offered to be added, the nearest to membership first."""
OFFERED = 12


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """The fields of a change; each takes a name in any language or a code, or several separated by commas."""

    action: str
    adding: tuple[str, ...]
    dropping: tuple[str, ...]
    day: str
    countries: tuple[str, ...]
    """Suggestions."""
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage(Page):
    template: ClassVar[str] = "what_if.html"
    arrives: ClassVar[bool] = True
    about: Group
    back: Link
    form: ChangeForm
    offers: tuple[Link, ...]
    trouble: SursurError | None = None


def build_what_if(view: View, key: str, words: Mapping[str, tuple[str, ...]]) -> WhatIfPage:
    """Raises NotFoundError for an unknown group; a change that cannot be meant is told beside the form."""
    group = view.library.group(key.lower())
    day, say = view.asked.at or today(), view.say
    name = view.say.group(group.group_id)
    change = asked_change(group, words, view.asked.at)
    trouble = trouble_of(view, change) if change.is_change else None
    return WhatIfPage(
        title=say.text("What if %(group)s had other members?", group=name),
        lead=(
            say.text(
                "Arithmetic on past data, not a forecast: the figures of the members are added up as if they had been "
                "members. Nothing is said of what membership would change."
            ),
        ),
        about=group,
        back=Link(name, view.asked.address(f"/group/{group.group_id}", at=None)),
        form=change_form(view, group, day, words),
        offers=_offers(view, group, day, change),
        trouble=trouble,
        sections=() if trouble else Later(lambda: _sections(view, group, change)),
    )


def _sections(view: View, group: Group, change: Change) -> Iterator[Section]:
    """The change, with what each who joins brings alone unless that is the change itself; where nothing is asked, all
    candidates and what was.
    """
    if change.is_change:
        yield change_section(view, change, changed_of(view, change))
    if not change.is_change or (change.add and (change.drop or "," in change.add)):
        yield from candidate_section(view, change)
    if not change.is_change:
        yield from path_section(view, group)


def change_form(view: View, group: Group, day: date, words: Mapping[str, tuple[str, ...]]) -> ChangeForm:
    """The form with what is asked, and one free field more on each side."""
    members = _members(view, group, day)
    return ChangeForm(
        action=f"/{view.asked.language}/group/{group.group_id}/what-if",
        adding=(*words.get("add", ()), *([""] * max(1, 2 - len(words.get("add", ()))))),
        dropping=(*words.get("drop", ()), ""),
        day=view.asked.at.isoformat() if view.asked.at else "",
        countries=tuple(sorted(view.say.country(code) for code in view.library.countries - members)),
        members=tuple(sorted(view.say.country(code) for code in members)),
    )


def _members(view: View, group: Group, day: date) -> frozenset[str]:
    rows = view.library.standing(group.group_id, day)
    return frozenset(row["country"] for row in rows if row["status"] == "member")


def _offers(view: View, group: Group, day: date, change: Change) -> tuple[Link, ...]:
    """Those who stand near to membership, to be added by one click."""
    rows = view.library.standing(group.group_id, day)
    near = sorted(
        (UNCLEAR.index(row["status"]), view.party(row["country"]), row["country"])
        for row in rows
        if row["status"] in UNCLEAR
    )
    return tuple(
        Link(_offer(view, name, status), change.address(view, add=code)) for status, name, code in near[:OFFERED]
    )


def _offer(view: View, name: str, status: int) -> Markup:
    return Markup("{} <span class=quiet>{}</span>").format(name, view.say.word(UNCLEAR[status]))
