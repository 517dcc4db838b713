"""Where a series changes the source it is counted from: told in words and marked in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from textwrap import shorten

from markupsafe import Markup

from sursur.observatory.choosing import Choice
from sursur.observatory.view import View

MARKED = 4
"""Sources whose first and last year a picture marks: the largest."""
LABEL_LETTERS = 30
"""What of a title fits above a picture on a phone."""


@dataclass(slots=True)
class Told:
    """A data set behind a series: from when to when it is counted, and how much of the sum it holds."""

    dataset: str
    layer: str
    first: int
    last: int
    usd: Decimal


@dataclass(frozen=True, slots=True)
class Turns:
    """`marks`: year after which the source changes, and what is written there."""

    marks: tuple[tuple[int, str], ...]
    sentences: tuple[Markup, ...]


def turns(view: View, choices: Sequence[Choice]) -> Turns:
    told = _told(view, choices)
    marks = _marks(view, sorted(told, key=lambda each: (-each.usd, each.dataset))[:MARKED])
    return Turns(marks, _sentences(view, told))


def _told(view: View, choices: Sequence[Choice]) -> list[Told]:
    """In the order of their first year. The years are those of the release, also where fewer are looked at."""
    found: dict[str, Told] = {}
    for choice in choices:
        for each in view.sums(("dataset", "layer"), replace(choice, year_from=None, year_to=None)):
            dataset, layer = each.key
            told = found.setdefault(dataset, Told(dataset, layer, 9999, 0, Decimal(0)))
            told.first = min(told.first, each.first_year or 9999)
            told.last = max(told.last, each.last_year or 0)
            told.usd += each.usd or 0
    return sorted(found.values(), key=lambda each: (each.first, each.last, each.dataset))


def _marks(view: View, told: Sequence[Told]) -> tuple[tuple[int, str], ...]:
    first, last = min((each.first for each in told), default=0), view.library.years[1]
    say = view.say
    begins = [
        (each.first - 1, say.text("%(source)s from %(year)s", source=_label(view, each), year=each.first))
        for each in told
        if each.first > first
    ]
    ends = [
        (each.last, say.text("%(source)s until %(year)s", source=_label(view, each), year=each.last))
        for each in told
        if each.last < last
    ]
    return tuple((year, say.isolated(text)) for year, text in sorted((*begins, *ends)))


def _label(view: View, told: Told) -> str:
    title = shorten(view.short_title(told.dataset), LABEL_LETTERS, placeholder="\N{HORIZONTAL ELLIPSIS}")
    return f"\N{FIRST STRONG ISOLATE}{title}\N{POP DIRECTIONAL ISOLATE}"


def _sentences(view: View, told: Sequence[Told]) -> tuple[Markup, ...]:
    """One source needs no word. Sources that take turns are said to; sources side by side stand with their years."""
    say = view.say
    if not told:
        return ()
    ended = say.text("After a source ends, a fall means silence, not less cooperation.")
    silence = (ended,) if any(each.last < view.library.years[1] for each in told) else ()
    if len(told) == 1:
        return silence
    listed = say.list([_span(view, each) for each in told])
    return (say.text("The source changes: %(spans)s.", spans=listed), *silence)


def _span(view: View, told: Told) -> Markup:
    """`until 2008 AidData research release (compilation)` for the first, `from 2009 …` for the last, else both."""
    say = view.say
    values = {
        "source": Markup("<bdi>{}</bdi>").format(view.short_title(told.dataset)),
        "layer": say.word(told.layer),
        "first": told.first,
        "last": told.last,
    }
    if told.last >= view.library.years[1]:
        return say.text("from %(first)s %(source)s (%(layer)s)", **values)
    return say.text("from %(first)s to %(last)s %(source)s (%(layer)s)", **values)
