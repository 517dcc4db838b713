"""From what a reader types to the page it means."""

from __future__ import annotations

from dataclasses import replace

from sursur.errors import NotFoundError
from sursur.observatory.records import words_of
from sursur.observatory.view import View
from sursur.reference.countries import load_countries
from sursur.reference.groups import load_groups


def find(view: View, text: str) -> str:
    """Address of the country or group; a name that is ambiguous or unknown raises NotFoundError with candidates."""
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
    if words_of(wanted) and any(view.library.records.find(wanted)):
        return replace(view.asked, path="/knowledge", words=wanted).address()
    names = view.say.list([view.party(candidate) for candidate in found.candidates])
    raise NotFoundError(
        view.say.text("There is no country or group called “%(name)s”.", name=wanted),
        repair=view.say.text("Did you mean: %(names)s?", names=names) if names else "",
    )


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
