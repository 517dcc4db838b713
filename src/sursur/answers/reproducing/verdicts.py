"""Whether a release gives a published figure: ours beside it, the difference, and the verdict with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sursur.answers.reproducing.questions import Absent, Desk, answer
from sursur.reference.published import PublishedFigure, published_figures
from sursur.release import Release

MORE_DIGITS = 2
"""Our figure is shown with so many digits more than were printed, so that a small difference is seen."""
NOT_EXPLAINED = "not explained"


class Verdict(StrEnum):
    """equal: the difference lies within the rounding of the published figure
    differs: it does not, and the note says why
    cannot: there is no answer to give, and the note says why
    not_held: this release lacks the data that the figure is about
    """

    EQUAL = "equal"
    DIFFERS = "differs"
    CANNOT = "cannot"
    NOT_HELD = "not held"


@dataclass(frozen=True, slots=True)
class Reproduced:
    """A published figure and ours, both in its unit. `difference` is ours less the published one."""

    figure: PublishedFigure
    ours: Decimal | None
    verdict: Verdict
    note: str

    @property
    def difference(self) -> Decimal | None:
        return None if self.ours is None else self.ours - self.figure.published


def reproduce_all(release: Release) -> Iterator[Reproduced]:
    """Every published figure, in the order of the file."""
    desk = Desk(release)
    return (reproduce(desk, figure) for figure in published_figures().values())


def reproduce(desk: Desk, figure: PublishedFigure) -> Reproduced:
    """Ask the release what the figure is about and compare.

    A difference that nobody has explained says so: it is a fault of ours until somebody knows better.
    """
    found = _ours(desk, figure)
    if isinstance(found, Absent):
        return Reproduced(figure, None, Verdict.NOT_HELD, f"The release does not hold {found.what}.")
    if found is None:
        return Reproduced(figure, None, Verdict.CANNOT, figure.reason or NOT_EXPLAINED)
    if abs(found - figure.published) <= figure.tolerance:
        return Reproduced(figure, _shown(found, figure), Verdict.EQUAL, "")
    return Reproduced(figure, _shown(found, figure), Verdict.DIFFERS, figure.reason or NOT_EXPLAINED)


def _ours(desk: Desk, figure: PublishedFigure) -> Decimal | Absent | None:
    if figure.question is None:
        return None
    part = answer(desk, figure.question)
    whole = answer(desk, figure.over) if figure.over else None
    if isinstance(part, Absent) or part is None:
        return part
    if figure.over is None:
        return part / figure.scale
    return whole if isinstance(whole, Absent) or not whole else 100 * part / whole


def _shown(ours: Decimal, figure: PublishedFigure) -> Decimal:
    """Rounded for reading, after the verdict; whole numbers stay whole."""
    if ours == ours.to_integral_value() and not figure.digits:
        return ours.quantize(Decimal(1))
    return ours.quantize(Decimal(1).scaleb(-(figure.digits + MORE_DIGITS)))
