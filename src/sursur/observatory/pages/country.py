"""One country: what it gives and what it receives, with whom, in which forms, and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sursur.observatory.agreements import country_agreements, initiatives_section
from sursur.observatory.country.flows import given_and_received, lead, map_section, sides_of, years_section
from sursur.observatory.country.profile import profile_section
from sursur.observatory.country.similar import similar_section
from sursur.observatory.country.sources import sources_section
from sursur.observatory.fields import field_sections
from sursur.observatory.memberships import membership_section
from sursur.observatory.pages.country_part import country_of, parts_later
from sursur.observatory.pages.page import Page
from sursur.observatory.partners import partners_section
from sursur.observatory.promise import promise_section
from sursur.observatory.totals import accounting
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPage(Page):
    template: ClassVar[str] = "subject.html"
    kicker: str


def build_country(view: View, code: str) -> CountryPage:
    """Raises NotFoundError for what is no ISO 3166-1 alpha-3 code."""
    iso3 = country_of(view, code)
    name = view.say.country(iso3)
    sides = sides_of(view, iso3)
    both = given_and_received(view, iso3)
    return CountryPage(
        title=name,
        kicker=view.say.text("What does %(country)s give and receive?", country=name),
        lead=lead(view, iso3, both),
        sections=(
            *map_section(view, iso3),
            years_section(view, iso3, both),
            partners_section(view, iso3, "provider"),
            partners_section(view, iso3, "recipient"),
            *field_sections(view, sides),
            *parts_later(view, iso3),
            *promise_section(view, iso3),
            profile_section(view, iso3),
            similar_section(view, iso3),
            membership_section(view, iso3),
            country_agreements(view, iso3),
            initiatives_section(view, iso3),
            sources_section(view, sides),
            *accounting(view, *(side.choice for side in sides)),
        ),
    )
