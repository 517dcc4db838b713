"""Items and units that a source writes and the catalogue does not have: said aloud, with the nearest that it has."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

import ibis.expr.types as ir

from sursur.measure.inputs import Ingested
from sursur.model.source import Place, Problem, Severity
from sursur.reference.framework import Framework
from sursur.sentences import Sentence, Several, how_often, joined

NEAR = 3


def item_problems(ingested: Ingested, framework: Framework) -> tuple[Problem, ...]:
    """One problem per file and per item or unit that the catalogue does not know."""
    found = [
        *_unknown(ingested.transaction, "framework_item", framework.items, framework),
        *_unknown(ingested.figure, "framework_item", framework.items, framework),
        *_unknown(ingested.transaction, "unit", framework.units, framework),
    ]
    return tuple(sorted(found, key=lambda problem: (problem.source_id, problem.code, problem.message)))


def _unknown(table: ir.Table, column: str, known: Collection[str], framework: Framework) -> Iterator[Problem]:
    written = table.filter(table[column].nullif("").notnull())
    times = written.group_by(source_id=written.source_id, word=written[column]).aggregate(times=written.count())
    for row in times.to_pyarrow().to_pylist():
        word = row["word"].strip().lower()
        if word not in known:
            yield Problem(
                source_id=row["source_id"],
                place=Place(column=column),
                severity=Severity.WARNING if column == "framework_item" else Severity.NOTE,
                code="framework-item-unknown" if column == "framework_item" else "unit-unknown",
                message=Sentence(
                    "'%(text)s' is not in the catalogue %(title)s %(version)s (%(times)s)",
                    text=row["word"],
                    title=framework.title,
                    version=framework.version,
                    times=how_often(row["times"]),
                ),
                repair=_nearest(word, known),
            )


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, known, n=NEAR, cutoff=0.4)
    return joined(
        Sentence("Nearest: %(near)s.", near=Several(near)) if near else "",
        Sentence("All are listed by `sursur framework-items`; say in the descriptor (`words:`) what the word means."),
    )
