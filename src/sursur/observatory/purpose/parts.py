"""The sections that the pages of sectors, goals and crises share."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.charts.world_map import WorldMap, class_bounds
from sursur.observatory.choosing import Choice
from sursur.observatory.maps import area_places, boundaries, turn
from sursur.observatory.parts import Section
from sursur.observatory.purpose.subjects import COLUMNS, Kind, Purpose, none_told
from sursur.observatory.rankings import Ranking, Wanted, rank
from sursur.observatory.series import Side, series
from sursur.observatory.totals import accounting
from sursur.observatory.turns import turns
from sursur.observatory.view import View, without_value
from sursur.reference.shapes import load_world


def purpose_lead(view: View, purpose: Purpose) -> tuple[Markup, ...]:
    """The sum with its years, its share of all that tells a purpose of the kind, and how much does."""
    say, total = view.say, view.total(purpose.narrowed(view.filter()))
    if not total.flows:
        return none_told(view, purpose.kind) if not is_told(view, purpose.kind) else (nothing_here(view),)
    given = say.text(
        "%(usd)s is on record for it in %(years)s, to our knowledge.",
        usd=view.linked_money(total.usd, view.asked.rows(**purpose.fixed)),
        years=view.period(),
    )
    return (given, *known_share(view, purpose.kind), *without_value(view, total))


def nothing_here(view: View) -> Markup:
    return view.say.text("No source in this release reports flows for it in these years and forms.")


def is_told(view: View, kind: Kind) -> bool:
    """Whether any counted flow of the release tells a purpose of the kind, in whatever year and form."""
    return any(found.key[0] for found in view.sums((COLUMNS[kind],), Choice(stage=view.asked.stage)))


def known_share(view: View, kind: Kind) -> tuple[Markup, ...]:
    """How many of all flows of these years and forms tell a purpose of the kind, and how much of their money."""
    say, every = view.say, view.total(view.filter())
    told = [found for found in view.sums((COLUMNS[kind],), view.filter()) if found.key[0]]
    if not every.flows or not told:
        return ()
    values = {"share": say.percent(sum(found.flows for found in told) / every.flows)}
    usd = sum((found.usd or Decimal(0) for found in told), Decimal(0))
    values["money"] = say.percent(usd / every.usd) if every.usd and every.usd > 0 else say.percent(0)
    texts = {
        "sector": say.text(
            "A sector is known for %(share)s of all flows of these years, with %(money)s of their money; "
            "for the others no source tells it.",
            **values,
        ),
        "goal": say.text(
            "A goal is known for %(share)s of all flows of these years, with %(money)s of their money; "
            "for the others no source tells it, nor a sector that would lead to one.",
            **values,
        ),
        "crisis": say.text(
            "A crisis is named by %(share)s of all flows of these years, with %(money)s of their money.", **values
        ),
    }
    return (texts[kind],)


def purpose_sections(view: View, purpose: Purpose) -> tuple[Section, ...]:
    """Map, recipients, providers and years; nothing where no flow is for it in these years and forms."""
    choice = purpose.narrowed(view.filter())
    if not view.total(choice).flows:
        return ()
    received = _ranked(view, purpose, "recipient")
    return (
        _map_section(view, received),
        _party_section(view, purpose, received, "recipient"),
        _party_section(view, purpose, _ranked(view, purpose, "provider"), "provider"),
        _years_section(view, purpose),
    )


def purpose_counting(view: View, purpose: Purpose) -> tuple[Section, ...]:
    return accounting(view, purpose.narrowed(view.filter()))


def _ranked(view: View, purpose: Purpose, by: str) -> Ranking:
    unit = view.money_unit()
    caption = (
        view.say.text("Providers, %(unit)s", unit=unit)
        if by == "provider"
        else view.say.text("Recipients, %(unit)s", unit=unit)
    )
    choice = purpose.narrowed(view.filter())
    return rank(view, Wanted(f"{by}s", (by,), caption, choice, dict(purpose.fixed)))


def _map_section(view: View, received: Ranking) -> Section:
    heading = view.say.text("Where does it go?")
    values = {entry.key[0]: entry.usd for entry in received.entries if entry.key[0]}
    bounds = class_bounds({code: usd for code, usd in values.items() if view.library.is_country(code)})
    forms = {form for entry in received.entries for form in entry.by_form}
    ramp = next(iter(forms)) if len(forms) == 1 else "mixed"
    drawn = WorldMap(
        heading, ramp, area_places(view, values, bounds), bounds, (), load_world(), south_up=view.asked.south_up
    )
    return Section(
        anchor="map",
        heading=heading,
        sentences=_first_three(view, received),
        picture=drawn,
        picture_kind="map",
        switches=((turn(view, "map"),),),
        notes=(boundaries(view),),
    )


def _first_three(view: View, ranking: Ranking) -> tuple[Markup, ...]:
    top = [entry for entry in ranking.entries if entry.key[0] and entry.usd][:3]
    if not top or ranking.total <= 0:
        return ()
    share = sum((entry.usd or Decimal(0) for entry in top), Decimal(0)) / ranking.total
    return (
        view.say.plural(
            "%(names)s comes first, with %(share)s of the sum.",
            "%(names)s come first, with %(share)s of the sum.",
            len(top),
            names=view.say.list([view.party(entry.key[0]) for entry in top]),
            share=view.say.percent(share),
        ),
    )


def _party_section(view: View, purpose: Purpose, ranking: Ranking, by: str) -> Section:
    say = view.say
    return Section(
        anchor=f"{by}s",
        heading=say.text("Who gives most?") if by == "provider" else say.text("Who receives most?"),
        sentences=_first_three(view, ranking) if by == "provider" else (),
        picture=ranking.bars,
        picture_kind="bars",
        counted=view.counted(),
        table=ranking.table,
        downloads=view.downloads(f"{by}s"),
        sources=view.sources(purpose.narrowed(view.filter())),
    )


def _years_section(view: View, purpose: Purpose) -> Section:
    say, choice = view.say, purpose.narrowed(view.filter())
    heading = say.text("How did it change over the years?")
    caption = say.text("By year and form, %(unit)s", unit=view.money_unit())
    side = Side("", str(say.text("All providers")), choice, dict(purpose.fixed))
    found = series(view, "years", str(heading), str(caption), (side,))
    return Section(
        anchor="years",
        heading=heading,
        sentences=turns(view, (choice,)).sentences,
        picture=found.columns,
        picture_kind="columns",
        choices=view.form_choices(replace(choice, forms=())),
        counted=view.counted(),
        table=found.table,
        downloads=view.downloads("years"),
        sources=view.sources(choice),
    )
