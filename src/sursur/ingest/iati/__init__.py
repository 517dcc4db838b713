"""IATI activity and organisation files of versions 1.0 to 2.03, read record by record."""

from sursur.ingest.iati.reader import READER, IatiReader, read

__all__ = ["READER", "IatiReader", "read"]
