"""How a total was counted: what was reported, what was removed as double, what by another rule, and what is left."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.count.linked import LINKED_RECORD

REPORTED, DOUBLED, RULED_OUT, COUNTED = "reported", "removed as double", "removed by rule", "counted"
PARTS = (REPORTED, DOUBLED, RULED_OUT, COUNTED)
"""In the order in which they are read: the first is the sum of the others."""
DOUBLES = ("duplicate_record", "older_file", "superseded", "passed_on", LINKED_RECORD)
"""Rules that find the same money told twice: same record, same aggregate in an older file, a plan that another one
replaces, money that a chain passes on, and two records of one activity."""


def part_of(t: ir.Table) -> ir.StringValue:
    """Which part of the account a flow belongs to."""
    return ibis.cases((t.counted, COUNTED), (t.count_rule.isin(DOUBLES), DOUBLED), else_=RULED_OUT)


def account(flows: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """For each value of `by`: part, count_rule, flows, without_value, usd. A row without a rule is the sum of its part;
    `reported` is the sum of the other three parts, exactly.

    `flows` holds every telling that could be part of the total, with `counted`, `count_rule` and `usd`. Stages are not
    to be added up, so `by` should hold the stage unless `flows` has one alone.

    >>> from sursur.measure.examples import example, shown
    >>> flows = example(
    ...     "counted count_rule       usd",
    ...     "yes     counted          70.00",
    ...     "yes     counted          10.00",
    ...     "no      duplicate_record 70.00",
    ...     "no      linked_record    10.00",
    ...     "no      other_telling    -",
    ... )
    >>> shown(account(flows))
    part               count_rule        flows  without_value  usd
    reported           -                 5      1              160.00
    removed as double  -                 2      0              80.00
    removed as double  duplicate_record  1      0              70.00
    removed as double  linked_record     1      0              10.00
    removed by rule    -                 1      1              -
    removed by rule    other_telling     1      1              -
    counted            -                 2      0              80.00
    counted            counted           2      0              80.00
    """
    told = flows.mutate(part=part_of(flows))
    rules = _sums(told, (*by, "part", "count_rule"))
    parts = _sums(told, (*by, "part")).mutate(count_rule=ibis.null("string"))
    whole = _sums(told, by).mutate(part=ibis.literal(REPORTED), count_rule=ibis.null("string"))
    names = [*by, "part", "count_rule", "flows", "without_value", "usd"]
    lines = ibis.union(*(table.select(names) for table in (whole, parts, rules)))
    place = ibis.cases(*((lines.part == part, number) for number, part in enumerate(PARTS)), else_=len(PARTS))
    order = [*by, place, lines.count_rule.notnull(), lines.usd.isnull(), ibis.desc("usd"), ibis.desc("flows")]
    return lines.order_by(*order, "count_rule")


def _sums(told: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    sums = {
        "flows": told.count(),
        "without_value": told.count() - told.usd.count(),
        "usd": told.usd.sum().cast("decimal(38, 2)"),
    }
    return told.group_by(keys).aggregate(**sums) if keys else told.aggregate(**sums)
