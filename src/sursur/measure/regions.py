"""What a region counts as, where a source names a region and no country: data/rules/regions.csv says it, with the
reason.
"""

from __future__ import annotations

from functools import cache

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.measure.tabled import rule_rows
from sursur.reference.countries import load_countries
from sursur.reference.groups import SOUTH_YEARS, load_groups, south_countries, south_definitions

DEFAULT_DEFINITION = "g77_china"
LAST_YEAR = SOUTH_YEARS[-1]
GROUP = "group:"
"""A region code that begins like this is a group of countries named as a recipient, such as CARICOM."""


def region_table(definition: str = DEFAULT_DEFINITION) -> ir.Table:
    """Columns region and south: yes, mixed, no. A definition without a column of its own finds every region mixed."""
    rows = region_rows(definition)
    columns = {
        "region": pa.array([region for region, _ in rows], pa.string()),
        "south": pa.array([south for _, south in rows], pa.string()),
    }
    return ibis.memtable(pa.table(columns))


@cache
def region_rows(definition: str = DEFAULT_DEFINITION) -> tuple[tuple[str, str], ...]:
    """The rows of `region_table`."""
    listed = [(row["region"], row.get(f"south_{definition}", "mixed")) for row in rule_rows("regions")]
    return (*listed, *_groups(definition))


def _groups(definition: str) -> list[tuple[str, str]]:
    """A group counts as the South when all its members of the last year that the definition knows are in it."""
    known = definition in {one.definition for one in south_definitions()}
    south = south_countries(definition, LAST_YEAR) if known else frozenset()
    group_ids = [group.group_id for group in load_groups()]
    return [(f"{GROUP}{group}", _share(_states(group), south)) for group in group_ids]


def _states(group: str) -> frozenset[str]:
    """Members that are states: an associated territory of a Northern state does not make a Southern group mixed."""
    countries = load_countries()
    members = load_groups().members(group, LAST_YEAR)
    return frozenset(code for code in members if (country := countries.get(code)) and not country.sovereign)


def _share(members: frozenset[str], south: frozenset[str]) -> str:
    inside = members & south
    if not inside:
        return "no" if members and south else "mixed"
    return "yes" if inside == members else "mixed"
