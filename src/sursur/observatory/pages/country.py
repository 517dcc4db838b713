"""One country: what it gives and what it receives, with whom, in which forms, and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup

from sursur.errors import NotFoundError
from sursur.observatory.charts.spans import Span, Spans, draw_spans
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Link, Row, Section, Table
from sursur.observatory.rankings import Ranking, Wanted, rank
from sursur.observatory.series import Series, Side, series
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS
from sursur.reference.groups import load_groups

STATUS_ORDER = (
    "member", "partner", "associate", "observer", "candidate", "applicant", "invited", "disputed", "suspended",
    "declined", "left",
)  # fmt: skip
FIRST_YEAR = 1945


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPage(Page):
    template: ClassVar[str] = "subject.html"
    kicker: str


def build_country(view: View, code: str) -> CountryPage:
    """Raises NotFoundError for what is no ISO 3166-1 alpha-3 code."""
    iso3 = code.upper()
    if not view.library.is_country(iso3):
        raise NotFoundError(
            view.say.text("There is no country with the code “%(code)s”.", code=code),
            repair=view.say.text("Countries have three letters, such as KEN for Kenya; the list of countries names them all."),
        )  # fmt: skip
    view = _all_forms(view)
    name = view.say.country(iso3)
    both = _both(view, iso3)
    return CountryPage(
        title=name,
        kicker=view.say.text("What does %(country)s give and receive?", country=name),
        lead=_lead(view, iso3, both),
        sections=(
            _flow_section(view, iso3, both),
            _partners(view, iso3, "provider"),
            _partners(view, iso3, "recipient"),
            _memberships(view, iso3, name),
        ),
    )


def _all_forms(view: View) -> View:
    """A country page shows every form unless the reader chose some: dependence on the North is part of the answer."""
    return view if view.asked.forms else replace(view, asked=replace(view.asked, forms=tuple(SHOWN_FORMS)))


def _sides(view: View, iso3: str) -> tuple[Side, Side]:
    party = frozenset({iso3})
    given = replace(view.filter(), providers=party)
    received = replace(view.filter(), recipients=party)
    return (
        Side("given", view.say.text("Given"), given, {"provider": iso3}),
        Side("received", view.say.text("Received"), received, {"recipient": iso3}, below=True),
    )


def _both(view: View, iso3: str) -> Series:
    caption = view.say.text("Given and received by year and form, %(unit)s", unit=view.money_unit())
    return series(view, "years", view.say.text("Given above the line, received below"), caption, _sides(view, iso3))


def _lead(view: View, iso3: str, both: Series) -> tuple[Markup, ...]:
    say = view.say
    if not both.by_side["given"] and not both.by_side["received"]:
        return (say.text("No source in this release reports flows from or to this country in these years."),)
    given, received = both.total("given"), both.total("received")
    sentences = [
        say.text(
            "Received: %(received)s. Given: %(given)s. Years: %(years)s, to our knowledge.",
            received=_amount(view, both, "received", view.asked.rows(recipient=iso3)),
            given=_amount(view, both, "given", view.asked.rows(provider=iso3)),
            years=view.period(),
        )
    ]
    south = _southern(both, "received")
    if received > 0:
        sentences.append(say.text("%(share)s of what it received came from the South.", share=say.percent(south / received)))
    if given > 0:
        share = _southern(both, "given") / given
        sentences.append(say.text("%(share)s of what it gave went to the South.", share=say.percent(share)))
    return tuple(sentences)


def _amount(view: View, both: Series, side: str, href: str) -> Markup:
    """Not reported is not none."""
    return view.linked_money(both.total(side), href) if both.by_side[side] else view.say.text("not reported")


def _southern(both: Series, side: str) -> Decimal:
    forms = ("south_south", "triangular", "multilateral_south_led")
    return sum((year.get(form, Decimal(0)) for year in both.by_side[side].values() for form in forms), Decimal(0))


def _flow_section(view: View, iso3: str, both: Series) -> Section:
    say = view.say
    ends = (say.text("After a source ends, a fall means silence, not less cooperation."),)
    choices = tuple(side.choice for side in _sides(view, iso3))
    return Section(
        anchor="years",
        heading=say.text("How did it change over the years?"),
        sentences=ends if both.columns and both.columns.ends else (),
        picture=both.columns,
        picture_kind="columns",
        choices=view.form_choices(*choices),
        switches=(view.price_switch(),),
        counted=view.counted(),
        table=both.table,
        downloads=view.downloads("years"),
        sources=view.sources(*choices),
    )


# -- partners ------------------------------------------------------------------------------------------------------


def _partners(view: View, iso3: str, by: str) -> Section:
    """The other side of its flows: who gives to it (`provider`), or who receives from it (`recipient`)."""
    say, party = view.say, frozenset({iso3})
    choice = replace(view.filter(), **({"recipients": party} if by == "provider" else {"providers": party}))
    name, heading, caption, empty = (
        ("providers", say.text("Who gives to this country?"), say.text("Providers, %(unit)s", unit=view.money_unit()),
         say.text("No provider is reported."))
        if by == "provider"
        else ("recipients", say.text("Who receives from this country?"),
              say.text("Recipients, %(unit)s", unit=view.money_unit()), say.text("No recipient is reported."))
    )  # fmt: skip
    fixed = {"recipient": iso3} if by == "provider" else {"provider": iso3}
    ranking = rank(view, Wanted(name, (by,), caption, choice, fixed))
    if not ranking.entries:
        return Section(anchor=name, heading=heading, empty=empty)
    return Section(
        anchor=name,
        heading=heading,
        sentences=largest_partner(view, ranking),
        picture=ranking.bars,
        picture_kind="bars",
        counted=view.counted(),
        table=ranking.table,
        downloads=view.downloads(name),
        sources=view.sources(choice),
    )


def largest_partner(view: View, ranking: Ranking) -> tuple[Markup, ...]:
    """Who comes first, with its share of the sum, and among how many."""
    top = ranking.entries[0]
    if not top.usd or ranking.total <= 0:
        return ()
    return (
        view.say.plural(
            "%(name)s is the only one on record.",
            "%(name)s comes first among %(count)s, with %(share)s of the sum.",
            len(ranking.entries),
            name=view.party(top.key[0]),
            share=view.say.percent(top.usd / ranking.total),
        ),
    )


# -- memberships ---------------------------------------------------------------------------------------------------


def _memberships(view: View, iso3: str, name: str) -> Section:
    say = view.say
    rows = [row for row in view.library.memberships if row["country"] == iso3]
    rows.sort(key=lambda row: (STATUS_ORDER.index(row["status"]), row["valid_from"] or date.min, row["group_id"]))
    if not rows:
        return Section(anchor="memberships", heading=say.text("Where does it belong?"), empty=say.text("No membership is recorded."))
    now = [row for row in rows if row["status"] == "member" and row["valid_to"] is None]
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


def _timeline(view: View, rows: list[dict[str, Any]]) -> Spans:
    spans = [
        Span(
            label=group_name(row["group_id"]),
            first=_fraction(row["valid_from"]),
            last=_fraction(row["valid_to"]),
            kind=row["status"],
            note=str(view.say.word(row["status"])),
            href=view.asked.address(f"/group/{row['group_id']}"),
        )
        for row in rows
    ]
    return draw_spans(spans, (FIRST_YEAR, max(view.library.years[1], _latest(rows))))


def _latest(rows: list[dict[str, Any]]) -> int:
    return max((row["valid_from"].year for row in rows if row["valid_from"]), default=FIRST_YEAR)


def _fraction(day: date | None) -> float | None:
    return None if day is None else day.year + (day.timetuple().tm_yday - 1) / 366


def group_name(group_id: str) -> str:
    groups = load_groups()
    return groups[group_id].name if group_id in groups else group_id


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
        rows=tuple(membership_row(view, row, group_name(row["group_id"]), f"/group/{row['group_id']}") for row in rows),
        folded=True,
    )


def membership_row(view: View, row: dict[str, Any], name: str, page: str) -> Row:
    """Dates keep the precision of their source; what is not confirmed is said to be."""
    say = view.say
    unconfirmed = "" if row["confirmed"] else say.text("to be confirmed")
    notes = " \N{MIDDLE DOT} ".join(part for part in (row["note"] or "", unconfirmed) if part)
    source = row["source"] or ""
    return (
        Cell(name, name, view.asked.address(page)),
        Cell(row["status"], say.word(row["status"])),
        Cell(row["from_text"], row["from_text"] or say.text("not established")),
        Cell(row["to_text"], row["to_text"] or ""),
        Cell(row["note"], notes),
        Cell(source, _host(source) if source.startswith("http") else source, source if source.startswith("http") else ""),
    )


def _host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")
