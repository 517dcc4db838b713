"""Names for readers: CLDR's, in the reader's language, with a visible fallback."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from sursur.errors import NotFoundError
from sursur.reference.countries.catalogue import load_countries

FALLBACK = "en"


@cache
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        return {}


def _named(code: str, language: str) -> str | None:
    """CLDR's name of a code in a language, else in the language without its region or script, else in English."""
    for tried in (language, language.replace("_", "-").partition("-")[0], FALLBACK):
        if code in _territories(tried):
            return _territories(tried)[code]
    return None


def country_name(iso3: str, language: str = FALLBACK) -> str:
    """The country's name in a language (a tag such as `pt`, `zh-Hant`); in English where CLDR has none.

    States of the past have their English name only. An unknown code is a fault of the caller: NotFoundError.
    """
    countries = load_countries()
    if iso3 in countries.historic:
        return countries.historic[iso3].name
    country = countries[iso3]
    return _named(country.iso2, language) or country.name_en


def place_name(code: str, language: str = FALLBACK) -> str:
    """The name of a country, a state of the past or a region (DAC's code, `m49:`…); takes a candidate's word too."""
    countries = load_countries()
    region = countries.regions.get(code.removeprefix("region:"))
    if region is None:
        bare = code.removeprefix("historic:")
        if bare in countries or bare in countries.historic:
            return country_name(bare, language)
        raise NotFoundError(f"No country or region has the code {code!r}.", repair="Use a code of the country tables.")
    return (_named(region.m49, language) if region.m49 else None) or region.name_en
