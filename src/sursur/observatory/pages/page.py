"""What every page has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.observatory.parts import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`title` is a question or an answer; `lead` the sentences that answer it; `sections` the views of data."""

    template: ClassVar[str]
    arrives: ClassVar[bool] = False
    """Its template pauses before what takes a while (`sursur.observatory.arriving`)."""
    title: str | Markup
    early: Sequence[Markup] = ()
    """What describes the page where its lead comes later."""
    lead: Sequence[Markup] = ()
    sections: Sequence[Section] = ()
    framed: bool = False
    """The figures of the page can be counted otherwise."""

    def section(self, table: str) -> Section | None:
        """The section that holds the table of that name, for its download."""
        return next((part for part in self.sections if part.table and part.table.name == table), None)
