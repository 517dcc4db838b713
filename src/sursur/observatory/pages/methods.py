"""How it is counted: the South, the forms, stages, prices, counting once, memberships, and the release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.observatory.asked import SOUTHS
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Link
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsPage(Page):
    template: ClassVar[str] = "methods.html"
    souths: tuple[Link, ...]
    forms: tuple[tuple[str, Markup, Markup], ...]
    """Form, name, meaning."""


def build_methods(view: View) -> MethodsPage:
    say, asked = view.say, view.asked
    return MethodsPage(
        title=say.text("How is it counted?"),
        lead=(say.text("Every figure leads to the rows it sums, and every row to the file it came from."),),
        souths=tuple(
            Link(say.word(south), asked.address(south=south, anchor="south"), south == asked.south) for south in SOUTHS
        ),
        forms=(
            (
                "south_south",
                say.form("south_south"),
                say.text("Provider and recipient both belong to the South in that year."),
            ),
            (
                "triangular",
                say.form("triangular"),
                say.text("Two partners of the South work together, supported by a Northern or multilateral partner."),
            ),
            (
                "multilateral_south_led",
                say.form("multilateral_south_led"),
                say.text("The provider is an international body led by countries of the South."),
            ),
            ("north_south", say.form("north_south"), say.text("A Northern provider and a recipient of the South.")),
            ("multilateral", say.form("multilateral"), say.text("The provider is any other international body.")),
            (
                "other",
                say.form("other"),
                say.text(
                    "South-North, North-North and domestic flows, and those whose parties are not known well enough."
                ),
            ),
        ),
    )
