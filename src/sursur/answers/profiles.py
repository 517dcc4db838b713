"""Answers in one piece: the world, one country, one group at a date. Each is what a page or a command shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import ibis

from sursur.answers.asking import FlowQuery, GroupAt
from sursur.answers.flows import flows
from sursur.answers.membership import standing_on
from sursur.errors import NotFoundError
from sursur.release import Release
from sursur.sentences import Sentence

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """`by_form`: year × form; `corridors`: provider × recipient, largest first; `coverage`: span of each source."""

    by_form: tuple[Row, ...]
    corridors: tuple[Row, ...]
    providers: tuple[Row, ...]
    recipients: tuple[Row, ...]
    coverage: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CountryProfile:
    """What a country gives and gets. Memberships are rows of the `membership` table, newest first."""

    country: str
    name: str
    given: tuple[Row, ...]
    received: tuple[Row, ...]
    recipients: tuple[Row, ...]
    providers: tuple[Row, ...]
    sectors_given: tuple[Row, ...]
    sectors_received: tuple[Row, ...]
    memberships: tuple[Row, ...]
    instruments: tuple[Row, ...]
    initiatives: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class GroupProfile:
    """A group on a day: who stands how to it, and the flows within, out of and into it (membership of that day)."""

    group_id: str
    day: date
    standing: tuple[Row, ...]
    within: tuple[Row, ...]
    given: tuple[Row, ...]
    received: tuple[Row, ...]
    corridors: tuple[Row, ...]


def world(release: Release, query: FlowQuery) -> World:
    return World(
        by_form=ask(release, query, "year", "form"),
        corridors=largest(ask(release, query, "provider", "recipient")),
        providers=largest(ask(release, query, "provider")),
        recipients=largest(ask(release, query, "recipient")),
        coverage=coverage(release),
    )


def country_profile(release: Release, country: str, query: FlowQuery) -> CountryProfile:
    """Everything the release knows of a country (ISO 3166-1 alpha-3); NotFoundError for another code."""
    code = country.upper()
    given, received = replace(query, providers=(code,)), replace(query, recipients=(code,))
    return CountryProfile(
        country=code,
        name=_country_name(release, code),
        given=ask(release, given, "year", "form"),
        received=ask(release, received, "year", "form"),
        recipients=largest(ask(release, given, "recipient")),
        providers=largest(ask(release, received, "provider")),
        sectors_given=largest(ask(release, given, "sector")),
        sectors_received=largest(ask(release, received, "sector")),
        memberships=_memberships(release, code),
        instruments=_mentioning(release, "instrument", "parties", code),
        initiatives=_mentioning(release, "initiative", "participants", code),
    )


def group_profile(release: Release, group_id: str, day: date, query: FlowQuery) -> GroupProfile:
    """A group at a date; NotFoundError for a group that the release does not know."""
    group = GroupAt(group_id.lower(), day)
    within = replace(query, provider_group=group, recipient_group=group)
    return GroupProfile(
        group_id=group.group_id,
        day=day,
        standing=tuple(asdict(row) for row in standing_on(release, group.group_id, day)),
        within=ask(release, within, "year", "form"),
        given=ask(release, replace(query, provider_group=group), "year", "form"),
        received=ask(release, replace(query, recipient_group=group), "year", "form"),
        corridors=largest(ask(release, within, "provider", "recipient")),
    )


def ask(release: Release, query: FlowQuery, *group_by: str) -> tuple[Row, ...]:
    return tuple(release.rows(flows(release, replace(query, group_by=group_by))).to_pylist())


def largest(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Largest sum first; rows without money last, by number of flows."""
    return tuple(sorted(rows, key=lambda row: (row["usd"] is None, -(row["usd"] or 0), -row["flows"], str(row))))


def coverage(release: Release) -> tuple[Row, ...]:
    """First and last year, counted and reported flows of each source: series end where their source ends."""
    flow = release.table("flow")
    spans = flow.group_by("dataset").aggregate(
        first_year=flow.year.min(),
        last_year=flow.year.max(),
        flows=flow.count(),
        counted=flow.count(where=flow.counted),
    )
    return tuple(release.rows(spans.order_by("dataset")).to_pylist())


def _country_name(release: Release, code: str) -> str:
    table = release.table("country")
    found: list[Any] = release.rows(table.filter(table.country == code))["name_en"].to_pylist()
    if not found:
        raise NotFoundError(
            Sentence("There is no country '%(code)s'.", code=code),
            repair=Sentence("Use the three-letter code, such as KEN for Kenya."),
        )
    return str(found[0])


def _memberships(release: Release, code: str) -> tuple[Row, ...]:
    table = release.table("membership")
    rows = table.filter(table.country == code).order_by(ibis.desc("valid_from"), "group_id", "status", "from_text")
    return tuple(release.rows(rows).to_pylist())


def _mentioning(release: Release, name: str, column: str, code: str) -> tuple[Row, ...]:
    """Rows of a knowledge table that name the country as a whole word."""
    table = release.table(name)
    rows = table.filter(table[column].re_search(rf"\b{code}\b")).order_by(f"{name}_id")
    return tuple(release.rows(rows).to_pylist())
