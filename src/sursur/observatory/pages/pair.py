"""Two countries: what each gave the other, in which forms and for what, and what else binds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from markupsafe import Markup

from sursur.observatory.agreements import pair_agreements
from sursur.observatory.arriving import Later
from sursur.observatory.choosing import Choice
from sursur.observatory.fields import field_sections
from sursur.observatory.measured import measure_page
from sursur.observatory.pages.page import Page
from sursur.observatory.pair.assembly import assembly_section
from sursur.observatory.pair.codes import Pair, read_pair, sides_of
from sursur.observatory.pair.ties import groups_section, initiatives_of_both
from sursur.observatory.pair.trade import trade_section
from sursur.observatory.parts import Cell, Column, Link, Row, Section, Table
from sursur.observatory.series import Series, Side, series
from sursur.observatory.totals import accounting
from sursur.observatory.turns import turns
from sursur.observatory.view import View, without_value


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage(Page):
    template: ClassVar[str] = "subject.html"
    arrives: ClassVar[bool] = True
    kicker: Markup


def build_pair(view: View, key: str) -> PairPage:
    """Raises NotFoundError for a key that does not name two countries (`sursur.observatory.pairs.read_pair`)."""
    pair, say = read_pair(view, key), view.say
    sides = sides_of(view, pair)
    both = _both(view, sides)
    return PairPage(
        title=say.list([say.country(code) for code in pair.codes]),
        kicker=say.text("What do they give each other, and what binds them?"),
        lead=_lead(view, pair, both),
        sections=Later(
            lambda: _flows(view, pair, sides, both) if any(both.by_side.values()) else (),
            lambda: (groups_section(view, pair), pair_agreements(view, *pair.codes), initiatives_of_both(view, pair)),
            lambda: trade_section(view, pair),
            lambda: assembly_section(view, pair),
            lambda: accounting(view, *(side.choice for side in sides)),
        ),
    )


def _flows(view: View, pair: Pair, sides: tuple[Side, Side], both: Series) -> Iterator[Section]:
    yield _years(view, sides, both)
    yield _shares(view, pair, both)
    yield from field_sections(view, sides)


def _both(view: View, sides: tuple[Side, Side]) -> Series:
    there, back = sides
    title = view.say.text("%(above)s above the line, %(below)s below", above=there.label, below=back.label)
    caption = view.say.text("In both directions by year and form, %(unit)s", unit=view.money_unit())
    return series(view, "years", str(title), str(caption), sides)


# -- first words -----------------------------------------------------------------------------------------------------


def _lead(view: View, pair: Pair, both: Series) -> tuple[Markup, ...]:
    say = view.say
    if not any(both.by_side.values()):
        return (say.text("No source in this release reports flows between the two in these years."),)
    told = [_direction(view, side, both) for side in sides_of(view, pair)]
    period = say.text("Counted over %(years)s, to our knowledge.", years=view.period())
    unvalued = (line for side in sides_of(view, pair) for line in without_value(view, view.total(side.choice)))
    return (*told, period, *_answered(view, both), *unvalued)


def _direction(view: View, side: Side, both: Series) -> Markup:
    """Not reported is not none."""
    if not both.by_side[side.name]:
        return view.say.text("%(direction)s: not reported.", direction=side.label)
    usd = view.linked_money(both.total(side.name), view.asked.rows(**side.fixed))
    return view.say.text("%(direction)s: %(usd)s.", direction=side.label, usd=usd)


def _answered(view: View, both: Series) -> tuple[Markup, ...]:
    """How much of all was matched: twice the smaller sum by both sums, as the measure of reciprocity has it."""
    sums = [both.total(name) for name in both.by_side]
    if not all(both.by_side.values()):
        return (view.say.text("To our knowledge it flows one way only."),)
    if min(sums) < 0 or sum(sums) <= 0:
        return ()
    share = 2 * min(sums) / sum(sums, Decimal(0))
    return (
        view.say.text(
            "It flows both ways; %(share)s of it was answered by as much the other way.", share=view.say.percent(share)
        ),
    )


# -- flows -----------------------------------------------------------------------------------------------------------


def _years(view: View, sides: tuple[Side, Side], both: Series) -> Section:
    choices = tuple(side.choice for side in sides)
    pair = ",".join(side.fixed["provider"] for side in sides)
    measure = Link(view.say.text("reciprocity as a measure"), measure_page(view, "reciprocity", countries=pair))
    return Section(
        anchor="years",
        heading=view.say.text("How did it change over the years?"),
        sentences=turns(view, choices).sentences,
        picture=both.columns,
        picture_kind="columns",
        choices=view.form_choices(*choices),
        counted=(*view.counted(), measure),
        table=both.table,
        downloads=view.downloads("years"),
        sources=view.sources(*choices),
    )


def _shares(view: View, pair: Pair, both: Series) -> Section:
    """What the pair is of all that the one gave and of all that the other received."""
    say = view.say
    return Section(
        anchor="shares",
        heading=say.text("How much of the whole is it for each?"),
        sentences=tuple(_share_in_words(view, side, both) for side in sides_of(view, pair) if both.by_side[side.name]),
        table=Table(
            name="shares",
            caption=say.text("Each direction as a share of all that its provider gave and its recipient received"),
            columns=(
                Column("provider", say.text("Provider")),
                Column("recipient", say.text("Recipient")),
                Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
                Column("share_of_given", say.text("Of all that the provider gave"), "share"),
                Column("share_of_received", say.text("Of all that the recipient received"), "share"),
            ),
            rows=tuple(_share(view, side, both) for side in sides_of(view, pair)),
        ),
        counted=view.counted(),
        downloads=view.downloads("shares"),
    )


def _share_in_words(view: View, side: Side, both: Series) -> Markup:
    *_, given, received = _share(view, side, both)
    return view.say.text(
        "%(direction)s: %(given)s of all that the provider gave, %(received)s of all that the recipient received.",
        direction=side.label,
        given=given.text,
        received=received.text,
    )


def _share(view: View, side: Side, both: Series) -> Row:
    usd = both.total(side.name) if both.by_side[side.name] else None
    given = replace(side.choice, recipients=None)
    received = replace(side.choice, providers=None)
    return (
        view.party_cell(side.fixed["provider"]),
        view.party_cell(side.fixed["recipient"]),
        view.money_cell(usd, view.asked.rows(**side.fixed) if usd is not None else ""),
        _percent(view, usd, given),
        _percent(view, usd, received),
    )


def _percent(view: View, usd: Decimal | None, whole: Choice) -> Cell:
    total = view.total(whole).usd
    if usd is None or total is None or total <= 0:
        return Cell(None, "\N{EN DASH}")
    return Cell(round(usd / total, 6), view.say.percent(usd / total))
