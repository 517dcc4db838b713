"""Every figure of `data/scenario/figures.csv` before and after, for any steps, from the tables of a release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

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
    members, counted = member_rows(steps), (years_asked(steps), query, span)
    parts = [release.again((name, *counted), say, members) for name, say in _totals(release, steps, query, span)]
    return ibis.memtable(release.again("compared", told, pa.concat_tables(parts)))


def told(found: ir.Table) -> ir.Table:
    """Every figure of every step with its words, also where no data answer: the number of members has a row always."""
    known = compared(found)
    each = found.select("step").distinct().cross_join(_figures())
    joined = each.left_join(known, [each.step == known.step, each.figure == known.indicator])
    return joined.mutate(
        world_percent_before=_of_world(joined, "world_percent_before"),
        world_percent_after=_of_world(joined, "world_percent_after"),
        **{name: joined[name].fill_null(0) for name in COUNTED},
    ).select("step", "position", "figure", "name", "unit", *MEASURED, "first_year", "last_year", *COUNTED, "missing")


def years_asked(steps: Iterable[Step]) -> tuple[int, ...]:
    """The years for which figures are needed, once each."""
    return tuple(sorted({step.facts_year for step in steps}))


def years_table(years: Iterable[int]) -> ir.Table:
    """Years as the measures are asked for them (column `facts_year`)."""
    return ibis.memtable(pa.table({"facts_year": pa.array(years, pa.int64())}))


def _figures() -> ir.Table:
    columns = ("position", "figure", "name", "unit", "of_world")
    rows = [
        dict(zip(columns, (place, one.figure, one.name, one.unit, one.of_world), strict=True))
        for place, one in enumerate(load_figures().values())
    ]
    return ibis.memtable(pa.Table.from_pylist(rows))


def _totals(release: Release, steps: tuple[Step, ...], query: FlowQuery, span: int) -> Iterator[tuple[str, Say]]:
    """What is computed of the members, by name. Tables that all members share are held, and looked for when said."""
    shared = Shared(release, years_asked(steps), query, span)
    yield "per member", lambda members: per_member(members, ibis.union(heads(members), *shared.facts()))
    yield "within", lambda members: within(members, shared.pairs())
    yield "share within", lambda members: within_share(members, shared.pairs())
    yield "reciprocity", lambda members: reciprocity_within(members, shared.given())
    yield "concentration", lambda members: concentration_within(members, shared.given())
    if "vote" in release.manifest.tables:
        yield "votes", lambda members: _cohesion(release, members, shared.voted())


@dataclass(frozen=True, slots=True)
class Shared:
    """Tables of all countries that every question of the same years, filters and span reads; each is held."""

    release: Release
    years: tuple[int, ...]
    query: FlowQuery
    span: int

    def flows(self) -> ir.Table:
        return self._held("flows", lambda: recent_flows(self.release, self._asked, self.query, self.span))

    def given(self) -> ir.Table:
        return self._held("given", lambda: between_countries(self.flows()))

    def facts(self) -> tuple[ir.Table, ir.Table]:
        values = self.release.held(("facts", self.years), lambda: facts_of_countries(self.release, self._asked))
        return values, self._held("by country", lambda: by_country(self.flows()))

    def pairs(self) -> ir.Table:
        """Of cooperation and, where the release has it, of trade."""
        if "trade" not in self.release.manifest.tables:
            return self.given()
        trade = self.release.held(("trade", self.years), lambda: recent_trade(self.release, self._asked))
        return ibis.union(self.given(), trade)

    def voted(self) -> ir.Table:
        votes = self.release.table("vote")
        make = partial(years_of_votes, votes, self._asked, self.span)
        return self.release.held(("voted", self.years, self.span), make)

    @property
    def _asked(self) -> ir.Table:
        return years_table(self.years)

    def _held(self, name: str, make: Callable[[], ir.Table]) -> ir.Table:
        return self.release.held((name, self.years, self.query, self.span), make)


def _cohesion(release: Release, members: ir.Table, years: ir.Table) -> ir.Table:
    """Of the votes of members in these years: a small part of a large table, read before it is joined."""
    votes = release.table("vote").select("roll_call", "year", "country", "vote")
    asked = votes.semi_join(years.select("vote_year").distinct(), [("year", "vote_year")])
    own = asked.semi_join(members.select("country").distinct(), "country")
    return voting_cohesion(members, own, years)


def _of_world(joined: ir.Table, column: str) -> ir.Value:
    return ibis.ifelse(joined.of_world, joined[column], ibis.null(EXACT))
