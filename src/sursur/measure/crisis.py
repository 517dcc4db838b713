"""The crisis that an activity answers, from what it declares: codes before words (see `sursur.reference.crises`)."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.inputs import Ingested, Lookups
from sursur.measure.splits import PURPOSES, SECTORS

SIGNS: Final = ("scope", "tag", "sector", "word")
"""From the strongest to the weakest: humanitarian scope, own tag, purpose code, a word of title or description."""


def crisis_signs(ingested: Ingested) -> ir.Table:
    """Rows of activity_id, sign and code: everything by which an activity may name a crisis, but its words."""
    tag, split = ingested.tag, ingested.split
    scopes = tag.filter(tag.kind == "humanitarian_scope").select("activity_id", sign=ibis.literal("scope"), code="code")
    tags = tag.filter(tag.kind == "tag").select("activity_id", sign=ibis.literal("tag"), code="code")
    purposes = split.filter(
        split.dimension == "sector", split.vocabulary.nullif("").fill_null("1").isin([*PURPOSES, *SECTORS])
    ).select("activity_id", sign=ibis.literal("sector"), code="code")
    return scopes.union(tags).union(purposes).filter(lambda t: t.code.nullif("").notnull()).distinct()


def with_crisis(entries: ir.Table, ingested: Ingested, lookups: Lookups) -> ir.Table:
    """Add crisis: what the strongest sign of the activity names; of several equal ones the first by name."""
    signs = crisis_signs(ingested)
    coded = signs.inner_join(lookups.crises, ["sign", "code"]).select("activity_id", "sign", "crisis")
    found = coded.union(_worded(ingested.activity, lookups.crisis_words))
    rank = ibis.cases(*[(found.sign == sign, str(place)) for place, sign in enumerate(SIGNS)], else_="9")
    best = found.group_by(x_activity="activity_id").agg(x=(rank + found.crisis).min())
    named = best.select("x_activity", crisis=best.x.substr(1))
    return entries.left_join(named, entries.activity_id == named.x_activity).drop("x_activity")


def _worded(activity: ir.Table, words: ir.Table) -> ir.Table:
    text = (activity.title.fill_null("") + " " + activity.description.fill_null("")).lower()
    told = activity.select("activity_id", text=text).cross_join(words.select("word", "crisis"))
    return told.filter(told.text.contains(told.word)).select("activity_id", sign=ibis.literal("word"), crisis="crisis")
