"""What can go wrong in Sursur itself, and what to do next.

What a *file* contains is never an error: readers return it as a `Problem` (see `sursur.model.source`).
"""

from __future__ import annotations


class SursurError(Exception):
    """A failure with a next step. `retry` says whether the same call may succeed later, unchanged."""

    retry: bool = False

    def __init__(self, message: str, *, repair: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.repair = repair

    def __str__(self) -> str:
        return f"{self.message} {self.repair}".strip()


class NotFoundError(SursurError):
    """Something named by the caller (a country, a group, a release, a flow) is not there."""


class UsageError(SursurError):
    """The request cannot be answered as asked: a filter, a year or an option does not fit."""


class ReferenceDataError(SursurError):
    """A reference table breaks its own rules (a double key, overlapping spans, an unknown code)."""


class DescriptorError(SursurError):
    """A source descriptor (`sources/*.yml`) does not say what it must."""


class ReleaseError(SursurError):
    """A release is missing, half written or does not match its manifest."""


class BusyError(SursurError):
    """Another process holds the lock of the same home folder."""

    retry = True


class FetchError(SursurError):
    """A source could not be brought from its publisher; what was there before is untouched."""

    retry = True
