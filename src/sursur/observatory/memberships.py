"""Where a country belongs: its standing in groups over time, with dates as precise as their sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup

from sursur.observatory.charts.spans import Span, Spans, draw_spans
from sursur.observatory.parts import Cell, Column, Link, Row, Section, Table
from sursur.observatory.view import View
from sursur.reference.groups import load_groups

STATUS_ORDER = (
    "member", "partner", "associate", "observer", "candidate", "applicant", "invited", "disputed", "suspended",
    "declined", "left",
)  # fmt: skip
FIRST_YEAR = 1945


def membership_section(view: View, iso3: str) -> Section:
    say = view.say
    rows = [row for row in view.library.memberships if row["country"] == iso3]
    rows.sort(key=_standing_order)
    if not rows:
        return Section(
            anchor="memberships",
            heading=say.text("Where does it belong?"),
            empty=say.text("No membership is recorded."),
        )
    now = [row for row in rows if row["status"] == "member" and row["valid_to"] is None and not is_list(row)]
    return Section(
        anchor="memberships",
        heading=say.text("Where does it belong?"),
        sentences=(say.plural("A member of %(count)s group today, to our knowledge.",
                              "A member of %(count)s groups today, to our knowledge.", len(now)),),
        picture=_timeline(view, rows),
        picture_kind="spans",
        counted=(Link(say.text("Dates are those of the sources; a start that is not established is drawn open."),
                      view.asked.address("/methods", anchor="groups")),),
        table=_membership_table(view, rows),
        downloads=view.downloads("memberships"),
    )  # fmt: skip


def is_list(row: dict[str, Any]) -> bool:
    """A list that others make (incomes, recipients, regions) is no group that a country joins."""
    groups = load_groups()
    return row["group_id"] in groups and groups[row["group_id"]].kind == "list"


def _standing_order(row: dict[str, Any]) -> tuple[bool, int, date, str]:
    return is_list(row), STATUS_ORDER.index(row["status"]), row["valid_from"] or date.min, row["group_id"]


def dates_from(view: View) -> Link:
    return Link(view.say.text("Where dates of membership come from"), view.asked.address("/methods", anchor="groups"))


def _timeline(view: View, rows: list[dict[str, Any]]) -> Spans:
    spans = [
        Span(
            label=view.say.group(row["group_id"]),
            first=year_of(row["valid_from"]),
            last=year_of(row["valid_to"]),
            kind=row["status"],
            note=str(view.say.word(row["status"])),
            href=view.asked.address(f"/group/{row['group_id']}"),
            earliest=_founded(row["group_id"]),
        )
        for row in rows
    ]
    return draw_spans(spans, (FIRST_YEAR, max(view.library.years[1], _latest(rows))))


def _founded(group_id: str) -> float | None:
    """Nobody belonged to a group before it was there."""
    groups = load_groups()
    year = groups[group_id].founded[:4] if group_id in groups else ""
    return float(year) if year.isdigit() else None


def _latest(rows: list[dict[str, Any]]) -> int:
    return max((row["valid_from"].year for row in rows if row["valid_from"]), default=FIRST_YEAR)


def year_of(day: date | None) -> float | None:
    """A day as a fraction of years, for an axis of time."""
    return None if day is None else day.year + (day.timetuple().tm_yday - 1) / 366


def _in_group(view: View, row: dict[str, Any]) -> Row:
    group_id = row["group_id"]
    known = load_groups()
    plain = known[group_id].name if group_id in known else group_id
    return membership_row(view, row, (plain, view.say.group(group_id)), f"/group/{group_id}")


def _membership_table(view: View, rows: list[dict[str, Any]]) -> Table:
    say = view.say
    return Table(
        name="memberships",
        caption=say.text("Memberships with their dates and sources"),
        columns=(
            Column("group", say.text("Group")),
            Column("status", say.text("Status")),
            Column("from", say.text("From")),
            Column("to", say.text("To")),
            Column("note", say.text("Note")),
            Column("source", say.text("Source")),
        ),
        rows=tuple(_in_group(view, row) for row in rows),
        folded=True,
    )


def membership_row(view: View, row: dict[str, Any], named: tuple[str, str], page: str) -> Row:
    """Dates keep the precision of their source; what is not confirmed says so. `named`: in files, and on the page."""
    say = view.say
    unconfirmed = "" if row["confirmed"] else say.text("to be confirmed")
    told = Markup('<bdi lang="en">{}</bdi>').format(row["note"]) if row["note"] else Markup()
    notes = Markup(" \N{MIDDLE DOT} ").join(part for part in (told, unconfirmed) if part)
    source = row["source"] or ""
    return (
        Cell(*named, view.asked.address(page)),
        Cell(row["status"], say.word(row["status"])),
        Cell(row["from_text"], row["from_text"] or say.text("not established")),
        Cell(row["to_text"], row["to_text"] or ""),
        Cell(row["note"], notes),
        Cell(
            source, _host(source) if source.startswith("http") else source, source if source.startswith("http") else ""
        ),
    )


def _host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")
