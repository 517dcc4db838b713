"""Ids as people write them."""

from __future__ import annotations


def as_id(text: str) -> str:
    """`Zero hunger` and `zero-hunger` are both `zero_hunger`."""
    return text.strip().casefold().replace("-", "_").replace(" ", "_")
