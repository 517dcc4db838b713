"""Unit costs of a catalogue with the rate and the deflator that turn them into US dollars."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.convert import convert
from sursur.model.tables import UNIT_COST
from sursur.reference.framework import Framework, cost_rows
from sursur.tabular import arrow_schema, arrow_table


def cost_table(framework: Framework, rates: ir.Table, deflators: ir.Table, base_year: int) -> ir.Table:
    """The table `unit_cost`: one row per unit cost, as reported, with the average rate of its year and the deflator of
    its provider; an international rate takes the deflator of the DAC together, as money without a country does.
    """
    reported = ("money_note", "rate", "rate_source", "deflator")
    rows = arrow_table(UNIT_COST, cost_rows(framework)).drop_columns(list(reported))
    undated = ibis.memtable(rows).mutate(value_date=ibis.null("date"), price_year=ibis.null("int64"))
    types = ibis.Schema.from_pyarrow(arrow_schema(UNIT_COST)).items()
    found = convert(undated, rates, deflators, base_year)
    return found.select(**{name: found[name].cast(kind) for name, kind in types}).order_by("cost_id")
