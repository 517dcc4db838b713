"""The days on which the full membership of a group changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sursur.model.values import MembershipStatus
from sursur.reference.dated import first_day
from sursur.reference.groups import Groups


@dataclass(frozen=True, slots=True)
class Enlargement:
    """A day on which the members changed; on the day of the founding nobody stands before."""

    day: date
    before: frozenset[str]
    after: frozenset[str]

    @property
    def joined(self) -> frozenset[str]:
        return self.after - self.before

    @property
    def left(self) -> frozenset[str]:
        return self.before - self.after


def path_of(groups: Groups, group_id: str) -> tuple[Enlargement, ...]:
    """Every change in the order of time. A start of which only the year is known stands on its 1 January."""
    before: frozenset[str] = frozenset()
    found = []
    for day in sorted(set(_days(groups, group_id))):
        after = groups.members(group_id, day)
        if after != before:
            found.append(Enlargement(day, before, after))
        before = after
    return tuple(found)


def _days(groups: Groups, group_id: str) -> Iterator[date]:
    group = groups[group_id]
    founded = first_day(group.founded) or date.min
    if group.made_up_of:
        yield founded
    for row in groups.of_group(group_id, MembershipStatus.MEMBER):
        yield row.valid_from or founded
        if row.valid_to and row.valid_to < date.max:
            yield row.valid_to + timedelta(days=1)
    for part in group.made_up_of:
        if part in groups:
            yield from _days(groups, part)
