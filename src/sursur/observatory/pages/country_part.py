"""A part of a country's page that takes longer to compute: a page of its own, which the country's page takes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from markupsafe import Markup

from sursur.answers.offering import one_of
from sursur.errors import NotFoundError
from sursur.observatory.arriving import Later
from sursur.observatory.country.equality import check_equality, equality_section
from sursur.observatory.country.items import check_items, items_section
from sursur.observatory.country.needs import check_needs, need_section
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Section
from sursur.observatory.view import View
from sursur.sentences import Sentence

PARTS: Mapping[str, tuple[Callable[[View, str], None], Callable[[View, str], Section]]] = {
    "need": (check_needs, need_section),
    "equality": (check_equality, equality_section),
    "items": (check_items, items_section),
}
"""What is wrong with the question, found at once, and the answer, which takes longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPartPage(Page):
    template: ClassVar[str] = "country_part.html"
    arrives: ClassVar[bool] = True
    back: str
    """The whole page of the country."""


def build_country_part(view: View, code: str, part: str) -> CountryPartPage:
    """Raises NotFoundError for what is no country or no such part."""
    iso3 = country_of(view, code)
    if part not in PARTS:
        raise NotFoundError(
            Sentence("The page of a country has no part '%(part)s'.", part=part),
            repair=one_of(PARTS),
        )
    check, section = PARTS[part]
    check(view, iso3)
    return CountryPartPage(
        title=view.say.country(iso3),
        sections=Later(lambda: (section(view, iso3),)),
        back=replace(view.asked, path=f"/country/{iso3}", whole="").address(anchor=part),
    )


def country_of(view: View, code: str) -> str:
    """Raises NotFoundError for what is no ISO 3166-1 alpha-3 code."""
    if view.library.is_country(code.upper()):
        return code.upper()
    raise NotFoundError(
        view.say.text("There is no country with the code “%(code)s”.", code=code),
        repair=view.say.text("A code has three letters, such as KEN for Kenya. The list of countries names them all."),
    )


def parts_later(view: View, iso3: str) -> tuple[Section, ...]:
    """Where the parts stand on the country's page: a link to each, which a script replaces by the part itself."""
    say = view.say
    headings: Mapping[str, Markup] = {
        "need": say.text("How great is the need, and does cooperation reach it?"),
        "equality": say.text("How equal is its cooperation?"),
        "items": say.text("What was given and received, by item?"),
    }
    return tuple(
        Section(
            anchor=part,
            heading=heading,
            extra={"later": replace(view.asked, path=f"/country/{iso3}/{part}", whole="").address()},
        )
        for part, heading in headings.items()
    )
