"""Who reaches the neediest, and with how much of its money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from sursur.observatory.charts.bars import Ranked, draw_bars
from sursur.observatory.gap.asking import GapAsked, span_text
from sursur.observatory.gap.parts import Records, Told, gap_section, rows_table
from sursur.observatory.parts import Cell, Column, Row
from sursur.observatory.view import MOST_SHOWN, View
from sursur.observatory.words import OTHER, SHOWN_FORMS, SOUTHERN_FORMS

HUNDRED = 100


def tell_reaching(view: View, asked: GapAsked, rows: Records, _: Mapping[str, str]) -> Told:
    say, prices = view.say, view.asked.prices
    columns = (
        Column("provider", say.text("Provider")),
        Column(f"usd_{prices}_neediest", say.text("To the neediest fifth, US$ million"), "money"),
        Column("neediest_share", say.text("of its money"), "share"),
        Column("ldc_share", say.text("To least developed countries"), "share"),
        Column(f"usd_{prices}", say.text("In all, US$ million"), "money"),
        Column("recipients", say.text("Recipients"), "count"),
        Column("neediest_reached", say.text("of them neediest"), "count"),
        Column("mean_rank", say.text("Mean rank of need"), "share"),
    )
    caption = say.text("Money to the fifth of the countries with the greatest need")
    table = rows_table(view, asked, caption, columns, (rows, lambda row: _reaching_row(view, row)))
    nobody = say.text("No flow of these forms is known to answer this need in these years.")
    section = gap_section(view, asked, table, nobody, _reaching_bars(view, asked, rows))
    return _reaching_lead(view, asked, rows), (section,)


def _reaching_lead(view: View, asked: GapAsked, rows: Records) -> tuple[Markup, ...]:
    say = view.say
    reaching = [row for row in rows if row["usd_neediest"]]
    if not reaching:
        return (
            say.text(
                "No money of these forms is known to reach the neediest fifth in %(years)s.",
                years=span_text(asked.span),
            ),
        )
    first = reaching[0]
    return (
        say.plural(
            "%(count)s provider is known to reach the neediest fifth of the countries in %(years)s.",
            "%(count)s providers are known to reach the neediest fifth of the countries in %(years)s.",
            len(reaching),
            years=span_text(asked.span),
        ),
        say.text(
            "%(name)s gives most there, %(usd)s, which is %(share)s of its money to countries whose need is known.",
            name=_provider(view, first),
            usd=say.money(first["usd_neediest"]),
            share=_percent(view, first["neediest_share"]),
        ),
    )


def _provider(view: View, row: dict[str, Any]) -> str:
    named = view.party(row["provider"])
    return named if named != row["provider"] else row["provider_name"] or named


def _reaching_bars(view: View, asked: GapAsked, rows: Records) -> object:
    """A country of the South stands in the colour of South-South, a body that the South leads in its own."""
    southern = set(asked.shown_forms) <= set(SOUTHERN_FORMS)
    drawn = [
        Ranked(
            _provider(view, row),
            view.say.money(row["usd_neediest"]),
            view.asked.rows(provider=row["provider"], **{"from": asked.span.first, "to": asked.span.last}),
            view.party_page(row["provider"]),
            {_colour(view, row["provider"]) if southern else OTHER: float(row["usd_neediest"])},
        )
        for row in rows[:MOST_SHOWN]
        if row["usd_neediest"]
    ]
    return draw_bars(drawn, tuple(SHOWN_FORMS)) if drawn else None


def _colour(view: View, provider: str) -> str:
    return "south_south" if view.library.is_country(provider) else "multilateral_south_led"


def _reaching_row(view: View, row: dict[str, Any]) -> Row:
    say, name = view.say, _provider(view, row)
    return (
        Cell(name, name, view.party_page(row["provider"])),
        view.money_cell(row["usd_neediest"]),
        Cell(_share(row["neediest_share"]), _percent(view, row["neediest_share"])),
        Cell(_share(row["ldc_share"]), _percent(view, row["ldc_share"])),
        view.money_cell(row["usd"]),
        Cell(row["recipients"], say.number(row["recipients"])),
        Cell(row["neediest_reached"], say.number(row["neediest_reached"])),
        Cell(row["mean_rank"], say.number(round(row["mean_rank"])) if row["mean_rank"] else "\N{EN DASH}"),
    )


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / HUNDRED


def _percent(view: View, percent: float | None) -> str:
    return "\N{EN DASH}" if percent is None else view.say.percent(percent / HUNDRED)
