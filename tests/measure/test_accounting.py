"""How a total was counted: the parts add up to what was reported, exactly."""

from __future__ import annotations

from decimal import Decimal

import ibis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.accounting import COUNTED, DOUBLED, REPORTED, RULED_OUT, account
from sursur.measure.count.deciding import COUNT_RULES

RULES = st.sampled_from([(rule.rule_id, rule.outcome == "counted") for rule in COUNT_RULES])
MONEY = st.none() | st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(RULES, MONEY, st.sampled_from(["commitment", "disbursement"])), min_size=1, max_size=30))
def test_doubles_what_rules_remove_and_what_is_counted_are_what_was_reported(told):
    table = pa.table(
        {
            "count_rule": [rule for (rule, _), _, _ in told],
            "counted": [counted for (_, counted), _, _ in told],
            "usd": pa.array([usd for _, usd, _ in told], pa.decimal128(24, 2)),
            "stage": [stage for _, _, stage in told],
        }
    )
    rows = account(ibis.memtable(table), ("stage",)).to_pyarrow().to_pylist()
    for stage in {stage for _, _, stage in told}:
        own = [row for row in rows if row["stage"] == stage]
        sums = {row["part"]: row for row in own if row["count_rule"] is None}
        parts = [sums[part] for part in (DOUBLED, RULED_OUT, COUNTED) if part in sums]
        for column in ("flows", "without_value", "usd"):
            whole = sums[REPORTED][column] or Decimal(0)
            assert sum((row[column] or Decimal(0)) for row in parts) == whole
            ruled = sum((row[column] or Decimal(0)) for row in own if row["count_rule"] is not None)
            assert ruled == whole
