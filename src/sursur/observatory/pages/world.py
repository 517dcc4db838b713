"""The world: who works with whom, over the years, in which forms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from markupsafe import Markup

from sursur.observatory.charts.world_map import WorldMap, class_bounds
from sursur.observatory.choosing import Choice, Sum
from sursur.observatory.maps import arc_map, arc_sentence, area_places, boundaries, turn
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Link, Section
from sursur.observatory.rankings import Ranking, Wanted, label, rank
from sursur.observatory.series import Side, series
from sursur.observatory.totals import accounting
from sursur.observatory.turns import turns
from sursur.observatory.view import View, without_value
from sursur.observatory.words import SOUTHERN_FORMS
from sursur.reference.shapes import load_world


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldPage(Page):
    template: ClassVar[str] = "world.html"
    description: str = ""


def build_world(view: View) -> WorldPage:
    choice = view.filter()
    corridors = _corridors(view, choice)
    return WorldPage(
        title=view.say.text("Who works with whom?"),
        lead=_lead(view, choice),
        sections=(
            _map_section(view, choice, corridors),
            _years_section(view, choice),
            _corridor_section(view, corridors),
            *accounting(view, choice),
        ),
    )


def _lead(view: View, choice: Choice) -> tuple[Markup, ...]:
    say, total = view.say, view.total(choice)
    if not total.flows:
        return (say.text("No source in this release reports flows of these forms in these years."),)
    answer = say.text(
        "%(usd)s of cooperation is on record for %(years)s, to our knowledge: %(forms)s.",
        usd=view.linked_money(total.usd, view.asked.rows()),
        forms=say.list([say.form(form) for form in view.asked.chosen_forms]),
        years=view.period(),
    )
    shares = (*_share_of_all(view, choice, total.usd), *_first_on_both_sides(view, choice, total.usd))
    return (answer, *shares, *without_value(view, total))


def _share_of_all(view: View, choice: Choice, usd: Decimal | None) -> tuple[Markup, ...]:
    every = view.total(replace(choice, forms=()))
    if not every.usd or every.usd <= 0 or usd is None:
        return ()
    share = view.say.percent(usd / every.usd)
    return (view.say.text("That is %(share)s of all flows that this release counts.", share=share),)


def _first_on_both_sides(view: View, choice: Choice, usd: Decimal | None) -> tuple[Markup, ...]:
    """Who gives most and who receives most, among those that have a name."""
    provider, recipient = _largest(view, choice, "provider"), _largest(view, choice, "recipient")
    if not usd or usd <= 0 or not provider or not recipient:
        return ()
    return (
        view.say.text(
            "%(provider)s gave most, %(given)s of the sum; %(recipient)s received most, %(received)s.",
            provider=_linked_party(view, provider.key[0]),
            given=view.say.percent((provider.usd or 0) / usd),
            recipient=_linked_party(view, recipient.key[0]),
            received=view.say.percent((recipient.usd or 0) / usd),
        ),
    )


def _largest(view: View, choice: Choice, side: str) -> Sum | None:
    found = view.sums((side,), choice)
    return next((each for each in found if each.key[0] and each.usd and each.usd > 0), None)


def _linked_party(view: View, code: str) -> Markup:
    name, page = view.party(code), view.party_page(code)
    return Markup('<a href="{}">{}</a>').format(page, name) if page else Markup("<bdi>{}</bdi>").format(name)


# -- the map -------------------------------------------------------------------------------------------------------


def _map_section(view: View, choice: Choice, corridors: Ranking) -> Section:
    asked = view.asked
    by = "provider" if asked.view == "given" else "recipient"
    unit = view.money_unit()
    caption = (
        view.say.text("Providers, %(unit)s", unit=unit)
        if by == "provider"
        else view.say.text("Recipients, %(unit)s", unit=unit)
    )
    ranking = rank(view, Wanted("countries", (by,), caption, choice, {}))
    drawn, sentence = _arcs(view, corridors) if asked.view == "flows" else _area_map(view, ranking)
    return Section(
        anchor="map",
        heading=_map_caption(view),
        sentences=(sentence,) if sentence else (),
        picture=drawn,
        picture_kind="map",
        choices=view.form_choices(choice),
        switches=(_view_switch(view), (turn(view, "map"),)),
        notes=(boundaries(view),),
        counted=view.counted(),
        table=ranking.table,
        downloads=view.downloads("countries"),
        sources=view.sources(choice),
    )  # fmt: skip


def _map_caption(view: View) -> Markup:
    say = view.say
    if view.asked.view == "given":
        return say.text("Who gives?")
    return say.text("Where do the largest flows go?") if view.asked.view == "flows" else say.text("Who receives?")


def _view_switch(view: View) -> tuple[Link, ...]:
    say, asked = view.say, view.asked
    names = {"received": say.text("Received"), "given": say.text("Given"), "flows": say.text("Flows")}
    return tuple(Link(name, asked.address(view=key, anchor="map"), asked.view == key) for key, name in names.items())


def _area_map(view: View, ranking: Ranking) -> tuple[WorldMap, Markup | None]:
    values = {entry.key[0]: entry.usd for entry in ranking.entries}
    bounds = class_bounds({code: usd for code, usd in values.items() if view.library.is_country(code or "")})
    chosen = view.asked.chosen_forms
    drawn = WorldMap(
        title=_map_caption(view),
        ramp=_ramp(chosen),
        places=area_places(view, values, bounds),
        bounds=bounds,
        arcs=(),
        world=load_world(),
        south_up=view.asked.south_up,
    )
    return drawn, _first_three(view, ranking)


def _ramp(forms: tuple[str, ...]) -> str:
    """The colour of a single form; of the South where every form is led by it; ink for any other mixture."""
    if len(forms) == 1:
        return forms[0]
    return "south_south" if set(forms) <= set(SOUTHERN_FORMS) else "mixed"


def _first_three(view: View, ranking: Ranking) -> Markup | None:
    top = [entry for entry in ranking.entries if entry.key[0] and entry.usd][:3]
    if len(top) < 3 or ranking.total <= 0:
        return None
    share = sum((entry.usd or Decimal(0) for entry in top), Decimal(0)) / ranking.total
    return view.say.text(
        "%(names)s come first, with %(share)s of the sum.",
        names=view.say.list([view.party(entry.key[0]) for entry in top]),
        share=view.say.percent(share),
    )


def _arcs(view: View, corridors: Ranking) -> tuple[WorldMap, Markup | None]:
    drawn = arc_map(view, corridors.entries, _map_caption(view))
    return drawn, arc_sentence(view, drawn, corridors.entries) if drawn.arcs else None


# -- years and corridors ---------------------------------------------------------------------------------------------


def _years_section(view: View, choice: Choice) -> Section:
    say = view.say
    heading = say.text("How did it change over the years?")
    found = series(view, "years", heading, say.text("By year and form, %(unit)s", unit=view.money_unit()),
                   (Side("", say.text("All providers"), choice, {}),))  # fmt: skip
    totals = {year: sum(forms.values(), Decimal(0)) for year, forms in found.by_side[""].items()}
    sentences = []
    if totals:
        peak = max(totals, key=lambda year: (totals[year], -year))
        usd = view.linked_money(totals[peak], view.asked.rows(**{"from": peak, "to": peak}))
        sentences.append(say.text("The largest year on record is %(year)s, with %(usd)s.", year=peak, usd=usd))
    sentences += turns(view, (choice,)).sentences
    return Section(
        anchor="years",
        heading=heading,
        sentences=tuple(sentences),
        picture=found.columns,
        picture_kind="columns",
        choices=view.form_choices(choice),
        counted=view.counted(),
        table=found.table,
        downloads=view.downloads("years"),
        sources=view.sources(choice),
    )


def _corridors(view: View, choice: Choice) -> Ranking:
    caption = view.say.text("Corridors, %(unit)s", unit=view.money_unit())
    return rank(view, Wanted("corridors", ("provider", "recipient"), caption, choice, {}))


def _corridor_section(view: View, corridors: Ranking) -> Section:
    say = view.say
    top = next((entry for entry in corridors.entries if entry.usd), None)
    sentences: tuple[Markup, ...] = ()
    if top and top.usd and corridors.total > 0:
        sentences = (
            say.text(
                "%(corridor)s is the largest corridor: %(usd)s, %(share)s of the sum.",
                corridor=label(view, top.key),
                usd=view.linked_money(top.usd, view.asked.rows(provider=top.key[0], recipient=top.key[1])),
                share=say.percent(top.usd / corridors.total),
            ),
        )
    return Section(
        anchor="corridors",
        heading=say.text("Which corridors are the largest?"),
        sentences=sentences,
        picture=corridors.bars,
        picture_kind="bars",
        counted=view.counted(),
        table=corridors.table,
        downloads=view.downloads("corridors"),
        sources=view.sources(view.filter()),
    )
