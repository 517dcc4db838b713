"""Explore: every filter and any two dimensions of the flows, as a picture or a pivot; behind each cell its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import urlencode

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
from markupsafe import Markup

from sursur.answers import FlowQuery
from sursur.answers.adding import why_not_added
from sursur.answers.cells import cell_flows, largest_flows
from sursur.answers.flows import VALUE, flows
from sursur.errors import SursurError
from sursur.observatory.exploring.asked import Explored
from sursur.observatory.exploring.fields import Fields, fields_of
from sursur.observatory.exploring.names import dimension_name, value_name
from sursur.observatory.exploring.picturing import Drawn, draw, heading
from sursur.observatory.exploring.pivot import Figure, pivot_of
from sursur.observatory.exploring.tables import flow_table, pivot_table, reported_table
from sursur.observatory.exploring.telling import filters_in_words, how_many, reason, sentences, together, unknown
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Download, Link, Section, SourceLine
from sursur.observatory.sentences import tell
from sursur.observatory.view import View
from sursur.publish.streaming import STREAMED
from sursur.release import Release

PAGE_ROWS = 50
ANCHOR = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorePage(Page):
    template: ClassVar[str] = "explore.html"
    fields: Fields
    cell: tuple[tuple[Markup, str | Markup], ...] = ()
    """Which cell of a pivot the flows stand behind: dimension and value."""
    whole: str = ""
    """The address of the same without the cell."""
    pages: tuple[Link, ...] = ()
    trouble: SursurError | None = None


def build_explore(view: View, explored: Explored) -> ExplorePage:
    """Words that cannot be meant are told beside the form."""
    made = ExplorePage(
        title=view.say.text("Explore the flows"),
        lead=(
            view.say.text("Filter by anything, put any two dimensions against each other, and take the result away."),
        ),
        fields=fields_of(view, explored),
    )
    try:
        query, page = explored.query(), explored.page
        return (
            _listed(view, explored, query, page, made) if not query.group_by else _summed(view, explored, query, made)
        )
    except SursurError as trouble:
        return replace(made, trouble=trouble)


# -- sums ----------------------------------------------------------------------------------------------------------


def _summed(view: View, explored: Explored, query: FlowQuery, made: ExplorePage) -> ExplorePage:
    found = view.library.flow_desk.look(("explore", query), lambda release: flows(release, query)).table
    if found.num_rows == 0:
        return replace(made, sections=(_empty(view, query),))
    if query.prices == "reported":
        return replace(made, sections=(_reported(view, explored, query, found),))
    pivot, against = pivot_of(found, explored.rows, explored.columns), why_not_added(found, query)
    drawn = draw(view, explored, pivot) if explored.show == "chart" and not against else None
    section = Section(
        anchor=ANCHOR,
        heading=heading(view, explored),
        sentences=sentences(view, explored, pivot, against),
        picture=drawn.picture if drawn else None,
        picture_kind=drawn.kind if drawn else "",
        notes=_left_out(view, drawn),
        table=pivot_table(view, explored, pivot, added=not against),
        extra={
            "legend": drawn.legend if drawn else (),
            "base": "/explore",
            "query": urlencode(explored.pairs()),
            "filters": filters_in_words(view, explored),
        },
    )
    if section.table and not (drawn and drawn.complete):
        section = replace(section, table=replace(section.table, folded=False))
    return replace(made, sections=(_with_foot(view, explored, query, section),))


def _reported(view: View, explored: Explored, query: FlowQuery, found: pa.Table) -> Section:
    against = why_not_added(found, query)
    count: int = pc.sum(found["flows"]).as_py()
    section = Section(
        anchor=ANCHOR,
        heading=heading(view, explored),
        sentences=(how_many(view, count), *((reason(view, against),) if against else ())),
        table=reported_table(view, explored, found),
    )
    return _with_foot(view, explored, query, section)


def _left_out(view: View, drawn: Drawn | None) -> tuple[Markup, ...]:
    if drawn is None or not drawn.left_out:
        return ()
    told = view.say.plural(
        "The picture shows the largest; %(count)s more stands in the table.",
        "The picture shows the largest; %(count)s more stand in the table.",
        drawn.left_out,
    )
    return (told,)


def _empty(view: View, query: FlowQuery) -> Section:
    """Why there is nothing: other stages or tellings that the same filters would let through."""
    return Section(
        anchor=ANCHOR,
        heading=view.say.text("Nothing fits"),
        empty=tell(view.say, view.library.flow_desk.why_empty(query)),
    )


# -- single flows --------------------------------------------------------------------------------------------------


def _listed(view: View, explored: Explored, query: FlowQuery, page: int, made: ExplorePage) -> ExplorePage:
    cell, desk = explored.cell, view.library.flow_desk
    key = (query, tuple(cell.items()))
    total = _total(desk.look(("explored", *key), lambda release: _counted(release, query, cell)).table)
    if total.flows == 0:
        return replace(made, sections=(_empty(view, query),))
    rows = desk.look(
        ("rows", *key, page),
        lambda release: largest_flows(release, query, cell).limit(PAGE_ROWS, offset=(page - 1) * PAGE_ROWS),
    ).table
    added = query.prices != "reported" and query.counted and query.stage != "any"
    section = Section(
        anchor=ANCHOR,
        heading=view.say.text("Row by row"),
        sentences=(together(view, total) if added else how_many(view, total.flows), *unknown(view, total)),
        table=flow_table(view, explored, rows.to_pylist()),
    )
    return replace(
        made,
        sections=(_with_foot(view, explored, query, section),),
        cell=tuple((dimension_name(view, name), _told(view, name, value)) for name, value in cell.items()),
        whole=explored.address(view.say.code, cell=None, page=None) if cell else "",
        pages=_pages(view, explored, page, total.flows),
    )


def _counted(release: Release, query: FlowQuery, cell: dict[str, str]) -> ir.Table:
    rows = cell_flows(release, query, cell)
    value = rows[VALUE[query.prices]]
    return rows.aggregate(flows=rows.count(), without_value=rows.count() - value.count(), usd=value.sum())


def _total(found: pa.Table) -> Figure:
    line = found.to_pylist()[0]
    return Figure(line["flows"], line["without_value"], line["usd"])


def _told(view: View, name: str, value: str) -> str | Markup:
    return value_name(view, name, (value == "true") if name == "counted" else value or None)


def _pages(view: View, explored: Explored, page: int, count: int) -> tuple[Link, ...]:
    last = max(1, -(-count // PAGE_ROWS))
    near = sorted({1, *range(max(1, page - 2), min(last, page + 2) + 1), last})
    if last == 1:
        return ()
    code = view.say.code
    return tuple(Link(view.say.number(one), explored.address(code, page=one), one == page) for one in near)


# -- what stands under every answer --------------------------------------------------------------------------------


def _with_foot(view: View, explored: Explored, query: FlowQuery, section: Section) -> Section:
    return replace(
        section,
        counted=view.counted() if not explored.words.keys() & {"prices", "stage", "every"} else (),
        downloads=_downloads(view, explored),
        sources=_sources(view, query, explored.cell),
    )


def _downloads(view: View, explored: Explored) -> tuple[Download, ...]:
    """The whole result: its sums and its single flows, each in every format."""
    say, asked = view.say, explored.changed(show=None, page=None, all=None)
    parts = (("sums", say.text("Sums")), ("flows", say.text("Single flows")))
    return tuple(
        Download(f"{name} {kind.upper()}", asked.address(say.code, f"/{part}.{kind}"))
        for part, name in parts
        if part == "flows" or explored.dimensions
        for kind in STREAMED
    )


def _sources(view: View, query: FlowQuery, cell: dict[str, str]) -> tuple[SourceLine, ...]:
    """The data sets behind the answer, with the first and the last year that each has in it."""
    plain = replace(query, group_by=("measure",) if "measure" in query.group_by else ())

    def spans(release: Release) -> ir.Table:
        rows = cell_flows(release, plain, cell)
        summed = rows.group_by("dataset").aggregate(first=rows.year.min(), last=rows.year.max())
        return summed.order_by(ibis.asc("dataset"))

    found = view.library.flow_desk.look(("sources", plain, tuple(cell.items())), spans).table
    return tuple(view.source_line(row["dataset"], [row["first"] or 0, row["last"] or 0]) for row in found.to_pylist())
