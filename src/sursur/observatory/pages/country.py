"""One country: what it gives and what it receives, with whom, in which forms, and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from markupsafe import Markup

from sursur.errors import NotFoundError
from sursur.observatory.agreements import country_agreements, initiatives_section
from sursur.observatory.choosing import Choice
from sursur.observatory.fields import field_sections
from sursur.observatory.maps import arc_map, arc_sentence, boundaries, turn
from sursur.observatory.memberships import membership_section
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Section
from sursur.observatory.profile import profile_section
from sursur.observatory.promise import promise_section
from sursur.observatory.rankings import Ranking, Wanted, rank
from sursur.observatory.series import Series, Side, series
from sursur.observatory.totals import accounting
from sursur.observatory.turns import turns
from sursur.observatory.view import View
from sursur.observatory.words import SOUTHERN_FORMS

TO_THE_SOUTH = ("south_south", "triangular", "north_south")
"""Forms in which a country gives to a recipient of the South, wherever it lies itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPage(Page):
    template: ClassVar[str] = "subject.html"
    kicker: str


def build_country(view: View, code: str) -> CountryPage:
    """Raises NotFoundError for what is no ISO 3166-1 alpha-3 code."""
    iso3 = code.upper()
    if not view.library.is_country(iso3):
        raise NotFoundError(
            view.say.text("There is no country with the code “%(code)s”.", code=code),
            repair=view.say.text(
                "A code has three letters, such as KEN for Kenya. The list of countries names them all."
            ),
        )
    name = view.say.country(iso3)
    both = _both(view, iso3)
    return CountryPage(
        title=name,
        kicker=view.say.text("What does %(country)s give and receive?", country=name),
        lead=_lead(view, iso3, both),
        sections=(
            *_map_section(view, iso3),
            _flow_section(view, iso3, both),
            _partners(view, iso3, "provider"),
            _partners(view, iso3, "recipient"),
            *field_sections(view, _sides(view, iso3)),
            *promise_section(view, iso3),
            profile_section(view, iso3),
            membership_section(view, iso3),
            country_agreements(view, iso3),
            initiatives_section(view, iso3),
            *accounting(view, *(side.choice for side in _sides(view, iso3))),
        ),
    )


def _sides(view: View, iso3: str) -> tuple[Side, Side]:
    party = frozenset({iso3})
    given = replace(view.filter(), providers=party)
    received = replace(view.filter(), recipients=party)
    return (
        Side("given", view.say.text("Given"), given, {"provider": iso3}),
        Side("received", view.say.text("Received"), received, {"recipient": iso3}, below=True),
    )


def _both(view: View, iso3: str) -> Series:
    caption = view.say.text("Given and received by year and form, %(unit)s", unit=view.money_unit())
    return series(view, "years", view.say.text("Given above the line, received below"), caption, _sides(view, iso3))


def _lead(view: View, iso3: str, both: Series) -> tuple[Markup, ...]:
    say = view.say
    if not both.by_side["given"] and not both.by_side["received"]:
        return (say.text("No source in this release reports flows from or to this country in these years."),)
    given, received = both.total("given"), both.total("received")
    sentences = [_both_ways(view, iso3, both)]
    if received > 0:
        south = _summed(both, "received", SOUTHERN_FORMS)
        sentences.append(
            say.text("%(share)s of what it received came from the South.", share=say.percent(south / received))
        )
    if given > 0:
        share = _summed(both, "given", TO_THE_SOUTH) / given
        sentences.append(say.text("%(share)s of what it gave went to the South.", share=say.percent(share)))
    return tuple(sentences)


def _both_ways(view: View, iso3: str, both: Series) -> Markup:
    """Not reported is not none."""
    say = view.say
    values = {
        "country": say.country(iso3),
        "received": view.linked_money(both.total("received"), view.asked.rows(recipient=iso3)),
        "given": view.linked_money(both.total("given"), view.asked.rows(provider=iso3)),
        "years": view.period(),
    }
    if not both.by_side["given"]:
        return say.text(
            "%(country)s received %(received)s in %(years)s, to our knowledge. What it gave is not reported.", **values
        )
    if not both.by_side["received"]:
        return say.text(
            "%(country)s gave %(given)s in %(years)s, to our knowledge. What it received is not reported.", **values
        )
    return say.text("%(country)s received %(received)s and gave %(given)s in %(years)s, to our knowledge.", **values)


def _summed(both: Series, side: str, forms: tuple[str, ...]) -> Decimal:
    return sum((year.get(form, Decimal(0)) for year in both.by_side[side].values() for form in forms), Decimal(0))


def _flow_section(view: View, iso3: str, both: Series) -> Section:
    say = view.say
    choices = tuple(side.choice for side in _sides(view, iso3))
    return Section(
        anchor="years",
        heading=say.text("How did it change over the years?"),
        sentences=turns(view, choices).sentences,
        picture=both.columns,
        picture_kind="columns",
        choices=view.form_choices(*choices),
        counted=view.counted(),
        table=both.table,
        downloads=view.downloads("years"),
        sources=view.sources(*choices),
    )


def _map_section(view: View, iso3: str) -> tuple[Section, ...]:
    """Its largest flows in both directions; nothing where none runs between two countries."""
    say = view.say
    entries = [
        entry
        for choice in (side.choice for side in _sides(view, iso3))
        for entry in rank(view, Wanted("", ("provider", "recipient"), "", choice, {})).entries
    ]
    drawn = arc_map(view, entries, say.text("Who works with this country?"))
    if not drawn.arcs:
        return ()
    return (
        Section(
            anchor="map",
            heading=say.text("Who works with this country?"),
            sentences=(arc_sentence(view, drawn, entries),),
            picture=drawn,
            picture_kind="map",
            switches=((turn(view, "map"),),),
            notes=(boundaries(view),),
        ),
    )


# -- partners ------------------------------------------------------------------------------------------------------


def _partners(view: View, iso3: str, by: str) -> Section:
    """The other side of its flows: who gives to it (`provider`), or who receives from it (`recipient`)."""
    say, party = view.say, frozenset({iso3})
    mine = Choice(recipients=party) if by == "provider" else Choice(providers=party)
    choice = replace(view.filter(), providers=mine.providers, recipients=mine.recipients)
    name, heading, caption, empty = (
        ("providers", say.text("Who gives to this country?"), say.text("Providers, %(unit)s", unit=view.money_unit()),
         say.text("No provider is reported."))
        if by == "provider"
        else ("recipients", say.text("Who receives from this country?"),
              say.text("Recipients, %(unit)s", unit=view.money_unit()), say.text("No recipient is reported."))
    )  # fmt: skip
    fixed = {"recipient": iso3} if by == "provider" else {"provider": iso3}
    ranking = rank(view, Wanted(name, (by,), caption, choice, fixed))
    if not ranking.entries:
        return Section(anchor=name, heading=heading, empty=empty)
    return Section(
        anchor=name,
        heading=heading,
        sentences=largest_partner(view, ranking),
        picture=ranking.bars,
        picture_kind="bars",
        counted=view.counted(),
        table=ranking.table,
        downloads=view.downloads(name),
        sources=view.sources(choice),
    )


def largest_partner(view: View, ranking: Ranking) -> tuple[Markup, ...]:
    """Who comes first, with its share of the sum, and among how many."""
    top = ranking.entries[0]
    if not top.usd or ranking.total <= 0:
        return ()
    return (
        view.say.plural(
            "%(name)s is the only one on record.",
            "%(name)s comes first among %(count)s, with %(share)s of the sum.",
            len(ranking.entries),
            name=view.party(top.key[0]),
            share=view.say.percent(top.usd / ranking.total),
        ),
    )
