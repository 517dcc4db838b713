"""Count once: which of the things told about the same money stands in totals. See `sursur.measure.count.deciding`."""

from sursur.measure.count.deciding import COUNT_RULES, count

__all__ = ["COUNT_RULES", "count"]
