"""A first descriptor for a table that nobody has described: `draft(path)` gives its YAML, to be finished by hand."""

from sursur.ingest.descriptor.drafting.drafting import draft

__all__ = ["draft"]
