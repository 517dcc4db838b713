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
    members, shared = member_rows(steps), Shared(release, years_asked(steps), query, span)
    parts = [release.again(name, say, members, *tables) for name, say, tables in _totals(shared)]
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


def _totals(shared: Shared) -> Iterator[tuple[str, Say, tuple[pa.Table, ...]]]:
    """What is computed of the members, by name, and of which tables of all countries beside them."""
    given, pairs = (shared.given(),), shared.pairs()
    yield "per member", _per_member, (shared.facts(), shared.by_country())
    yield "within", lambda members, *pairs: within(members, ibis.union(*pairs)), pairs
    yield "share within", lambda members, *pairs: within_share(members, ibis.union(*pairs)), pairs
    yield "reciprocity", reciprocity_within, given
    yield "concentration", concentration_within, given
    if "vote" in shared.release.manifest.tables:
        yield "votes", partial(_cohesion, shared.release), (shared.voted(),)


def _per_member(members: ir.Table, facts: ir.Table, flows: ir.Table) -> ir.Table:
    return per_member(members, ibis.union(heads(members), facts, flows))


@dataclass(frozen=True, slots=True)
class Shared:
    """Tables of all countries that every question of the same years, filters and span reads; each is computed once."""

    release: Release
    years: tuple[int, ...]
    query: FlowQuery
    span: int

    def flows(self) -> pa.Table:
        return self._of_query("flows", lambda: recent_flows(self.release, self._asked, self.query, self.span))

    def given(self) -> pa.Table:
        return self._of_query("given", lambda: between_countries(ibis.memtable(self.flows())))

    def by_country(self) -> pa.Table:
        return self._of_query("by country", lambda: by_country(ibis.memtable(self.flows())))

    def facts(self) -> pa.Table:
        return self._once(("facts", self.years), lambda: facts_of_countries(self.release, self._asked))

    def pairs(self) -> tuple[pa.Table, ...]:
        """Of cooperation and, where the release has it, of trade."""
        if "trade" not in self.release.manifest.tables:
            return (self.given(),)
        return self.given(), self._once(("trade", self.years), lambda: recent_trade(self.release, self._asked))

    def voted(self) -> pa.Table:
        votes = self.release.table("vote")
        make = partial(years_of_votes, votes, self._asked, self.span)
        return self._once(("voted", self.years, self.span), make)

    @property
    def _asked(self) -> ir.Table:
        return years_table(self.years)

    def _of_query(self, name: str, make: Callable[[], ir.Table]) -> pa.Table:
        return self._once((name, self.years, self.query, self.span), make)

    def _once(self, key: object, make: Callable[[], ir.Table]) -> pa.Table:
        return self.release.remembered(key, lambda: self.release.rows(make()))


def _cohesion(release: Release, members: ir.Table, years: ir.Table) -> ir.Table:
    """Of the votes of members in these years: a small part of a large table, read before it is joined."""
    votes = release.table("vote").select("roll_call", "year", "country", "vote")
    asked = votes.semi_join(years.select("vote_year").distinct(), [("year", "vote_year")])
    own = asked.semi_join(members.select("country").distinct(), "country")
    return voting_cohesion(members, own, years)


def _of_world(joined: ir.Table, column: str) -> ir.Value:
    return ibis.ifelse(joined.of_world, joined[column], ibis.null(EXACT))
