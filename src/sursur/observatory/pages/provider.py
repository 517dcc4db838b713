"""One international organisation as a provider: what it gives, to whom, when, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from markupsafe import Markup

from sursur.errors import NotFoundError
from sursur.observatory.charts.world_map import WorldMap, class_bounds
from sursur.observatory.choosing import Choice
from sursur.observatory.fields import field_sections
from sursur.observatory.maps import area_places, boundaries, turn
from sursur.observatory.pages.groups import today
from sursur.observatory.pages.page import Page
from sursur.observatory.pages.record import items_section
from sursur.observatory.parts import Link, Section
from sursur.observatory.rankings import Ranking, Wanted, rank
from sursur.observatory.series import Series, Side, series
from sursur.observatory.totals import accounting
from sursur.observatory.turns import turns
from sursur.observatory.view import View, without_value
from sursur.observatory.words import shown_form
from sursur.reference.knowledge import initiative_organisations
from sursur.reference.shapes import load_world


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPage(Page):
    template: ClassVar[str] = "subject.html"
    kicker: Markup


def build_provider(view: View, organisation_id: str) -> ProviderPage:
    """Raises NotFoundError for an organisation that the release does not name."""
    name = view.library.organisation_names.get(organisation_id)
    if name is None:
        raise NotFoundError(
            view.say.text("There is no organisation “%(id)s”.", id=organisation_id),
            repair=view.say.text("The list of countries and organisations names all that give."),
        )
    choice = replace(view.filter(), providers=frozenset({organisation_id}))
    side = Side("", view.say.text("Given"), choice, {"provider": organisation_id})
    caption = view.say.text("Given by year and form, %(unit)s", unit=view.money_unit())
    over_years = series(view, "years", view.say.text("Given by year"), caption, (side,))
    flows = (
        (
            *_recipients(view, organisation_id, choice),
            _years(view, over_years, side),
            *field_sections(view, (side,)),
            *accounting(view, choice),
        )
        if over_years.by_side[""]
        else ()
    )
    return ProviderPage(
        title=name,
        kicker=_kind(view, organisation_id),
        lead=_lead(view, organisation_id, choice),
        sections=(*flows, *_owners(view, organisation_id), *_initiatives(view, organisation_id)),
    )


def _kind(view: View, organisation_id: str) -> Markup:
    row = view.library.organisations.get(organisation_id)
    return view.say.word(row["kind"]) if row else view.say.text("Organisation")


def _lead(view: View, organisation_id: str, choice: Choice) -> tuple[Markup, ...]:
    say, total = view.say, view.total(choice)
    if not total.flows:
        return (say.text("No source in this release reports what it gives in these years."),)
    given = say.text(
        "It gave %(usd)s in %(years)s, to our knowledge.",
        usd=view.linked_money(total.usd, view.asked.rows(provider=organisation_id)),
        years=view.period(),
    )
    return (given, *without_value(view, total))


def _recipients(view: View, organisation_id: str, choice: Choice) -> tuple[Section, ...]:
    say = view.say
    caption = say.text("Recipients, %(unit)s", unit=view.money_unit())
    ranking = rank(view, Wanted("recipients", ("recipient",), caption, choice, {"provider": organisation_id}))
    heading = say.text("To whom does it give?")
    drawn = Section(
        anchor="map",
        heading=heading,
        picture=_map(view, ranking, heading),
        picture_kind="map",
        switches=((turn(view, "map"),),),
        notes=(boundaries(view),),
    )
    bars = Section(
        anchor="recipients",
        heading=say.text("Who receives most?"),
        picture=ranking.bars,
        picture_kind="bars",
        counted=view.counted(),
        table=ranking.table,
        downloads=view.downloads("recipients"),
        sources=view.sources(choice),
    )
    return (drawn, bars)


def _map(view: View, ranking: Ranking, title: str) -> WorldMap:
    values: dict[str, Decimal | None] = {entry.key[0]: entry.usd for entry in ranking.entries if entry.key[0]}
    bounds = class_bounds({code: usd for code, usd in values.items() if view.library.is_country(code)})
    forms = {shown_form(form) for entry in ranking.entries for form in entry.by_form}
    ramp = next(iter(forms)) if len(forms) == 1 else "mixed"
    return WorldMap(
        title, ramp, area_places(view, values, bounds), bounds, (), load_world(), south_up=view.asked.south_up
    )


def _years(view: View, over_years: Series, side: Side) -> Section:
    say = view.say
    changes = turns(view, (side.choice,))
    return Section(
        anchor="years",
        heading=say.text("How did it change over the years?"),
        sentences=changes.sentences,
        picture=over_years.columns,
        picture_kind="columns",
        counted=view.counted(),
        table=over_years.table,
        downloads=view.downloads("years"),
        sources=view.sources(side.choice),
    )


def _owners(view: View, organisation_id: str) -> tuple[Section, ...]:
    """Members today, where they are recorded as a group."""
    groups = {each.group_id for each in initiative_organisations() if each.organisation_id == organisation_id}
    sections: list[Section] = []
    for group_id in sorted(groups - {""}):
        members = [row for row in view.library.standing(group_id, today()) if row["status"] == "member"]
        page = view.asked.address(f"/group/{group_id}")
        sentence = view.say.plural(
            "%(count)s country is a member today, to our knowledge.",
            "%(count)s countries are members today, to our knowledge.",
            len(members),
        )
        sections.append(
            Section(
                anchor="members",
                heading=view.say.text("Whose is it?"),
                sentences=(sentence,),
                counted=(Link(view.say.text("its members with their dates"), page),),
            )
        )
    return tuple(sections)


def _initiatives(view: View, organisation_id: str) -> tuple[Section, ...]:
    initiatives = view.library.records.initiatives
    rows = [
        initiatives[each.initiative_id]
        for each in initiative_organisations()
        if each.organisation_id == organisation_id and each.initiative_id in initiatives
    ]
    return items_section(view, "initiatives", view.say.text("What is known of it?"), "initiative", rows)
