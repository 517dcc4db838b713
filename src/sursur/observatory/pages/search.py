"""Search over everything: hits by kind, the best kind first; one kind alone page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol
from urllib.parse import urlencode

from markupsafe import Markup

from sursur.answers.offering import one_of
from sursur.answers.searching import KINDS, MOST_LETTERS, Results, Wanted
from sursur.errors import UsageError
from sursur.observatory.hits import Shown, kind_names, shown_hits
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Link, Section, Table
from sursur.observatory.searching import SearchDesk
from sursur.observatory.view import View
from sursur.sentences import Sentence

FIRST_HITS = 100
"""The best hits of all kinds, which decide the order of the kinds."""
SHOWN_OF_A_KIND = 5
PAGE_HITS = 20
LAST_PAGE = 500


class Query(Protocol):
    """The query string of a request."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind; `more` leads to all of them."""

    section: Section
    hits: tuple[Shown, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    template: ClassVar[str] = "search.html"
    words: str
    kind: str
    kinds: tuple[Link, ...]
    groups: tuple[Group, ...]
    pages: tuple[Link, ...] = ()
    near: tuple[Shown, ...] = ()
    """Names that resemble what nothing holds."""


@dataclass(frozen=True, slots=True)
class _Asked:
    words: str
    kind: str
    page: int


def build_search(view: View, desk: SearchDesk, query: Query) -> SearchPage:
    """Raises UsageError for a kind or page that there is not, BusyError while the index is being made."""
    asked = _read(query)
    wanted = Wanted(asked.words, asked.kind, view.say.code, FIRST_HITS)
    if asked.kind:
        wanted = replace(wanted, limit=PAGE_HITS, offset=(asked.page - 1) * PAGE_HITS)
    found = desk.find(wanted)
    groups = _one_kind(view, asked, found) if asked.kind else _groups(view, desk, asked, found)
    return SearchPage(
        title=view.say.text("Search"),
        lead=_lead(view, asked, found),
        words=asked.words,
        kind=asked.kind,
        kinds=_kinds(view, asked, found),
        groups=groups,
        pages=_pages(view, asked, found) if asked.kind else (),
        sections=tuple(group.section for group in groups),
        near=shown_hits(view, found.near),
    )


def _read(query: Query) -> _Asked:
    def first(name: str) -> str:
        return next((value.strip() for value in query.getlist(name) if value.strip()), "")

    page, kind = first("page") or "1", first("what")
    if not (page.isascii() and page.isdigit() and 0 < int(page[:9]) <= LAST_PAGE):
        raise UsageError(
            Sentence("%(given)s is not a page.", given=f"page={page[:20]}"),
            repair=Sentence("Pages are 1 to %(last)s: page=%(last)s.", last=LAST_PAGE),
        )
    if kind and kind not in KINDS:
        raise UsageError(Sentence("%(given)s is not known.", given=f"what={kind}"), repair=one_of(KINDS))
    return _Asked(first("q")[:MOST_LETTERS], kind, int(page))


def _lead(view: View, asked: _Asked, found: Results) -> tuple[Markup, ...]:
    say = view.say
    if not asked.words:
        return (
            say.text(
                "Countries, groups, organisations, agreements, promises, events, initiatives, measures, sectors, "
                "goals, crises, sources and activities, in any language. Words may be misspelt."
            ),
        )
    total = sum(found.counts.values())
    if not total:
        return (say.text("Nothing holds the words “%(words)s”.", words=asked.words),)
    counted = say.plural("%(count)s hit for “%(words)s”.", "%(count)s hits for “%(words)s”.", total, words=asked.words)
    some = say.text("None holds all of the words; these hold some of them.")
    return (counted,) if found.all_words else (counted, some)


def _address(view: View, asked: _Asked, kind: str, page: int = 1) -> str:
    given = {"q": asked.words, "what": kind, "page": str(page) if page > 1 else ""}
    pairs = [pair for pair in given.items() if pair[1]] + view.asked.carried()
    return f"/{view.say.code}/search" + (f"?{urlencode(pairs)}" if pairs else "")


def _kinds(view: View, asked: _Asked, found: Results) -> tuple[Link, ...]:
    """Every kind that has hits, with how many."""
    if not found.counts:
        return ()
    names, say = kind_names(view), view.say
    total = sum(found.counts.values())
    counts = [("", say.text("Everything"), total), *((kind, names[kind], n) for kind, n in found.counts.items())]
    return tuple(
        Link(
            Markup("{} <span>{}</span>").format(name, say.number(count)),
            _address(view, asked, kind),
            kind == asked.kind,
        )
        for kind, name, count in counts
    )


def _groups(view: View, desk: SearchDesk, asked: _Asked, found: Results) -> tuple[Group, ...]:
    """The kind of the best hit first; a kind that has none among the best comes last, with its own best."""
    order = dict.fromkeys([hit.kind for hit in found.hits] + list(found.counts))
    groups = []
    for kind in order:
        hits = [hit for hit in found.hits if hit.kind == kind][:SHOWN_OF_A_KIND]
        if len(hits) < min(SHOWN_OF_A_KIND, found.counts[kind]):
            hits = list(desk.find(Wanted(asked.words, kind, view.say.code, SHOWN_OF_A_KIND)).hits)
        groups.append(_group(view, asked, kind, shown_hits(view, hits), found.counts[kind]))
    return tuple(groups)


def _one_kind(view: View, asked: _Asked, found: Results) -> tuple[Group, ...]:
    hits = shown_hits(view, found.hits)
    return (_group(view, asked, asked.kind, hits, found.total),) if hits else ()


def _group(view: View, asked: _Asked, kind: str, hits: tuple[Shown, ...], count: int) -> Group:
    section = Section(anchor=kind, heading=kind_names(view)[kind], table=_table(view, kind, hits))
    if asked.kind or count <= len(hits):
        return Group(section, hits)
    more = view.say.plural("Show all %(count)s hit", "Show all %(count)s hits", count)
    return Group(section, hits, Link(more, _address(view, asked, kind)))


def _pages(view: View, asked: _Asked, found: Results) -> tuple[Link, ...]:
    last = min(LAST_PAGE, -(-found.total // PAGE_HITS))
    if last <= 1:
        return ()
    near = sorted({1, *range(max(1, asked.page - 2), min(last, asked.page + 2) + 1), last})
    return tuple(
        Link(view.say.number(page), _address(view, asked, asked.kind, page), page == asked.page) for page in near
    )


def _table(view: View, kind: str, hits: Sequence[Shown]) -> Table:
    """The same for programs."""
    say = view.say
    return Table(
        name=kind,
        caption=kind_names(view)[kind],
        columns=(
            Column("key", say.text("Code")),
            Column("title", say.text("Name")),
            Column("matched", say.text("Text that holds the words")),
            Column("address", say.text("Page")),
        ),
        rows=tuple(
            (Cell(hit.key, hit.key), Cell(hit.title, hit.title, hit.href), Cell(hit.matched, hit.matched),
             Cell(hit.href, hit.href))
            for hit in hits
        ),
    )  # fmt: skip
