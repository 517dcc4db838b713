"""What is said with every scenario: how to read it, who stands how, what the figures mean and where they are from."""

from __future__ import annotations

from collections.abc import Iterable

from sursur.answers.enlarging.change import Change, listed, name_of
from sursur.model.values import MembershipStatus
from sursur.reference.groups import Membership
from sursur.reference.scenario import load_figures

READING = (
    "Arithmetic on past data, not a forecast: the figures of the members are added up as if they had been members. "
    "Nothing is said of what membership would change."
)
WORLD = "The sum of all countries that have the figure, each with its newest value within the years carried."
MISSING = "Members without data are named and add nothing: a sum with missing members is a lower bound."
UNCLEAR = frozenset({MembershipStatus.INVITED, MembershipStatus.DECLINED, MembershipStatus.DISPUTED})


def named(change: Change) -> tuple[tuple[str, str], ...]:
    """The group, its members on both sides and what changes."""
    changes = [
        f"{word}: {listed(countries)}"
        for word, countries in (("joins", change.added), ("leaves", change.dropped))
        if countries
    ]
    return (
        ("Reading", READING),
        ("Members", f"{change.groups[change.group_id].name} on {change.day}, full members: {listed(change.members)}"),
        ("Change", "; ".join(changes) or "none: after is the same as before"),
    )


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
    meanings = (
        (one.name, f"{one.definition}. {one.source}{_carried(one.carry_years)}") for one in load_figures().values()
    )
    return (("World", WORLD), ("Missing", MISSING), *meanings)


def _carried(years: int | None) -> str:
    return f"; a value stands for up to {years} years" if years is not None else ""


def _status(country: str, rows: list[Membership], change: Change) -> str:
    if not rows:
        return f"{listed([country])} has no status in {change.groups[change.group_id].name} on {change.day}."
    return f"{listed([country])}, not a member: " + "; ".join(map(_told, rows))


def _told(row: Membership) -> str:
    span = " ".join(
        part for part in (f"from {row.from_text}" if row.from_text else "", f"to {row.to_text}" if row.to_text else "")
        if part
    )  # fmt: skip
    doubt = f" ({row.note})" if row.note else ""
    return f"{row.status.value} {span}{doubt}".strip()
