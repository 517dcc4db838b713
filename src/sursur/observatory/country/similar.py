"""Which countries are like a country: income, population, region and the mix of forms in which it receives. Ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from sursur.observatory.choosing import Choice
from sursur.observatory.parts import Cell, Column, Section, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS, SOUTHERN_FORMS, shown_form
from sursur.reference.countries import load_countries

NEAREST = 8
INCOME, POPULATION = "gni_per_capita", "population"


@dataclass(frozen=True, slots=True)
class Portrait:
    """What two countries are compared by; None or empty where it is not known.

    income: US dollars a head; population: persons; both the latest known, with their years; region and continent by
    UN M49; mix: share of each form in all that the country received.
    """

    income: float | None = None
    income_year: int | None = None
    population: float | None = None
    population_year: int | None = None
    region: str = ""
    continent: str = ""
    mix: Mapping[str, float] | None = None


def unlikeness(one: Portrait, other: Portrait) -> float | None:
    """0 for two that are the same in everything; None where something that is known of `one` is not of `other`.

    The sum of: powers of ten between the incomes; powers of ten between the populations; 1 for another continent, half
    for another region of the same; the half of the sum of differences between the shares of each form. What is not
    known of `one` is left out for all. Ours, not official.
    """
    parts: list[float] = []
    for mine, others in ((one.income, other.income), (one.population, other.population)):
        if mine:
            if not others:
                return None
            parts.append(abs(log10(mine) - log10(others)))
    parts.append(0.0 if one.region == other.region else 0.5 if one.continent == other.continent else 1.0)
    if one.mix:
        if not other.mix:
            return None
        parts.append(sum(abs(one.mix.get(form, 0) - other.mix.get(form, 0)) for form in SHOWN_FORMS) / 2)
    return sum(parts)


def portraits(view: View) -> Mapping[str, Portrait]:
    """Of every country, by code."""
    latest, mixes = _latest(view), _mixes(view)
    found: dict[str, Portrait] = {}
    for country in load_countries():
        income, income_year = latest.get((country.iso3, INCOME), (None, None))
        population, population_year = latest.get((country.iso3, POPULATION), (None, None))
        places, mix = (country.subregion, country.region), mixes.get(country.iso3)
        found[country.iso3] = Portrait(income, income_year, population, population_year, *places, mix)
    return found


def _latest(view: View) -> dict[tuple[str, str], tuple[float, int]]:
    found = view.library.tables.tuples(
        "SELECT country, indicator, max_by(value, year), max(year) FROM indicator "
        "WHERE indicator IN (?, ?) AND value IS NOT NULL GROUP BY ALL ORDER BY ALL",
        [INCOME, POPULATION],
    )
    return {(country, indicator): (value, year) for country, indicator, value, year in found}


def _mixes(view: View) -> dict[str, dict[str, float]]:
    """Over all years, so that a country of few reports has a mix too; net repayments count as nothing."""
    sums: dict[str, dict[str, Decimal]] = {}
    for found in view.mart.sums(("recipient_country", "form"), Choice(), view.asked.prices):
        country, form = found.key
        if country and found.usd and found.usd > 0:
            of = sums.setdefault(country, {})
            of[shown_form(form)] = of.get(shown_form(form), Decimal(0)) + found.usd
    return {
        country: {form: float(usd / sum(forms.values())) for form, usd in forms.items()}
        for country, forms in sums.items()
    }


# -- on the page -----------------------------------------------------------------------------------------------------


def similar_section(view: View, iso3: str) -> Section:
    say = view.say
    known = portraits(view)
    apart = [(unlikeness(known[iso3], other), code) for code, other in known.items() if code != iso3]
    nearest = sorted((far, code) for far, code in apart if far is not None)[:NEAREST]
    heading = say.text("Which countries are like it?")
    if not nearest or not (known[iso3].income or known[iso3].population):
        return Section(
            anchor="similar", heading=heading, empty=say.text("Too little is known of it to look for similar ones.")
        )
    return Section(
        anchor="similar",
        heading=heading,
        sentences=(
            say.text(
                "Nearest are %(names)s.",
                names=say.list([say.country(code) for _, code in nearest[:3]]),
            ),
        ),
        notes=(
            say.text(
                "Added up: powers of ten between incomes and between populations, 1 for another continent (half for "
                "another region of the same), and how much of the mix of forms received differs. Ours, not official."
            ),
        ),
        table=_table(view, [(0.0, iso3), *nearest], known),
        downloads=view.downloads("similar"),
    )


def _table(view: View, nearest: list[tuple[float, str]], known: Mapping[str, Portrait]) -> Table:
    say = view.say
    return Table(
        name="similar",
        caption=say.text("The country itself and those nearest to it"),
        columns=(
            Column("country", say.text("Country")),
            Column("distance", say.text("Distance"), "share"),
            Column("gni_per_capita_usd", say.text("National income per person, US$"), "money"),
            Column("population", say.text("Population"), "count"),
            Column("region", say.text("Region")),
            Column("share_from_the_south", say.text("From the South, of what it received"), "share"),
        ),
        rows=tuple(_row(view, far, code, known[code]) for far, code in nearest),
    )


def _row(view: View, far: float, code: str, portrait: Portrait) -> Cells:
    say = view.say
    m49 = load_countries()[code].subregion_code
    south = None if not portrait.mix else sum(portrait.mix.get(form, 0.0) for form in SOUTHERN_FORMS)
    return (
        view.party_cell(code),
        Cell(round(far, 2), say.number(round(far, 2)) if far else "\N{EN DASH}"),
        _figure(portrait.income, portrait.income_year, say.number(round(portrait.income or 0))),
        _figure(portrait.population, portrait.population_year, say.large(portrait.population or 0)),
        Cell(portrait.region, say.region(m49) or portrait.region),
        Cell(None if south is None else round(south, 4), "\N{EN DASH}" if south is None else say.percent(south)),
    )


def _figure(value: float | None, year: int | None, text: str) -> Cell:
    return Cell(None, "\N{EN DASH}") if value is None else Cell(value, text, note=str(year))
