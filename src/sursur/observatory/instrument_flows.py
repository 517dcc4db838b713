"""The flows that may answer the promises of a text: by who promised, to whom, of which goal and since when.

Which flows answer which promise is ours, not official, and no source marks them. A promise of a country is read as what
it gives: to the members, on the day of adoption, of the group that is the party, or to all where the text is its own or
that of all states. A promise of a group is read as what its members give one another. Promises under goal 17 are about
means, and flows of every goal may answer them; those under another goal are read by the goal. Where neither a goal nor
the parties narrow the flows down, nothing is shown: the flows of a provider to all are no answer to what it promised
to some.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sursur.observatory.choosing import Choice
from sursur.observatory.parts import Cell, Column, Section, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.purpose.subjects import goal_name, purpose_page
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS
from sursur.reference.dated import first_day
from sursur.reference.sdg import goal_of_target

MEANS = "17"
EVERYBODY = "un"
"""A text to which all states are parties says nothing about who gives to whom."""


@dataclass(frozen=True, slots=True, order=True)
class Answering:
    """Which flows: of one provider or of the members of `group`, to its members; empty stands for all."""

    provider: str
    group: str
    goal: str


def flows_section(view: View, row: Row) -> tuple[Section, ...]:
    """Nothing where no promise says its target, or neither promisers nor parties narrow the flows down."""
    day = first_day(row["adopted_text"] or "")
    found = sorted(set(_answering(view, row, day))) if day else []
    if not found or day is None:
        return ()
    say = view.say
    return (
        Section(
            anchor="flows",
            heading=say.text("Which flows may answer it?"),
            sentences=(
                say.text(
                    "No source marks the flows that answer a promise. These may: by who promised and to whom, "
                    "where the release knows it, and by the goal of the promise, since it was made. "
                    "Our reading, not official."
                ),
            ),
            notes=(say.text("Promises under goal 17 are about means: flows of every goal may answer them."),)
            if any(not each.goal for each in found)
            else (),
            counted=view.counted(),
            table=_table(view, found, day),
            downloads=view.downloads("flows"),
        ),
    )


def _answering(view: View, row: Row, day: date) -> Iterable[Answering]:
    for promise in view.library.records.promises_of(row["instrument_id"]):
        target = next(iter((promise["related_sdg_target"] or "").split()), "")
        told = goal_of_target(target)
        goal = "" if told in (None, MEANS) else str(told)
        found = _parties(view, promise["by_whom"] or "", (row["parties"] or "").strip(), day) if told else None
        if found is not None:
            yield Answering(*found, goal)
        elif goal:
            yield Answering("", "", goal)


def _parties(view: View, by_whom: str, parties: str, day: date) -> tuple[str, str] | None:
    """Provider and group; None where those who promised or those it was promised to are not known to the release."""
    known = parties if parties not in ("", EVERYBODY) and _members(view, parties, day) else ""
    if view.library.is_country(by_whom):
        return (by_whom, known) if known or parties in (by_whom, EVERYBODY) else None
    return ("", known) if known and by_whom == parties else None


def _members(view: View, group: str, day: date) -> frozenset[str]:
    return frozenset(row["country"] for row in view.library.standing(group, day) if row["status"] == "member")


def _table(view: View, found: list[Answering], day: date) -> Table:
    say = view.say
    return Table(
        name="flows",
        caption=say.text("Since %(year)s, %(unit)s", year=day.year, unit=view.money_unit()),
        columns=(
            Column("provider", say.text("Provider")),
            Column("recipient", say.text("Recipient")),
            Column("goal", say.text("Goal")),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("flows", say.text("Flows"), "count"),
        ),
        rows=tuple(_row(view, each, day) for each in found),
    )


def _row(view: View, each: Answering, day: date) -> Cells:
    say, total = view.say, view.total(_choice(view, each, day))
    href = _rows(view, each, day) if total.flows else ""
    goal = goal_name(view, each.goal) if each.goal else str(say.text("every goal"))
    return (
        view.party_cell(each.provider) if each.provider else _group_cell(view, each.group),
        _group_cell(view, each.group),
        Cell(goal, goal, purpose_page(view, "goal", each.goal) if each.goal else ""),
        view.money_cell(total.usd, href) if total.flows else Cell(None, say.text("not reported")),
        Cell(total.flows, say.number(total.flows), href) if total.flows else Cell(None, ""),
    )


def _group_cell(view: View, group: str) -> Cell:
    if not group:
        return Cell(None, view.say.text("all"))
    name = view.say.group(group)
    return Cell(group, view.say.text("members of %(group)s", group=name), view.asked.address(f"/group/{group}"))


def _choice(view: View, each: Answering, day: date) -> Choice:
    members = _members(view, each.group, day) if each.group else None
    return replace(
        view.filter(()),
        providers=frozenset({each.provider}) if each.provider else members,
        recipients=members,
        goal=each.goal or None,
        year_from=day.year,
    )


def _rows(view: View, each: Answering, day: date) -> str:
    group = f"{each.group}@{day.isoformat()}" if each.group else ""
    return view.asked.rows(
        provider=each.provider,
        provider_group="" if each.provider else group,
        recipient_group=group,
        goal=each.goal,
        form=tuple(SHOWN_FORMS),
        **{"from": day.year, "to": max(view.years[1], day.year)},
    )
