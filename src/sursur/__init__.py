"""Sursur: who cooperates with whom in the South, from scattered records, sourced, dated and counted once."""
