"""What a template speaks of: the pieces of a list cell, the countries in a cell, or several columns of one kind."""

from __future__ import annotations

from functools import partial

from sursur.ingest.descriptor import ForEach
from sursur.ingest.sheet.batch import Batch, Header
from sursur.ingest.sheet.cells import text_of
from sursur.ingest.sheet.names import countries_in, country_text


def exploded_by(for_each: ForEach, batch: Batch) -> Batch:
    """One row for each piece; none where the column is missing."""
    if for_each.columns_matching:
        return batch.explode_columns(matching_positions(for_each, batch.header))
    position = batch.header.find(for_each.columns)
    if position is None:
        return batch.take([])
    if for_each.countries:
        return _by_country(batch, position)
    return batch.explode(position, partial(_cut, for_each))


def matching_positions(for_each: ForEach, header: Header) -> list[int]:
    if for_each.columns_matching is None:
        return []
    return [position for position, name in enumerate(header.names) if for_each.columns_matching.search(name)]


def _by_country(batch: Batch, position: int) -> Batch:
    exploded = batch.explode(position, countries_in)
    exploded.part_sources = exploded.parts
    exploded.parts = [country_text(text_of(part)) for part in exploded.parts]
    return exploded


def _cut(for_each: ForEach, text: str) -> list[str]:
    pieces = for_each.separator.split(text) if for_each.separator else [text]
    return [piece.strip() for piece in pieces if piece.strip()]
