"""A measure: what it answers, by which definition, from which parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from sursur.answers.measuring.parameters import Parameter
from sursur.release import Release

Asked = Mapping[str, Any]
"""The value of every parameter of a measure, as its kind says (`sursur.answers.measuring.parameters.Kind`)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a measure found, as expressions that run when their rows are asked for. Its parts are only said when they
    are looked at: most readers ask for the figures alone, and some only whether the question can be asked.

    table: the figures, in the order in which they are read
    rows: what the figures were computed from: flows (with their `flow_id`), or values with their source
    left_out: what did not enter, by rule: `rule`, `reason`, `flows` and, where it is money, `usd`
    notes: label and text, such as ("Money", "US dollars at constant prices of 2022")
    """

    make_table: Callable[[], ir.Table]
    make_rows: Callable[[], ir.Table] | None = None
    make_left_out: Callable[[], ir.Table] | None = None
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def table(self) -> ir.Table:
        return self.make_table()

    @property
    def rows(self) -> ir.Table | None:
        return self.make_rows() if self.make_rows else None

    @property
    def left_out(self) -> ir.Table | None:
        return self.make_left_out() if self.make_left_out else None


@dataclass(frozen=True, slots=True)
class Measure:
    """A question that figures answer, always computed in the same way.

    title: a noun, as it heads a table
    definition: what is computed, in a sentence or two, for a reader who has to defend the figure
    sources: addresses of the standard or paper that defines it; none where the definition is our own, which
        `definition` then says
    columns: every column of the answer and its meaning with its unit
    compute: from a release and the parameters to the answer; it opens nothing and prints nothing
    example: parameters, as a person writes them, that give an answer on the starter release
    brief: the columns that a terminal or a page shows first, where all of them are too many; files hold all
    """

    title: str
    definition: str
    columns: Mapping[str, str]
    compute: Callable[[Release, Asked], Answer]
    parameters: tuple[Parameter, ...] = ()
    sources: tuple[str, ...] = ()
    example: Mapping[str, str] | None = None
    brief: tuple[str, ...] = ()
