"""Places that nobody can place: a country or region in a source that no list, name or alias explains."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from sursur.measure.inputs import Ingested
from sursur.measure.lookups import place_of
from sursur.measure.splits import recipient_scheme
from sursur.model.source import Place, Problem, Severity
from sursur.sentences import Sentence, Several, how_often, phrase

UNDATED = 0
OWN_REGIONS = ("region:99", "region:98")
"""A publisher's own regions need no place in our lists: the value stays with a region that has its name."""


def place_problems(ingested: Ingested) -> tuple[Problem, ...]:
    """One problem per file and text, with how often it stands there and the first record that has it."""
    named = _mentions(ingested)
    counted = named.group_by("source_id", "scheme", "text").agg(
        times=named.count(), identifier=named.identifier.min(), year=named.year.min()
    )
    rows: list[dict[str, Any]] = counted.order_by("source_id", "scheme", "text").to_pyarrow().to_pylist()
    return tuple(problem for row in rows if (problem := _problem(row)))


def _mentions(ingested: Ingested) -> ir.Table:
    """source_id, scheme, text, year, identifier of every recipient and provider that is said as a place."""
    f, s = ingested.figure, ingested.split
    countries = s.filter(s.dimension.isin(["country", "region"])).left_join(
        ingested.activity.select("activity_id", "identifier"), "activity_id"
    )
    undated = ibis.literal(UNDATED).cast("int64")
    return ibis.union(
        countries.select(
            source_id=countries.activity_id.substr(0, 16),
            scheme=recipient_scheme(countries),
            text=countries.code.nullif("").fill_null(countries.name),
            year=undated,
            identifier=countries.identifier,
        ),
        f.select(
            source_id=f.source_id,
            scheme=f.recipient_scheme,
            text=f.recipient,
            year=f.year.fill_null(UNDATED).cast("int64"),
            identifier=ibis.null("string"),
        ),
    )


UNKNOWN = phrase("'%(text)s' is no country or region that Sursur can place (%(times)s).")
AMBIGUOUS = phrase("'%(text)s' is no country or region that Sursur can place (%(times)s). It may mean %(codes)s.")


def _problem(row: dict[str, Any]) -> Problem | None:
    scheme = str(row["scheme"])
    if not row["text"] or scheme in OWN_REGIONS:
        return None
    found = place_of(scheme, row["text"], row["year"] or None)
    if found.country or found.region or found.status == "historic":
        return None
    told = {"text": row["text"], "times": how_often(row["times"])}
    return Problem(
        source_id=row["source_id"],
        place=Place(column="recipient", identifier=row["identifier"]),
        severity=Severity.WARNING,
        code="place-ambiguous" if found.candidates else "place-unknown",
        message=Sentence(AMBIGUOUS, **told, codes=Several(found.candidates))
        if found.candidates
        else Sentence(UNKNOWN, **told),
        repair=Sentence("Write the ISO 3166 code, or say what the word means in the source's descriptor (`words:`)."),
    )
