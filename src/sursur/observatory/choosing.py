"""Which flows are summed, what a sum is, and how detailed sums are folded into coarser ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TOLD = "told"
"""In place of a stage: every telling in every stage, counted or not. Never a total, but what a total is made from."""
FOLDED = ("year", "form", "dataset", "layer")
"""Dimensions in which the questions of one page differ."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which flows are summed. Empty filters let everything through; forms are verdicts (`sursur.model.values.Form`).

    stage: `best` takes what is counted, as disbursements where an activity reports any, else as commitments; the name
    of a stage takes what is counted of that stage alone.
    """

    forms: tuple[str, ...] = ()
    stage: str = "best"
    year_from: int | None = None
    year_to: int | None = None
    providers: frozenset[str] | None = None
    recipients: frozenset[str] | None = None
    not_providers: frozenset[str] | None = None
    not_recipients: frozenset[str] | None = None
    sector: str | None = None
    instrument: str | None = None
    goal: str | None = None
    """Of the Sustainable Development Goals, "1" to "17"."""
    crisis: str | None = None

    @property
    def purposeful(self) -> bool:
        """Whether flows of one purpose alone are asked for: a sector, a goal or a crisis."""
        return bool(self.sector or self.goal or self.crisis)


@dataclass(frozen=True, slots=True)
class Sum:
    """`key` holds the dimensions asked for; `unvalued` counts flows that have no value in these prices."""

    key: tuple[Any, ...]
    usd: Decimal | None
    flows: int
    unvalued: int
    first_year: int | None
    last_year: int | None


def fold(detailed: Sequence[Sum], by: tuple[str, ...], choice: Choice) -> tuple[Sum, ...]:
    """From sums by `FOLDED` to sums by some of its dimensions, of the choice's years and forms alone.

    In the order in which a database gives them: largest first, sums without value last, ties by key.
    """
    places = [FOLDED.index(name) for name in by]
    folded: dict[tuple[Any, ...], list[Sum]] = {} if by else {(): []}
    for found in detailed:
        if _lets_through(choice, *found.key[:2]):
            folded.setdefault(tuple(found.key[place] for place in places), []).append(found)
    sums = [_together(key, parts) for key, parts in folded.items()]
    return tuple(sorted(sums, key=_largest_first))


def _lets_through(choice: Choice, year: int | None, form: str | None) -> bool:
    if choice.forms and form not in choice.forms:
        return False
    if year is None:
        return choice.year_from is None and choice.year_to is None
    return (choice.year_from or year) <= year <= (choice.year_to or year)


def _together(key: tuple[Any, ...], parts: Sequence[Sum]) -> Sum:
    values = [part.usd for part in parts if part.usd is not None]
    return Sum(
        key=key,
        usd=sum(values, Decimal(0)) if values else None,
        flows=sum(part.flows for part in parts),
        unvalued=sum(part.unvalued for part in parts),
        first_year=min((part.first_year for part in parts if part.first_year is not None), default=None),
        last_year=max((part.last_year for part in parts if part.last_year is not None), default=None),
    )


def _largest_first(found: Sum) -> tuple[Any, ...]:
    return found.usd is None, -(found.usd or 0), tuple((part is None, part or 0) for part in found.key)
