"""What was read from each file, kept as Parquet until the file changes."""

from sursur.ingest.store.assignment import reader_for
from sursur.ingest.store.folder import SUMMARY
from sursur.ingest.store.ingesting import Progress, ingest_all, prune
from sursur.ingest.store.results import source_table, summary_of, table_files

__all__ = ["SUMMARY", "Progress", "ingest_all", "prune", "reader_for", "source_table", "summary_of", "table_files"]
