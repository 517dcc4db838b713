"""All groups, lists and forums that the release knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

from sursur.observatory.library import holds_on
from sursur.observatory.memberships import dates_from
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.view import View
from sursur.reference.groups import Group, load_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPage(Page):
    template: ClassVar[str] = "listing.html"


def today() -> date:
    return datetime.now(UTC).date()


def build_groups(view: View) -> GroupsPage:
    say, day = view.say, view.asked.at or today()
    members: dict[str, int] = {}
    for row in view.library.memberships:
        if row["status"] == "member" and holds_on(row, day):
            members[row["group_id"]] = members.get(row["group_id"], 0) + 1
    known = {row["group_id"] for row in view.library.memberships}
    groups = sorted(
        (group for group in load_groups() if group.group_id in known), key=lambda group: group.name.casefold()
    )
    return GroupsPage(
        title=say.text("Which groups do countries form?"),
        lead=(
            say.plural(
                "%(count)s group, with its members on %(day)s.",
                "%(count)s groups, with their members on %(day)s.",
                len(groups),
                day=say.day(day),
            ),
        ),
        sections=(
            Section(
                anchor="groups",
                heading=say.text("Groups by name"),
                table=_table(view, groups, members),
                downloads=view.downloads("groups"),
                counted=(dates_from(view),),
            ),
        ),
    )


def _table(view: View, groups: list[Group], members: dict[str, int]) -> Table:
    say = view.say
    return Table(
        name="groups",
        caption=say.text("Groups, lists and forums"),
        columns=(
            Column("group", say.text("Group")),
            Column("full_name", say.text("Full name")),
            Column("kind", say.text("Kind")),
            Column("founded", say.text("Founded")),
            Column("members", say.text("Members"), "count"),
        ),
        rows=tuple(_row(view, group, members.get(group.group_id)) for group in groups),
    )


def _row(view: View, group: Group, members: int | None) -> Row:
    count = view.say.number(members) if members else view.say.text("not reported")
    return (
        Cell(group.name, view.say.group(group.group_id), view.asked.address(f"/group/{group.group_id}")),
        Cell(group.full_name, view.say.told(group.full_name)),
        Cell(group.kind, view.say.word(group.kind)),
        Cell(group.founded, group.founded or ""),
        Cell(members, count),
    )
