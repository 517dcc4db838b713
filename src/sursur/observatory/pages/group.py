"""One group on a day: who stands how to it, and what its members give one another and others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from markupsafe import Markup

from sursur.observatory.agreements import group_agreements, initiatives_section
from sursur.observatory.arriving import Later
from sursur.observatory.charts.world_map import Place, WorldMap
from sursur.observatory.choosing import Choice
from sursur.observatory.group.flows import flow_sections
from sursur.observatory.group.timeline import timeline_section
from sursur.observatory.group.votes import group_votes_section
from sursur.observatory.group.world import world_section
from sursur.observatory.maps import boundaries, country_title, turn
from sursur.observatory.memberships import STATUS_ORDER, dates_from, membership_row
from sursur.observatory.pages.groups import today
from sursur.observatory.pages.page import Page
from sursur.observatory.pages.what_if import ChangeForm, change_form
from sursur.observatory.parts import Column, Link, Row, Section, Table
from sursur.observatory.rankings import Wanted, label, rank
from sursur.observatory.series import Series, Side, series
from sursur.observatory.totals import accounting
from sursur.observatory.turns import turns
from sursur.observatory.view import View
from sursur.reference.groups import Group
from sursur.reference.knowledge import initiative_organisations
from sursur.reference.shapes import load_world


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage(Page):
    template: ClassVar[str] = "group.html"
    arrives: ClassVar[bool] = True
    kicker: str
    day: date
    standing: tuple[tuple[Markup, tuple[Link, ...]], ...]
    """Status in words, and the countries that have it."""
    about: Group
    form: ChangeForm
    """What if it had other members: answered on a page of its own."""


def build_group(view: View, group_id: str) -> GroupPage:
    """Raises NotFoundError for a group without memberships in the release."""
    group = view.library.group(group_id.lower())
    day = view.asked.at or today()
    rows = view.library.standing(group.group_id, day)
    members = frozenset(row["country"] for row in rows if row["status"] == "member")
    name = view.say.group(group.group_id)
    return GroupPage(
        title=name,
        kicker=view.say.text("Who belongs to %(group)s, and what do its members share?", group=name),
        lead=_lead(view, members, day),
        day=day,
        about=group,
        form=change_form(view, group, day, {}),
        standing=_standing(view, rows),
        sections=Later(
            lambda: (_members_section(view, rows, day), *timeline_section(view, group)),
            lambda: _shared(view, group, members, day) if members else (),
            lambda: group_votes_section(view, group),
            lambda: (group_agreements(view, group.group_id), initiatives_section(view, group.group_id)),
            lambda: _counting(view, members) if members else (),
        ),
    )


def _shared(view: View, group: Group, members: frozenset[str], day: date) -> Iterator[Section]:
    """What members are in the world, and what they give one another and others."""
    yield from world_section(view, group, members, day)
    yield from _within(view, members)
    yield _outside(view, members)


def _counting(view: View, members: frozenset[str]) -> tuple[Section, ...]:
    return accounting(view, replace(view.filter(), providers=members, recipients=members))


def _lead(view: View, members: frozenset[str], day: date) -> tuple[Markup, ...]:
    say = view.say
    counted = say.plural(
        "%(count)s member on %(day)s, to our knowledge.",
        "%(count)s members on %(day)s, to our knowledge.",
        len(members),
        day=say.day(day),
    )
    if not members:
        return (say.text("No full member is recorded on %(day)s.", day=say.day(day)),)
    total = view.total(replace(view.filter(), providers=members, recipients=members))
    if total.usd is None:
        return (counted, say.text("No source in this release reports flows between them in these years."))
    within = say.text(
        "Between them %(usd)s is on record for %(years)s.",
        usd=view.linked_money(total.usd, _rows_between(view)),
        years=view.period(),
    )
    return (counted, within)


def _rows_between(view: View) -> str:
    group = f"{view.asked.path.rsplit('/', 1)[-1]}@{(view.asked.at or today()).isoformat()}"
    return view.asked.rows(provider_group=group, recipient_group=group)


def _standing(view: View, rows: list[dict[str, Any]]) -> tuple[tuple[Markup, tuple[Link, ...]], ...]:
    by_status: dict[str, set[str]] = {}
    for row in rows:
        by_status.setdefault(row["status"], set()).add(row["country"])
    return tuple(
        (
            view.say.word(status),
            tuple(
                Link(view.party(code), view.party_page(code), style=status)
                for code in sorted(by_status[status], key=view.party)
            ),
        )
        for status in STATUS_ORDER
        if status in by_status
    )


def _members_section(view: View, rows: list[dict[str, Any]], day: date) -> Section:
    say = view.say
    order = sorted(rows, key=lambda row: (STATUS_ORDER.index(row["status"]), view.party(row["country"])))
    return Section(
        anchor="members",
        heading=say.text("Who belongs to it on %(day)s?", day=say.day(day)),
        picture=_map(view, rows) if rows else None,
        picture_kind="map",
        switches=((turn(view, "members"),),),
        notes=(boundaries(view),),
        counted=(dates_from(view), *_as_provider(view)),
        table=Table(
            name="members",
            caption=say.text("Standing on %(day)s with dates and sources", day=say.day(day)),
            columns=(
                Column("country", say.text("Country")),
                Column("status", say.text("Status")),
                Column("from", say.text("From")),
                Column("to", say.text("To")),
                Column("note", say.text("Note")),
                Column("source", say.text("Source")),
            ),
            rows=tuple(_member(view, row) for row in order),
            folded=True,
        ),
        downloads=view.downloads("members"),
        empty="" if rows else say.text("No membership is recorded."),
    )


def _member(view: View, row: dict[str, Any]) -> Row:
    name = view.party(row["country"])
    return membership_row(view, row, (name, name), f"/country/{row['country']}")


def _as_provider(view: View) -> tuple[Link, ...]:
    """A bank or fund that the group owns gives under a name of its own."""
    group_id = view.asked.path.rsplit("/", 1)[-1]
    return tuple(
        Link(view.say.text("what it gives"), view.asked.address(f"/provider/{each.organisation_id}"))
        for each in initiative_organisations()
        if each.group_id == group_id
    )


def _map(view: View, rows: list[dict[str, Any]]) -> WorldMap:
    """Members filled, other standings lighter, disputed ones hatched: never colour alone, the list beside says it."""
    styles: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: STATUS_ORDER.index(row["status"]), reverse=True):
        styles[row["country"]] = {"member": "q5", "disputed": "none"}.get(row["status"], "q2")
    words = {row["country"]: view.say.word(row["status"]) for row in reversed(rows)}
    world = load_world()
    places = []
    for code, shape in world.countries.items():
        name, page = country_title(view, code)
        title = f"{name}: {words[code]}" if code in words else name
        places.append(Place(shape, styles.get(code, "land"), title, page))
    return WorldMap(view.say.text("Members on the map"), "mixed", tuple(places), (), (), world, view.asked.south_up)


# -- flows -----------------------------------------------------------------------------------------------------------


def _within(view: View, members: frozenset[str]) -> tuple[Section, ...]:
    say = view.say
    choice = replace(view.filter(), providers=members, recipients=members)
    caption = say.text("Corridors inside the group, %(unit)s", unit=view.money_unit())
    ranking = rank(view, Wanted("within", ("provider", "recipient"), caption, choice, {}))
    heading = say.text("What do its members give one another?")
    if not ranking.entries:
        empty = say.text("No flow between members is reported.")
        return (Section(anchor="within", heading=heading, empty=empty),)
    top = ranking.entries[0]
    sentences = (say.text("The largest corridor is %(corridor)s.", corridor=label(view, top.key)),) if top.usd else ()
    corridors = Section(
        anchor="within",
        heading=heading,
        sentences=sentences,
        picture=ranking.bars,
        picture_kind="bars",
        counted=view.counted(),
        table=ranking.table,
        downloads=view.downloads("within"),
        sources=view.sources(choice),
    )
    return (corridors, *flow_sections(view, ranking.entries))


def _outside(view: View, members: frozenset[str]) -> Section:
    say = view.say
    given = replace(view.filter(), providers=members, not_recipients=members)
    received = replace(view.filter(), recipients=members, not_providers=members)
    day = (view.asked.at or today()).isoformat()
    group = f"{view.asked.path.rsplit('/', 1)[-1]}@{day}"
    both = _both(view, given, received, group)
    heading = say.text("What do they exchange with others?")
    if both.columns is None:
        return Section(anchor="outside", heading=heading, empty=say.text("No flow with others is reported."))
    return Section(
        anchor="outside",
        heading=heading,
        sentences=(
            say.text(
                "Given to others: %(given)s. Received from others: %(received)s.",
                given=say.money(both.total("given")),
                received=say.money(both.total("received")),
            ),
            *turns(view, (given, received)).sentences,
        ),
        picture=both.columns,
        picture_kind="columns",
        choices=view.form_choices(given, received),
        counted=view.counted(),
        table=both.table,
        downloads=view.downloads("years"),
        sources=view.sources(given, received),
    )


def _both(view: View, given: Choice, received: Choice, group: str) -> Series:
    say = view.say
    caption = say.text("Given to and received from others by year and form, %(unit)s", unit=view.money_unit())
    sides = (
        Side("given", say.text("Given"), given, {"provider_group": group, "outside": "1"}),
        Side("received", say.text("Received"), received, {"recipient_group": group, "outside": "1"}, below=True),
    )
    return series(view, "years", say.text("Given above the line, received below"), caption, sides)
