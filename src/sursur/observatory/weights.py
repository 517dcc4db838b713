"""What the members of a group are together: the functions of the measures, said once and asked of any members.

`scenario` and `cohesion` build each question anew, which a page cannot wait for. Here the figures of all countries are
held for every year, and the questions are said once (`Release.again`).
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
from sursur.answers.enlarging.figures import years_table
from sursur.answers.enlarging.trading import recent_trade
from sursur.measure.horizontality import agreement, cohesion
from sursur.measure.scenario import country_facts, per_member, within_share
from sursur.observatory.tables import Row
from sursur.release import Release

SPAN = 5
"""Years of flows, as the measures take them unasked."""
FIRST_YEAR, LAST_YEAR = 1990, 2030
"""Years that can be asked; a year beyond them is answered as the nearest."""
OF_COUNTRIES = ("population", "gdp_usd", "gdp_ppp", "cooperation_given", "cooperation_received")
MEMBER = {"step": "string", "side": "string", "facts_year": "int64", "country": "string", "name": "string"}


class Weights:
    """Figures of any members in any year. Asking is safe from many threads: one question waits for the other."""

    def __init__(self, release: Release) -> None:
        self._release = release.apart()
        self._lock = Lock()
        self._told: dict[tuple[frozenset[str], int], Mapping[str, Row]] = {}

    def prepare(self, sets: Iterable[frozenset[str]], year: int) -> None:
        """Answer `of` for many sets of members at once: those that most readers look at."""
        wanted = tuple(dict.fromkeys(sets))
        found: dict[int, dict[str, Row]] = {place: {} for place in range(len(wanted))}
        for row in self._asked([(str(place), members) for place, members in enumerate(wanted)], year):
            found[int(row["step"])][row["indicator"]] = row
        self._told |= {(members, year): found[place] for place, members in enumerate(wanted)}
        self.cohesion({})

    def of(self, members: frozenset[str], year: int) -> Mapping[str, Row]:
        """By figure: value, world_percent, with_data, without_data, missing (codes), first_year, last_year.

        Figures are those of the measure `scenario` in a year, at constant prices; one without any data is absent.
        """
        if (members, year) in self._told:
            return self._told[members, year]
        return {row["indicator"]: row for row in self._asked([("page", members)], year)}

    def cohesion(self, members: Mapping[int, frozenset[str]]) -> list[Row]:
        """By year, the earliest first: roll_calls, unanimous, voting, cohesion of those who are members in it, and
        `cohesion_assembly` of all states, as the measure `cohesion` tells them. Empty where the release has no votes.
        """
        if "vote" not in self._release.manifest.tables:
            return []
        pairs = [(country, year) for year, countries in members.items() for country in sorted(countries)]
        countries, years = zip(*pairs, strict=True) if pairs else ((), ())
        voters = pa.table({"country": pa.array(countries, pa.string()), "year": pa.array(years, pa.int64())})
        with self._lock:
            found: list[Row] = self._release.again("cohesion", self._voted, voters).to_pylist()
        return found

    def _asked(self, steps: Sequence[tuple[str, frozenset[str]]], year: int) -> list[Row]:
        members = _member_rows(steps, min(max(year, FIRST_YEAR), LAST_YEAR))
        with self._lock:
            rows = self._release.again("figures", self._summed, members).to_pylist()
            if self._last_trade:
                traders = _member_rows(steps, min(year, self._last_trade))
                rows += self._release.again("trade", self._traded, traders).to_pylist()
        return [row for row in rows if row["value"] is not None]

    def _summed(self, members: ir.Table) -> ir.Table:
        known = newest_values(self._release, _years())
        flows = recent_flows(self._release, _years(), FlowQuery(), SPAN)
        both = ibis.union(fact_columns(country_facts(known, figure_rows())), by_country(flows))
        facts = self._release.held("facts", lambda: both.filter(both.indicator.isin(OF_COUNTRIES)))
        return per_member(members, facts.semi_join(members.select("facts_year").distinct(), "facts_year"))

    def _traded(self, traders: ir.Table) -> ir.Table:
        trade = self._release.held("traded", lambda: recent_trade(self._release, years_table(self._trade_years)))
        return within_share(traders, trade.semi_join(traders.select("facts_year").distinct(), "facts_year"))

    def _voted(self, voters: ir.Table) -> ir.Table:
        votes = self._release.table("vote").select("roll_call", "year", "country", "vote")
        whole = cohesion(agreement(votes, ("year",)), ("year",)).select("year", cohesion_assembly="cohesion")
        assembly = self._release.held("assembly", lambda: whole)
        own = cohesion(agreement(votes.semi_join(voters, ["country", "year"]), ("year",)), ("year",))
        return own.left_join(assembly, "year").drop("year_right").order_by("year")

    @property
    def _last_trade(self) -> int:
        """The newest year with figures of trade, which stands for all later ones; 0 where there are none."""
        return max(self._trade_years, default=0)

    @cached_property
    def _trade_years(self) -> tuple[int, ...]:
        if "trade" not in self._release.manifest.tables:
            return ()
        trade = self._release.table("trade")
        known = self._release.rows(trade.filter(trade.usd.notnull()).select("year").distinct())
        return tuple(sorted(int(row["year"]) for row in known.to_pylist()))


def _years() -> ir.Table:
    return years_table(range(FIRST_YEAR, LAST_YEAR + 1))


def _member_rows(steps: Sequence[tuple[str, frozenset[str]]], year: int) -> pa.Table:
    """Members as the measures read them, on one side; codes stand for names, which readers get in their language."""
    pairs = [(step, code) for step, members in steps for code in sorted(members)]
    codes = pa.array([code for _, code in pairs], pa.string())
    named = pa.array([step for step, _ in pairs], pa.string())
    side, years = pa.array(["before"] * len(pairs), pa.string()), pa.array([year] * len(pairs), pa.int64())
    return pa.table([named, side, years, codes, codes], names=list(MEMBER))
