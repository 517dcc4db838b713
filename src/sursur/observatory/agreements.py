"""What a country or group has agreed, and the initiatives that it leads or takes part in."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sursur.observatory.library import holds_on
from sursur.observatory.pages.record import record_address
from sursur.observatory.parts import Cell, Column, Section, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.records import dated, name_of
from sursur.observatory.tables import Row
from sursur.observatory.telling import certainty_cell, day_cell, named
from sursur.observatory.view import MOST_SHOWN, View
from sursur.reference.dated import first_day

SHOWN = 12


def country_agreements(view: View, iso3: str) -> Section:
    return _agreements(view, agreed(view, iso3), view.say.text("What has it agreed?"))


def pair_agreements(view: View, one: str, other: str) -> Section:
    """What both agreed, each itself or through a group."""
    others = {row["instrument_id"]: through for row, through in agreed(view, other)}
    found = [
        (row, through or others[row["instrument_id"]])
        for row, through in agreed(view, one)
        if row["instrument_id"] in others
    ]
    return _agreements(view, found, view.say.text("What have both agreed?"))


def agreed(view: View, iso3: str) -> list[tuple[Row, str]]:
    """What names the country itself, and what groups agreed of which it was a member on that day; the latest first.

    Beside each instrument the group through which it was agreed, empty for the country itself.
    """
    own = [(row, "") for row in view.library.records.agreed_by(iso3)]
    through = _through_groups(view, iso3, {row["instrument_id"] for row, _ in own})
    return sorted([*own, *through], key=lambda each: (each[0]["adopted_text"] or "", each[0]["title"]), reverse=True)


def group_agreements(view: View, group_id: str) -> Section:
    found = [(row, "") for row in view.library.records.agreed_by(group_id)]
    return _agreements(view, found, view.say.text("What has it agreed?"))


def _through_groups(view: View, iso3: str, known: set[str]) -> list[tuple[Row, str]]:
    """Each instrument once, through the first group of its parties to which the country belonged."""
    member = [row for row in view.library.memberships if row["country"] == iso3 and row["status"] == "member"]
    found = []
    for row in view.library.records.instruments.values():
        day = first_day(row["adopted_text"] or "")
        groups = [] if day is None else [each["group_id"] for each in member if holds_on(each, day)]
        party = next((code for code in (row["parties"] or "").split() if code in groups), None)
        if party and row["instrument_id"] not in known:
            found.append((row, party))
    return found


def _agreements(view: View, found: Sequence[tuple[Row, str]], heading: Markup) -> Section:
    say = view.say
    if not found:
        return Section(anchor="agreements", heading=heading, empty=say.text("No agreement is recorded."))
    own = sum(1 for _, through in found if not through)
    sentence = say.plural(
        "%(count)s agreement on record. Naming it: %(own)s; of groups to which it belonged: %(through)s.",
        "%(count)s agreements on record. Naming it: %(own)s; of groups to which it belonged: %(through)s.",
        len(found),
        own=say.number(own),
        through=say.number(len(found) - own),
    )
    whole = view.asked.whole == "agreements" or len(found) <= SHOWN + 2
    return Section(
        anchor="agreements",
        heading=heading,
        sentences=(sentence,) if len(found) != own else (),
        table=Table(
            name="agreements",
            caption=say.text("Declarations, plans, resolutions and agreements, the latest first"),
            columns=(
                Column("title", say.text("Title")),
                Column("kind", say.text("Kind")),
                Column("adopted", say.text("Adopted")),
                Column("through", say.text("Through")),
                Column("confirmed", say.text("How sure is it?")),
            ),
            rows=tuple(_agreement(view, row, through) for row, through in found),
            shown=None if whole else SHOWN,
            whole_href=view.asked.address(whole="agreements", anchor="table-agreements"),
        ),
        downloads=view.downloads("agreements"),
    )


def _agreement(view: View, row: Row, through: str) -> Cells:
    group = view.asked.address(f"/group/{through}") if through else ""
    return (
        Cell(row["title"], named(view, row), record_address(view, "instrument", row)),
        Cell(row["kind"], view.say.word(row["kind"])),
        day_cell(view, row["adopted_text"]),
        Cell(through, view.say.group(through) if through else view.say.text("itself"), group),
        certainty_cell(view, row),
    )


# -- initiatives -----------------------------------------------------------------------------------------------------


def initiatives_section(view: View, party: str) -> Section:
    """What it leads, and what it joined, with its years."""
    say = view.say
    heading = say.text("Which initiatives is it part of?")
    found = parts_in_initiatives(view, party)
    if not found:
        return Section(anchor="initiatives", heading=heading, empty=say.text("No initiative is recorded."))
    whole = view.asked.whole == "initiatives" or len(found) <= SHOWN + 2
    return Section(
        anchor="initiatives",
        heading=heading,
        table=Table(
            name="initiatives",
            caption=say.text("Initiatives, funds and programmes"),
            columns=(
                Column("name", say.text("Name")),
                Column("role", say.text("How")),
                Column("since", say.text("From")),
                Column("until", say.text("To")),
                Column("confirmed", say.text("How sure is it?")),
            ),
            rows=tuple(_initiative(view, *each) for each in found),
            shown=None if whole else MOST_SHOWN,
            whole_href=view.asked.address(whole="initiatives", anchor="table-initiatives"),
        ),
        downloads=view.downloads("initiatives"),
    )


def parts_in_initiatives(view: View, party: str) -> list[tuple[Row, Markup, str, str]]:
    """Initiatives that a party leads or takes part in: the record, how, since when and until when."""
    say, records = view.say, view.library.records
    led = [(row, say.text("leads it"), dated(row), row["ended"] or "") for row in records.led_by(party)]
    joined = [(row, say.text("takes part"), each.since, each.until) for row, each in records.joined_by(party)]
    return [*led, *joined]


def _initiative(view: View, row: Row, role: Markup, since: str, until: str) -> Cells:
    return (
        Cell(name_of(row), named(view, row), record_address(view, "initiative", row)),
        Cell(str(role), role),
        Cell(since, view.say.dated(since) or view.say.text("not established")),
        Cell(until, view.say.dated(until)),
        certainty_cell(view, row),
    )
