"""Who an organisation is, by the evidence that a source gives: identifier, name, type.

In this order, the first that says something decides:
1. `ref`: the identifier stands in the register;
2. `registered`: the identifier begins like those of a known register (country; kind by the register or the IATI type);
3. `name`: the name, or the name without its acronym or bracket, stands in the register;
4. `office`: a known organisation's name with a country (`World Vision Kenya`): a multilateral stays itself, another
   organisation is its office there;
5. `government`: the name is a country's, or a government's or ministry's with the country in it;
6. `type`: the IATI organisation type (kind without country), a word such as ministry, or the category of channels
   that the identifier is;
7. `unknown`.
An unknown identifier of no register is no evidence, and nothing is guessed from parts of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sursur.errors import UsageError
from sursur.model.values import ProviderKind
from sursur.reference.codes import normalise
from sursur.reference.countries import NAME_SCHEMES, SCHEMES, load_countries
from sursur.reference.organisations.governments import (
    country_named,
    government_named,
    office_named,
    place_behind,
    place_code_before,
    says_government,
)
from sursur.reference.organisations.names import ref_key, without_bracket, without_first_acronym
from sursur.reference.organisations.register import (
    Organisation,
    load_generic_refs,
    load_organisations,
    load_prefixes,
    load_type_kinds,
)

# Types whose bearer may be a government when its name is a country's.
GOVERNMENT_KINDS = {None, ProviderKind.GOVERNMENT, ProviderKind.UNKNOWN}
# Kinds whose office in a country is an organisation of that country; offices of others belong to the others.
LOCAL_KINDS = {ProviderKind.NGO, ProviderKind.PRIVATE, ProviderKind.ACADEMIC, ProviderKind.UNKNOWN}
_LEGACY_AGENCY = re.compile(r"([A-Z]{2})-\d{1,3}")
_DAC_AGENCY = re.compile(r"XM-DAC-(\d+)-.+")
_DOUBLED = re.compile(r"^([A-Z]{2}-[A-Z]{2,})-\1-")
# AidData writes the type of an organisation behind its name: `Export-Import Bank of China, Government Agency`.
_NAME_AND_TYPE = re.compile(r"^(?P<name>.+\S)\s*,\s*(?P<type>[A-Z][\w -]+(?:, Training and Research)?)$")
_TRAINING = ", Academic, Training and Research"


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """Who it is. `organisation_id` is None where only kind or country are known; `rule` names the evidence."""

    organisation_id: str | None
    name: str | None
    kind: ProviderKind
    country: str | None
    rule: str


def resolve_organisation(ref: str | None, name: str | None, type_code: str | None = None) -> OrganisationMatch:
    """The organisation that an IATI-like record names. Never a wrong guess: see the order of evidence above."""
    return _resolve((ref or "").strip(), " ".join((name or "").split()), (type_code or "").strip())


@lru_cache(maxsize=1 << 15)
def resolve_provider(text: str, scheme: str = "name") -> OrganisationMatch:
    """The provider of an aggregate, written under a scheme: any of `countries.SCHEMES`, or `channel`.

    Codes of the DAC and of AidData name organisations too. Raises UsageError for an unknown scheme.
    """
    if scheme not in {*SCHEMES, "channel"}:
        raise UsageError(f"Unknown scheme {scheme!r}.", repair=f"Use one of {', '.join(SCHEMES)} or channel.")
    register = load_organisations()
    found = register.by_identifier(scheme, text.strip()) if scheme in {"dac", "channel"} else None
    if found is None and scheme in {*NAME_SCHEMES, "aiddata"}:
        found = register.by_name(text) if scheme in {"name", "dac_name"} or text.startswith("(") else None
    if found:
        return _as(found, scheme)
    country = load_countries().resolve(text, scheme).country if scheme in SCHEMES else None
    government = register.government(country) if country else None
    if government:
        return _as(government, scheme)
    return resolve_organisation(None, text) if scheme in {*NAME_SCHEMES, "aiddata"} else _nobody(text)


@lru_cache(maxsize=1 << 16)
def _resolve(ref: str, name: str, type_code: str) -> OrganisationMatch:
    parts = [part.strip() for part in name.split(";") if part.strip()]
    if len(parts) > 1 and not ref:
        return _several(tuple(parts), type_code) or _nobody(name)
    bare_name, kind = _with_type(name, type_code)
    for match in _evidence(ref_key(ref), bare_name, kind):
        if match is not None:
            return match
    return _nobody(bare_name)


def _evidence(ref: str, name: str, kind: ProviderKind | None) -> Iterator[OrganisationMatch | None]:
    yield _by_ref(ref)
    yield _by_register(ref, name, kind)
    yield _by_name(name)
    yield _by_office(name)
    yield _by_country(name, kind)
    yield _by_type(ref, name, kind)


def _with_type(name: str, type_code: str) -> tuple[str, ProviderKind | None]:
    """The name and the kind that a type says, whether it stands in its own column or behind the name."""
    kind = _kind_of_type(type_code)
    if kind is not None:
        return name, kind
    if name.endswith(_TRAINING):
        return name.removesuffix(_TRAINING).strip(), ProviderKind.ACADEMIC
    match = _NAME_AND_TYPE.match(name)
    named = _kind_of_type(match["type"]) if match else None
    return (match["name"], named) if match and named else (name, None)


def _kind_of_type(type_code: str) -> ProviderKind | None:
    code = normalise("OrganisationType", type_code).code
    return load_type_kinds().get(code) if code else None


def _by_ref(ref: str) -> OrganisationMatch | None:
    if not ref or ref in load_generic_refs():
        return None
    found = load_organisations().by_identifier("iati", _DOUBLED.sub(r"\1-", ref))
    return _as(found, "ref") if found else None


def _by_register(ref: str, name: str, kind: ProviderKind | None) -> OrganisationMatch | None:
    ref = _DOUBLED.sub(r"\1-", ref)
    if ref in load_generic_refs():
        return None
    provider = _DAC_AGENCY.fullmatch(ref)
    owner = load_organisations().by_identifier("dac", provider[1]) if provider else None
    if owner:
        return OrganisationMatch(f"iati:{ref}", name or None, owner.kind, owner.country, "registered")
    agency = _LEGACY_AGENCY.fullmatch(ref)
    country = load_countries().resolve(agency[1], "iso2").country if agency else None
    if country:
        return OrganisationMatch(f"iati:{ref}", name or None, ProviderKind.GOVERNMENT, country, "registered")
    return _by_prefix(ref, name, kind)


def _by_prefix(ref: str, name: str, kind: ProviderKind | None) -> OrganisationMatch | None:
    for prefix in load_prefixes():
        if ref.startswith(prefix.prefix) and len(ref) > len(prefix.prefix):
            named = _by_name(name)
            known = prefix.kind or kind or (named.kind if named else None) or ProviderKind.UNKNOWN
            return OrganisationMatch(f"iati:{ref}", name or None, known, prefix.country, "registered")
    return None


def _by_name(name: str) -> OrganisationMatch | None:
    for form in _forms(name):
        found = load_organisations().by_name(form)
        if found:
            return _as(found, "name")
    return None


def _forms(name: str) -> Iterator[str]:
    """The name, without a bracket that is no country (`Concern (UK)` is not Concern), without a leading acronym."""
    bracket = without_bracket(name)
    bare = bracket[0] if bracket and not country_named(bracket[1]) else None
    first_language = name.partition("*")[0] if "*" in name else None
    yield name
    yield from filter(None, (first_language, bare, without_first_acronym(name), without_first_acronym(bare or "")))


def _by_office(name: str) -> OrganisationMatch | None:
    for base, country in office_named(name):
        owner = load_organisations().by_name(base)
        if owner is None:
            continue
        if owner.kind in LOCAL_KINDS:
            return OrganisationMatch(f"{owner.organisation_id}:{country}", name, owner.kind, country, "office")
        return _as(owner, "office")
    return None


def _by_country(name: str, kind: ProviderKind | None) -> OrganisationMatch | None:
    """A name that is a country's stands for its government; beside another type it says the country only."""
    whole = country_named(name) if name else None
    if kind not in GOVERNMENT_KINDS:
        country = whole or place_behind(name)
        return (
            OrganisationMatch(None, name, _sure(kind), country, "country-and-type") if _local(kind, country) else None
        )
    country = whole or government_named(name) or (place_code_before(name) if kind == ProviderKind.GOVERNMENT else None)
    government = load_organisations().government(country) if country else None
    if government is None:
        return None
    if whole:
        return _as(government, "country-name")
    return OrganisationMatch(government.organisation_id, name, ProviderKind.GOVERNMENT, country, "government-name")


def _local(kind: ProviderKind | None, country: str | None) -> bool:
    """A multilateral that bears a country's name is still of no country."""
    return country is not None and kind in LOCAL_KINDS


def _sure(kind: ProviderKind | None) -> ProviderKind:
    return kind or ProviderKind.UNKNOWN


def _by_type(ref: str, name: str, kind: ProviderKind | None) -> OrganisationMatch | None:
    if kind not in {None, ProviderKind.UNKNOWN}:
        return OrganisationMatch(None, name or None, kind or ProviderKind.UNKNOWN, None, "type")
    if says_government(name):
        return OrganisationMatch(None, name, ProviderKind.GOVERNMENT, None, "government-word")
    category = load_generic_refs().get(ref)
    return OrganisationMatch(None, name or None, category, None, "channel-category") if category else None


def _several(parts: tuple[str, ...], type_code: str) -> OrganisationMatch | None:
    """Several organisations in one cell: what they have in common, the government where all belong to one country."""
    matches = [_resolve("", part, type_code) for part in parts]
    countries = {match.country for match in matches}
    kinds = {match.kind for match in matches}
    country = next(iter(countries)) if len(countries) == 1 else None
    kind = next(iter(kinds)) if len(kinds) == 1 else ProviderKind.UNKNOWN
    if country is None and kind == ProviderKind.UNKNOWN:
        return None
    owner = f"gov:{country}" if country and kind == ProviderKind.GOVERNMENT else None
    return OrganisationMatch(owner, "; ".join(parts), kind, country, "several")


def _as(organisation: Organisation, rule: str) -> OrganisationMatch:
    return OrganisationMatch(
        organisation.organisation_id, organisation.name, organisation.kind, organisation.country, rule
    )


def _nobody(name: str) -> OrganisationMatch:
    return OrganisationMatch(None, name or None, ProviderKind.UNKNOWN, None, "unknown")
