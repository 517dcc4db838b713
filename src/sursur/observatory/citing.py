"""How a page is cited, and how fresh the sources behind it are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sursur.observatory.pages.page import Page
from sursur.observatory.parts import SourceLine
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True)
class Citation:
    """`text` is ready to be copied; `sources` are those of the whole page, each once."""

    text: str
    sources: tuple[SourceLine, ...]


def citation(view: View, page: Page, address: str) -> Citation:
    """Sursur, the title, the release with its day, the address and the data behind it."""
    say, day = view.say, view.library.release_day
    sources = tuple(_sources(page))
    named = "; ".join(
        dict.fromkeys(f"{source.publisher or source.title}, {_plain(source.title)}" for source in sources)
    )
    dated = say.text(
        "release %(release)s of %(day)s", release=view.library.release_id, day=say.day(day)
    ) if day else say.text("release %(release)s", release=view.library.release_id)  # fmt: skip
    parts = [
        f"Sursur, {_plain(dated)}",
        f"\N{LEFT DOUBLE QUOTATION MARK}{_plain(page.title)}\N{RIGHT DOUBLE QUOTATION MARK}",
        address,
    ]
    data = say.text("Data: %(sources)s.", sources=Markup.escape(named)) if named else Markup()
    return Citation(f"{'. '.join(parts)}. {_plain(data)}".strip(), sources)


def _sources(page: Page) -> Iterator[SourceLine]:
    seen = set()
    for source in (source for section in page.sections for source in section.sources):
        if source.title not in seen:
            seen.add(source.title)
            yield source


def _plain(text: str) -> str:
    return text.striptags() if isinstance(text, Markup) else text
