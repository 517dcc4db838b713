"""One declaration, plan, resolution or agreement: what it says, who stands behind it, what came before and after."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from sursur.observatory.choosing import Sum
from sursur.observatory.instrument_flows import flows_section
from sursur.observatory.pages.record import RecordPage, found_record, item, items_section, language_of
from sursur.observatory.parts import Cell, Column, Fact, Item, Link, Section, Table
from sursur.observatory.rankings import label
from sursur.observatory.sentences import source_link, tell
from sursur.observatory.tables import Row
from sursur.observatory.telling import (
    certainty,
    certainty_cell,
    facts,
    language_note,
    linked,
    named,
    original,
    parties,
    place,
    provenance,
)
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS
from sursur.reference.dated import first_day

TWO = 2


def build_instrument(view: View, instrument_id: str) -> RecordPage:
    row, records = found_record(view, "instrument", instrument_id), view.library.records
    say = view.say
    return RecordPage(
        title=say.told(row["title"]),
        language=language_of(view, row),
        kicker=say.word(row["kind"]),
        mark=certainty(view, row),
        certain=row["confirmed"] == "confirmed",
        lead=(_adopted(view, row), *language_note(view)),
        summary=tell(view.say, row["summary"]),
        facts=_facts(view, row),
        sections=(
            *_promises(view, row),
            *flows_section(view, row),
            *_chain(view, row),
            *items_section(view, "events", say.text("Where was it agreed?"), "event", records.events_of(instrument_id)),
            *items_section(
                view,
                "initiatives",
                say.text("Which initiatives rest on it?"),
                "initiative",
                records.initiatives_of(instrument_id),
            ),
        ),
    )


def _adopted(view: View, row: Row) -> Markup:
    say = view.say
    day, where = say.dated(row["adopted_text"]), place(view, row["place"])
    if not day:
        return say.text("The date of adoption is not established.")
    if not where:
        return say.text("Adopted: %(day)s.", day=day)
    return say.text("Adopted: %(day)s, %(place)s.", day=day, place=where)


def _facts(view: View, row: Row) -> tuple[Fact, ...]:
    say = view.say
    told = facts(
        (say.text("Adopted by"), parties(view, row["adopted_by"])),
        (say.text("Parties"), parties(view, row["parties"])),
        (say.text("Document symbol"), Markup('<bdi dir="ltr">{}</bdi>').format(row["symbol"]) if row["symbol"] else ""),
        (say.text("In force"), _in_force(view, row["in_force"])),
        (say.text("Flows between its parties"), _between(view, row)),
    )
    return (*original(view, row), *told, *provenance(view, row))


def _in_force(view: View, told: str | None) -> Markup | str:
    """Political texts have no legal force and so none to speak of."""
    say = view.say
    known = {"yes": say.text("yes"), "no": say.text("no"), "unclear": say.text("not established"), "n/a": ""}
    return known.get(told or "n/a", Markup.escape(told or ""))


def _between(view: View, row: Row) -> Markup | str:
    """What two countries that agreed on something are on record to give one another since."""
    both = [code for code in (row["parties"] or "").split() if view.library.is_country(code)]
    day = first_day(row["adopted_text"] or "")
    if len(both) != TWO or day is None:
        return ""
    sums = {(one, other): _sent(view, one, other, day.year) for one, other in (both, both[::-1])}
    told = [
        Markup("{} <bdi>({})</bdi>").format(
            view.linked_money(
                found.usd,
                view.asked.rows(
                    provider=one, recipient=other, form=tuple(SHOWN_FORMS), **{"from": day.year, "to": view.years[1]}
                ),
            ),
            label(view, (one, other)),
        )
        for (one, other), found in sums.items()
        if found.flows
    ]
    if not told:
        return view.say.text("No source in this release reports any since %(year)s.", year=day.year)
    return view.say.separator.join(told)


def _sent(view: View, one: str, other: str, year: int) -> Sum:
    choice = replace(view.filter(()), providers=frozenset({one}), recipients=frozenset({other}), year_from=year)
    return view.total(choice)


# -- promises --------------------------------------------------------------------------------------------------------


def _promises(view: View, row: Row) -> tuple[Section, ...]:
    say = view.say
    promises = view.library.records.promises_of(row["instrument_id"])
    if not promises:
        return (
            Section(
                anchor="promises",
                heading=say.text("What was promised?"),
                empty=say.text("No promise of this text is recorded as an item yet."),
            ),
        )
    return (
        Section(
            anchor="promises",
            heading=say.text("What was promised?"),
            picture=tuple(_promise(view, promise) for promise in promises),
            picture_kind="items",
            table=_table(view, promises),
            downloads=view.downloads("promises"),
        ),
    )


def _promise(view: View, row: Row) -> Item:
    say = view.say
    told = facts(
        (say.text("Who"), parties(view, row["by_whom"])),
        (say.text("How much"), tell(view.say, _how_much(view, row))),
        (say.text("By when"), say.dated(row["due"])),
        (say.text("How it can be told"), tell(view.say, row["how_measured"])),
        (say.text("SDG target"), row["related_sdg_target"]),
        (say.text("Paragraph"), tell(view.say, row["paragraph"])),
        (say.text("Source"), source_link(row["source_url"])),
        (say.text("Note"), tell(view.say, row["note"])),
    )
    return Item(
        title=named(view, row),
        mark=certainty(view, row),
        facts=told,
        certain=row["confirmed"] == "confirmed",
        anchor=row["commitment_id"],
    )


def _how_much(view: View, row: Row) -> str:
    value = row["target_value"] or ""
    return f"{view.say.number(int(value)) if value.isdigit() else value} {row['unit'] or ''}".strip()


def _table(view: View, promises: tuple[Row, ...]) -> Table:
    say = view.say
    return Table(
        name="promises",
        caption=say.text("Promises with their measures and sources"),
        columns=(
            Column("promise", say.text("Promise")),
            Column("by_whom", say.text("Who")),
            Column("target", say.text("How much")),
            Column("due", say.text("By when")),
            Column("how_measured", say.text("How it can be told")),
            Column("confirmed", say.text("How sure is it?")),
            Column("source_url", say.text("Source")),
        ),
        rows=tuple(
            (
                Cell(row["text"], named(view, row)),
                Cell(row["by_whom"], parties(view, row["by_whom"])),
                Cell(_how_much(view, row), _how_much(view, row)),
                Cell(row["due"], say.dated(row["due"])),
                Cell(row["how_measured"], tell(say, row["how_measured"])),
                certainty_cell(view, row),
                Cell(row["source_url"], source_link(row["source_url"])),
            )
            for row in promises
        ),
        folded=True,
    )


def _chain(view: View, row: Row) -> tuple[Section, ...]:
    say, chain = view.say, view.library.records.chain(row["instrument_id"])
    if len(chain) == 1:
        return ()
    return (
        Section(
            anchor="chain",
            heading=say.text("What came before and after?"),
            picture=tuple(
                _link_of_chain(view, each, row, before) for before, each in zip((None, *chain), chain, strict=False)
            ),
            picture_kind="chain",
        ),
    )


def _link_of_chain(view: View, each: Row, row: Row, before: Row | None) -> Item:
    """What it follows is said where that is not the one before it in the list."""
    instruments = view.library.records.instruments
    earlier = [instruments[name] for name in (each["follows"] or "").split() if name in instruments]
    if before in earlier:
        earlier = []
    names = view.say.separator.join(linked(_short(view, other)) for other in earlier)
    follows = ((view.say.text("follows"), names, ""),) if names else ()
    return item(view, "instrument", each, current=each["instrument_id"] == row["instrument_id"], facts=follows)


def _short(view: View, row: Row) -> Link:
    return Link(named(view, row), view.asked.address(f"/instrument/{row['instrument_id']}"))
