"""What the members of a group are together: the functions of the measures, compiled once and asked of kept tables.

`scenario` and `cohesion` build each question anew, which a page cannot wait for. Here the figures of all countries are
kept for every year, and the sums over members are compiled into one question that is asked with other members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from threading import Lock

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.asking import FlowQuery
from sursur.answers.enlarging.cooperation import by_country, recent_flows
from sursur.answers.enlarging.facts import fact_columns, figure_rows, newest_values
from sursur.answers.enlarging.trading import recent_trade
from sursur.measure.horizontality import agreement, cohesion
from sursur.measure.scenario import country_facts, per_member, within_share
from sursur.observatory.tables import Row, Tables
from sursur.release import Release

SPAN = 5
"""Years of flows, as the measures take them unasked."""
FIRST_YEAR, LAST_YEAR = 1990, 2030
"""Years that can be asked; a year beyond them is answered as the nearest."""
OF_COUNTRIES = ("population", "gdp_usd", "gdp_ppp", "cooperation_given", "cooperation_received")
MEMBER = {"step": "string", "side": "string", "facts_year": "int64", "country": "string", "name": "string"}
VOTER = {"country": "string", "year": "int64"}
FACTS, TRADED, VOTED = "weight_facts", "weight_trade", "weight_votes"


class Weights:
    """Figures of any members in any year. Asking is safe from many threads; nothing is computed before it is asked."""

    def __init__(self, release: Release, tables: Tables) -> None:
        self._release, self._tables = release.apart(), tables
        self._lock = Lock()
        self._told: dict[tuple[frozenset[str], int], Mapping[str, Row]] = {}

    def prepare(self, sets: Iterable[frozenset[str]], year: int) -> None:
        """Answer `of` for many sets of members at once: those that most readers look at."""
        wanted = tuple(dict.fromkeys(sets))
        found: dict[int, dict[str, Row]] = {place: {} for place in range(len(wanted))}
        for row in self._asked([(str(place), members) for place, members in enumerate(wanted)], year):
            found[int(row["step"])][row["indicator"]] = row
        self._told |= {(members, year): found[place] for place, members in enumerate(wanted)}

    def make(self) -> None:
        """Keep the figures of all countries and compile the questions, so that no reader waits for it."""
        with self._lock:
            _ = self._questions, self._votes

    def of(self, members: frozenset[str], year: int) -> Mapping[str, Row]:
        """By figure: value, world_percent, with_data, without_data, missing (codes), first_year, last_year.

        Figures are those of the measure `scenario` in a year, at constant prices; one without any data is absent.
        """
        if (members, year) in self._told:
            return self._told[members, year]
        return {row["indicator"]: row for row in self._asked([("page", members)], year)}

    def _asked(self, steps: Sequence[tuple[str, frozenset[str]]], year: int) -> list[Row]:
        self.make()
        told = {
            "weight_member": _member_rows(steps, min(max(year, FIRST_YEAR), LAST_YEAR)),
            "weight_trader": _member_rows(steps, min(year, self._last_trade)),
        }
        found = (self._tables.rows_with(sql, told) for sql in self._questions)
        return [row for rows in found for row in rows if row["value"] is not None]

    def cohesion(self, members: Mapping[int, frozenset[str]]) -> list[Row]:
        """By year, the earliest first: roll_calls, unanimous, voting, cohesion of those who are members in it, and
        `cohesion_assembly` of all states, as the measure `cohesion` tells them. Empty where the release has no votes.
        """
        self.make()
        if not self._votes:
            return []
        pairs = [(country, year) for year, countries in members.items() for country in sorted(countries)]
        columns = zip(*pairs, strict=True) if pairs else ((), ())
        kinds = (pa.string(), pa.int64())
        voters = pa.table([pa.array(one, kind) for one, kind in zip(columns, kinds, strict=True)], names=list(VOTER))
        return self._tables.rows_with(self._votes, {"weight_voter": voters})

    @cached_property
    def _questions(self) -> tuple[str, ...]:
        self._keep_facts()
        members = ibis.table(MEMBER, name="weight_member")
        asked = members.select("facts_year").distinct()
        facts = self._kept(FACTS).semi_join(asked, "facts_year")
        questions = [per_member(members, facts)]
        if self._last_trade:
            traders = ibis.table(MEMBER, name="weight_trader")
            trade = self._kept(TRADED).semi_join(traders.select("facts_year").distinct(), "facts_year")
            questions.append(within_share(traders, trade))
        return tuple(self._release.connection.compile(question) for question in questions)

    @cached_property
    def _last_trade(self) -> int:
        """The newest year with figures of trade, which stands for all later ones; 0 where there are none."""
        if "trade" not in self._release.manifest.tables:
            return 0
        trade = self._release.table("trade")
        years = trade.filter(trade.usd.notnull()).select(facts_year=trade.year.cast("int64")).distinct()
        known = self._release.rows(years)
        self._tables.keep_arrow(TRADED, self._release.rows(recent_trade(self._release, ibis.memtable(known))))
        return max((int(row["facts_year"]) for row in known.to_pylist()), default=0)

    @cached_property
    def _votes(self) -> str:
        if "vote" not in self._release.manifest.tables:
            return ""
        votes = self._release.table("vote").select("roll_call", "year", "country", "vote")
        whole = cohesion(agreement(votes, ("year",)), ("year",))
        self._tables.keep_arrow(VOTED, self._release.rows(whole.select("year", cohesion_assembly="cohesion")))
        own = votes.semi_join(ibis.table(VOTER, name="weight_voter"), ["country", "year"])
        told = cohesion(agreement(own, ("year",)), ("year",)).left_join(self._kept(VOTED), "year").drop("year_right")
        return str(self._release.connection.compile(told.order_by("year")))

    def _keep_facts(self) -> None:
        known = newest_values(self._release, _years())
        countries = fact_columns(country_facts(known, figure_rows()))
        flows = recent_flows(self._release, _years(), FlowQuery(), SPAN)
        both = ibis.union(countries, by_country(flows))
        self._tables.keep_arrow(FACTS, self._release.rows(both.filter(both.indicator.isin(OF_COUNTRIES))))

    def _kept(self, name: str) -> ir.Table:
        """A kept table as Ibis knows it."""
        empty = self._tables.table(f'FROM "{name}" LIMIT 0')
        return ibis.table(ibis.memtable(empty).schema(), name=name)


def _years() -> ir.Table:
    return ibis.memtable(pa.table({"facts_year": pa.array(range(FIRST_YEAR, LAST_YEAR + 1), pa.int64())}))


def _member_rows(steps: Sequence[tuple[str, frozenset[str]]], year: int) -> pa.Table:
    """Members as the measures read them, on one side; codes stand for names, which readers get in their language."""
    pairs = [(step, code) for step, members in steps for code in sorted(members)]
    codes = pa.array([code for _, code in pairs], pa.string())
    named = pa.array([step for step, _ in pairs], pa.string())
    side, years = pa.array(["before"] * len(pairs), pa.string()), pa.array([year] * len(pairs), pa.int64())
    return pa.table([named, side, years, codes, codes], names=list(MEMBER))
