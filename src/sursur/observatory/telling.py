"""How records of the knowledge base are put into words: parties as links, dates, places, sources, what is doubtful."""

from __future__ import annotations

import re

from markupsafe import Markup

from sursur.observatory.parts import Cell, Fact, Link
from sursur.observatory.records import name_of
from sursur.observatory.sentences import ENGLISH, source_link, tell
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.reference.groups import load_groups

_BETWEEN = re.compile(r",?\s+and\s+|[,\s]+")
_COUNTRY = re.compile(r"\b[A-Z]{3}\b")


def party_link(view: View, code: str) -> Link | None:
    """A country or a group; nothing for free text."""
    if view.library.is_country(code):
        return Link(view.say.country(code), view.asked.address(f"/country/{code}"))
    if code not in load_groups():
        return None
    known = any(row["group_id"] == code for row in view.library.memberships)
    return Link(view.say.group(code), view.asked.address(f"/group/{code}") if known else "")


def parties(view: View, text: str | None) -> Markup:
    """Codes as links, one after the other; a text that is no list of codes stands as it is."""
    links = [party_link(view, code) for code in _BETWEEN.split(text or "") if code]
    if not links or not all(links):
        return tell(view.say, text)
    return view.say.separator.join(linked(link) for link in links if link)


def linked(link: Link) -> Markup:
    if not link.href:
        return Markup("<bdi>{}</bdi>").format(link.text)
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(link.href, link.text)


def place(view: View, text: str | None) -> Markup:
    """`Buenos Aires, ARG` with the name of the country in place of its code."""
    names = _COUNTRY.sub(
        lambda found: view.say.country(found[0]) if view.library.is_country(found[0]) else found[0], text or ""
    )
    return Markup("<bdi>{}</bdi>").format(names) if names else Markup()


def certainty(view: View, row: Row) -> Markup:
    """How much of a record its source confirms, in plain words."""
    say = view.say
    words = {
        "confirmed": say.text("confirmed by its source"),
        "partly": say.text("partly confirmed"),
    }
    return words.get(row["confirmed"], say.text("to be confirmed"))


def named(view: View, row: Row) -> Markup:
    """What a record is called: in the reader's language where the catalogue has its name, else marked as English."""
    return tell(view.say, name_of(row))


def original(view: View, row: Row) -> tuple[Fact, ...]:
    """The English name of a record that stands under another; only that one is its source's."""
    name = name_of(row)
    if not view.say.knows(name):
        return ()
    return facts((view.say.text("In English"), Markup('<bdi lang="en">{}</bdi>').format(name)))


def facts(*told: tuple[Markup, Markup | str | None]) -> tuple[Fact, ...]:
    """Only what is known."""
    return tuple((label, text, "") for label, text in told if text)


def provenance(view: View, row: Row) -> tuple[Fact, ...]:
    """Where it was read, and what is doubtful."""
    say = view.say
    return facts(
        (say.text("Source"), source_link(row["source_url"])),
        (say.text("Note"), tell(view.say, row["note"])),
    )


def day_cell(view: View, text: str | None) -> Cell:
    """A date as its source gives it, on one line."""
    return Cell(text, Markup('<span class="day">{}</span>').format(view.say.dated(text)) if text else "")


def certainty_cell(view: View, row: Row) -> Cell:
    return Cell(row["confirmed"], certainty(view, row))


def language_note(view: View) -> tuple[Markup, ...]:
    if view.say.code == ENGLISH:
        return ()
    return (
        view.say.text("Translations of names are ours, and may differ from official ones; notes stand in English."),
    )
