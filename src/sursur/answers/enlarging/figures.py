"""Every figure of `data/scenario/figures.csv` before and after, for any steps, from the tables of a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.asking import FlowQuery
from sursur.answers.enlarging.change import Step, member_rows
from sursur.answers.enlarging.cooperation import between_countries, by_country, recent_flows
from sursur.answers.enlarging.facts import facts_of_countries, heads
from sursur.answers.enlarging.trading import recent_trade
from sursur.measure.scenario import (
    compared,
    concentration_within,
    per_member,
    reciprocity_within,
    voting_cohesion,
    within,
    within_share,
    years_of_votes,
)
from sursur.measure.scenario.sums import EXACT
from sursur.reference.scenario import load_figures
from sursur.release import Release
from sursur.release.repeated import Say

MEASURED = ("before", "after", "difference", "world_percent_before", "world_percent_after")
COUNTED = ("with_data_before", "with_data_after", "without_data_before", "without_data_after")


def comparison(release: Release, steps: Iterable[Step], query: FlowQuery, span: int) -> ir.Table:
    """One row per step and figure, with its place in `position`.

    Columns: step, position, figure, name, unit, before, after, difference, world_percent_before, world_percent_after,
    first_year and last_year of the data, how many members have data on each side and how many do not, `missing`.
    """
    steps = tuple(steps)
    members, counted = member_rows(steps), (_years(steps), query, span)
    parts = [release.again((name, *counted), say, members) for name, say in _totals(release, steps, query, span)]
    return ibis.memtable(release.again("compared", told, pa.concat_tables(parts)))


def told(found: ir.Table) -> ir.Table:
    """Every figure of every step with its words, also where no data answer."""
    known = compared(found)
    each = found.select("step").distinct().cross_join(_figures())
    joined = each.left_join(known, [each.step == known.step, each.figure == known.indicator])
    return joined.mutate(
        world_percent_before=_of_world(joined, "world_percent_before"),
        world_percent_after=_of_world(joined, "world_percent_after"),
        **{name: joined[name].fill_null(0) for name in COUNTED},
    ).select("step", "position", "figure", "name", "unit", *MEASURED, "first_year", "last_year", *COUNTED, "missing")


def years_asked(steps: Iterable[Step]) -> ir.Table:
    """The years for which figures are needed, once each (column `facts_year`)."""
    return ibis.memtable(pa.table({"facts_year": pa.array(_years(steps), pa.int64())}))


def _years(steps: Iterable[Step]) -> tuple[int, ...]:
    return tuple(sorted({step.facts_year for step in steps}))


def _figures() -> ir.Table:
    columns = ("position", "figure", "name", "unit", "of_world")
    rows = [
        dict(zip(columns, (place, one.figure, one.name, one.unit, one.of_world), strict=True))
        for place, one in enumerate(load_figures().values())
    ]
    return ibis.memtable(pa.Table.from_pylist(rows))


def _totals(release: Release, steps: tuple[Step, ...], query: FlowQuery, span: int) -> Iterator[tuple[str, Say]]:
    """What is computed of the members, by name. Tables that all members share are held."""
    asked, years = years_asked(steps), _years(steps)
    counted = (years, query, span)
    flows = release.held(("flows", *counted), lambda: recent_flows(release, asked, query, span))
    given = release.held(("given", *counted), lambda: between_countries(flows))
    sides = release.held(("by country", *counted), lambda: by_country(flows))
    values = release.held(("facts", years), lambda: facts_of_countries(release, asked))
    pairs = given
    if "trade" in release.manifest.tables:
        pairs = ibis.union(given, release.held(("trade", years), lambda: recent_trade(release, asked)))
    yield "per member", lambda members: per_member(members, ibis.union(heads(members), values, sides))
    yield "within", lambda members: within(members, pairs)
    yield "share within", lambda members: within_share(members, pairs)
    yield "reciprocity", lambda members: reciprocity_within(members, given)
    yield "concentration", lambda members: concentration_within(members, given)
    if "vote" in release.manifest.tables:
        voted = release.held(("years", years, span), lambda: years_of_votes(release.table("vote"), asked, span))
        yield "votes", lambda members: voting_cohesion(members, _votes(release, members, voted), voted)


def _votes(release: Release, members: ir.Table, years: ir.Table) -> ir.Table:
    """The votes of members in these years: a small part of a large table, read before it is joined."""
    votes = release.table("vote").select("roll_call", "year", "country", "vote")
    asked = votes.semi_join(years.select("vote_year").distinct(), [("year", "vote_year")])
    return asked.semi_join(members.select("country").distinct(), "country")


def _of_world(joined: ir.Table, column: str) -> ir.Value:
    return ibis.ifelse(joined.of_world, joined[column], ibis.null(EXACT))
