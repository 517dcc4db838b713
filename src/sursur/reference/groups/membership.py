"""Who stands how to which group, on any day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sursur.errors import NotFoundError
from sursur.model.values import MembershipStatus
from sursur.reference.dated import first_day

COUNTRY_CODE_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Group:
    """A group, list or forum. `made_up_of`: the countries and groups that a forum without members of its own joins."""

    group_id: str
    name: str
    full_name: str
    kind: str
    founded: str
    founding_instrument: str
    seat: str
    made_up_of: tuple[str, ...]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's status in a group from the first to the last day.

    `valid_from` is None where the start was not established: the status then counts from the founding of the group.
    `valid_to` is None where the status goes on as far as known. The texts keep the precision of the source.
    """

    group_id: str
    country: str
    status: MembershipStatus
    valid_from: date | None
    valid_to: date | None
    from_text: str
    to_text: str
    note: str
    source: str
    confirmed: bool


def day_of(at: date | int) -> date:
    """The day that a question is about. A year means its 31 December.

    So a country that joined during a year counts for the whole of it, and one that left during it does not.
    """
    return date(at, 12, 31) if isinstance(at, int) else at


class Groups:
    """All groups and memberships, ready to be asked."""

    def __init__(self, groups: Mapping[str, Group], memberships: tuple[Membership, ...]) -> None:
        self.groups = groups
        self.memberships = memberships
        self._founded = {group_id: first_day(group.founded) or date.min for group_id, group in groups.items()}
        self._by_group: dict[str, list[Membership]] = {group_id: [] for group_id in groups}
        self._by_country: dict[str, list[Membership]] = {}
        for membership in memberships:
            self._by_group[membership.group_id].append(membership)
            self._by_country.setdefault(membership.country, []).append(membership)

    def __getitem__(self, group_id: str) -> Group:
        if group_id not in self.groups:
            raise NotFoundError(f"There is no group '{group_id}'.", repair=f"Known groups: {', '.join(self.groups)}.")
        return self.groups[group_id]

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups.values())

    def __contains__(self, group_id: object) -> bool:
        return group_id in self.groups

    def of_group(self, group_id: str, *statuses: str) -> tuple[Membership, ...]:
        """Rows of a group by country and date, of the statuses named or of all."""
        rows = self._by_group[self[group_id].group_id]
        return tuple(row for row in rows if not statuses or row.status in statuses)

    def of_country(self, country: str, at: date | int | None = None) -> tuple[Membership, ...]:
        """Rows of a country in all groups by group and date, or only those that hold on a day."""
        rows = self._by_country.get(country, [])
        return tuple(row for row in rows if at is None or self.held_on(row, day_of(at)))

    def held_on(self, membership: Membership, day: date) -> bool:
        """Whether a status holds on a day; one without an established start holds from the founding of the group."""
        start = membership.valid_from or self._founded[membership.group_id]
        return start <= day <= (membership.valid_to or date.max)

    def members(
        self, group_id: str, at: date | int, statuses: Collection[str] = (MembershipStatus.MEMBER,)
    ) -> frozenset[str]:
        """Countries with one of the statuses on a day, or on 31 December of a year. A suspended country stays a member.

        A forum without members of its own answers with those of the countries and groups that it is made up of.
        Raises NotFoundError for an unknown group.
        """
        day = day_of(at)
        own = {row.country for row in self.of_group(group_id, *statuses) if self.held_on(row, day)}
        return frozenset(own.union(*(self._part(part, day, statuses) for part in self[group_id].made_up_of)))

    def active_members(self, group_id: str, at: date | int) -> frozenset[str]:
        """Members that are not suspended."""
        return self.members(group_id, at) - self.members(group_id, at, (MembershipStatus.SUSPENDED,))

    def held_at(self, group_id: str, country: str, at: date | int) -> tuple[Membership, ...]:
        """Rows of a country in a group that hold on a day; several where, say, a member is suspended."""
        day = day_of(at)
        return tuple(row for row in self.of_group(group_id) if row.country == country and self.held_on(row, day))

    def status_at(self, group_id: str, country: str, at: date | int) -> tuple[MembershipStatus, ...]:
        """Statuses of a country in a group on a day, in the order in which they began; empty where there is none."""
        return tuple(row.status for row in self.held_at(group_id, country, at))

    def history(self, group_id: str, country: str) -> tuple[Membership, ...]:
        """All that is known of a country in a group, in the order of time."""
        return tuple(row for row in self.of_group(group_id) if row.country == country)

    def _part(self, part: str, day: date, statuses: Collection[str]) -> frozenset[str]:
        is_country = len(part) == COUNTRY_CODE_LENGTH and part.isupper()
        return frozenset({part}) if is_country else self.members(part, day, statuses)
