"""What a reader of a measure of need has to know beside its figures."""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.answers.measuring import Asked
from sursur.answers.needs import COUNTED, Span, query_of
from sursur.answers.notes import notes
from sursur.answers.partnering import set_in_words
from sursur.reference.indicators import Indicator, IndicatorSource, load_indicators
from sursur.reference.needs import NONE, Need
from sursur.release import Release
from sursur.sentences import Sentence, Several, clauses, word_term

PEOPLE_WORDS = {
    "share": Sentence("people affected: per cent by the indicator of the population of that year"),
    "rest": Sentence("people affected: 100 less the indicator, in per cent of the population of that year"),
    NONE: Sentence(
        "the indicator counts no people: the whole population stands as exposed, and nobody is called affected"
    ),
}


def need_notes(need: Need, asked: Asked, *asked_for: int) -> tuple[tuple[str, str], ...]:
    """The indicator, its limit, whom it counts and who is ranked; a year that the series does not reach is named."""
    indicator = load_indicators()[need.indicator]
    titles = Several((_titled(source) for source in indicator.sources), "; ")
    return (
        ("Need", Sentence(need.title)),
        ("Indicator", _defined(indicator)),
        ("Values", titles),
        ("Carried", _limit(need)),
        *(("Beyond the limit", _beyond(need, year)) for year in asked_for if year > _reach(need)),
        ("People", PEOPLE_WORDS[need.affected]),
        ("Ranked among", _among(asked)),
        ("Choice of indicator and flows", clauses(need.source)),
    )


def _titled(source: IndicatorSource) -> Several:
    return Several(Sentence(text) for text in (source.title, source.licence, source.url))


def _defined(indicator: Indicator) -> Sentence:
    told = {"name": indicator.name, "unit": indicator.unit, "definition": indicator.definition}
    return Sentence("%(name)s (%(unit)s): %(definition)s", **{name: Sentence(text) for name, text in told.items()})


def _among(asked: Asked) -> str:
    if asked["group"]:
        return set_in_words(None, asked["group"])[1]
    return word_term(asked["south"]) if asked["among"] == "south" else Sentence("all countries")


def _reach(need: Need) -> int:
    return load_indicators()[need.indicator].last_year + need.carry_years


def _limit(need: Need) -> str:
    last = load_indicators()[need.indicator].last_year
    return Sentence(
        "a value stands for at most %(years)s years after its own; the last year of the series is %(last)s",
        years=need.carry_years,
        last=last,
    )


def _beyond(need: Need, year: int) -> str:
    return Sentence("no value stands for %(year)s: ask for years up to %(last)s", year=year, last=_reach(need))


def flow_notes(release: Release, need: Need, asked: Asked, span: Span, flows: ir.Table) -> tuple[tuple[str, str], ...]:
    """What counts as an answer to the need, the years that each form is on record, and what holds for all flows."""
    return (
        ("Years", Sentence("%(span)s; need, people and ranks of %(year)s", span=str(span), year=span.last)),
        ("Flows that answer", _answer(need, asked)),
        ("On record", on_record(release, flows)),
        *notes(release, query_of(asked, span)),
    )


def _answer(need: Need, asked: Asked) -> str:
    if need.every_flow or asked["flows"] == "all":
        return Sentence("every flow, whatever its purpose")
    goals, sectors = Several(need.goals), Several(need.sectors)
    which = (
        Sentence("goal %(goals)s or sector %(sectors)s", goals=goals, sectors=sectors)
        if sectors
        else Sentence("goal %(goals)s", goals=goals)
    )
    return Sentence("%(which)s; sectors are known to three digits. flows=all counts every flow", which=which)


def on_record(release: Release, flows: ir.Table) -> str:
    """First and last year of each form among the flows that count: a form that is not named has no source here."""
    counted = flows.filter(flows.rule == COUNTED)
    spans = counted.group_by("form").aggregate(first=counted.year.min(), last=counted.year.max()).order_by("form")
    rows = release.rows(spans).to_pylist()
    told = Several((_form_years(**row) for row in rows), "; ")
    return told or Sentence("no flow of these years is known to answer the need")


def _form_years(form: str, first: int, last: int) -> Sentence:
    return Sentence("%(form)s %(years)s", form=word_term(form), years=f"{first}-{last}")
