"""Count once: which of the things told about the same money stands in totals. See `sursur.measure.count.deciding`."""

from sursur.measure.count.deciding import COUNT_RULES, NEEDED, count

__all__ = ["COUNT_RULES", "NEEDED", "count"]
