"""How records of the knowledge base are put into words: parties as links, dates, places, sources, what is doubtful."""

from __future__ import annotations

import re

from markupsafe import Markup

from sursur.observatory.memberships import group_name
from sursur.observatory.parts import Cell, Fact, Link
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.reference.groups import load_groups

_BETWEEN = re.compile(r",?\s+and\s+|[,\s]+")
_ADDRESS = re.compile(r"https?://[^\s;,)]+[^\s;,).:]")
_COUNTRY = re.compile(r"\b[A-Z]{3}\b")
FREE_TEXT_LANGUAGE = "en"


def english(view: View, text: str | None) -> Markup:
    """Our own words on a record: most stand in English alone, and other languages mark them as such."""
    if not text or view.say.code == FREE_TEXT_LANGUAGE:
        return _with_links(text or "")
    if view.say.knows(text):
        return _with_links(view.say.told(text))
    return Markup('<bdi lang="en">{}</bdi>').format(_with_links(text))


def _with_links(text: str) -> Markup:
    """Addresses in a text lead there, under the name of their site."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [Markup.escape(text[end : found.start()]), source_link(found[0])]
        end = found.end()
    return Markup().join([*parts, Markup.escape(text[end:])])


def party_link(view: View, code: str) -> Link | None:
    """A country or a group; nothing for free text."""
    if view.library.is_country(code):
        return Link(view.say.country(code), view.asked.address(f"/country/{code}"))
    if code not in load_groups():
        return None
    known = any(row["group_id"] == code for row in view.library.memberships)
    return Link(group_name(view, code), view.asked.address(f"/group/{code}") if known else "")


def parties(view: View, text: str | None) -> Markup:
    """Codes as links, one after the other; a text that is no list of codes stands as it is."""
    links = [party_link(view, code) for code in _BETWEEN.split(text or "") if code]
    if not links or not all(links):
        return english(view, text)
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


def source_link(address: str | None) -> Markup:
    """The page where it was read, by the name of its site."""
    if not (address or "").startswith(("https://", "http://")):
        return Markup.escape(address or "")
    host = str(address).split("/")[2].removeprefix("www.")
    return Markup('<a href="{}" rel="noreferrer"><bdi dir="ltr">{}</bdi></a>').format(address, host)


def certainty(view: View, row: Row) -> Markup:
    """How much of a record its source confirms, in plain words."""
    say = view.say
    words = {
        "confirmed": say.text("confirmed by its source"),
        "partly": say.text("partly confirmed"),
    }
    return words.get(row["confirmed"], say.text("to be confirmed"))


def facts(*told: tuple[Markup, Markup | str | None]) -> tuple[Fact, ...]:
    """Only what is known."""
    return tuple((label, text, "") for label, text in told if text)


def provenance(view: View, row: Row) -> tuple[Fact, ...]:
    """Where it was read, and what is doubtful."""
    say = view.say
    return facts(
        (say.text("Source"), source_link(row["source_url"])),
        (say.text("Note"), english(view, row["note"])),
    )


def day_cell(view: View, text: str | None) -> Cell:
    """A date as its source gives it, on one line."""
    return Cell(text, Markup('<span class="day">{}</span>').format(view.say.dated(text)) if text else "")


def certainty_cell(view: View, row: Row) -> Cell:
    return Cell(row["confirmed"], certainty(view, row))


def language_note(view: View) -> tuple[Markup, ...]:
    if view.say.code == FREE_TEXT_LANGUAGE:
        return ()
    return (view.say.text("Titles and notes of the records stand in English."),)
