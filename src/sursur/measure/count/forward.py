"""Forward spending: budgets and planned disbursements tell of the same future money."""

from __future__ import annotations

import ibis.expr.types as ir

PLANNED = "planned_disbursement"
REVISED = "2"


def with_forward_rank(flows: ir.Table) -> ir.Table:
    """Add superseded: true for a budget where its activity plans disbursements, and for an original budget where a
    revised one starts on the same day.
    """
    budgets = flows.filter(flows.entry_type == "budget")
    kind = budgets.kind.split(":")[0]
    planned = budgets.filter(kind == PLANNED).select(n_activity="activity_id").distinct()
    revised = budgets.filter(kind != PLANNED, budgets.kind.split(":")[1] == REVISED)
    revised = revised.select(v_activity="activity_id", v_date="value_date").distinct()
    joined = flows.left_join(planned, flows.activity_id == planned.n_activity)
    joined = joined.left_join(revised, [joined.activity_id == revised.v_activity, joined.value_date == revised.v_date])
    is_budget = (joined.entry_type == "budget") & (joined.kind.split(":")[0] != PLANNED)
    original = joined.kind.split(":")[1] != REVISED
    by_plan = is_budget & joined.n_activity.notnull()
    by_revision = is_budget & original & joined.v_activity.notnull()
    return joined.mutate(superseded=(by_plan | by_revision).fill_null(False)).drop("n_activity", "v_activity", "v_date")
