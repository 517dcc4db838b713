"""What is said with every scenario: how to read it, who stands how, what the figures mean and where they are from."""

from __future__ import annotations

from collections.abc import Iterable

from sursur.answers.enlarging.change import Change
from sursur.answers.offering import country_term, country_terms, name_of
from sursur.model.values import MembershipStatus
from sursur.reference.groups import Membership
from sursur.reference.scenario import Figure, load_figures
from sursur.sentences import Sentence, Several, clauses, day_term, phrase, word_term

READING = Sentence(
    "Arithmetic on past data, not a forecast: the figures of the members are added up as if they had been members. "
    "Nothing is said of what membership would change."
)
WORLD = Sentence("The sum of all countries that have the figure, each with its newest value within the years carried.")
MISSING = Sentence("Members without data are named and add nothing: a sum with missing members is a lower bound.")
UNCLEAR = frozenset({MembershipStatus.INVITED, MembershipStatus.DECLINED, MembershipStatus.DISPUTED})


def named(change: Change) -> tuple[tuple[str, str], ...]:
    """The group, its members on both sides and what changes."""
    return (
        ("Reading", READING),
        ("Members", _members(change)),
        ("Change", _changes(change) or Sentence("none: after is the same as before")),
    )


def _members(change: Change) -> Sentence:
    return Sentence(
        "%(group)s on %(day)s, full members: %(members)s",
        group=change.group_term,
        day=day_term(change.day),
        members=country_terms(change.members),
    )


def _changes(change: Change) -> Several:
    joins = Sentence("joins: %(countries)s", countries=country_terms(change.added))
    leaves = Sentence("leaves: %(countries)s", countries=country_terms(change.dropped))
    told = ((joins, change.added), (leaves, change.dropped))
    return Several((sentence for sentence, countries in told if countries), "; ")


def status_notes(change: Change, countries: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """How the named countries stand to the group on the day, and everybody who was invited, declined or is disputed."""
    rows = [
        row
        for row in change.groups.of_group(change.group_id)
        if change.groups.held_on(row, change.day) and row.country not in change.members
    ]
    unclear = {row.country for row in rows if row.status in UNCLEAR}
    told = sorted({*countries, *change.added} | unclear, key=lambda one: (name_of(one), one))
    return tuple(("Status", _status(one, [row for row in rows if row.country == one], change)) for one in told)


def figure_notes() -> tuple[tuple[str, str], ...]:
    """Definition and source of every figure, and the words on the world and on what is missing."""
    meanings = ((one.name, _meaning(one)) for one in load_figures().values())
    return (("World", WORLD), ("Missing", MISSING), *meanings)


def _meaning(figure: Figure) -> Sentence:
    told = {"definition": Sentence(figure.definition), "source": clauses(figure.source)}
    if figure.carry_years is None:
        return Sentence("%(definition)s (%(source)s)", **told)
    return Sentence(
        "%(definition)s (%(source)s; a value stands for up to %(years)s years)", **told, years=figure.carry_years
    )


def _status(country: str, rows: list[Membership], change: Change) -> str:
    if not rows:
        return Sentence(
            "%(country)s has no status in %(group)s on %(day)s.",
            country=country_term(country),
            group=change.group_term,
            day=day_term(change.day),
        )
    statuses = Several(map(_told, rows), "; ")
    return Sentence("%(country)s, not a member: %(statuses)s", country=country_term(country), statuses=statuses)


SPANS = {
    (True, True): phrase("%(status)s from %(first)s to %(last)s"),
    (True, False): phrase("%(status)s from %(first)s"),
    (False, True): phrase("%(status)s to %(last)s"),
    (False, False): phrase("%(status)s"),
}
"""By what is known: the beginning, the end."""


def _told(row: Membership) -> str:
    dates = {"first": row.from_text, "last": row.to_text}
    known = {name: day_term(text) for name, text in dates.items() if text}
    status = word_term(row.status.value)
    span = SPANS["first" in known, "last" in known]
    told = Sentence(span, status=status, **known)
    return Sentence("%(told)s (%(note)s)", told=told, note=Sentence(row.note)) if row.note else told
