"""Who came, stood and left: the members of a group by status on a timeline."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sursur.observatory.charts.growth import draw_growth
from sursur.observatory.charts.spans import Span, draw_spans
from sursur.observatory.group.votes import members_by_year
from sursur.observatory.memberships import STATUS_ORDER, year_of
from sursur.observatory.parts import Section
from sursur.observatory.view import View
from sursur.reference.dated import first_day
from sursur.reference.groups import Group

MOST_LINES = 50
"""Lines that a reader follows; larger groups are shown by their number."""


def timeline_section(view: View, group: Group) -> tuple[Section, ...]:
    """One line for each standing of each country, or the number of members by year for large groups."""
    rows = [row for row in view.library.memberships if row["group_id"] == group.group_id]
    if not any(row["valid_from"] for row in rows):
        return ()
    say = view.say
    heading = say.text("Who joined when?")
    note = say.text("Dates are those of the sources; a start that is not established is drawn open.")
    if len(rows) <= MOST_LINES:
        spans = draw_spans([_span(view, group, row) for row in _in_order(rows)], _years(view, group, rows))
        return (Section(anchor="timeline", heading=heading, picture=spans, picture_kind="spans", notes=(note,)),)
    return _growth(view, group, rows)


def _growth(view: View, group: Group, rows: list[dict[str, Any]]) -> tuple[Section, ...]:
    say = view.say
    counts = {year: len(countries) for year, countries in members_by_year(view, group).items()}
    if not any(counts.values()):
        return ()
    unknown = sum(1 for row in rows if row["status"] == "member" and row["valid_from"] is None)
    note = say.plural(
        "%(count)s member whose first day is not established is counted from the founding.",
        "%(count)s members whose first day is not established are counted from the founding.",
        unknown,
    )
    drawn = draw_growth(
        counts,
        str(say.text("Members by year")),
        lambda year, count: f"{year} \N{MIDDLE DOT} {say.number(count)}",
    )
    return (
        Section(
            anchor="timeline",
            heading=say.text("How did it grow?"),
            sentences=_most(view, rows),
            picture=drawn,
            picture_kind="growth",
            notes=(note,) if unknown else (),
        ),
    )


def _most(view: View, rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    """The year in which most joined."""
    years = Counter(row["valid_from"].year for row in rows if row["status"] == "member" and row["valid_from"])
    if not years:
        return ()
    year, count = min(years.items(), key=lambda each: (-each[1], each[0]))
    say = view.say
    return (
        say.plural(
            "The most members came in %(year)s: %(count)s.", "The most members came in %(year)s: %(count)s.",
            count, year=year,
        ),
    )  # fmt: skip


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Countries in the order in which they came, each with all its standings together."""
    came: dict[str, date] = {}
    for row in rows:
        came[row["country"]] = min(came.get(row["country"], date.max), row["valid_from"] or date.min)

    def order(row: dict[str, Any]) -> tuple[Any, ...]:
        started = row["valid_from"] or date.min
        return came[row["country"]], row["country"], started, STATUS_ORDER.index(row["status"])

    return sorted(rows, key=order)


def _years(view: View, group: Group, rows: list[dict[str, Any]]) -> tuple[int, int]:
    starts = [row["valid_from"].year for row in rows if row["valid_from"]]
    founded = first_day(group.founded)
    first = min(*starts, founded.year) if founded else min(starts)
    return first, max(view.library.years[1], *starts)


def _span(view: View, group: Group, row: dict[str, Any]) -> Span:
    founded = first_day(group.founded)
    return Span(
        label=view.party(row["country"]),
        first=year_of(row["valid_from"]),
        last=year_of(row["valid_to"]),
        kind=row["status"],
        note=str(view.say.word(row["status"])),
        href=view.party_page(row["country"]),
        earliest=year_of(founded),
    )
