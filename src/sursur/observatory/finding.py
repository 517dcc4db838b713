"""From what a reader types to the page it means."""

from __future__ import annotations

from dataclasses import replace

from sursur.observatory.view import View
from sursur.reference.countries import load_countries
from sursur.reference.groups import load_groups

LONGEST_AND = 3
"""Letters of a word such as `and` between two names."""


def find(view: View, text: str) -> str:
    """Address of the country, group or organisation of exactly that name; for all else, of the search."""
    wanted = text.strip()
    if not wanted:
        return view.asked.address("/countries")
    group = _group(wanted)
    if group:
        return view.asked.address(f"/group/{group}")
    found = load_countries().resolve(wanted)
    organisation = _organisation(view, wanted)
    code = wanted.upper() if view.library.is_country(wanted.upper()) else found.country
    if organisation and not code:
        return view.asked.address(f"/provider/{organisation}")
    if code:
        return view.asked.address(f"/country/{code}")
    pair = _pair(view, wanted)
    if pair:
        return pair
    return replace(view.asked, path="/search", words=wanted).address()


def _pair(view: View, text: str) -> str:
    """The page of two countries written one after the other, with or without a sign or a short word between them."""
    parts = text.replace("-", " ").replace(",", " ").split()
    splits = [(parts[:place], parts[place:]) for place in range(1, len(parts))]
    splits += [(one, rest[1:]) for one, rest in splits if len(rest) > 1 and len(rest[0]) <= LONGEST_AND]
    found = (view.pair_page(_country(view, " ".join(one)), _country(view, " ".join(other))) for one, other in splits)
    return next((page for page in found if page), "")


def _country(view: View, text: str) -> str | None:
    code = text.upper()
    return code if view.library.is_country(code) else load_countries().resolve(text).country


def _organisation(view: View, text: str) -> str | None:
    """An international organisation that gives, by its whole name or its short id."""
    wanted = text.casefold()
    return next(
        (
            code
            for code, row in view.library.organisations.items()
            if wanted in (code.casefold(), code.partition(":")[2].casefold(), (row["name"] or "").casefold())
        ),
        None,
    )


def _group(text: str) -> str | None:
    wanted = text.casefold()
    return next(
        (
            group.group_id
            for group in load_groups()
            if wanted in (group.group_id, group.name.casefold(), group.full_name.casefold())
        ),
        None,
    )
