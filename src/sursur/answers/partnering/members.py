"""Sets of countries by year: a group as it was, a group of one day through all years, or one country."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.asking import GroupAt
from sursur.answers.membership import FIRST_YEAR, LAST_YEAR, members_by_year, members_on
from sursur.answers.naming import country_code
from sursur.errors import UsageError
from sursur.reference.countries import country_name
from sursur.release import Release
from sursur.sentences import Sentence, Term, day_term

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def members_of(release: Release, group: GroupAt) -> ir.Table:
    """Columns `country`, `year`: the members of each year, or those of the day that the group names in every year."""
    if group.at is None:
        return members_by_year(release, group.group_id)
    return ibis.memtable(every_year(members_on(release, group.group_id, group.at)))


def every_year(countries: Iterable[str]) -> pa.Table:
    """The same countries in all years, as of `members_of`."""
    pairs = [(country, year) for country in sorted(countries) for year in YEARS]
    named = {"country": pa.array([country for country, _ in pairs], pa.string())}
    return pa.table({**named, "year": pa.array([year for _, year in pairs], pa.int64())})


def one_set(release: Release, country: str | None, group: GroupAt | None) -> pa.Table:
    """The country or the group that was asked for, as of `members_of`; UsageError where it is neither, or both."""
    if (country is None) == (group is None):
        raise UsageError(
            Sentence("Ask for a country or for a group."),
            repair=Sentence("Give country=Kenya or group=brics, not both."),
        )
    return release.rows(members_of(release, group)) if group else every_year([country_code(str(country))])


def set_in_words(country: str | None, group: GroupAt | None) -> tuple[str, str]:
    """A note on who was asked for."""
    if group is None:
        return ("Of", Term(country_name(str(country)), "country", str(country)))
    named = Term(group.group_id, "group", group.group_id)
    if group.at is None:
        return ("Of", Sentence("%(group)s, members of each year, on its 31 December", group=named))
    return ("Of", Sentence("%(group)s, members of %(day)s", group=named, day=day_term(group.at)))
