"""Judging: from weights to verdicts. A pair is one activity where it weighs enough and each record is clearly the best
partner of the other; what weighs enough but has a rival, or nearly enough, is doubtful and left to people.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from sursur.reference.linking import LinkModel


def judged(pairs: ir.Table, models: Mapping[str, LinkModel]) -> ir.Table:
    """Add verdict (same, doubtful) to pairs of record_id, other_record_id, teller, other_teller, kind and weight;
    lighter pairs are dropped.

    A rival is another record of the same teller for the same partner.

    >>> from sursur.measure.examples import example, shown
    >>> from sursur.reference.linking import LinkModel
    >>> pairs = example(
    ...     "record_id other_record_id teller other_teller kind weight",
    ...     "a b A B k 12.00",
    ...     "a c A B k 3.00",
    ...     "d e A B k 9.00",
    ...     "d f A B k 8.50",
    ...     "g h A B k 1.00",
    ... )
    >>> models = {"k": LinkModel((), prior=0.01, same=8, doubtful=2, lead=1)}
    >>> shown(judged(pairs, models).order_by("weight"))
    record_id  other_record_id  teller  other_teller  kind  weight  verdict
    a          c                A       B             k     3.00    doubtful
    d          f                A       B             k     8.50    doubtful
    d          e                A       B             k     9.00    doubtful
    a          b                A       B             k     12.00   same
    """
    limits = {
        name: ibis.cases(*((pairs.kind == kind, getattr(one, name)) for kind, one in models.items()), else_=1000.0)
        for name in ("same", "doubtful", "lead")
    }
    heavy = pairs.mutate(**limits).filter(lambda t: t.weight >= t.doubtful)
    both = with_rival(heavy)
    clear = (both.weight >= both.same) & (both.weight >= both.rival + both.lead)
    decided = both.mutate(verdict=ibis.ifelse(clear, "same", "doubtful"))
    return decided.drop("rival", *limits)


def with_rival(pairs: ir.Table) -> ir.Table:
    """Add rival: the weight of the heaviest other pair that either record has with the other's teller."""
    first = _rival(pairs, "record_id", "other_teller", "one_rival")
    both = _rival(first, "other_record_id", "teller", "other_rival")
    return both.mutate(rival=ibis.greatest(both.one_rival, both.other_rival)).drop("one_rival", "other_rival")


def _rival(pairs: ir.Table, record: str, teller: str, name: str) -> ir.Table:
    """Add the weight of the heaviest other pair of the record with a record of the same teller."""
    order = ibis.desc("weight")
    key = "other_record_id" if record == "record_id" else "record_id"
    ranked = pairs.mutate(standing=ibis.row_number().over(group_by=[record, teller], order_by=[order, key]))
    best = ranked.mutate(
        heaviest=ranked.weight.max().over(group_by=[record, teller]),
        second=ibis.ifelse(ranked.standing == 1, ranked.weight, ibis.null(ranked.weight.type()))
        .max()
        .over(group_by=[record, teller]),
    )
    others = ibis.ifelse(best.standing == 0, best.second, best.heaviest)
    none = ibis.literal(-1000).cast(pairs.weight.type())
    return best.mutate(**{name: others.fill_null(none)}).drop("standing", "heaviest", "second")
