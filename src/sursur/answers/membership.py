"""Who belongs to a group, on a day or in each year, from the groups and memberships that a release froze.

The rules are those of `sursur.reference.groups`: a year means its 31 December, a start that is not established counts
from the founding of the group, and a forum answers with the groups that it is made up of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.offering import offered
from sursur.errors import NotFoundError
from sursur.model.values import MembershipStatus
from sursur.reference.groups import Group, Groups, Membership
from sursur.release import Release
from sursur.sentences import Sentence

FIRST_YEAR, LAST_YEAR = 1940, 2035
"""Years in which flows may stand; the earliest that a source reports is 1942."""


def groups_of(release: Release) -> Groups:
    """The groups as they stood when the release was built."""
    return release.remembered("groups", lambda: _read_groups(release))


def _read_groups(release: Release) -> Groups:
    groups = (_group(row) for row in _sorted(release, "group", "group_id"))
    rows = _sorted(release, "membership", "group_id", "country", "valid_from", "status")
    memberships = (Membership(**{**row, "status": MembershipStatus(row["status"])}) for row in rows)
    return Groups({group.group_id: group for group in groups}, tuple(memberships))


def _sorted(release: Release, name: str, *keys: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = release.rows(release.table(name).order_by(*keys)).to_pylist()
    return rows


def _group(row: dict[str, Any]) -> Group:
    texts: dict[str, Any] = {name: value or "" for name, value in row.items()}
    return Group(**{**texts, "made_up_of": tuple(texts["made_up_of"].split())})


def known_group(groups: Groups, group_id: str) -> Group:
    """The group, or a NotFoundError that offers the nearest id and all others."""
    if group_id in groups:
        return groups[group_id]
    raise NotFoundError(
        Sentence("There is no group '%(group)s'.", group=group_id), repair=offered(group_id, sorted(groups.groups))
    )


def members_on(release: Release, group_id: str, day: date) -> frozenset[str]:
    """Full members on a day."""
    groups = groups_of(release)
    return groups.members(known_group(groups, group_id).group_id, day)


def members_by_year(release: Release, group_id: str) -> ir.Table:
    """Country and year in which it was a full member on 31 December (columns `country`, `year`)."""
    groups = groups_of(release)
    known_group(groups, group_id)
    pairs = [
        (country, year)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for country in sorted(groups.members(group_id, year))
    ]
    countries, years = zip(*pairs, strict=True) if pairs else ((), ())
    return ibis.memtable(pa.table({"country": pa.array(countries, pa.string()), "year": pa.array(years, pa.int64())}))


def standing_on(release: Release, group_id: str, day: date) -> tuple[Membership, ...]:
    """Every status that holds on a day, members first; of a forum, that in the groups it is made up of."""
    groups = groups_of(release)
    own = _standing(groups, known_group(groups, group_id), day)
    order = tuple(MembershipStatus)
    return tuple(sorted(own, key=lambda row: (order.index(row.status), row.country, row.group_id, row.from_text)))


def _standing(groups: Groups, group: Group, day: date) -> Iterator[Membership]:
    yield from (row for row in groups.of_group(group.group_id) if groups.held_on(row, day))
    for part in group.made_up_of:
        if part in groups:
            yield from _standing(groups, groups[part], day)
