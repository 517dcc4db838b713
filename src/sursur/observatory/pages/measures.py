"""All measures: what can be asked of the figures, each with its question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.answers.measuring import load_measure, measure_names
from sursur.answers.measuring.naming import question_of
from sursur.observatory.pages.page import Page
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPage(Page):
    template: ClassVar[str] = "measures.html"
    measures: tuple[tuple[Markup, str, Markup], ...]
    """Title, address, question."""


def build_measures(view: View) -> MeasuresPage:
    say = view.say
    return MeasuresPage(
        title=say.text("What can be measured?"),
        lead=(say.text("Each measure states its definition, shows what it left out and leads to the rows behind it."),),
        measures=tuple(
            (say.text(load_measure(name).title), view.asked.address(f"/measure/{name}"), say.text(question_of(name)))
            for name in measure_names()
        ),
    )
