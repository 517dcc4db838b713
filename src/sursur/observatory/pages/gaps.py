"""Where cooperation does not reach the need: one need beside the cooperation per person, country by country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from markupsafe import Markup

from sursur.observatory.arriving import Later
from sursur.observatory.asked import AMONG, ANSWERING
from sursur.observatory.gap.asking import (
    GapAsked,
    answer_of,
    check_asked,
    gap_asked,
    indicator_sentence,
    span_text,
    views_switch,
)
from sursur.observatory.gap.beside import need_name
from sursur.observatory.gap.parts import NAMED, Records, Told, count_all
from sursur.observatory.gap.pictures import gap_map, gap_scatter
from sursur.observatory.gap.table import gap_table
from sursur.observatory.gap.words import coverage_word
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Link
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS
from sursur.reference.needs import load_needs

Tell = Callable[[View, GapAsked, Records, Mapping[str, str]], Told]
"""From the rows of a measure and its notes to what a view says and shows."""


@dataclass(frozen=True, slots=True)
class Box:
    value: str
    text: Markup | str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsPage(Page):
    template: ClassVar[str] = "gaps.html"
    arrives: ClassVar[bool] = True
    kicker: Markup
    views: tuple[Link, ...]
    span: tuple[int, int]
    needs: tuple[tuple[Markup, tuple[Box, ...]], ...]
    among: tuple[Box, ...]
    flows: tuple[Box, ...]
    forms: tuple[Box, ...]
    action: str


def build_gaps(view: View) -> GapsPage:
    return gaps_page(view, gap_asked(view), "gap", _told)


def _told(view: View, asked: GapAsked, rows: Records, _: Mapping[str, str]) -> Told:
    told = [row for row in rows if row["gap"] is not None]
    pictures = (gap_map(view, rows), gap_scatter(view, told)) if told else ()
    return _lead(view, asked, rows, told), (*pictures, gap_table(view, asked, rows))


def gaps_page(view: View, asked: GapAsked, measure: str, tell: Tell) -> GapsPage:
    """The page of one view, with the form that all views share. Raises what is wrong with the question at once; what
    the measure answers is told when it is read.
    """
    check_asked(view, asked, measure)
    told = cache(lambda: tell(view, asked, *answer_of(view, asked, measure)))
    say, indicator = view.say, (indicator_sentence(view, asked),)
    titles = {
        "": say.text("Where does cooperation not reach the need?"),
        "unreached": say.text("Which countries in need are not reached?"),
        "reaching": say.text("Who reaches the neediest?"),
        "movers": say.text("Which countries moved?"),
    }
    return GapsPage(
        title=titles[asked.part],
        kicker=say.separator.join((need_name(view, asked.need), span_text(asked.span))),
        early=indicator,
        lead=Later(lambda: told()[0], lambda: indicator),
        sections=Later(lambda: told()[1]),
        framed=True,
        views=views_switch(view, asked.part),
        span=(asked.span.first, asked.span.last),
        needs=_needs(view, asked),
        among=(
            Box(AMONG[0], say.text("the South"), view.asked.among == AMONG[0]),
            Box(AMONG[1], say.text("the world"), view.asked.among == AMONG[1]),
        ),
        flows=(
            Box(ANSWERING[0], say.text("known to answer this need"), view.asked.flows == ANSWERING[0]),
            Box(ANSWERING[1], say.text("all, whatever they are for"), view.asked.flows == ANSWERING[1]),
        ),
        forms=tuple(Box(form, say.form(form), form in asked.shown_forms) for form in SHOWN_FORMS),
        action=f"/{say.code}{view.asked.path}",
    )


def _needs(view: View, asked: GapAsked) -> tuple[tuple[Markup, tuple[Box, ...]], ...]:
    usable = [need for need in load_needs().values() if need.indicator]
    boxes = [(need, Box(need.need, need_name(view, need), need == asked.need)) for need in usable]
    return (
        (view.say.text("Five inequalities"), tuple(box for need, box in boxes if not need.goal)),
        (view.say.text("Goals"), tuple(box for need, box in boxes if need.goal)),
    )


# -- words -------------------------------------------------------------------------------------------------------------


def _lead(view: View, asked: GapAsked, rows: Sequence[Any], told: Sequence[Any]) -> tuple[Markup, ...]:
    say = view.say
    if not told:
        return _nothing(view, asked, rows)
    widest = say.list([view.party(row["country"]) for row in told[:NAMED]])
    return (
        say.plural(
            "Of %(count)s country where both are known: the gap is widest for %(names)s.",
            "Of %(count)s countries where both are known, need stands furthest above cooperation per person for "
            "%(names)s.",
            len(told),
            names=widest,
        ),
        *_missing(view, rows),
    )


def _missing(view: View, rows: Sequence[Any]) -> tuple[Markup, ...]:
    """Missing is shown as missing: how many countries have no gap, and why."""
    reasons = Counter(row["status"] for row in rows if row["gap"] is None)
    if not reasons:
        return ()
    told = [
        Markup("{} {}").format(coverage_word(view, reason), view.say.number(count))
        for reason, count in reasons.most_common()
    ]
    return (
        view.say.plural(
            "For %(count)s more no gap can be told (%(reasons)s).",
            "For %(count)s more no gap can be told (%(reasons)s).",
            sum(reasons.values()),
            reasons=view.say.separator.join(told),
        ),
    )


def _nothing(view: View, asked: GapAsked, rows: Sequence[Any]) -> tuple[Markup, ...]:
    """No gap at all: that is said, and what else can be asked."""
    say = view.say
    sentences = [say.text("No gap can be told for any country in these years."), *_missing(view, rows)]
    return (*sentences, *count_all(view, asked))
