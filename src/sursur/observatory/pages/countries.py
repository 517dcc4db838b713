"""All countries that give or receive, by region."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.view import View
from sursur.reference.countries import load_countries


@dataclass(frozen=True, slots=True, kw_only=True)
class CountriesPage(Page):
    template: ClassVar[str] = "listing.html"


@dataclass(frozen=True, slots=True)
class _Sums:
    given: dict[str, Decimal | None]
    received: dict[str, Decimal | None]


def build_countries(view: View) -> CountriesPage:
    say, choice = view.say, view.filter()
    sums = _Sums(_by(view, "provider"), _by(view, "recipient"))
    codes = sorted((sums.given.keys() | sums.received.keys()) & view.library.countries, key=say.country)
    both = sum(1 for code in codes if _moved(sums.given, code) and _moved(sums.received, code))
    return CountriesPage(
        title=say.text("Which countries take part?"),
        lead=(
            say.plural(
                "%(count)s country gives or receives in this view; %(both)s do both.",
                "%(count)s countries give or receive in this view; %(both)s do both.",
                len(codes),
                both=say.number(both),
            ),
        ),
        sections=(
            Section(
                anchor="countries",
                heading=say.text("Countries by name"),
                choices=view.form_choices(choice),
                counted=view.counted(),
                table=_table(view, codes, sums),
                downloads=view.downloads("countries"),
                sources=view.sources(choice),
            ),
        ),
    )


def _by(view: View, side: str) -> dict[str, Decimal | None]:
    return {found.key[0]: found.usd for found in view.sums((side,), view.filter()) if found.key[0]}


def _moved(sums: dict[str, Decimal | None], code: str) -> bool:
    return bool(sums.get(code))


def _table(view: View, codes: list[str], sums: _Sums) -> Table:
    say = view.say
    return Table(
        name="countries",
        caption=say.text("Given and received, %(unit)s", unit=view.money_unit()),
        columns=(
            Column("country", say.text("Country")),
            Column("code", say.text("Code")),
            Column("region", say.text("Region")),
            Column(f"given_usd_{view.asked.prices}", say.text("Given"), "money"),
            Column(f"received_usd_{view.asked.prices}", say.text("Received"), "money"),
        ),
        rows=tuple(_row(view, code, sums) for code in codes),
    )


def _row(view: View, code: str, sums: _Sums) -> Row:
    country = load_countries()[code]
    region = view.say.region(country.subregion_code) or country.subregion
    return (
        view.party_cell(code),
        Cell(code, code),
        Cell(region, region),
        _cell(view, sums.given, code, "provider"),
        _cell(view, sums.received, code, "recipient"),
    )


def _cell(view: View, sums: dict[str, Decimal | None], code: str, side: str) -> Cell:
    if code not in sums:
        return Cell(None, view.say.text("not reported"))
    return view.money_cell(sums[code], view.asked.rows(**{side: code}))
