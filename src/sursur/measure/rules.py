"""A rule: its id, the sentence that documents it, and what it does. Lists of rules are tried in order; the first that
fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

Condition = Callable[[ir.Table], ir.BooleanValue]
Filling = Callable[[ir.Table], ir.StringValue]
_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Reason:
    """The sentence that stands beside a decision on each row: words with places such as `%(year)s`, and what fills
    each place. A place may be filled with words that have places of their own.
    """

    words: str
    values: Mapping[str, Filling | Reason] = field(default_factory=dict)

    def __call__(self, table: ir.Table) -> ir.StringValue:
        text = ibis.literal("")
        for number, piece in enumerate(_PLACE.split(self.words)):
            text = text + (self.values[piece](table) if number % 2 else piece)
        return text


@dataclass(frozen=True, slots=True)
class Rule:
    """`outcome` is what the rule decides; `reason` writes the sentence that stands beside the decision on each row."""

    rule_id: str
    outcome: str
    sentence: str
    when: Condition
    reason: Reason


def first_rule(table: ir.Table, rules: Sequence[Rule], column: str) -> ir.Table:
    """Add `column` with the id of the first rule that fits; the last rule must fit always."""
    branches = [(rule.when(table), ibis.literal(rule.rule_id)) for rule in rules[:-1]]
    return table.mutate(**{column: ibis.cases(*branches, else_=ibis.literal(rules[-1].rule_id))})


def outcome_of(table: ir.Table, rules: Sequence[Rule], column: str) -> ir.StringValue:
    """What the rule named in `column` decides."""
    branches = [(table[column] == rule.rule_id, ibis.literal(rule.outcome)) for rule in rules]
    return ibis.cases(*branches, else_=ibis.null("string"))


def reason_of(table: ir.Table, rules: Sequence[Rule], column: str) -> ir.StringValue:
    """The sentence of the rule named in `column`, for each row."""
    branches = [(table[column] == rule.rule_id, rule.reason(table)) for rule in rules]
    return ibis.cases(*branches, else_=ibis.null("string"))


def says(words: str, **values: Filling | Reason) -> Reason:
    return Reason(words, values)


SILENT = Reason("")
"""Of a rule that never stands beside a row."""


def shown(value: ir.StringValue, unnamed: str) -> ir.StringValue:
    """A value in a sentence, or a word for its absence."""
    return value.fill_null(ibis.literal(unnamed))
