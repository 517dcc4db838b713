"""One crisis: what answered it, in which forms, by whom and where, by year and month, and through which activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from babel.dates import format_skeleton
from markupsafe import Markup

from sursur.errors import NotFoundError
from sursur.observatory.charts.columns import Amount, Columns, Line, Wording, draw_columns
from sursur.observatory.charts.scale import percent
from sursur.observatory.choosing import TOLD, Choice, Sum
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.purpose.parts import purpose_counting, purpose_lead, purpose_sections
from sursur.observatory.purpose.subjects import GLIDE, Purpose, crisis_name
from sursur.observatory.sentences import tell
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS, shown_form
from sursur.reference.crises import CrisisRule, crisis_rules, crisis_titles
from sursur.reference.dated import first_day

MONTHS = 12
MOST_MONTHS = 15 * MONTHS
"""Longer spans have no room for months."""
ACTIVITIES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisPage(Page):
    template: ClassVar[str] = "subject.html"
    kicker: Markup


def build_crisis(view: View, code: str) -> CrisisPage:
    """Raises NotFoundError for what neither our rules nor a flow of the release knows."""
    known = {found.key[0] for found in view.sums(("crisis",), Choice(stage=TOLD))} | set(crisis_titles())
    if code not in known:
        raise NotFoundError(
            view.say.text("There is no crisis “%(code)s”.", code=code),
            repair=view.say.text("Crises have a tag such as covid-19 or a GLIDE number. The list names them all."),
        )
    purpose = Purpose("crisis", code, crisis_name(view, code))
    return CrisisPage(
        title=purpose.name,
        kicker=_kicker(view, code),
        lead=purpose_lead(view, purpose),
        sections=(
            *purpose_sections(view, purpose),
            *_months(view, purpose),
            *_activities(view, purpose),
            *_signs(view, code),
            *purpose_counting(view, purpose),
        ),
    )


def _kicker(view: View, code: str) -> Markup:
    """A GLIDE number says the year and the country of its event."""
    found = GLIDE.fullmatch(code)
    if not found:
        return view.say.text("Crisis")
    if not view.library.is_country(found[2]):
        return view.say.text("Crisis of %(year)s", year=found[1])
    return view.say.text("Crisis of %(year)s, %(country)s", year=found[1], country=view.say.country(found[2]))


# -- months ------------------------------------------------------------------------------------------------------------


def _months(view: View, purpose: Purpose) -> tuple[Section, ...]:
    """Only where dates tell more than years, and the months have room."""
    sums = view.mart.months(purpose.narrowed(view.filter()), view.asked.prices)
    places = sorted({_place(found) for found in sums})
    if len(places) < 2 or places[-1] - places[0] >= MOST_MONTHS:
        return ()
    say = view.say
    return (
        Section(
            anchor="months",
            heading=say.text("How fast did it come?"),
            sentences=(
                say.text(
                    "By the month in which each flow is dated; a source that tells whole years stands in one month."
                ),
            ),
            picture=_columns(view, sums, places),
            picture_kind="columns",
            counted=view.counted(),
            table=_month_table(view, sums),
            downloads=view.downloads("months"),
        ),
    )


def _place(found: Sum) -> int:
    return int(found.key[0]) * MONTHS + int(found.key[1]) - 1


def _month(view: View, place: int) -> str:
    day = first_day(f"{place // MONTHS:04d}-{place % MONTHS + 1:02d}")
    return str(format_skeleton("yMMM", day, locale=view.say.locale))


def _columns(view: View, sums: Sequence[Sum], places: list[int]) -> Columns | None:
    """Columns by year, with months in place of years and the years written under their Januaries."""
    first, last = places[0], places[-1]
    amounts = [Amount(_place(found), shown_form(found.key[2]), float(found.usd or 0)) for found in sums]
    words = Wording(
        title=str(view.say.text("How fast did it come?")),
        value=view.say.short_money,
        column=lambda place: _month(view, place),
        href=lambda place: view.asked.rows(
            crisis=view.asked.path.rsplit("/", 1)[-1], **{"from": place // MONTHS, "to": place // MONTHS}
        ),
    )
    drawn = draw_columns(amounts, (first, last), tuple(SHOWN_FORMS), (), words)
    span = last - first + 1
    years = tuple(
        Line(percent((place - first + 0.5) / span), str(place // MONTHS))
        for place in range(first, last + 1)
        if place % MONTHS == 0 or (place == first and place % MONTHS < MONTHS / 2)
    )
    return replace(drawn, years=years) if drawn else None


def _month_table(view: View, sums: Sequence[Sum]) -> Table:
    say = view.say
    return Table(
        name="months",
        caption=say.text("By month and form, %(unit)s", unit=view.money_unit()),
        columns=(
            Column("month", say.text("Month")),
            Column("form", say.text("Form")),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("flows", say.text("Flows"), "count"),
        ),
        rows=tuple(_month_row(view, found) for found in sums),
        folded=True,
    )


def _month_row(view: View, found: Sum) -> Row:
    year, month, form = found.key
    return (
        Cell(f"{year:04d}-{month:02d}", _month(view, _place(found))),
        Cell(form, view.say.word(form)),
        view.money_cell(found.usd),
        Cell(found.flows, view.say.number(found.flows)),
    )


# -- activities and signs ---------------------------------------------------------------------------------------------


def _activities(view: View, purpose: Purpose) -> tuple[Section, ...]:
    say, choice = view.say, purpose.narrowed(view.filter())
    rows = view.mart.activities(choice, view.asked.prices, ACTIVITIES)
    if not rows:
        return ()
    return (
        Section(
            anchor="activities",
            heading=say.text("Which activities are the largest?"),
            counted=view.counted(),
            table=Table(
                name="activities",
                caption=say.text("The largest activities, %(unit)s", unit=view.money_unit()),
                columns=(
                    Column("title", say.text("Activity")),
                    Column("provider", say.text("Provider")),
                    Column("recipient", say.text("Recipient")),
                    Column("years", say.text("Years")),
                    Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
                    Column("identifier", say.text("Identifier")),
                ),
                rows=tuple(_activity(view, row) for row in rows),
            ),
            downloads=view.downloads("activities"),
            sources=view.sources(choice),
        ),
    )


def _activity(view: View, row: dict[str, Any]) -> Row:
    say, many = view.say, row["recipients"] > 1
    years = str(row["first_year"])
    if row["last_year"] != row["first_year"]:
        years += f"\N{EN DASH}{row['last_year']}"
    several = say.plural("%(count)s recipient", "%(count)s recipients", row["recipients"])
    title = row["title"] or row["identifier"] or ""
    return (
        Cell(title, Markup("<bdi>{}</bdi>").format(title), view.asked.address(f"/flow/{row['flow_id']}")),
        view.party_cell(row["provider"]),
        Cell(str(several), several) if many else view.party_cell(row["recipient"]),
        Cell(years, Markup('<bdi dir="ltr">{}</bdi>').format(years)),
        view.money_cell(row["usd"]),
        Cell(row["identifier"], Markup('<bdi dir="ltr">{}</bdi>').format(row["identifier"] or "")),
    )


def _signs(view: View, code: str) -> tuple[Section, ...]:
    """By what an activity is known to answer the crisis; a GLIDE number that no rule names stands for itself."""
    rules = [rule for rule in crisis_rules() if rule.crisis == code]
    if not rules:
        return ()
    say = view.say
    return (
        Section(
            anchor="signs",
            heading=say.text("How is it known?"),
            sentences=(say.text("An activity answers this crisis where it bears one of these signs."),),
            table=Table(
                name="signs",
                caption=say.text("Signs by which an activity is known, from the strongest to the weakest"),
                columns=(
                    Column("kind", say.text("Kind")),
                    Column("sign", say.text("Sign")),
                    Column("source", say.text("Source")),
                ),
                rows=tuple(_sign(view, rule) for rule in rules),
                folded=True,
            ),
            downloads=view.downloads("signs"),
        ),
    )


def _sign(view: View, rule: CrisisRule) -> Row:
    say = view.say
    kinds = {
        "glide": say.text("GLIDE number"),
        "appeal": say.text("appeal"),
        "tag": say.text("tag"),
        "sector": say.text("purpose code"),
        "keyword": say.text("keyword"),
        "word": say.text("word of its title or description"),
    }
    return (
        Cell(rule.kind, kinds[rule.kind]),
        Cell(rule.pattern, Markup("<bdi>{}</bdi>").format(rule.pattern)),
        Cell(rule.source, tell(view.say, rule.source)),
    )
