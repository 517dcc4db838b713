"""Parts of maps that several pages share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.charts.world_map import MOST_ARCS, Place, Stream, WorldMap, draw_arcs, style_of
from sursur.observatory.parts import Link
from sursur.observatory.rankings import Entry, label
from sursur.observatory.view import View
from sursur.reference.shapes import load_world


def turn(view: View, anchor: str) -> Link:
    """The switch that puts the South up; it is remembered in the address."""
    up = view.asked.south_up
    text = view.say.text("North up") if up else view.say.text("South up")
    return Link(text, view.asked.address(south_up=not up, anchor=anchor), style="turn")


def boundaries(view: View) -> Markup:
    return view.say.text(
        "The boundaries and names shown do not imply any opinion on the legal status of a territory. "
        "Disputed borders are dashed."
    )


def country_title(view: View, code: str) -> tuple[str, str]:
    """Name of a shape and the page it leads to; areas without a country page have neither page nor name of ours."""
    if not view.library.is_country(code):
        return code, ""
    return view.say.country(code), view.party_page(code)


def area_places(view: View, values: Mapping[str, Decimal | None], bounds: tuple[Decimal, ...]) -> tuple[Place, ...]:
    """Every country with the class of its value; not reported is not none."""
    places = []
    for code, shape in load_world().countries.items():
        name, page = country_title(view, code)
        usd = values.get(code)
        told = view.say.money(usd) if usd is not None else view.say.text("not reported")
        places.append(Place(shape, style_of(usd, bounds), f"{name}: {told}", page))
    return tuple(places)


def arc_map(view: View, entries: Sequence[Entry], title: str) -> WorldMap:
    """The largest corridors as arcs over a plain world."""
    world = load_world()
    places = []
    for code, shape in world.countries.items():
        name, page = country_title(view, code)
        places.append(Place(shape, "land", name, page))
    arcs = draw_arcs(_streams(view, entries))
    return WorldMap(title, "mixed", tuple(places), (), arcs, world, view.asked.south_up)


def _streams(view: View, entries: Sequence[Entry]) -> list[Stream]:
    largest = sorted((entry for entry in entries if entry.usd and all(entry.key)), key=lambda entry: -(entry.usd or 0))
    return [
        Stream(
            provider=entry.key[0],
            recipient=entry.key[1],
            usd=float(entry.usd or 0),
            form=max(entry.by_form, key=lambda form: entry.by_form[form]),
            title=f"{label(view, entry.key)}: {view.say.money(entry.usd)}",
            href=view.pair_page(*entry.key),
        )
        for entry in largest[: 4 * MOST_ARCS]
    ]


def arc_sentence(view: View, drawn: WorldMap, entries: Sequence[Entry]) -> Markup:
    """How many flows are drawn, and which share of the sum they are."""
    total = sum(float(entry.usd or 0) for entry in entries)
    share = sum(arc.usd for arc in drawn.arcs) / total if total > 0 else 0.0
    return view.say.plural(
        "The largest flow between two countries is drawn, %(share)s of the sum.",
        "The %(count)s largest flows between two countries are drawn, %(share)s of the sum. "
        "Each is broad where it leaves and ends in a point where it arrives.",
        len(drawn.arcs),
        share=view.say.percent(share),
    )
