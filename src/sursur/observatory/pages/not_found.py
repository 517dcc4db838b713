"""When there is no answer: what went wrong, and where to go from here."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from markupsafe import Markup

from sursur.errors import SursurError
from sursur.observatory.pages.page import Page
from sursur.observatory.sentences import tell
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class TroublePage(Page):
    template: ClassVar[str] = "trouble.html"
    status: int
    detail: Markup
    repair: Markup


def build_trouble(view: View, status: HTTPStatus, failure: SursurError | None) -> TroublePage:
    """`failure` is told only where it is the reader's to mend; what broke inside stays in the log."""
    say = view.say
    titles: dict[HTTPStatus, Markup] = {
        HTTPStatus.NOT_FOUND: say.text("There is nothing at this address"),
        HTTPStatus.BAD_REQUEST: say.text("This question cannot be answered as asked"),
        HTTPStatus.METHOD_NOT_ALLOWED: say.text("This address can only be read"),
        HTTPStatus.SERVICE_UNAVAILABLE: say.text("Please try again in a moment"),
    }
    return TroublePage(
        title=titles.get(status, say.text("Something broke on our side")),
        status=int(status),
        detail=tell(say, failure.message if failure else ""),
        repair=tell(say, failure.repair if failure else ""),
    )
