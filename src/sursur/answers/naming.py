"""Countries and organisations by whatever name or code a person writes."""

from __future__ import annotations

import difflib

from sursur.errors import NotFoundError
from sursur.reference.countries import load_countries
from sursur.reference.organisations import load_organisations


def country_code(text: str) -> str:
    """A country by code or name in any of the languages; an ambiguous name is refused with its candidates."""
    countries = load_countries()
    if text.strip().upper() in countries:
        return text.strip().upper()
    found = countries.resolve(text)
    if found.country is not None:
        return found.country
    if found.candidates:
        named = ", ".join(f"{code} ({countries[code].name_en})" for code in found.candidates)
        raise NotFoundError(f"{text!r} may mean several countries.", repair=f"Use one of the codes: {named}.")
    raise NotFoundError(f"No country is called {text!r}.", repair=_nearest(text))


def _nearest(text: str) -> str:
    names = {country.name_en.casefold(): country for country in load_countries()}
    near = [names[name] for name in difflib.get_close_matches(text.casefold(), names, n=3)]
    meant = " or ".join(f"{country.name_en} ({country.iso3})" for country in near)
    hint = f"Did you mean {meant}? " if near else ""
    return f"{hint}Use its name or its three-letter code, such as KEN."


def party_code(text: str) -> str:
    """A country, or an organisation by its id (as `sursur flows --by provider_organisation` lists them)."""
    if text in {organisation.organisation_id for organisation in load_organisations()}:
        return text
    return country_code(text)
