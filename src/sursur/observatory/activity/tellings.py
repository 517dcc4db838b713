"""The records of one activity side by side: what each source says of it, and why they are taken for the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.activity.records import DIFFERENT, DOUBTFUL, SAME, Activity, Telling
from sursur.observatory.listing import code_name
from sursur.observatory.parts import Cell, Column, Section, Table
from sursur.observatory.reasons import tell_evidence
from sursur.observatory.tables import Row
from sursur.observatory.view import View

MOST_SIDE_BY_SIDE = 5
LONGEST = 300
Line = tuple[str | Markup, Callable[[Row], Cell]]


def tellings_section(view: View, activity: Activity) -> Section:
    say, heading = view.say, view.say.text("Who else tells of it?")
    if not activity.tellings:
        empty = say.text("No other record in this release has its identifier or was found to be the same activity.")
        return Section(anchor="tellings", heading=heading, empty=empty)
    shown = activity.tellings[:MOST_SIDE_BY_SIDE]
    return Section(
        anchor="tellings",
        heading=heading,
        sentences=_sentences(view, activity),
        table=_table(view, activity, shown),
        downloads=view.downloads("tellings"),
    )


def _sentences(view: View, activity: Activity) -> tuple[Markup, ...]:
    say, found = view.say, len(activity.tellings)
    told = say.plural("%(count)s other record stands beside it.", "%(count)s other records stand beside it.", found)
    more = say.text("The first %(shown)s are shown.", shown=say.number(MOST_SIDE_BY_SIDE))
    return (told, more) if found > MOST_SIDE_BY_SIDE else (told,)


def _table(view: View, activity: Activity, others: Sequence[Telling]) -> Table:
    """One column for each record, this one first."""
    say = view.say
    records = [activity.record, *(one.activity for one in others)]
    money = _money(view, [record["activity_id"] for record in records])
    labels = [say.text("Record %(number)s", number=say.number(place)) for place in range(2, len(records) + 1)]
    columns = [Column("what", say.text("What")), Column("record_1", say.text("This record"))]
    columns += [Column(f"record_{place}", label) for place, label in enumerate(labels, start=2)]
    rows = [(Cell(str(label), label), *(read(record) for record in records)) for label, read in _lines(view, money)]
    why = (Cell("why", say.text("Why it is taken for the same")), Cell(None, ""), *(_why(view, one) for one in others))
    return Table(
        name="tellings",
        caption=say.text("What each record says"),
        columns=tuple(columns),
        rows=(*(row for row in rows if any(cell.text for cell in row[1:])), why),
    )


def _lines(view: View, money: Mapping[str, Row]) -> tuple[Line, ...]:
    say = view.say
    return (
        (say.text("Title"), lambda record: _title(view, record)),
        (say.text("Description"), lambda record: _text(record["description"])),
        (say.text("Identifier"), lambda record: _text(record["identifier"])),
        (say.text("Reported by"), lambda record: _text(record["reporting_name"] or record["reporting_ref"])),
        (say.text("Source"), lambda record: _source(view, record)),
        (say.text("Status"), lambda record: _text(code_name(view, "ActivityStatus", record["status"]))),
        (say.text("Start"), lambda record: _day(view, record["start_actual"] or record["start_planned"])),
        (say.text("End"), lambda record: _day(view, record["end_actual"] or record["end_planned"])),
        (say.text("Flows"), lambda record: _count(view, money, record, "flows")),
        (say.text("Flows in totals"), lambda record: _count(view, money, record, "counted")),
        (say.text("Disbursed and counted"), lambda record: _usd(view, money, record, "disbursed")),
        (say.text("Committed and counted"), lambda record: _usd(view, money, record, "committed")),
    )


def _title(view: View, record: Row) -> Cell:
    text = record["title"] or record["identifier"] or record["activity_id"]
    return Cell(text, text, view.asked.address(f"/activity/{record['activity_id']}"))


def _text(text: str | None) -> Cell:
    shown = text or ""
    cut = shown if len(shown) <= LONGEST else f"{shown[:LONGEST].rsplit(' ', 1)[0]} \N{HORIZONTAL ELLIPSIS}"
    return Cell(text, cut)


def _source(view: View, record: Row) -> Cell:
    source = view.library.sources.get(record["source_id"], {})
    name = view.short_title(source["dataset"]) if source else record["source_id"]
    return Cell(
        record["source_id"], name, view.asked.address(f"/source/{record['source_id']}"), source.get("file_name") or ""
    )


def _day(view: View, day: date | None) -> Cell:
    return Cell(day, view.say.day(day)) if day else Cell(None, "")


def _count(view: View, money: Mapping[str, Row], record: Row, column: str) -> Cell:
    count = money.get(record["activity_id"], {}).get(column, 0)
    return Cell(count, view.say.number(count))


def _usd(view: View, money: Mapping[str, Row], record: Row, column: str) -> Cell:
    usd: Decimal | None = money.get(record["activity_id"], {}).get(column)
    return Cell(usd, view.say.money(usd) if usd is not None else "")


def _money(view: View, activity_ids: list[str]) -> dict[str, Row]:
    """How many flows each record makes, and what is counted of them."""
    usd = f"usd_{view.asked.prices}"
    sql = (
        f"SELECT activity_id, count(*) AS flows, count(*) FILTER (counted) AS counted, "  # noqa: S608 - names of ours
        f"sum({usd}) FILTER (counted AND stage = 'disbursement') AS disbursed, "
        f"sum({usd}) FILTER (counted AND stage = 'commitment') AS committed "
        "FROM flow WHERE activity_id IN (SELECT unnest(?)) GROUP BY ALL"
    )
    return {row["activity_id"]: row for row in view.library.tables.rows(sql, [activity_ids])}


def _why(view: View, telling: Telling) -> Cell:
    say = view.say
    verdicts = {SAME: say.text("the same"), DOUBTFUL: say.text("perhaps the same"), DIFFERENT: say.text("not the same")}
    methods = {
        "identifier": say.text("by its identifier"),
        "probabilistic": say.text("by likeness"),
        "decision": say.text("decided by people"),
    }
    told = [verdicts.get(telling.verdict, telling.verdict), methods.get(telling.method, telling.method)]
    if telling.probability is not None:
        told.append(say.text("probability %(share)s", share=say.percent(telling.probability)))
    return Cell(
        telling.verdict,
        view.say.separator.join(str(part) for part in told if part),
        "",
        tell_evidence(say, telling.reason),
    )
