"""How far the members of a group vote alike in the UN General Assembly, beside all states."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from sursur.observatory.library import holds_on
from sursur.observatory.parts import Section
from sursur.observatory.view import View
from sursur.observatory.votes import Count, Voters, Year, votes_section
from sursur.reference.dated import first_day
from sursur.reference.groups import Group

LATER = 5
"""Years after the last one with flows for which votes may be on record."""


def group_votes_section(view: View, group: Group) -> tuple[Section, ...]:
    """Nothing where the release holds no votes, or no roll call in which two members voted."""
    found = view.library.weights.cohesion(members_by_year(view, group))
    years = [row for row in found if row["cohesion"] is not None]
    return (votes_section(view, _voters(view, group), years),) if years else ()


def members_by_year(view: View, group: Group) -> dict[int, frozenset[str]]:
    """Full members on 31 December of each year since the founding."""
    memberships = view.library.memberships
    rows = [row for row in memberships if row["group_id"] == group.group_id and row["status"] == "member"]
    founded = first_day(group.founded)
    starts = [row["valid_from"].year for row in rows if row["valid_from"]]
    first = founded.year if founded else min(starts, default=date.max.year)
    return {
        year: frozenset(row["country"] for row in rows if holds_on(row, date(year, 12, 31)))
        for year in range(first, view.library.years[1] + LATER)
    }


def _voters(view: View, group: Group) -> Voters:
    say = view.say
    return Voters(
        anchor="votes",
        heading=say.text("Do its members vote alike in the UN General Assembly?"),
        newest=lambda year: _newest(view, year),
        note=say.text(
            "Members of each year, by pairs. Roll calls only, each with equal weight: 100 per cent for the "
            "same vote, half where one abstains, nothing for yes against no. Most resolutions are adopted "
            "without a vote and are not in here."
        ),
        name=say.text("members"),
        chart=say.text("Agreement of members in roll calls, by year"),
        caption=say.text("Agreement in roll calls, of members and of all states"),
        counts=(
            Count("roll_calls", say.text("Roll calls")),
            Count("voting", say.text("Members that voted, on average"), digits=1),
        ),
        agreement=say.text("Agreement of members"),
        asked={"group": group.group_id},
    )


def _newest(view: View, year: Year) -> Markup:
    say = view.say
    return say.text(
        "In %(year)s, the last year on record, they agreed to %(share)s; all states to %(all)s.",
        share=say.percent(year["cohesion"]),
        year=year["year"],
        all=say.percent(year["cohesion_assembly"]),
    )
