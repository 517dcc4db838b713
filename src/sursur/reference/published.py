"""Figures that others have published, each with the question to Sursur that should give the same.

They stand in `data/published/figures.csv`, which a non-programmer can extend: what the figure is, its digits as
printed, its unit, who published it and where, and the question. A figure that Sursur cannot answer, or answers
differently, stays in the file with the reason.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import MappingProxyType

from sursur.errors import ReferenceDataError
from sursur.reference.packaged import read_rows

FLAG = ("yes",)
FLAGS = frozenset({"all"})
QUESTIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "flows": frozenset(
            {"source", "provider", "recipient", "provider-group", "recipient-group", "year", "sector", "flow-class"}
            | {"measure", "prices", "all", "count"}
        ),
        "activities": frozenset({"source", "count"}),
        "group": frozenset({"at", "status", "within"}),
        "list": frozenset(),
        "indicator": frozenset({"country", "group", "year"}),
        "votes": frozenset({"count"}),
        "sum": frozenset({"part"}),
    }
)
"""Kinds of questions and their options; those of `flows` and `group` are the options of the commands of that name.

flows: the sum of the money, or `--count` countries or providers
activities: `--count` the records included in sums, or the countries that all records name
group: how many countries belong to it `--at` a day, with a `--status`, `--within` another group
list: how many stand on a list that is no group: tossd-recipients
indicator: the value of a country, or the sum over several, over a group or, without either, over all countries
votes: `--count` votes, or different values of a column
sum: a published total from its parts, or one `--part` of it (`data/knowledge/published_figures.csv`)
"""
SCALES: Mapping[str, int] = MappingProxyType({"million": 10**6, "billion": 10**9, "trillion": 10**12})


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the words of the command line: `flows --source … --recipient CUB`."""

    text: str
    kind: str
    subject: str
    options: Mapping[str, tuple[str, ...]]

    def first(self, name: str, otherwise: str = "") -> str:
        return self.options.get(name, (otherwise,))[0]


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure as printed.

    question: what gives the same figure here, None where nothing can
    over: the whole that the answer is a share of; the figure is then 100 times the quotient
    tolerance: the largest difference that the way of printing explains, in `unit`; with its reason
    reason: why Sursur's figure differs, or why there is none; empty where the two are equal
    """

    figure_id: str
    subject: str
    what: str
    published: Decimal
    unit: str
    source: str
    address: str
    question: Question | None
    over: Question | None
    tolerance: Decimal
    tolerance_reason: str
    reason: str

    @property
    def scale(self) -> int:
        """How many ones are one of the unit."""
        return scale_of(self.unit)

    @property
    def digits(self) -> int:
        """Digits behind the point, as printed."""
        return max(0, -int(self.published.as_tuple().exponent))


def scale_of(unit: str) -> int:
    """`USD billion` counts thousands of millions; a unit without such a word counts ones."""
    return next((scale for word, scale in SCALES.items() if word in unit.split()), 1)


@cache
def published_figures() -> Mapping[str, PublishedFigure]:
    """All published figures by id, in the order of the file.

    Raises ReferenceDataError for a row that says too little or stands twice.
    """
    rows = read_rows("published", "figures.csv")
    double = [name for name, times in Counter(row["figure_id"] for row in rows).items() if times > 1]
    if double:
        raise ReferenceDataError(f"Figures that stand twice: {', '.join(double)}.", repair="Name each only once.")
    return MappingProxyType({row["figure_id"]: published_figure(row) for row in rows})


def published_figure(row: Mapping[str, str]) -> PublishedFigure:
    """One row of the file. Raises ReferenceDataError naming the figure and what is missing or wrong."""
    faults = list(_faults(row))
    if faults:
        raise ReferenceDataError(
            f"Published figure {row['figure_id'] or '(without an id)'}: {'; '.join(faults)}.",
            repair="Correct src/sursur/reference/data/published/figures.csv.",
        )
    published = Decimal(row["published"])
    return PublishedFigure(
        **{name: row[name] for name in ("figure_id", "subject", "what", "unit", "source", "address", "reason")},
        published=published,
        question=parse_question(row["question"]) if row["question"] else None,
        over=parse_question(row["over"]) if row["over"] else None,
        tolerance=Decimal(row["tolerance"]) if row["tolerance"] else _half_of_last_digit(published),
        tolerance_reason=row["tolerance_reason"] or "rounded to the last digit printed",
    )


def _half_of_last_digit(published: Decimal) -> Decimal:
    """A figure is printed rounded: what lies within half of its last digit is the same figure."""
    return Decimal(5).scaleb(int(published.as_tuple().exponent) - 1)


def _faults(row: Mapping[str, str]) -> list[str]:
    checks = {
        "what, subject, unit or source is empty": all(row[name] for name in ("what", "subject", "unit", "source")),
        "the address is none": row["address"].startswith(("http://", "https://")),
        "it has neither a question nor a reason": bool(row["question"] or row["reason"]),
        "a tolerance needs its reason": bool(row["tolerance"]) == bool(row["tolerance_reason"]),
        "published or tolerance is no number": all(map(_is_number, (row["published"], row["tolerance"] or "1"))),
    }
    return [fault for fault, passed in checks.items() if not passed]


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def parse_question(text: str) -> Question:
    """Read `group ldc --at 2021-09-27`: kind, subject where the kind has one, options with one value each.

    Raises ReferenceDataError for an unknown kind or option, or an option without its value.
    """
    kind, *words = shlex.split(text)
    if kind not in QUESTIONS:
        raise _not_understood(text, f"kinds are {', '.join(QUESTIONS)}")
    subject = words.pop(0) if words and not words[0].startswith("--") else ""
    options: dict[str, tuple[str, ...]] = {}
    while words:
        name = words.pop(0).removeprefix("--")
        if name not in QUESTIONS[kind] or (name not in FLAGS and not words):
            raise _not_understood(
                text, f"options of {kind} are {', '.join(sorted(QUESTIONS[kind]))}, each with a value"
            )
        options[name] = FLAG if name in FLAGS else (*options.get(name, ()), words.pop(0))
    return Question(text, kind, subject, MappingProxyType(options))


def _not_understood(text: str, known: str) -> ReferenceDataError:
    return ReferenceDataError(f"The question {text!r} is not understood.", repair=f"The {known}.")
