"""From what a person wrote to the members of a group before and after; what cannot be meant is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from sursur.answers.asking import GroupAt
from sursur.answers.enlarging.path import path_of
from sursur.answers.membership import groups_of
from sursur.answers.offering import country_term, country_terms, group_term, name_of
from sursur.errors import UsageError
from sursur.model.values import MembershipStatus
from sursur.reference.groups import Groups
from sursur.release import Release
from sursur.sentences import Sentence, Several, Term, day_term, phrase, word_term

TWICE_ADDED = phrase("%(countries)s is added twice.")
TWICE_DROPPED = phrase("%(countries)s is dropped twice.")
MEMBER_SINCE = phrase("%(country)s is already a member of %(group)s since %(day)s.")
MEMBER_ON = phrase("%(country)s is already a member of %(group)s on %(day)s.")
NO_MEMBER = phrase("%(country)s is not a member of %(group)s on %(day)s.")
OTHER_STATUS = phrase("%(country)s is not a member of %(group)s on %(day)s (but: %(statuses)s).")


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a membership. `facts_year` is the year that is asked of the figures."""

    name: str
    facts_year: int
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A group on a day, and who is to join and to leave it."""

    groups: Groups
    group_id: str
    day: date
    members: frozenset[str]
    added: frozenset[str]
    dropped: frozenset[str]

    @property
    def group_term(self) -> Term:
        return group_term(self.groups[self.group_id])

    @property
    def after(self) -> frozenset[str]:
        return (self.members | self.added) - self.dropped


def changed_group(
    release: Release, group: GroupAt, add: tuple[str, ...], drop: tuple[str, ...], at: date | None
) -> Change:
    """The group with its changes. Raises UsageError for a change that says nothing or contradicts itself."""
    groups = groups_of(release)
    day = day_asked(release, groups, group, at)
    members = groups.members(group.group_id, day)
    if not members:
        raise _no_members(groups, group.group_id, day)
    _check_words(add, drop)
    change = Change(groups, group.group_id, day, members, frozenset(add), frozenset(drop))
    for country in add:
        _check_new(change, country)
    for country in drop:
        _check_member(change, country)
    return change


def day_asked(release: Release, groups: Groups, group: GroupAt, at: date | None) -> date:
    """`--at`, or the day after the @ of the group, or the newest day of which the release knows anything of the group.

    That is the end of the last year with a figure of population, or the last day on which a status began, if later.
    """
    if at and group.at and at != group.at:
        raise UsageError(
            Sentence(
                "Two days are asked for: %(one)s with the group, and %(other)s.",
                one=day_term(group.at),
                other=day_term(at),
            ),
            repair=Sentence("Leave one of them out."),
        )
    return at or group.at or max(_last_year(release), *_starts(groups, group.group_id))


def member_rows(steps: Iterable[Step]) -> pa.Table:
    """The members of both sides of each step as the measures read them (`sursur.measure.scenario`)."""
    rows = [
        (step.name, side, step.facts_year, country, name_of(country))
        for step in steps
        for side, members in (("before", step.before), ("after", step.after))
        for country in sorted(members)
    ]
    names = {
        "step": pa.string(),
        "side": pa.string(),
        "facts_year": pa.int64(),
        "country": pa.string(),
        "name": pa.string(),
    }
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, names.values(), strict=True)]
    return pa.table(dict(zip(names, arrays, strict=True)))


def _last_year(release: Release) -> date:
    table = release.table("indicator")
    newest = release.rows(table.filter(table.indicator == "population").aggregate(year=table.year.max()))
    return date(int(newest["year"].to_pylist()[0] or 1), 12, 31)


def _starts(groups: Groups, group_id: str) -> tuple[date, ...]:
    rows = (row for row in groups.of_group(group_id) if row.status != MembershipStatus.DECLINED)
    return tuple(row.valid_from for row in rows if row.valid_from) or (date.min,)


def _check_words(add: tuple[str, ...], drop: tuple[str, ...]) -> None:
    for said, countries in ((TWICE_ADDED, add), (TWICE_DROPPED, drop)):
        twice = [country for country, times in Counter(countries).items() if times > 1]
        if twice:
            raise UsageError(
                Sentence(said, countries=country_terms(twice)),
                repair=Sentence("Name every country once."),
            )
    both = set(add) & set(drop)
    if both:
        raise UsageError(
            Sentence("%(countries)s is added and dropped.", countries=country_terms(both)),
            repair=Sentence("Decide for one of the two."),
        )


def _check_new(change: Change, country: str) -> None:
    if country not in change.members:
        return
    rows = change.groups.held_at(change.group_id, country, change.day)
    began = next((row.from_text for row in rows if row.status == MembershipStatus.MEMBER and row.from_text), "")
    raise UsageError(
        Sentence(
            MEMBER_SINCE if began else MEMBER_ON,
            country=country_term(country),
            group=change.group_term,
            day=day_term(began or change.day),
        ),
        repair=Sentence("Leave it out, or ask for an earlier day with --at."),
    )


def _check_member(change: Change, country: str) -> None:
    if country in change.members:
        return
    statuses = Several(map(word_term, change.groups.status_at(change.group_id, country, change.day)))
    raise UsageError(
        Sentence(
            OTHER_STATUS if statuses else NO_MEMBER,
            country=country_term(country),
            group=change.group_term,
            day=day_term(change.day),
            statuses=statuses,
        ),
        repair=Sentence("Members are: %(members)s.", members=country_terms(change.members)),
    )


def _no_members(groups: Groups, group_id: str, day: date) -> UsageError:
    days = [step.day for step in path_of(groups, group_id) if step.after]
    near = min(days, key=lambda one: (abs(one - day), one), default=None)
    hint = (
        Sentence("The nearest day on which it has members is %(day)s: --at %(at)s.", day=day_term(near), at=str(near))
        if near
        else Sentence("It never had members.")
    )
    told = Sentence("%(group)s has no members on %(day)s.", group=group_term(groups[group_id]), day=day_term(day))
    return UsageError(told, repair=hint)
