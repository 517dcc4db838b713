"""Bring known sources from their publishers onto this machine: politely, resumable, checked, never half."""

from sursur.ingest.fetch.download import Fetched, download
from sursur.ingest.fetch.known import KnownSource, fetch, known_sources
from sursur.ingest.fetch.manners import Manners

__all__ = ["Fetched", "KnownSource", "Manners", "download", "fetch", "known_sources"]
