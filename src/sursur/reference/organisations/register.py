"""The register of organisations, read once and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.model.values import ProviderKind
from sursur.reference.countries import load_countries
from sursur.reference.organisations.names import name_key
from sursur.reference.packaged import read_rows

FOLDER = "organisations"
LED_BY = {"south", "mixed", "north"}


@dataclass(frozen=True, slots=True)
class Leadership:
    """Who leads a multilateral (`led_by.csv`): south, mixed or north, on what ground, and how sure that is.

    `votes` is the Southern members' share of the votes in per cent where a source gives it; `status` is confirmed,
    unconfirmed or disputed.
    """

    led_by: str
    votes: str
    rule: str
    status: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation. `kind` already says whether a multilateral is led by the South."""

    organisation_id: str
    name: str
    kind: ProviderKind
    country: str | None
    parent_id: str | None
    iati_ref: str | None
    dac_code: str | None
    channel_code: str | None
    source: str
    leadership: Leadership | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """A register of organisations: identifiers that begin so belong to the country; the kind where all are of one."""

    prefix: str
    country: str
    kind: ProviderKind | None


class Organisations:
    """The register: by id, by identifier under a scheme (iati, dac, channel), by name."""

    def __init__(
        self,
        organisations: Mapping[str, Organisation],
        identifiers: Mapping[tuple[str, str], str],
        aliases: Mapping[str, str],
    ) -> None:
        self._organisations = organisations
        self._identifiers = identifiers
        self._aliases = aliases

    def __getitem__(self, organisation_id: str) -> Organisation:
        found = self._organisations.get(organisation_id)
        if found is None:
            raise NotFoundError(
                f"There is no organisation {organisation_id}.",
                repair="Ids look like gov:KEN, org:isdb or iati:GB-CHC-202918; see organisation_table().",
            )
        return found

    def __contains__(self, organisation_id: object) -> bool:
        return organisation_id in self._organisations

    def __iter__(self) -> Iterator[Organisation]:
        return iter(self._organisations.values())

    def __len__(self) -> int:
        return len(self._organisations)

    def by_identifier(self, scheme: str, identifier: str) -> Organisation | None:
        found = self._identifiers.get((scheme, identifier))
        return self._organisations[found] if found else None

    def by_name(self, name: str) -> Organisation | None:
        found = self._aliases.get(name_key(name))
        return self._organisations[found] if found else None

    def government(self, country: str) -> Organisation | None:
        return self._organisations.get(f"gov:{country}")


@cache
def load_organisations() -> Organisations:
    """The register of the package's tables. Raises ReferenceDataError where they contradict themselves."""
    rows = read_rows(FOLDER, "organisations.csv")
    leaderships = load_leaderships()
    organisations = _unique(_organisation(row, leaderships.get(row["organisation_id"])) for row in rows)
    _check(organisations, leaderships)
    identifiers = {
        (row["scheme"], row["identifier"]): row["organisation_id"] for row in read_rows(FOLDER, "identifiers.csv")
    }
    aliases = {name_key(row["name"]): row["organisation_id"] for row in read_rows(FOLDER, "aliases.csv")}
    _check_targets({*identifiers.values(), *aliases.values()}, organisations)
    return Organisations(organisations, identifiers, aliases)


@cache
def load_leaderships() -> Mapping[str, Leadership]:
    leaderships: dict[str, Leadership] = {}
    for row in read_rows(FOLDER, "led_by.csv"):
        if row["led_by"] not in LED_BY or not row["source"] or row["organisation_id"] in leaderships:
            _refuse(f"led_by.csv: {row['organisation_id']} stands twice, has no source or an unknown led_by.")
        leaderships[row["organisation_id"]] = Leadership(
            row["led_by"], row["southern_votes_percent"], row["rule"], row["status"], row["note"], row["source"]
        )
    return leaderships


@cache
def load_prefixes() -> tuple[Prefix, ...]:
    """Registers of organisations, longest prefix first."""
    prefixes = [
        Prefix(row["prefix"], row["country"], ProviderKind(row["kind"]) if row["kind"] else None)
        for row in read_rows(FOLDER, "prefixes.csv")
    ]
    return tuple(sorted(prefixes, key=lambda prefix: (-len(prefix.prefix), prefix.prefix)))


@cache
def load_type_kinds() -> Mapping[str, ProviderKind]:
    """IATI organisation type → kind."""
    return {row["type"]: ProviderKind(row["kind"]) for row in read_rows(FOLDER, "types.csv")}


@cache
def load_generic_refs() -> Mapping[str, ProviderKind | None]:
    """References that name nobody: categories of channels, examples, fillers; with the kind where they say one."""
    return {row["ref"]: ProviderKind(row["kind"]) if row["kind"] else None for row in read_rows(FOLDER, "generic.csv")}


def _organisation(row: Mapping[str, str], leadership: Leadership | None) -> Organisation:
    try:
        kind = ProviderKind(row["kind"])
    except ValueError:
        _refuse(f"organisations.csv: {row['organisation_id']} has the unknown kind {row['kind']!r}.")
        raise
    organisation = Organisation(
        row["organisation_id"],
        row["name"],
        kind,
        row["country"] or None,
        row["parent_id"] or None,
        row["iati_ref"] or None,
        row["dac_code"] or None,
        row["channel_code"] or None,
        row["source"],
        leadership,
    )
    if leadership and leadership.led_by == "south" and kind == ProviderKind.MULTILATERAL:
        return replace(organisation, kind=ProviderKind.MULTILATERAL_SOUTH_LED)
    return organisation


def _unique(organisations: Iterable[Organisation]) -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for organisation in organisations:
        if organisation.organisation_id in found or not organisation.name or not organisation.source:
            _refuse(f"organisations.csv: {organisation.organisation_id} stands twice, or has no name or no source.")
        found[organisation.organisation_id] = organisation
    return found


def _check(organisations: Mapping[str, Organisation], leaderships: Mapping[str, Leadership]) -> None:
    countries = load_countries()
    for organisation in organisations.values():
        if organisation.country and organisation.country not in countries:
            _refuse(f"organisations.csv: {organisation.organisation_id} is in an unknown country.")
    parents = {organisation.parent_id for organisation in organisations.values() if organisation.parent_id}
    _check_targets({*parents, *leaderships}, organisations)


def _check_targets(ids: Iterable[str], organisations: Mapping[str, Organisation]) -> None:
    lost = sorted(set(ids) - set(organisations))
    if lost:
        _refuse(f"Tables of organisations name {', '.join(lost[:5])}, which organisations.csv does not have.")


def _refuse(message: str) -> None:
    raise ReferenceDataError(
        message, repair="Correct curated.csv or led_by.csv and run scripts/reference_organisations.py again."
    )
