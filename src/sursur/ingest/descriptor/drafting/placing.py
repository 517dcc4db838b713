"""Which column of an unknown table is what: by the words of its header, and by what it holds."""

from __future__ import annotations

import re
from itertools import islice

from sursur.ingest.descriptor.drafting.headings import A_YEAR, MONEY, label_of_year, meanings_of
from sursur.ingest.sheet.batch import Header
from sursur.ingest.sheet.cells import Cell, text_of
from sursur.ingest.sheet.names import countries_in, country_text
from sursur.ingest.sheet.numbers import Unreadable, number_of, western
from sursur.reference.countries import load_countries

MOST_ARE = 0.6
"""The share of cells of a column that must be numbers, or names of countries, so that it is taken for such a column."""
LOOKED_AT = 50
"""Different cells of a column that are looked at."""
COUNTRIES = ("recipient", "provider", "second_provider")
NUMBERS = (*MONEY, "unit_cost", "quantity")
TERMS = ("loan_rate", "loan_maturity", "loan_grace")
A_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
FEWEST_TERMS = 2
"""A single one of them is something else: a rate of execution, the time that a project takes."""
HIGHEST_TERM = 600
"""Months of fifty years; a year such as 2035 is the date of the last payment."""


def targets_of(header: Header, cells: dict[int, list[Cell]], years: tuple[int, ...]) -> dict[str, int]:
    """Each target with the column that fits it best, no column twice; countries also by what a column holds."""
    targets: dict[str, int] = {}
    taken = set(years)
    for _, target, position in sorted(_candidates(header, cells, years), key=lambda found: (-found[0], found[2])):
        if target not in targets and position not in taken:
            targets[target] = position
            taken.add(position)
    if sum(target in TERMS for target in targets) < FEWEST_TERMS:
        targets = {target: place for target, place in targets.items() if target not in TERMS}
    if "recipient" not in targets:
        targets |= _column_of_countries(cells, set(targets.values()))
    return targets


def _candidates(header: Header, cells: dict[int, list[Cell]], years: tuple[int, ...]) -> list[tuple[int, str, int]]:
    """Strength, target and column of everything that a header may mean and its cells do not speak against."""
    return [
        (strength + _weight(target, cells[position]), target, position)
        for position, name in enumerate(header.names)
        if name and not (years and A_YEAR.search(name))
        for strength, target in meanings_of(name)
        if _may_be(target, cells[position])
    ]


def _weight(target: str, cells: list[Cell]) -> int:
    return round(10_000 * country_share(cells)) if target in COUNTRIES else 0


def _may_be(target: str, cells: list[Cell]) -> bool:
    """A column of amounts holds numbers, but for a few remarks."""
    if target in TERMS and cells:
        looked = list(islice(cells, LOOKED_AT))
        return sum(map(_reads_as_term, looked)) >= MOST_ARE * len(looked)
    if target.partition(":")[0] not in NUMBERS or not cells:
        return True
    looked = list(islice(cells, LOOKED_AT))
    return sum(map(_reads_as_number, looked)) >= MOST_ARE * len(looked)


def is_number(cell: Cell) -> bool:
    """A number that is not a year."""
    return label_of_year(text_of(cell)) is None and _reads_as_number(cell)


def _reads_as_number(cell: Cell) -> bool:
    try:
        return number_of(text_of(cell)) is not None
    except (Unreadable, ArithmeticError):
        return False


def _reads_as_term(cell: Cell) -> bool:
    """One number of years, months or per cent, with or without its unit; a date has several."""
    found = A_NUMBER.findall(western(text_of(cell)))
    return len(found) == 1 and float(found[0].replace(",", ".")) <= HIGHEST_TERM


def _column_of_countries(cells: dict[int, list[Cell]], taken: set[int]) -> dict[str, int]:
    shares = {place: country_share(listed) for place, listed in cells.items() if place not in taken}
    best = max(shares, key=lambda place: shares[place], default=None)
    return {"recipient": best} if best is not None and shares[best] >= MOST_ARE else {}


def country_share(cells: list[Cell]) -> float:
    """How many of the different cells name countries, one or several."""
    texts = list(islice(dict.fromkeys(map(text_of, cells)), LOOKED_AT))
    return sum(all(map(_is_country, countries_in(text))) for text in texts) / len(texts) if texts else 0.0


def _is_country(text: str) -> bool:
    return load_countries().resolve(country_text(text)).status in ("matched", "historic", "ambiguous")
