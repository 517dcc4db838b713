"""One initiative, fund, bank or programme: who leads it, since when, how large it is, who takes part, what flows."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from sursur.observatory.charts.world_map import Place, WorldMap
from sursur.observatory.choosing import Choice
from sursur.observatory.maps import boundaries, country_title, turn
from sursur.observatory.pages.groups import today
from sursur.observatory.pages.record import RecordPage, found_record, language_of
from sursur.observatory.parts import Cell, Column, Fact, Section, Table
from sursur.observatory.rankings import Entry, Wanted, rank
from sursur.observatory.records import Participant, participants
from sursur.observatory.sentences import source_link, tell
from sursur.observatory.tables import Row
from sursur.observatory.telling import certainty, facts, language_note, named, original, parties, provenance
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS
from sursur.reference.dated import first_day
from sursur.reference.knowledge import initiative_organisations
from sursur.reference.shapes import load_world


def build_initiative(view: View, initiative_id: str) -> RecordPage:
    row, say = found_record(view, "initiative", initiative_id), view.say
    joined = participants(row)
    return RecordPage(
        title=say.told(row["name"]),
        language=language_of(view, row),
        kicker=say.word(row["kind"]),
        mark=certainty(view, row),
        certain=row["confirmed"] == "confirmed",
        lead=(_span(view, row), *language_note(view)),
        summary=tell(view.say, row["description"]),
        facts=_facts(view, row),
        sections=(*_flows(view, row, joined), *_participants(view, joined)),
    )


def _span(view: View, row: Row) -> Markup:
    say = view.say
    if not row["started"]:
        return say.text("When it began is not established.")
    if row["ended"]:
        return say.text("From %(first)s to %(last)s.", first=say.dated(row["started"]), last=say.dated(row["ended"]))
    return say.text("Since %(first)s.", first=say.dated(row["started"]))


def _facts(view: View, row: Row) -> tuple[Fact, ...]:
    say, instruments = view.say, view.library.records.instruments
    founding = instruments.get(row["instrument_id"] or "")
    scale = tell(view.say, row["scale"])
    if row["scale_year"]:
        scale += Markup(" ({})").format(row["scale_year"])
    told = facts(
        (say.text("Led by"), parties(view, row["lead"])),
        (say.text("How large, by its source"), scale),
        (say.text("Source of the size"), source_link(row["scale_source_url"]) if row["scale"] else ""),
        (say.text("Organisation"), _organisation_link(view, row)),
    )
    if founding:
        page = view.asked.address(f"/instrument/{founding['instrument_id']}")
        told = (*told, (say.text("Founded on"), named(view, founding), page))
    return (*original(view, row), *told, *provenance(view, row))


def _organisation_link(view: View, row: Row) -> Markup | str:
    """The page of the bank or fund as a provider, and of the group whose members own it."""
    return view.say.separator.join(
        Markup('<a href="{}">{}</a>').format(href, text)
        for each in initiative_organisations()
        if each.initiative_id == row["initiative_id"]
        for href, text in (
            (view.asked.address(f"/provider/{each.organisation_id}"), view.say.text("what it gives")),
            (view.asked.address(f"/group/{each.group_id}") if each.group_id else "", view.say.text("its members")),
        )
        if href
    )


# -- flows -----------------------------------------------------------------------------------------------------------


def _flows(view: View, row: Row, joined: tuple[Participant, ...]) -> tuple[Section, ...]:
    """Its own flows where it is an organisation; else what its lead gives to those who take part, said to be that."""
    say, heading = view.say, view.say.text("What flows are on record?")
    own = next((each for each in initiative_organisations() if each.initiative_id == row["initiative_id"]), None)
    leads = [code for code in (row["lead"] or "").split() if view.library.is_country(code)]
    if own:
        choice = replace(view.filter(()), providers=frozenset({own.organisation_id}))
        note, fixed = say.text("These are its own flows."), dict[str, object](provider=own.organisation_id)
    elif leads and (joined or len(leads) > 1):
        choice = _between(view, row, leads, joined)
        fixed = dict[str, object](provider=leads[0]) if len(leads) == 1 else {}
        note = say.text(
            "The sources do not mark what belongs to the initiative: this is all that its lead gives to the countries "
            "that take part, since it began."
        )
    else:
        return (Section(anchor="flows", heading=heading,
                        empty=say.text("No source in this release tells its flows apart.")),)  # fmt: skip
    fixed |= {"form": tuple(SHOWN_FORMS), "from": choice.year_from, "to": choice.year_to}
    return (_flow_section(view, heading, choice, (note, fixed)),)


def _between(view: View, row: Row, leads: list[str], joined: tuple[Participant, ...]) -> Choice:
    started = first_day(row["started"] or "")
    others = frozenset(leads) | {each.country for each in joined}
    first = max(view.years[0], started.year if started else 0)
    return replace(view.filter(()), providers=frozenset(leads), recipients=others, year_from=first)


def _flow_section(view: View, heading: Markup, choice: Choice, told: tuple[Markup, dict[str, object]]) -> Section:
    say, (note, fixed) = view.say, told
    by = ("recipient",) if "provider" in fixed else ("provider", "recipient")
    ranking = rank(
        view, Wanted("recipients", by, say.text("Recipients, %(unit)s", unit=view.money_unit()), choice, fixed)
    )
    if not ranking.entries:
        return Section(anchor="flows", heading=heading, empty=say.text("No source in this release reports its flows."))
    return Section(
        anchor="flows",
        heading=heading,
        sentences=(
            say.text("%(usd)s in %(first)s to %(last)s.", usd=say.money(ranking.total), **_years(ranking.entries)),
            note,
        ),
        picture=ranking.bars,
        picture_kind="bars",
        counted=view.counted(),
        table=ranking.table,
        downloads=view.downloads("recipients"),
        sources=view.sources(choice),
    )


def _years(entries: tuple[Entry, ...]) -> dict[str, int]:
    return {"first": min(entry.first_year for entry in entries), "last": max(entry.last_year for entry in entries)}


# -- participants ----------------------------------------------------------------------------------------------------


def _participants(view: View, joined: tuple[Participant, ...]) -> tuple[Section, ...]:
    """On the day asked for (`at`), else all that ever took part, with their years."""
    if not joined:
        return ()
    say, day = view.say, view.asked.at or today()
    now = [each for each in joined if each.takes_part(day.year)]
    return (
        Section(
            anchor="participants",
            heading=say.text("Who takes part?"),
            sentences=(
                say.plural(
                    "%(count)s country takes part at the end of %(year)s, to our knowledge.",
                    "%(count)s countries take part at the end of %(year)s, to our knowledge.",
                    len(now),
                    year=day.year,
                ),
            ),
            picture=_map(view, {each.country for each in now}, {each.country for each in joined}),
            picture_kind="map",
            switches=((turn(view, "participants"),),),
            notes=(boundaries(view),),
            table=_table(view, joined),
            downloads=view.downloads("participants"),
        ),
    )


def _map(view: View, now: set[str], ever: set[str]) -> WorldMap:
    world, places = load_world(), []
    for code, shape in world.countries.items():
        name, page = country_title(view, code)
        style = "q5" if code in now else "q2" if code in ever else "land"
        places.append(Place(shape, style, name, page))
    title = str(view.say.text("Who takes part?"))
    return WorldMap(title, "mixed", tuple(places), (), (), world, view.asked.south_up)


def _table(view: View, joined: tuple[Participant, ...]) -> Table:
    say = view.say
    return Table(
        name="participants",
        caption=say.text("Countries with their first and last year"),
        columns=(
            Column("country", say.text("Country")),
            Column("since", say.text("From")),
            Column("until", say.text("To")),
        ),
        rows=tuple(
            (
                view.party_cell(each.country),
                Cell(each.since, say.dated(each.since) or say.text("not established")),
                Cell(each.until, say.dated(each.until)),
            )
            for each in sorted(joined, key=lambda each: view.party(each.country))
        ),
        folded=True,
    )
