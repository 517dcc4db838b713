"""What the gap pages ask of the measures of need: the need, the span, the forms, and who is compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from sursur.answers.needs import SOUTHERN, SPAN, Span
from sursur.errors import UsageError
from sursur.observatory.asked import AMONG, ANSWERING
from sursur.observatory.choosing import Choice
from sursur.observatory.gap.beside import indicator_name, need_name
from sursur.observatory.measured import check, framed
from sursur.observatory.parts import Link
from sursur.observatory.shelf import Found
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS, SOUTHERN_FORMS, verdicts_of
from sursur.reference.indicators import Indicator, load_indicators
from sursur.reference.needs import Need, load_needs

FIRST_NEED = "extreme_poverty"
VIEWS = ("", "unreached", "reaching", "movers")
"""Parts of the address after `/gaps`; each asks one measure."""
OF_THE_SOUTH = ("unreached", "reaching")
"""Views that look at the forms led by the South unless asked otherwise, as their measures do."""


@dataclass(frozen=True, slots=True)
class GapAsked:
    """One question to the measures; `part` is one of `VIEWS`."""

    need: Need
    indicator: Indicator
    span: Span
    forms: tuple[str, ...]
    """Shown forms; empty leaves the choice to the measure."""
    part: str = ""

    @property
    def shown_forms(self) -> tuple[str, ...]:
        own = tuple(form for form in SOUTHERN_FORMS if form != "triangular")
        return self.forms or (own if self.part in OF_THE_SOUTH else tuple(SHOWN_FORMS))


def gap_asked(view: View, part: str = "") -> GapAsked:
    """Raises UsageError for a need that no indicator tells."""
    need = load_needs()[view.asked.need or FIRST_NEED]
    if not need.indicator:
        raise UsageError(
            view.say.text("No series at hand tells this need. %(why)s", why=need.why_not),
            repair=view.say.text("Choose another need."),
        )
    indicator = load_indicators()[need.indicator]
    forms = () if set(view.asked.forms) == set(SHOWN_FORMS) and part not in OF_THE_SOUTH else view.asked.forms
    return GapAsked(need, indicator, _span(view, need, indicator), forms, part)


def _span(view: View, need: Need, indicator: Indicator) -> Span:
    """The years asked for; where an end is open, five years up to the last with a value and Southern flows."""
    first, last = view.asked.year_from, view.asked.year_to
    if last is None:
        southern = view.sums(("year",), Choice(forms=SOUTHERN))
        latest = max((found.key[0] for found in southern if found.key[0]), default=indicator.last_year)
        last = max(min(indicator.last_year + need.carry_years, latest), first or 0)
    return Span(last - SPAN + 1 if first is None else first, last)


def words_of(view: View, asked: GapAsked, measure: str) -> dict[str, str]:
    """The question as the command line would write it."""
    words = {
        "need": asked.need.need,
        "after" if measure == "movers" else "years": str(asked.span),
        "among": view.asked.among if view.asked.among != AMONG[0] else "",
        "flows": view.asked.flows if view.asked.flows != ANSWERING[0] else "",
        "forms": ",".join(verdicts_of(asked.forms)),
    }
    return {name: text for name, text in words.items() if text}


def check_asked(view: View, asked: GapAsked, measure: str) -> None:
    """Raises what is wrong with a question, without answering it."""
    check(view, measure, **words_of(view, asked, measure))


def answer_of(view: View, asked: GapAsked, measure: str) -> tuple[list[dict[str, Any]], Mapping[str, str]]:
    """Rows of the measure, and its notes by label."""
    words = words_of(view, asked, measure)
    found: Found | None = view.library.desk.measured(measure, words | framed(view, measure))
    return ([], {}) if found is None else (found.table.to_pylist(), dict(found.notes))


def choice_of(view: View, asked: GapAsked) -> Choice:
    """The flows of the span, for the list of sources."""
    choice = view.filter(asked.shown_forms)
    return replace(choice, year_from=asked.span.first, year_to=asked.span.last)


def span_text(span: Span) -> Markup:
    years = str(span.last) if span.first == span.last else f"{span.first}\N{EN DASH}{span.last}"
    return Markup('<bdi dir="ltr">{}</bdi>').format(years)


def views_switch(view: View, part: str) -> tuple[Link, ...]:
    """The same question put to the other measures."""
    say = view.say
    names = {
        "": say.text("Gap"),
        "unreached": say.text("Not reached"),
        "reaching": say.text("Who reaches"),
        "movers": say.text("Movers"),
    }
    return tuple(
        Link(name, replace(view.asked, path=f"/gaps/{key}".rstrip("/"), whole="").address(), key == part)
        for key, name in names.items()
    )


def indicator_sentence(view: View, asked: GapAsked) -> Markup:
    """What tells the need, up to which year, and of when the ranks are."""
    say = view.say
    values = {
        "need": need_name(view, asked.need),
        "indicator": indicator_name(view, asked.need.indicator),
        "last": asked.indicator.last_year,
        "year": asked.span.last,
        "years": say.number(asked.need.carry_years),
    }
    return say.text(
        "%(need)s is told by “%(indicator)s”, whose series ends in %(last)s; need is ranked for %(year)s, with values "
        "at most %(years)s years old.",
        **values,
    )
