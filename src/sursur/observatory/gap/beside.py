"""The need beside what is given for it: what stands for a need, and where its gap and its measures are."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from sursur.observatory.measured import measure_page
from sursur.observatory.parts import Download, Link, Section, SourceLine
from sursur.observatory.purpose.subjects import goal_name
from sursur.observatory.sentences import tell
from sursur.observatory.view import View
from sursur.observatory.words import INDICATOR_NAMES, NEED_NAMES
from sursur.reference.indicators import load_indicators
from sursur.reference.needs import Need, load_needs
from sursur.sentences import clauses

MEASURES = ("need", "coverage", "gap")


def need_name(view: View, need: Need) -> str:
    """One of the five inequalities, or a goal with its number."""
    return goal_name(view, need.goal) if need.goal else str(view.say.text(NEED_NAMES[need.need]))


def indicator_name(view: View, indicator: str) -> Markup:
    """In the reader's language where the pages have a word for it, else as its table has it, in English."""
    known = INDICATOR_NAMES.get(indicator)
    return view.say.text(known) if known else tell(view.say, load_indicators()[indicator].name)


def gap_page(view: View, need: str) -> str:
    return f"/{view.asked.language}/gaps?{urlencode([('need', need), *view.asked.carried()])}"


def goal_need(view: View, goal: str) -> Section:
    """What stands for the need under a goal, with its last year; or why nothing does."""
    need = next(each for each in load_needs().values() if each.goal == goal)
    heading = view.say.text("How great is the need?")
    if not need.indicator:
        return Section(
            anchor="need",
            heading=heading,
            sentences=(view.say.text("No series at hand tells what a country lacks under this goal."),),
            notes=(tell(view.say, need.why_not),),
        )
    return Section(
        anchor="need",
        heading=heading,
        sentences=_told(view, need),
        notes=(tell(view.say, clauses(need.source)),),
        counted=_links(view, need),
        downloads=_downloads(need),
        sources=indicator_sources(need),
    )


def _told(view: View, need: Need) -> tuple[Markup, ...]:
    say, indicator = view.say, load_indicators()[need.indicator]
    name = indicator_name(view, need.indicator)
    return (
        say.text(
            "It is told here by one indicator, “%(indicator)s” (%(unit)s).",
            indicator=name,
            unit=tell(view.say, indicator.unit),
        ),
        say.text(
            "Its series runs from %(first)s to %(last)s and knows %(countries)s countries; a value stands for at most "
            "%(years)s years after its own.",
            first=indicator.first_year,
            last=indicator.last_year,
            countries=say.number(indicator.countries),
            years=say.number(need.carry_years),
        ),
    )


def _links(view: View, need: Need) -> tuple[Link, ...]:
    say = view.say
    words = {"need": need.need}
    return (
        Link(say.text("where cooperation does not reach this need"), gap_page(view, need.need)),
        Link(say.text("the need of every country"), measure_page(view, "need", **words)),
        Link(say.text("what answers it, by country and form"), measure_page(view, "coverage", **words)),
    )


def _downloads(need: Need) -> tuple[Download, ...]:
    """The measures of this need as files; they are computed when they are asked for."""
    return tuple(
        Download(f"{name}.csv", f"/api/measures/{name}?{urlencode({'need': need.need, 'format': 'csv'})}")
        for name in MEASURES
    )


def indicator_sources(need: Need) -> tuple[SourceLine, ...]:
    indicator = load_indicators()[need.indicator]
    span = f"{indicator.first_year}\N{EN DASH}{indicator.last_year}"
    return tuple(SourceLine(one.title, one.publisher, one.licence, one.url, span) for one in indicator.sources)


def sector_needs(view: View, sector: str) -> tuple[Section, ...]:
    """The needs that flows of a sector answer by our table; nothing where there is none."""
    needs = [need for need in load_needs().values() if sector in need.sectors and need.indicator]
    if not needs:
        return ()
    say = view.say
    return (
        Section(
            anchor="need",
            heading=say.text("Which needs does it answer?"),
            sentences=(say.text("Which flows answer which need is ours, not official."),),
            counted=tuple(Link(need_name(view, need), gap_page(view, need.need)) for need in needs),
        ),
    )
