"""What the measures of need and coverage ask alike and answer alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

from sursur.answers.measuring import Answer, Asked
from sursur.answers.measuring.parameters import PRICES_OF_MONEY, SOUTH, YEARS
from sursur.answers.need_coverage import Covered, covered
from sursur.answers.need_notes import flow_notes, need_notes
from sursur.answers.needs import (
    AMONG,
    FLOWS,
    FORMS,
    MEMBERS,
    NEED,
    ONLY,
    SOUTHERN_FORMS,
    Span,
    left_out_of,
    only_country,
    rows_of,
    span_of,
    usable_need,
)
from sursur.reference.needs import Need
from sursur.release import Release

OF_ALL_FORMS = (ONLY, AMONG, MEMBERS, FLOWS, FORMS, SOUTH, PRICES_OF_MONEY)
OF_SOUTHERN_FORMS = (AMONG, MEMBERS, FLOWS, SOUTHERN_FORMS, SOUTH, PRICES_OF_MONEY)
BY_COUNTRY = (NEED, YEARS, *OF_ALL_FORMS)


@dataclass(frozen=True, slots=True)
class Question:
    """A need and a span of years, asked of a release."""

    release: Release
    asked: Asked
    need: Need
    span: Span

    @property
    def covered(self) -> Covered:
        return covered(self.release, self.need, self.asked, self.span)

    def answer(self, make_table: Callable[[], ir.Table], flows: ir.Table) -> Answer:
        """The table with the flows behind it, what is left out, and what a reader has to know."""
        return Answer(
            make_table=make_table,
            make_rows=lambda: only_country(rows_of(flows), self.asked),
            make_left_out=lambda: left_out_of(flows),
            notes=(
                *need_notes(self.need, self.asked, self.span.last),
                *flow_notes(self.release, self.need, self.asked, self.span, flows),
            ),
        )


def question(release: Release, asked: Asked) -> Question:
    """Raises UsageError for a need without an indicator and for years without flows."""
    need = usable_need(asked)
    return Question(release, asked, need, span_of(release, need, asked["years"]))
