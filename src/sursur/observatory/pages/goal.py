"""One Sustainable Development Goal: who gives, where it goes, through which sectors, and how great the need is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.errors import NotFoundError
from sursur.observatory.gap.beside import goal_need
from sursur.observatory.pages.page import Page
from sursur.observatory.purpose.links import crosswalk_section
from sursur.observatory.purpose.parts import purpose_counting, purpose_lead, purpose_sections
from sursur.observatory.purpose.subjects import Purpose, goal_name
from sursur.observatory.view import View
from sursur.reference.sdg import GOALS, SdgText, goal_text


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPage(Page):
    template: ClassVar[str] = "subject.html"
    kicker: Markup


def build_goal(view: View, code: str) -> GoalPage:
    """Raises NotFoundError for what is no goal from 1 to 17."""
    if code not in GOALS:
        raise NotFoundError(
            view.say.text("There is no goal “%(code)s”.", code=code),
            repair=view.say.text("Goals are 1 to 17. The list of goals names them all."),
        )
    purpose, text = Purpose("goal", code, goal_name(view, code)), goal_text(code, view.say.code)
    return GoalPage(
        title=purpose.name,
        kicker=_official(view, text),
        lead=purpose_lead(view, purpose),
        sections=(
            *purpose_sections(view, purpose),
            goal_need(view, code),
            *crosswalk_section(view, purpose),
            *purpose_counting(view, purpose),
        ),
    )


def _official(view: View, text: SdgText) -> Markup:
    """The full title; one that the United Nations did not adopt in this language says so."""
    title = Markup('<bdi lang="{}">{}</bdi>').format(text.language, text.title)
    if text.official:
        return title
    return Markup("{} <span>({})</span>").format(title, view.say.text("a translation, not official"))
