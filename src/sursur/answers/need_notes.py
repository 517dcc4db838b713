"""What a reader of a measure of need has to know beside its figures."""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.answers.measuring import Asked
from sursur.answers.needs import COUNTED, Span, query_of
from sursur.answers.notes import notes
from sursur.reference.indicators import load_indicators
from sursur.reference.needs import NONE, Need
from sursur.release import Release

PEOPLE_WORDS = {
    "share": "people affected: per cent by the indicator of the population of that year",
    "rest": "people affected: 100 less the indicator, in per cent of the population of that year",
    NONE: "the indicator counts no people: the whole population stands as exposed, and nobody is called affected",
}


def need_notes(need: Need, asked: Asked, *asked_for: int) -> tuple[tuple[str, str], ...]:
    """The indicator, its limit, whom it counts and who is ranked; a year that the series does not reach is named."""
    indicator = load_indicators()[need.indicator]
    titles = "; ".join(f"{source.title}, {source.licence}, {source.url}" for source in indicator.sources)
    among = str(asked["group"]) if asked["group"] else {"south": asked["south"]}.get(asked["among"], "all countries")
    return (
        ("Need", need.title),
        ("Indicator", f"{indicator.name} ({indicator.unit}): {indicator.definition}"),
        ("Values", titles),
        ("Carried", _limit(need)),
        *(("Beyond the limit", _beyond(need, year)) for year in asked_for if year > _reach(need)),
        ("People", PEOPLE_WORDS[need.affected]),
        ("Ranked among", among),
        ("Choice of indicator and flows", need.source),
    )


def _reach(need: Need) -> int:
    return load_indicators()[need.indicator].last_year + need.carry_years


def _limit(need: Need) -> str:
    last = load_indicators()[need.indicator].last_year
    return f"a value stands for at most {need.carry_years} years after its own; the last year of the series is {last}"


def _beyond(need: Need, year: int) -> str:
    return f"no value stands for {year}: ask for years up to {_reach(need)}"


def flow_notes(release: Release, need: Need, asked: Asked, span: Span, flows: ir.Table) -> tuple[tuple[str, str], ...]:
    """What counts as an answer to the need, the years that each form is on record, and what holds for all flows."""
    return (
        ("Years", f"{span}; need, people and ranks of {span.last}"),
        ("Flows that answer", _answer(need, asked)),
        ("On record", on_record(release, flows)),
        *notes(release, query_of(asked, span)),
    )


def _answer(need: Need, asked: Asked) -> str:
    if need.every_flow or asked["flows"] == "all":
        return "every flow, whatever its purpose"
    sectors = f" or sector {', '.join(need.sectors)}" if need.sectors else ""
    return f"goal {', '.join(need.goals)}{sectors}; sectors are known to three digits. flows=all counts every flow"


def on_record(release: Release, flows: ir.Table) -> str:
    """First and last year of each form among the flows that count: a form that is not named has no source here."""
    counted = flows.filter(flows.rule == COUNTED)
    spans = counted.group_by("form").aggregate(first=counted.year.min(), last=counted.year.max()).order_by("form")
    rows = release.rows(spans).to_pylist()
    told = "; ".join(f"{row['form']} {row['first']}-{row['last']}" for row in rows)
    return told or "no flow of these years is known to answer the need"
