"""What a reader without a network sees in place of a page that was not opened before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sursur.observatory.pages.page import Page
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePage(Page):
    template: ClassVar[str] = "offline.html"


def build_offline(view: View) -> OfflinePage:
    """It is kept beside the first page that is opened in a language."""
    say = view.say
    return OfflinePage(
        title=say.text("This page was not opened before"),
        lead=(
            say.text("There is no network now, and only pages that were opened before can be read without one."),
            say.text("It opens as soon as the network is back."),
        ),
    )
