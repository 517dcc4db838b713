"""What would each candidate alone add to a group?"""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.enlarging import (
    Change,
    Step,
    changed_group,
    comparison,
    figure_notes,
    flows_left_out,
    named,
    status_notes,
    values_behind,
)
from sursur.answers.enlarging.asking import AT, DATA_YEAR, GROUP_OF_SCENARIO, SPAN, checked_years, query_of
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import PRICES_OF_MONEY, SOUTH, Kind
from sursur.answers.notes import notes
from sursur.answers.offering import name_of
from sursur.errors import UsageError
from sursur.model.values import MembershipStatus
from sursur.release import Release
from sursur.sentences import Sentence, day_term

ASKED = ("partner", "candidate", "applicant", "invited", "disputed")
"""Statuses that make a country a candidate where none is named."""

SHARES = ("population", "gdp_usd", "gdp_ppp", "gni_ppp")
CHANGES = (
    *("cooperation_given", "cooperation_received", "cooperation_within", "trade_within", "trade_within_share"),
    *("voting_cohesion", "people_in_extreme_poverty"),
)
MEANINGS = {
    "population": "people",
    "gdp_usd": "GDP in current US dollars",
    "gdp_ppp": "GDP in international dollars",
    "gni_ppp": "GNI in international dollars",
    "cooperation_given": "cooperation that it gives, US dollars",
    "cooperation_received": "cooperation that it receives, US dollars",
    "cooperation_within": "cooperation between it and the members, US dollars",
    "trade_within": "trade between it and the members, US dollars",
    "trade_within_share": "change of the share of trade within, percentage points",
    "voting_cohesion": "change of voting cohesion, percentage points",
    "people_in_extreme_poverty": "people below 3.00 international dollars a day",
}


def compute(release: Release, asked: Asked) -> Answer:
    change = changed_group(release, asked["group"], asked["candidates"], (), asked["at"])
    year, span = checked_years(release, asked["data_year"] or change.day.year, asked["span"])
    chosen = sorted(change.added or _with_status(change))
    steps = tuple(Step(country, year, change.members, change.members | {country}) for country in chosen)
    query = query_of(asked)
    return Answer(
        make_table=lambda: _wide(comparison(release, steps, query, span), change, chosen, asked["by"]),
        make_rows=lambda: values_behind(release, steps, query, span),
        make_left_out=lambda: flows_left_out(release, steps, query, span),
        notes=(*named(_alone(change)), *status_notes(change, chosen), *notes(release, query), *figure_notes()),
    )


def _with_status(change: Change) -> frozenset[str]:
    found = change.groups.members(change.group_id, change.day, [MembershipStatus(word) for word in ASKED])
    if not found - change.members:
        raise UsageError(
            Sentence(
                "Nobody is a partner of %(group)s on %(day)s, invited or an applicant.",
                group=change.group_term,
                day=day_term(change.day),
            ),
            repair=Sentence("Name the candidates: --candidates KEN,UGA."),
        )
    return found - change.members


def _alone(change: Change) -> Change:
    """The group itself: each candidate is told on its own, nobody joins."""
    return Change(change.groups, change.group_id, change.day, change.members, frozenset(), frozenset())


def _wide(found: ir.Table, change: Change, chosen: Iterable[str], by: str) -> ir.Table:
    """One row per candidate: the difference that it makes to each figure, largest first by `by`."""
    shares = {f"{name}_world_percent": _world(found, name) for name in SHARES}
    differences = {name: _of(found, name, found["difference"]) for name in (*SHARES, *CHANGES)}
    told = found.filter(found.figure.isin((*SHARES, *CHANGES)))
    years = told.group_by("step").aggregate(first_year=told.first_year.min(), last_year=told.last_year.max())
    wide = found.group_by("step").aggregate(**differences, **shares)
    words = _words(change, chosen)
    joined = wide.inner_join(words, [("step", "candidate")]).left_join(years, "step").drop("step_right")
    pairs = [column for name in SHARES for column in (name, f"{name}_world_percent")]
    return joined.order_by(joined[by].isnull(), ibis.desc(by), "candidate").select(
        "candidate", "candidate_name", "status", *pairs, *CHANGES, "first_year", "last_year"
    )


def _of(found: ir.Table, figure: str, value: ir.Value) -> ir.Value:
    return ibis.ifelse(found.figure == figure, value, ibis.null(value.type())).max()


def _world(found: ir.Table, figure: str) -> ir.Value:
    """Points of the share of the world; null where the candidate has no data."""
    points = found.world_percent_after - found.world_percent_before
    return _of(found, figure, ibis.ifelse(found["difference"].notnull(), points, ibis.null(points.type())))


def _words(change: Change, chosen: Iterable[str]) -> ir.Table:
    rows = [
        {
            "candidate": country,
            "candidate_name": name_of(country),
            "status": ", ".join(change.groups.status_at(change.group_id, country, change.day)) or None,
        }
        for country in chosen
    ]
    kinds = dict.fromkeys(("candidate", "candidate_name", "status"), pa.string())
    return ibis.memtable(pa.Table.from_pylist(rows, pa.schema(kinds)))


MEASURE = Measure(
    title="Candidates of a group",
    definition="What each candidate alone would add to the full members of a group on a day. Arithmetic on past data, "
    "not a forecast: what members would do differently is not known. Choice of the figures: ours. What "
    "several candidates add together is more than their sum where they trade with one another: ask for a scenario.",
    columns={
        "candidate": "ISO 3166-1 alpha-3",
        "candidate_name": "its name",
        "status": "how it stands to the group on the day",
        **{name: f"{meaning}; empty where it has no data" for name, meaning in MEANINGS.items()},
        **{f"{name}_world_percent": f"{MEANINGS[name]}: per cent of the world" for name in SHARES},
        "first_year": "oldest year of the data used",
        "last_year": "newest year of the data used",
    },
    compute=compute,
    brief=(
        "candidate_name",
        "status",
        "population",
        "gdp_usd_world_percent",
        "gdp_ppp_world_percent",
        "cooperation_within",
        "trade_within",
        "voting_cohesion",
    ),
    parameters=(
        GROUP_OF_SCENARIO,
        Parameter(
            "candidates", Kind.COUNTRIES, "Names or codes, separated by commas; else all partners, applicants, invited."
        ),
        AT,
        DATA_YEAR,
        SPAN,
        Parameter("by", Kind.CHOICE, "Which figure puts them in order.", "gdp_ppp", (*SHARES, *CHANGES)),
        PRICES_OF_MONEY,
        SOUTH,
    ),
    example={"group": "brics", "at": "2022"},
)
