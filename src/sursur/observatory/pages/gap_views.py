"""The other questions to a need: who is not reached, who reaches the neediest, and which countries moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sursur.errors import NotFoundError
from sursur.observatory.gap.asking import GapAsked, answer_of, gap_asked
from sursur.observatory.gap.movers import build_movers
from sursur.observatory.gap.parts import MOVERS, REACHING, UNREACHED, Records
from sursur.observatory.gap.reaching import build_reaching
from sursur.observatory.gap.unreached import build_unreached
from sursur.observatory.pages.gaps import GapsPage
from sursur.observatory.view import View

BUILDERS: Mapping[str, Callable[[View, GapAsked, Records, Mapping[str, str]], GapsPage]] = {
    UNREACHED: build_unreached,
    REACHING: build_reaching,
    MOVERS: build_movers,
}


def build_gap_view(view: View, part: str) -> GapsPage:
    """Raises NotFoundError for a part that is none of `BUILDERS`."""
    if part not in BUILDERS:
        raise NotFoundError(
            view.say.text("There is no page “%(name)s” of gaps.", name=part), repair=", ".join(sorted(BUILDERS))
        )
    asked = gap_asked(view, part)
    rows, notes = answer_of(view, asked, part)
    return BUILDERS[part](view, asked, rows, notes)
