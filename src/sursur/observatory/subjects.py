"""What a page can be about, and how an address names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fastapi import Request

from sursur.errors import NotFoundError
from sursur.observatory.language import LANGUAGES
from sursur.observatory.pages.about import build_about
from sursur.observatory.pages.activity import build_activity
from sursur.observatory.pages.calendar import build_calendar
from sursur.observatory.pages.countries import build_countries
from sursur.observatory.pages.country import build_country
from sursur.observatory.pages.crisis import build_crisis
from sursur.observatory.pages.event import build_event
from sursur.observatory.pages.fields import build_crises, build_goals, build_sectors
from sursur.observatory.pages.gap_views import build_gap_view
from sursur.observatory.pages.gaps import build_gaps
from sursur.observatory.pages.goal import build_goal
from sursur.observatory.pages.group import build_group
from sursur.observatory.pages.groups import build_groups
from sursur.observatory.pages.initiative import build_initiative
from sursur.observatory.pages.instrument import build_instrument
from sursur.observatory.pages.knowledge import build_knowledge
from sursur.observatory.pages.measures import build_measures
from sursur.observatory.pages.methods import build_methods
from sursur.observatory.pages.offline import build_offline
from sursur.observatory.pages.page import Page
from sursur.observatory.pages.pair import build_pair
from sursur.observatory.pages.provider import build_provider
from sursur.observatory.pages.sector import build_sector
from sursur.observatory.pages.source import build_source
from sursur.observatory.pages.sources import build_sources
from sursur.observatory.pages.world import build_world
from sursur.observatory.parts import Section
from sursur.observatory.rendering import view_of
from sursur.observatory.view import View
from sursur.sentences import Sentence, Several

PLAIN_PAGES: dict[str, Callable[[View], Page]] = {
    "": build_world,
    "countries": build_countries,
    "groups": build_groups,
    "sectors": build_sectors,
    "goals": build_goals,
    "crises": build_crises,
    "gaps": build_gaps,
    "sources": build_sources,
    "knowledge": build_knowledge,
    "calendar": build_calendar,
    "measures": build_measures,
    "methods": build_methods,
    "about": build_about,
    "offline": build_offline,
}
"""Pages without a subject in their address."""

SUBJECTS: dict[str, Callable[[View, str], Page]] = {
    "activity": build_activity,
    "country": build_country,
    "group": build_group,
    "pair": build_pair,
    "source": build_source,
    "provider": build_provider,
    "instrument": build_instrument,
    "event": build_event,
    "initiative": build_initiative,
    "sector": build_sector,
    "goal": build_goal,
    "crisis": build_crisis,
    "gaps": build_gap_view,
}
"""Pages with a subject: country/KEN."""


def view_at(request: Request, code: str) -> View:
    require_language(request, code)
    return view_of(request)


def require_language(request: Request, code: str) -> None:
    if code not in LANGUAGES:
        raise NotFoundError(
            Sentence("There is no page '%(path)s'.", path=request.url.path),
            repair=Sentence("Languages: %(languages)s.", languages=Several(LANGUAGES)),
        )


def looking_at(view: View, path: str) -> View:
    """The view of a page, from the address of one of its pictures."""
    return replace(view, asked=replace(view.asked, path=path))


def plain_page(name: str) -> Callable[[View], Page]:
    """A page by its name; the page of the world has none."""
    if name not in PLAIN_PAGES:
        raise NotFoundError(Sentence("There is no page '%(name)s'.", name=name))
    return PLAIN_PAGES[name]


def subject_of(name: str) -> Callable[[View, str], Page]:
    if name not in SUBJECTS:
        raise NotFoundError(Sentence("There is no page '%(name)s'.", name=name))
    return SUBJECTS[name]


def table_named(page: Page, name: str) -> Section:
    section = page.section(name)
    if section is None:
        raise NotFoundError(Sentence("The page has no table '%(name)s'.", name=name))
    return section
