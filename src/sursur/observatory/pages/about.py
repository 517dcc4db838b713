"""What this place is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sursur.observatory.pages.page import Page
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    template: ClassVar[str] = "about.html"


def build_about(view: View) -> AboutPage:
    return AboutPage(title=view.say.text("What is Sursur?"))
