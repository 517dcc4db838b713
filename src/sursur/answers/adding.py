"""Whether sums may be added up to a total, or tell of the same money several times."""

from __future__ import annotations

import pyarrow as pa

from sursur.answers.asking import FlowQuery

SEVERAL_TELLINGS = "tellings"
SEVERAL_MONIES = "monies"
SEVERAL_STAGES = "stages"


def why_not_added(table: pa.Table, query: FlowQuery) -> str:
    """Empty where the sums of `flows` may be added up, else what speaks against it.

    Stages, measures, several tellings of the same flow and several currencies are never added up.
    """
    if query.stage == "any" or {"stage", "measure"} & set(query.group_by):
        return SEVERAL_STAGES
    if not (query.counted or len(query.sources) == 1):
        return SEVERAL_TELLINGS
    if query.prices == "reported" and len(table.group_by(["currency", "price_year"]).aggregate([])) != 1:
        return SEVERAL_MONIES
    return ""
