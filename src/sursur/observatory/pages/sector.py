"""One DAC sector: who gives most for it, where it goes, over the years by form, and which goals it serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.errors import NotFoundError
from sursur.observatory.gap.beside import sector_needs
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Link, Section
from sursur.observatory.purpose.links import crosswalk_section
from sursur.observatory.purpose.parts import purpose_counting, purpose_lead, purpose_sections
from sursur.observatory.purpose.subjects import Purpose, listed_sector, purpose_page, sector_name
from sursur.observatory.view import View
from sursur.reference.crosswalks import crosswalk


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorPage(Page):
    template: ClassVar[str] = "subject.html"
    kicker: Markup


def build_sector(view: View, code: str) -> SectorPage:
    """Raises NotFoundError for a code that is no DAC sector of three digits and no heading over sectors."""
    if listed_sector(code) is None:
        raise NotFoundError(
            view.say.text("There is no sector with the code “%(code)s”.", code=code),
            repair=view.say.text("A code has three digits, such as 122 for basic health. The list names them all."),
        )
    purpose = Purpose("sector", code, sector_name(view, code))
    return SectorPage(
        title=purpose.name,
        kicker=view.say.text("DAC sector %(code)s", code=code),
        lead=purpose_lead(view, purpose),
        sections=(
            *purpose_sections(view, purpose),
            *_levels(view, code),
            *crosswalk_section(view, purpose),
            *sector_needs(view, code),
            *purpose_counting(view, purpose),
        ),
    )


def _levels(view: View, code: str) -> tuple[Section, ...]:
    """The heading over a sector, or the sectors under a heading: each counts what is told at its own level alone."""
    walk = crosswalk("sector_group")
    under = [link.from_code for link in walk if link.to_code == code and link.from_code != code]
    above = walk.to(code)
    near = [*([above] if above and above != code else []), *under]
    if not near:
        return ()
    say = view.say
    return (
        Section(
            anchor="levels",
            heading=say.text("Which sectors stand under it?")
            if under
            else say.text("Under which heading does it stand?"),
            sentences=(
                say.text(
                    "Sources tell sectors at several levels; what is told at one level is not counted at another."
                ),
            ),
            counted=tuple(
                Link(f"{each} {sector_name(view, each)}", purpose_page(view, "sector", each)) for each in near
            ),
        ),
    )
