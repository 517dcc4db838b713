"""What figures rest on beside the release: the definitions and the code, so that old answers are not taken for new."""

from __future__ import annotations

from sursur.model.fingerprint import fingerprint_of_packages


def edition() -> str:
    """Changes with them; part of the name of whatever is computed of a release and kept."""
    return fingerprint_of_packages("answers", "measure", "model", "reference", "release")
