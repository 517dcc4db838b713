"""The rows behind a figure: every flow that it sums, each leading to its explanation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

from markupsafe import Markup

from sursur.answers import GroupAt, parse_group
from sursur.errors import UsageError
from sursur.observatory.choosing import Choice
from sursur.observatory.fields import field_label
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Download, Link, Row, Section, Table
from sursur.observatory.purpose.subjects import crisis_name, goal_name
from sursur.observatory.view import View, without_value
from sursur.sentences import Sentence

PAGE_ROWS = 50
MOST_IN_A_FILE = 200_000
SHOWN = (
    "flow_id", "provider", "provider_name", "recipient", "recipient_name", "year", "form", "stage", "instrument",
    "amount", "currency", "price_year", "usd_constant", "usd_current", "dataset", "source_id", "row", "byte_offset",
    "identifier", "title", "activity_id", "form_rule", "count_rule", "money_note",
)  # fmt: skip


class Query(Protocol):
    """The query string of a request."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Behind:
    """Which rows: parties by code, groups as `brics@2015`, and whether the other side must lie outside the group."""

    provider: str = ""
    recipient: str = ""
    provider_group: GroupAt | None = None
    recipient_group: GroupAt | None = None
    outside: bool = False
    sector: str = ""
    instrument: str = ""
    goal: str = ""
    crisis: str = ""
    page: int = 1

    def pairs(self) -> list[tuple[str, str]]:
        given = {
            "provider": self.provider,
            "recipient": self.recipient,
            "provider_group": str(self.provider_group or ""),
            "recipient_group": str(self.recipient_group or ""),
            "outside": "1" if self.outside else "",
            "sector": self.sector,
            "instrument": self.instrument,
            "goal": self.goal,
            "crisis": self.crisis,
        }
        return [pair for pair in given.items() if pair[1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowsPage(Page):
    template: ClassVar[str] = "flows.html"
    behind: tuple[tuple[Markup, str], ...]
    pages: tuple[Link, ...]


def read_behind(query: Query) -> Behind:
    def first(name: str) -> str:
        return next((value.strip() for value in query.getlist(name) if value.strip()), "")

    page = first("page") or "1"
    if not (page.isascii() and page.isdigit() and 0 < int(page) < 1_000_000):
        raise UsageError(Sentence("%(given)s is not a page.", given=f"page={page}"), repair="page=1")
    return Behind(
        provider=first("provider"),
        recipient=first("recipient"),
        provider_group=parse_group(first("provider_group")) if first("provider_group") else None,
        recipient_group=parse_group(first("recipient_group")) if first("recipient_group") else None,
        outside=bool(first("outside")),
        sector=first("sector"),
        instrument=first("instrument"),
        goal=first("goal"),
        crisis=first("crisis"),
        page=int(page),
    )


def build_flows(view: View, query: Query) -> FlowsPage:
    behind, say = read_behind(query), view.say
    choice = choice_of(view, behind)
    found = view.total(choice)
    rows = view.mart.rows(choice, view.asked.prices, SHOWN, (PAGE_ROWS, (behind.page - 1) * PAGE_ROWS))
    return FlowsPage(
        title=say.plural("%(count)s flow behind this figure", "%(count)s flows behind this figure", found.flows),
        lead=(say.text("Together: %(usd)s.", usd=say.money(found.usd)), *without_value(view, found)),
        behind=_in_words(view, behind),
        pages=_pages(view, behind, found.flows),
        sections=(
            Section(
                anchor="rows",
                heading=say.text("Row by row"),
                counted=view.counted(),
                table=_table(view, rows) if rows else None,
                downloads=_downloads(view, behind),
                sources=view.sources(choice),
                empty="" if rows else say.text("No row fits these filters."),
            ),
        ),
    )


def flow_rows(view: View, query: Query) -> tuple[Section, Choice]:
    """All rows of the page's filters, for a file."""
    choice = choice_of(view, read_behind(query))
    table = _table(view, view.mart.rows(choice, view.asked.prices, SHOWN, (MOST_IN_A_FILE, 0)))
    return Section(anchor="rows", heading="", table=table, sources=view.sources(choice)), choice


def choice_of(view: View, behind: Behind) -> Choice:
    """The filters of the page as the sums know them."""
    providers, recipients = _members(view, behind.provider_group), _members(view, behind.recipient_group)
    if behind.outside and providers is None and recipients is None:
        raise UsageError(Sentence("outside=1 needs a group."), repair="provider_group=brics@2015-12-31&outside=1")
    return replace(
        view.filter(),
        providers=frozenset({behind.provider}) if behind.provider else providers,
        recipients=frozenset({behind.recipient}) if behind.recipient else recipients,
        not_providers=recipients if behind.outside else None,
        not_recipients=providers if behind.outside else None,
        sector=behind.sector or None,
        instrument=behind.instrument or None,
        goal=behind.goal or None,
        crisis=behind.crisis or None,
    )


def _members(view: View, group: GroupAt | None) -> frozenset[str] | None:
    """Full members on the day named; a row page is about one list of countries, so it needs the day."""
    if group is None:
        return None
    if group.at is None:
        raise UsageError(
            Sentence("%(group)s needs a date.", group=group.group_id),
            repair=f"{group.group_id}@{view.years[1]}-12-31",
        )
    standing = view.library.standing(view.library.group(group.group_id).group_id, group.at)
    return frozenset(row["country"] for row in standing if row["status"] == "member")


def _in_words(view: View, behind: Behind) -> tuple[tuple[Markup, str], ...]:
    say = view.say
    given = (
        (say.text("Provider"), view.party(behind.provider) if behind.provider else ""),
        (say.text("Recipient"), view.party(behind.recipient) if behind.recipient else ""),
        (say.text("Members of, as providers"), _group(view, behind.provider_group)),
        (say.text("Members of, as recipients"), _group(view, behind.recipient_group)),
        (say.text("Sector"), field_label(view, "sector", behind.sector) if behind.sector else ""),
        (say.text("Instrument"), field_label(view, "instrument", behind.instrument) if behind.instrument else ""),
        (say.text("Goal"), goal_name(view, behind.goal) if behind.goal else ""),
        (say.text("Crisis"), crisis_name(view, behind.crisis) if behind.crisis else ""),
        (say.text("Years"), view.period()),
        (say.text("Forms"), say.list([say.form(form) for form in view.asked.chosen_forms])),
    )
    return tuple(pair for pair in given if pair[1])


def _group(view: View, group: GroupAt | None) -> str:
    if group is None:
        return ""
    name = view.library.group(group.group_id).name
    return f"{name}, {view.say.day(group.at)}" if group.at else name


def _address(view: View, behind: Behind, path: str, page: int = 1) -> str:
    pairs = [*view.asked.pairs(), *behind.pairs(), *([("page", str(page))] if page > 1 else [])]
    return f"/{view.asked.language}{path}" + (f"?{urlencode(pairs)}" if pairs else "")


def _pages(view: View, behind: Behind, flows: int) -> tuple[Link, ...]:
    last = max(1, -(-flows // PAGE_ROWS))
    near = sorted({1, *range(max(1, behind.page - 2), min(last, behind.page + 2) + 1), last})
    if last == 1:
        return ()
    return tuple(
        Link(view.say.number(number), _address(view, behind, "/flows", number), number == behind.page)
        for number in near
    )


def _downloads(view: View, behind: Behind) -> tuple[Download, ...]:
    return tuple(Download(kind.upper(), _address(view, behind, f"/flows.{kind}")) for kind in ("csv", "xlsx"))


def _table(view: View, rows: list[dict[str, Any]]) -> Table:
    say = view.say
    told = any(row["activity_id"] for row in rows)
    return Table(
        name="rows",
        caption=say.text("Flows, largest first"),
        columns=(
            Column("flow_id", say.text("Flow")),
            Column("provider", say.text("Provider")),
            Column("recipient", say.text("Recipient")),
            Column("year", say.text("Year"), "year"),
            Column("form", say.text("Form")),
            Column("stage", say.text("Stage")),
            Column("amount", say.text("As reported"), "money"),
            Column("currency", say.text("Currency")),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("dataset", say.text("Source")),
            *((Column("activity_id", say.text("Activity")),) if told else ()),
        ),
        rows=tuple((*_row(view, row), *((_activity(view, row),) if told else ())) for row in rows),
    )


def _activity(view: View, row: dict[str, Any]) -> Cell:
    """The reported activity behind a flow; aggregates have none."""
    if not row["activity_id"]:
        return Cell(None, "")
    title = row["title"] or row["identifier"] or view.say.text("Activity")
    return Cell(row["activity_id"], title, view.asked.address(f"/activity/{row['activity_id']}"))


def _row(view: View, row: dict[str, Any]) -> Row:
    say = view.say
    amount: Decimal | None = row["amount"]
    prices = f" ({row['price_year']})" if row["price_year"] else ""
    return (
        Cell(row["flow_id"], say.text("why?"), view.asked.address(f"/flow/{row['flow_id']}")),
        Cell(row["provider"], view.party(row["provider"])),
        Cell(row["recipient"], view.party(row["recipient"])),
        Cell(row["year"], str(row["year"])),
        Cell(row["form"], say.word(row["form"])),
        Cell(row["stage"], say.word(row["stage"])),
        Cell(amount, say.number(round(amount)) if amount is not None else say.text("not reported")),
        Cell(row["currency"], f"{row['currency'] or ''}{prices}"),
        view.money_cell(row[f"usd_{view.asked.prices}"]),
        Cell(
            row["dataset"],
            view.short_title(row["dataset"]),
            view.asked.address(f"/source/{row['source_id']}"),
        ),
    )
