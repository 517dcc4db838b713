"""What was read from each file, kept as Parquet until the file changes."""

from sursur.ingest.store.folder import SUMMARY
from sursur.ingest.store.ingesting import Progress, ingest_all
from sursur.ingest.store.results import source_table, summary_of, table_files

__all__ = ["SUMMARY", "Progress", "ingest_all", "source_table", "summary_of", "table_files"]
