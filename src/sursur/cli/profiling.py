"""Commands that show one country, or one group at a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer

from sursur.answers import FlowQuery, country_profile, group_profile, notes, parse_group
from sursur.answers.asking import DEFAULT_SOUTH
from sursur.answers.naming import country_code
from sursur.cli.asking import FLOW_LOOK
from sursur.cli.filtering import SouthOption
from sursur.cli.opening import open_current
from sursur.cli.showing import HomeOption, JsonOption, LimitOption, ReleaseOption, Showing, rows_table, show_all
from sursur.publish.download import Download

MEMBERSHIP_COLUMNS = ("group_id", "status", "from_text", "to_text", "confirmed", "note")
STANDING_COLUMNS = ("country", "name", "status", "from_text", "to_text", "confirmed", "note")
Rows = Iterable[dict[str, Any]]


def country(
    name: Annotated[str, typer.Argument(help="Name in any of seven languages, or code.")],
    south: SouthOption = DEFAULT_SOUTH,
    limit: LimitOption = 10,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a country gives and gets, with whom, and which groups it belongs to."""
    opened = open_current(home, release)
    query = FlowQuery(south=south)
    profile = country_profile(opened, country_code(name), query)
    showing = Showing(limit=limit, look=FLOW_LOOK, empty="No flow that is counted.")
    memberships = rows_table(_columns(profile.memberships, MEMBERSHIP_COLUMNS))
    tables = (
        (Download(f"{profile.name}: whom it provides to", rows_table(profile.recipients)), showing),
        (Download(f"{profile.name}: who provides to it", rows_table(profile.providers)), showing),
        (Download(f"{profile.name}: given, by year and form", rows_table(_newest_first(profile.given))), showing),
        (Download(f"{profile.name}: received, by year and form", rows_table(_newest_first(profile.received))), showing),
        (Download(f"{profile.name}: memberships", memberships, notes(opened, query)), Showing(limit=0)),
    )
    show_all(tables, as_json=as_json)


def group(
    group_id: Annotated[str, typer.Argument(help="Group, such as brics or g77; also brics@2015.")],
    at: Annotated[str | None, typer.Option("--at", help="Year (its 31 December) or day; else today.")] = None,
    south: SouthOption = DEFAULT_SOUTH,
    limit: LimitOption = 20,
    home: HomeOption = None,
    release: ReleaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """A group at a date: its members by status, and the flows within it, out of it and into it."""
    opened = open_current(home, release)
    asked = parse_group(f"{group_id}@{at}" if at else group_id)
    query = FlowQuery(south=south)
    profile = group_profile(opened, asked.group_id, asked.at or _today(), query)
    named = opened.rows(opened.table("country").select("country", "name_en")).to_pylist()
    names = {row["country"]: row["name_en"] for row in named}
    standing = [{**row, "name": names.get(row["country"], "")} for row in profile.standing]
    showing = Showing(limit=limit, look=FLOW_LOOK, empty="No flow that is counted.")
    title = f"{asked.group_id} on {profile.day}"
    tables = (
        (Download(title, rows_table(_columns(standing, STANDING_COLUMNS))), Showing(limit=0, empty="Nobody belonged.")),
        (Download("Largest flows within the group", rows_table(profile.corridors)), showing),
        (Download("Given, by year and form", rows_table(_newest_first(profile.given))), showing),
        (
            Download("Received, by year and form", rows_table(_newest_first(profile.received)), notes(opened, query)),
            showing,
        ),
    )
    show_all(tables, as_json=as_json)


def _today() -> date:
    return datetime.now(UTC).date()


def _newest_first(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: -(row["year"] or 0))


def _columns(rows: Rows, columns: tuple[str, ...]) -> Rows:
    return ({column: row[column] for column in columns} for row in rows)
