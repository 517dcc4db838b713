"""The other questions to a need: who is not reached, who reaches the neediest, and which countries moved."""

from __future__ import annotations

from collections.abc import Mapping

from sursur.errors import NotFoundError
from sursur.observatory.gap.asking import gap_asked
from sursur.observatory.gap.movers import tell_movers
from sursur.observatory.gap.parts import MOVERS, REACHING, UNREACHED
from sursur.observatory.gap.reaching import tell_reaching
from sursur.observatory.gap.unreached import tell_unreached
from sursur.observatory.pages.gaps import GapsPage, Tell, gaps_page
from sursur.observatory.view import View

VIEWS: Mapping[str, Tell] = {UNREACHED: tell_unreached, REACHING: tell_reaching, MOVERS: tell_movers}


def build_gap_view(view: View, part: str) -> GapsPage:
    """Raises NotFoundError for a part that is none of `VIEWS`."""
    if part not in VIEWS:
        raise NotFoundError(
            view.say.text("There is no page “%(name)s” of gaps.", name=part), repair=", ".join(sorted(VIEWS))
        )
    return gaps_page(view, gap_asked(view, part), part, VIEWS[part])
