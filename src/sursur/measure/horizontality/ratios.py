"""Ratios that are the same on every engine and every time."""

from __future__ import annotations

import ibis.expr.types as ir

DIGITS = 6


def whole_sum(counts: ir.IntegerColumn, where: ir.BooleanValue) -> ir.IntegerScalar:
    """The sum of whole numbers as a whole number: by way of a decimal, since DuckDB sums integers in 128 bits."""
    return counts.cast("decimal(18, 0)").sum(where=where).fill_null(0).cast("int64")


def ratio(part: ir.NumericValue, whole: ir.NumericValue) -> ir.FloatingValue:
    """`part` by `whole`, rounded to six digits; null where the whole is nothing or unknown."""
    return (part.cast("float64") / whole.cast("float64").nullif(0.0)).round(DIGITS)
