"""From what a reader types to the page it means."""

from __future__ import annotations

from dataclasses import replace

from sursur.observatory.view import View
from sursur.reference.countries import load_countries
from sursur.reference.groups import load_groups


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
    return replace(view.asked, path="/search", words=wanted).address()


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
