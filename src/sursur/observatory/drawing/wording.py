"""What stands around a picture when it leaves its page: title, what is counted, sources, release, address."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sursur.observatory.drawing.files import page_address
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Section
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS

MOST_SOURCES = 8


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    heading: str
    sentence: str
    counted: str
    sources: str
    release: str
    forms: tuple[tuple[str, str], ...]
    """Every form that has a colour, with its name."""
    filters: str
    """What a page says in its form and a picture cannot."""
    direction: str
    language: str


def words_of(view: View, page: Page, section: Section) -> Words:
    say = view.say
    return Words(
        title=plain(page.title),
        heading=plain(section.heading),
        sentence=" ".join(plain(one) for one in section.sentences[:2]),
        counted=" \N{MIDDLE DOT} ".join(plain(link.text) for link in section.counted[:-1]),
        sources=sources_line(view, section),
        release=plain(
            say.text(
                "Sursur, release %(release)s \N{MIDDLE DOT} %(address)s",
                release=view.library.release_id,
                address=page_address(view, section),
            )
        ),
        forms=tuple((form, plain(say.form(form))) for form in SHOWN_FORMS),
        filters=plain(section.extra.get("filters", "")),
        direction=say.direction,
        language=say.code,
    )


def sources_line(view: View, section: Section) -> str:
    """The data sets behind a picture in one line, with the years of each."""
    named = [f"{plain(source.title)} ({plain(source.years)})" for source in section.sources[:MOST_SOURCES]]
    if not named:
        return ""
    more = len(section.sources) - len(named)
    told = str(view.say.separator).join(named) + (f" + {view.say.number(more)}" if more else "")
    return plain(view.say.text("Sources: %(sources)s", sources=Markup.escape(told)))


def plain(text: object) -> str:
    return str(text.striptags() if isinstance(text, Markup) else text)
