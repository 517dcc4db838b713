"""The table `link`: what identifiers say, what weighing says, and what people decided, which wins."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.linking.comparing import LADDERS, MISSING
from sursur.measure.linking.identifiers import SENTENCES
from sursur.model.tables import LINK
from sursur.reference.linking import level_words
from sursur.tabular import arrow_schema


def link_table(by_identifier: ir.Table, weighed: ir.Table, decided: ir.Table) -> ir.Table:
    """by_identifier: record_id, other_record_id, basis; weighed: `judged` pairs with the level of each comparison;
    decided: record_id, other_record_id, verdict, decided_by, decided_on, reason.
    """
    pair = ["record_id", "other_record_id"]
    named = _identified(by_identifier)
    likely = _likely(weighed.anti_join(by_identifier, pair))
    machine = _complete(named).union(_complete(likely))
    told = machine.select("record_id", "other_record_id", "basis", "probability", "evidence")
    people = decided.left_join(told, pair).drop("record_id_right", "other_record_id_right")
    people = _complete(people.mutate(method=ibis.literal("decision")))
    both = people.union(machine.anti_join(decided, pair))
    return both.rename(activity_id="record_id", other_activity_id="other_record_id")


def _identified(links: ir.Table) -> ir.Table:
    sentence = ibis.cases(*((links.basis == name, text) for name, text in SENTENCES.items()), else_="")
    return links.mutate(method=ibis.literal("identifier"), evidence=sentence, verdict=ibis.literal("same"))


def _likely(weighed: ir.Table) -> ir.Table:
    return weighed.select(
        "record_id", "other_record_id", "probability", "verdict",
        method=ibis.literal("probabilistic"), basis=weighed.kind, evidence=evidence(weighed),
    )  # fmt: skip


def evidence(pairs: ir.Table) -> ir.StringValue:
    """The words of every level of a pair, as one sentence; what could not be compared is not said.

    >>> from sursur.measure.examples import example, shown
    >>> row = "equal equal equal otherwise several missing equal missing"
    >>> pairs = example("recipient title money amount parties place years sector", row)
    >>> print(pairs.select(told=evidence(pairs)).to_pyarrow()["told"][0])
    No amount is the same; the sums differ by less than 0.2 per cent; the titles have the same words; the years are the
    same; several parties are the same; the recipients are the same.
    """
    words = level_words()
    parts = []
    for comparison, ladder in LADDERS.items():
        told = ((pairs[comparison] == level, words[comparison, level] + "; ") for level in ladder if level != MISSING)
        parts.append(ibis.cases(*told, else_=""))
    sentence = ibis.literal("").join(parts)
    text = sentence.substr(0, sentence.length() - 2)
    return text.substr(0, 1).upper() + text.substr(1) + "."


def _complete(pairs: ir.Table) -> ir.Table:
    """All columns of `link`, under the names of pairs, null where a row has none."""
    types = ibis.Schema.from_pyarrow(arrow_schema(LINK)).items()
    own = {"activity_id": "record_id", "other_activity_id": "other_record_id"}
    return pairs.select(
        **{
            own.get(name, name): pairs[own.get(name, name)].cast(kind)
            if own.get(name, name) in pairs.columns
            else ibis.null(kind)
            for name, kind in types
        }
    )
