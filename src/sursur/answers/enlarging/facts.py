"""Facts of countries that figures add up: members, people, GDP, GNI and needs, each with the year of its own value."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.measure.scenario import country_facts, latest_known
from sursur.measure.scenario.sums import EXACT, exact
from sursur.reference.scenario import load_figures
from sursur.release import Release


def kept(release: Release, table: ir.Table) -> ir.Table:
    """A small table on the way, computed and held in memory: what comes after stays a small plan on any engine."""
    return ibis.memtable(release.rows(table))


def facts_of_countries(release: Release, asked: ir.Table) -> ir.Table:
    """facts_year, indicator (id of the figure), country, value, weight, first_year, last_year."""
    known = kept(release, newest_values(release, asked))
    return fact_columns(country_facts(known, figure_rows()))


def newest_values(release: Release, asked: ir.Table) -> ir.Table:
    """The values that figures read in the asked years (see `latest_known`), exact to four digits."""
    table = release.table("indicator")
    chosen = table.filter(table.indicator.isin(sorted(_limits()))).select("indicator", "country", "year", "value")
    found = latest_known(chosen, asked, _value_limits())
    return found.mutate(value=exact(found.value))


def _value_limits() -> ir.Table:
    """For how long the value of each indicator stands (columns `indicator`, `limit_years`)."""
    limits = _limits()
    years = pa.array(list(limits.values()), pa.int64())
    return ibis.memtable(pa.table({"indicator": list(limits), "limit_years": years}))


def fact_columns(facts: ir.Table) -> ir.Table:
    """The columns of facts in one order and kind; facts without a weight are added up."""
    weight = exact(facts.weight) if "weight" in facts.columns else ibis.null(EXACT)
    return facts.select(
        facts_year=facts.facts_year.cast("int64"),
        indicator=facts["indicator"],
        country=facts["country"],
        value=exact(facts["value"]),
        weight=weight,
        first_year=facts["first_year"].cast("int64"),
        last_year=facts["last_year"].cast("int64"),
    )


def _limits() -> dict[str, int]:
    """The first indicator that a figure reads stands as long as the figure says; what it is divided by, as its own."""
    return {one.reads[0]: one.carry_years for one in load_figures().values() if one.carry_years is not None}


def figure_rows() -> ir.Table:
    """Which indicators each figure reads (columns `figure`, `how`, `reads`, `weight`)."""
    chosen = [one for one in load_figures().values() if one.carry_years is not None]
    rows = {
        "figure": [one.figure for one in chosen],
        "how": [one.how for one in chosen],
        "reads": [one.reads[0] for one in chosen],
        "weight": pa.array([one.reads[1] if len(one.reads) > 1 else None for one in chosen], pa.string()),
    }
    return ibis.memtable(pa.table(rows))


def heads(members: ir.Table) -> ir.Table:
    """A member counts one."""
    heads, none = members.select("facts_year", "country").distinct(), ibis.null("int64")
    return fact_columns(
        heads.mutate(indicator=ibis.literal("members"), value=ibis.literal(1), first_year=none, last_year=none)
    )
