"""From the tables in `data/groups` to groups and memberships, with every rule checked that the tables promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from importlib.resources.abc import Traversable
from itertools import groupby, pairwise

from sursur.errors import ReferenceDataError
from sursur.model.values import MembershipStatus
from sursur.reference.dated import first_day, last_day
from sursur.reference.groups.membership import Group, Groups, Membership
from sursur.reference.packaged import read_table

Row = dict[str, str]

# Members that are not countries but have a code reserved by ISO 3166.
MEMBERS_WITHOUT_COUNTRY = frozenset({"EUE"})
_CONFIRMED = {"yes": True, "no": False}


def read_groups(folder: Traversable, is_country: Callable[[str], bool]) -> Groups:
    """Read `groups.csv` and `memberships/<group>.csv`.

    Raises ReferenceDataError, naming file, country and repair, for: a double or unknown group, an unknown country or
    status, a date that is none, a span that ends before it begins, spans of one status that overlap, a confirmed row
    without a source.
    """
    groups = _groups(folder.joinpath("groups.csv"))
    memberships: list[Membership] = []
    for file in sorted(folder.joinpath("memberships").iterdir(), key=lambda file: file.name):
        group_id = file.name.removesuffix(".csv")
        if group_id not in groups:
            raise ReferenceDataError(
                f"{file.name} has no row in groups.csv.", repair="Add the group or rename the file."
            )
        memberships += _memberships(group_id, read_table(file), is_country)
    return Groups(groups, tuple(memberships))


def _groups(file: Traversable) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for row in read_table(file):
        first_day(row["founded"])
        group = Group(**{**row, "made_up_of": tuple(row["made_up_of"].split())})  # type: ignore[arg-type]
        if group.group_id in groups:
            raise ReferenceDataError(f"groups.csv names '{group.group_id}' twice.", repair="Keep one of the rows.")
        groups[group.group_id] = group
    return groups


def _memberships(group_id: str, rows: Iterable[Row], is_country: Callable[[str], bool]) -> Iterator[Membership]:
    for country, group in groupby(sorted(rows, key=_order), key=lambda row: row["iso3"]):
        if not (is_country(country) or country in MEMBERS_WITHOUT_COUNTRY):
            raise _fault(group_id, country, "is not a code of a country", "Use ISO 3166-1 alpha-3, XKX for Kosovo.")
        own_rows = list(group)
        memberships = [_membership(group_id, row, own_rows) for row in own_rows]
        _check_overlaps(memberships)
        yield from memberships


def _order(row: Row) -> tuple[str, date, str]:
    return row["iso3"], first_day(row["from"]) or date.min, row["status"]


def _membership(group_id: str, row: Row, own_rows: list[Row]) -> Membership:
    country = row["iso3"]
    if row["status"] not in list(MembershipStatus):
        raise _fault(group_id, country, f"has the status '{row['status']}'", f"Use {', '.join(MembershipStatus)}.")
    if row["confirmed"] not in _CONFIRMED or (row["confirmed"] == "yes" and not row["source"]):
        raise _fault(group_id, country, "says 'confirmed' without a source", "Name the source, or write 'no'.")
    start, end = first_day(row["from"]), _end(row, own_rows)
    if start and end and end < start:
        raise _fault(
            group_id, country, f"ends ({row['to']}) before it begins ({row['from']})", "Correct one of the dates."
        )
    return Membership(
        group_id=group_id,
        country=country,
        status=MembershipStatus(row["status"]),
        valid_from=start,
        valid_to=end,
        from_text=row["from"],
        to_text=row["to"],
        note=row["note"],
        source=row["source"] or "to be confirmed",
        confirmed=_CONFIRMED[row["confirmed"]],
    )


def _end(row: Row, own_rows: list[Row]) -> date | None:
    """The last day of a span, which is the day before another status takes over on the same date (the same text).

    A country that was a partner to 6 January and a member from 6 January is a member on that day.
    """
    takes_over = any(
        other is not row
        and other["from"] == row["to"]
        and MembershipStatus.SUSPENDED not in {other["status"], row["status"]}
        for other in own_rows
    )
    begins = first_day(row["to"])
    return begins - timedelta(days=1) if begins and takes_over else last_day(row["to"])


def _check_overlaps(memberships: list[Membership]) -> None:
    by_status = sorted(memberships, key=lambda row: (row.status, row.valid_from or date.min))
    for earlier, later in pairwise(by_status):
        if earlier.status == later.status and (earlier.valid_to or date.max) >= (later.valid_from or date.min):
            raise _fault(
                earlier.group_id,
                earlier.country,
                f"has the status {earlier.status} twice at the same time",
                f"End the span from '{earlier.from_text}' before '{later.from_text}'.",
            )


def _fault(group_id: str, country: str, what: str, repair: str) -> ReferenceDataError:
    return ReferenceDataError(f"memberships/{group_id}.csv: {country} {what}.", repair=repair)
