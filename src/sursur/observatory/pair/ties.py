"""What two countries belong to and take part in together."""

from __future__ import annotations

from sursur.observatory.agreements import parts_in_initiatives
from sursur.observatory.library import holds_on
from sursur.observatory.memberships import dates_from, is_list
from sursur.observatory.pages.groups import today
from sursur.observatory.pages.record import record_address
from sursur.observatory.pair.codes import Pair
from sursur.observatory.parts import Cell, Column, Section, Table
from sursur.observatory.records import name_of
from sursur.observatory.tables import Row
from sursur.observatory.telling import certainty_cell, named
from sursur.observatory.view import View

SHOWN = 12


def groups_section(view: View, pair: Pair) -> Section:
    """Groups of which both are members today; lists that others make are none."""
    say = view.say
    first, second = (_joined(view, code) for code in pair.codes)
    shared = sorted(first.keys() & second.keys(), key=view.say.group)
    heading = say.text("Where do both belong?")
    if not shared:
        return Section(anchor="groups", heading=heading, empty=say.text("No group has both as members today."))
    return Section(
        anchor="groups",
        heading=heading,
        sentences=(
            say.plural(
                "Both are members of %(count)s group today, to our knowledge.",
                "Both are members of %(count)s groups today, to our knowledge.",
                len(shared),
            ),
        ),
        counted=(dates_from(view),),
        table=Table(
            name="groups",
            caption=say.text("Groups with both as members, and since when"),
            columns=(
                Column("group", say.text("Group")),
                *(Column(f"{code.lower()}_since", say.country(code)) for code in pair.codes),
            ),
            rows=tuple(
                (
                    Cell(group_id, view.say.group(group_id), view.asked.address(f"/group/{group_id}")),
                    *(_since(view, rows[group_id]) for rows in (first, second)),
                )
                for group_id in shared
            ),
            shown=None if view.asked.whole == "groups" or len(shared) <= SHOWN + 2 else SHOWN,
            whole_href=view.asked.address(whole="groups", anchor="table-groups"),
        ),
        downloads=view.downloads("groups"),
    )


def _joined(view: View, iso3: str) -> dict[str, Row]:
    """Its memberships of today by group."""
    return {
        row["group_id"]: row
        for row in view.library.memberships
        if row["country"] == iso3 and row["status"] == "member" and holds_on(row, today()) and not is_list(row)
    }


def _since(view: View, row: Row) -> Cell:
    return Cell(row["from_text"], view.say.dated(row["from_text"]) or view.say.text("not established"))


def initiatives_of_both(view: View, pair: Pair) -> Section:
    """Initiatives that each of the two leads or takes part in."""
    say = view.say
    first, second = (
        {each[0]["initiative_id"]: each for each in parts_in_initiatives(view, code)} for code in pair.codes
    )
    shared = [name for name in first if name in second]
    heading = say.text("Which initiatives are both part of?")
    if not shared:
        return Section(anchor="initiatives", heading=heading, empty=say.text("No initiative of both is recorded."))
    return Section(
        anchor="initiatives",
        heading=heading,
        table=Table(
            name="initiatives",
            caption=say.text("Initiatives, funds and programmes, and how each of the two is part of them"),
            columns=(
                Column("name", say.text("Name")),
                *(Column(code.lower(), say.country(code)) for code in pair.codes),
                Column("confirmed", say.text("How sure is it?")),
            ),
            rows=tuple(
                (
                    Cell(
                        name_of(first[name][0]),
                        named(view, first[name][0]),
                        record_address(view, "initiative", first[name][0]),
                    ),
                    *(
                        Cell(str(part[name][1]), part[name][1], note=view.say.dated(part[name][2]))
                        for part in (first, second)
                    ),
                    certainty_cell(view, first[name][0]),
                )
                for name in shared
            ),
        ),
        downloads=view.downloads("initiatives"),
    )
