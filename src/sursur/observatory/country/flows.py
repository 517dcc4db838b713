"""What a country gives and receives: in words, over the years, and on the map."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.maps import arc_map, arc_sentence, boundaries, turn
from sursur.observatory.parts import Section
from sursur.observatory.rankings import Wanted, rank
from sursur.observatory.series import Series, Side, series
from sursur.observatory.turns import turns
from sursur.observatory.view import View
from sursur.observatory.words import SOUTHERN_FORMS

TO_THE_SOUTH = ("south_south", "triangular", "north_south")
"""Forms in which a country gives to a recipient of the South, wherever it lies itself."""


def sides_of(view: View, iso3: str) -> tuple[Side, Side]:
    party = frozenset({iso3})
    given = replace(view.filter(), providers=party)
    received = replace(view.filter(), recipients=party)
    return (
        Side("given", view.say.text("Given"), given, {"provider": iso3}),
        Side("received", view.say.text("Received"), received, {"recipient": iso3}, below=True),
    )


def given_and_received(view: View, iso3: str) -> Series:
    caption = view.say.text("Given and received by year and form, %(unit)s", unit=view.money_unit())
    return series(view, "years", view.say.text("Given above the line, received below"), caption, sides_of(view, iso3))


def lead(view: View, iso3: str, both: Series) -> tuple[Markup, ...]:
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


def years_section(view: View, iso3: str, both: Series) -> Section:
    say = view.say
    choices = tuple(side.choice for side in sides_of(view, iso3))
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


def map_section(view: View, iso3: str) -> tuple[Section, ...]:
    """Its largest flows in both directions; nothing where none runs between two countries."""
    say = view.say
    entries = [
        entry
        for choice in (side.choice for side in sides_of(view, iso3))
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
