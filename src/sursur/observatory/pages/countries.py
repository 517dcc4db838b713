"""All countries that give or receive, by region."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from sursur.observatory.choosing import Sum
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS
from sursur.reference.countries import load_countries

SOUTH_LED = "multilateral_south_led"


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
        title=say.text("Which countries and organisations take part?"),
        framed=True,
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
            _organisations(view),
        ),
    )


def _organisations(view: View) -> Section:
    """International organisations that give, those that the South leads first, whatever forms are looked at."""
    say, choice = view.say, view.filter(())
    sums = {found.key[0]: found for found in view.sums(("provider",), choice)}
    known = [row for code, row in view.library.organisations.items() if code in sums]
    known.sort(key=lambda row: (row["kind"] != SOUTH_LED, -(sums[row["organisation_id"]].usd or 0), row["name"]))
    return Section(
        anchor="organisations",
        heading=say.text("International organisations"),
        table=Table(
            name="organisations",
            caption=say.text("Given by international organisations, %(unit)s", unit=view.money_unit()),
            columns=(
                Column("organisation", say.text("Organisation")),
                Column("kind", say.text("Kind")),
                Column(f"given_usd_{view.asked.prices}", say.text("Given"), "money"),
                Column("first_year", say.text("First year"), "year"),
                Column("last_year", say.text("Last year"), "year"),
            ),
            rows=tuple(_organisation(view, row, sums[row["organisation_id"]]) for row in known),
        ),
        downloads=view.downloads("organisations"),
        sources=view.sources(replace(choice, providers=frozenset(row["organisation_id"] for row in known))),
    )


def _organisation(view: View, row: dict[str, str], found: Sum) -> Row:
    code = row["organisation_id"]
    return (
        Cell(row["name"], row["name"], view.party_page(code)),
        Cell(row["kind"], view.say.word(row["kind"])),
        view.money_cell(found.usd, view.asked.rows(provider=code, form=tuple(SHOWN_FORMS))),
        Cell(found.first_year, str(found.first_year)),
        Cell(found.last_year, str(found.last_year)),
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
