"""CSV and spreadsheets, read by a descriptor: `read(source, descriptor)` gives chunks of tables and problems."""

from sursur.ingest.sheet.reader import READER_VERSION, read

__all__ = ["READER_VERSION", "read"]
