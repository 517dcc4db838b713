"""Countries and organisations by whatever name or code a person writes."""

from __future__ import annotations

import difflib

from sursur.answers.offering import country_term, country_terms, did_you_mean
from sursur.errors import NotFoundError
from sursur.reference.countries import load_countries
from sursur.reference.organisations import load_organisations
from sursur.sentences import Sentence, joined


def country_code(text: str) -> str:
    """A country by code or name in any of the languages; an ambiguous name is refused with its candidates."""
    countries = load_countries()
    if text.strip().upper() in countries:
        return text.strip().upper()
    found = countries.resolve(text)
    if found.country is not None:
        return found.country
    if found.candidates:
        raise NotFoundError(
            Sentence("'%(text)s' may mean several countries.", text=text),
            repair=Sentence("Use one of the codes: %(named)s.", named=country_terms(found.candidates)),
        )
    raise NotFoundError(Sentence("No country is called '%(text)s'.", text=text), repair=_nearest(text))


def _nearest(text: str) -> str:
    names = {country.name_en.casefold(): country for country in load_countries()}
    near = [names[name] for name in difflib.get_close_matches(text.casefold(), names, n=3)]
    return joined(
        did_you_mean(country_term(country.iso3) for country in near),
        Sentence("Use its name or its three-letter code, such as KEN."),
    )


def party_code(text: str) -> str:
    """A country, or an organisation by its id (as `sursur flows --by provider_organisation` lists them)."""
    if text in {organisation.organisation_id for organisation in load_organisations()}:
        return text
    return country_code(text)
