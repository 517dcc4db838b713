"""What a reader may ask of the flows: filters, grouping, prices, stage and the definition of the South."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sursur.answers.offering import one_of
from sursur.errors import UsageError
from sursur.sentences import Sentence

PRICES = ("constant", "current", "reported")
STAGES = ("best", "disbursement", "commitment", "forward", "any")
DEFAULT_SOUTH = "g77_china"

DIMENSIONS = (
    *("provider", "provider_organisation", "provider_kind", "recipient", "recipient_region", "channel", "year"),
    *("sector", "goal", "form", "instrument", "stage", "measure", "flow_class", "source", "layer", "crisis"),
    *("declared_form", "counted"),
)
"""What flows can be grouped by."""


@dataclass(frozen=True, slots=True)
class GroupAt:
    """A group of countries; `at` fixes the membership to a day, else it is that of the year of each flow."""

    group_id: str
    at: date | None = None

    def __str__(self) -> str:
        return f"{self.group_id}@{self.at}" if self.at else self.group_id


def parse_group(text: str) -> GroupAt:
    """Read `brics`, `brics@2015` (its last day) or `brics@2015-07-01`."""
    name, _, when = text.strip().partition("@")
    if not when:
        return GroupAt(name.lower())
    if re.fullmatch(r"\d{4}", when):
        return GroupAt(name.lower(), date(int(when), 12, 31))
    try:
        return GroupAt(name.lower(), date.fromisoformat(when))
    except ValueError:
        raise UsageError(
            Sentence("'%(text)s' names no date after the @.", text=text),
            repair=Sentence("Write brics@2015 or brics@2015-07-01."),
        ) from None


@dataclass(frozen=True, slots=True)
class FlowQuery:
    """A question to the flows. Empty filters let everything through; several values of one filter are alternatives.

    providers, recipients: ISO 3166-1 alpha-3 codes or organisation ids
    stage: `best` takes disbursements where an activity reports any, else its commitments; `any` takes all that is
        reported, also what its source advises to leave out
    counted: only what is counted once; `False` takes every telling, also where another one is counted instead
    measure: one measure of an aggregate, such as `oda_net`. Empty means transactions and the main measure of each
        source: gross, net and memo lines tell of the same money and are never added up. `measure` among `group_by`
        shows them side by side.
    """

    providers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    provider_group: GroupAt | None = None
    recipient_group: GroupAt | None = None
    year_from: int | None = None
    year_to: int | None = None
    sectors: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    flow_classes: tuple[str, ...] = ()
    crises: tuple[str, ...] = ()
    measure: str = ""
    stage: str = "best"
    south: str = DEFAULT_SOUTH
    prices: str = "constant"
    counted: bool = True
    group_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _one_of("prices", self.prices, PRICES)
        _one_of("stage", self.stage, STAGES)
        for name in self.group_by:
            _one_of("group by", name, DIMENSIONS)
        if self.year_from and self.year_to and self.year_from > self.year_to:
            raise UsageError(
                Sentence(
                    "The years run backwards: %(first)s to %(last)s.",
                    first=str(self.year_from),
                    last=str(self.year_to),
                ),
                repair=Sentence("Swap them."),
            )


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UsageError(
            Sentence("'%(value)s' is not a value of %(what)s.", value=value, what=what),
            repair=one_of(known),
        )
