"""What an activity costs: transactions and budgets as reported, and the flows they became, counted or not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.activity.records import Activity
from sursur.observatory.charts.columns import Amount, Columns, Wording, draw_columns
from sursur.observatory.listing import Listing, Read, Told, amount, code_name, coded, day, listed, plain
from sursur.observatory.parts import Cell, Column, Rows, Section, Table
from sursur.observatory.parts import Row as Cells
from sursur.observatory.reasons import rule_name, tell_reason
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS, shown_form

STAGES = ("disbursement", "commitment", "forward")
SHOWN_FLOWS = 8
BUDGETS = {
    "budget": "budget",
    "planned_disbursement": "planned disbursement",
    "country_budget_item": "item of the country's budget",
    "forward_spend": "forward spending",
}


def counting_sections(view: View, activity: Activity) -> tuple[Section, ...]:
    """How much of it stands in totals, by year, with every rule and reason; then flow by flow."""
    say = view.say
    heading = say.text("What of it is counted, and why?")
    if not activity.flows:
        empty = say.text("No money of this activity could be placed in a year: it is in no total.")
        return (Section(anchor="counting", heading=heading, empty=empty),)
    drawn = _drawn(view, activity.flows)
    counting = Section(
        anchor="counting",
        heading=heading,
        sentences=_sentences(view, activity.flows),
        picture=drawn,
        picture_kind="columns" if drawn else "",
        table=_reasons(view, activity.flows),
        downloads=view.downloads("reasons"),
    )
    table = _flow_table(view, activity.flows)
    heading = say.text("Which flows does it make?")
    flows = Section(anchor="flows", heading=heading, table=table, downloads=view.downloads("flows"))
    return (counting, flows)


def _sentences(view: View, flows: Sequence[Row]) -> tuple[Markup, ...]:
    say = view.say
    counted = [flow for flow in flows if flow["counted"]]
    told = say.plural(
        "It makes %(count)s flow, of which %(counted)s is in totals.",
        "It makes %(count)s flows, of which %(counted)s are in totals.",
        len(flows),
        counted=say.number(len(counted)),
    )
    sums = [
        say.text("%(stage)s: %(usd)s.", stage=_stage_name(view, stage), usd=say.money(_sum(view, counted, stage)))
        for stage in STAGES
        if any(flow["stage"] == stage for flow in counted)
    ]
    return (told, *sums)


def _stage_name(view: View, stage: str) -> Markup:
    say = view.say
    names = {
        "disbursement": say.text("Disbursed and counted"),
        "commitment": say.text("Committed and counted"),
        "forward": say.text("Planned and counted"),
    }
    return names[stage]


def _usd(view: View, flow: Row) -> Decimal | None:
    usd: Decimal | None = flow[f"usd_{view.asked.prices}"]
    return usd


def _sum(view: View, flows: Sequence[Row], stage: str) -> Decimal | None:
    values = [usd for flow in flows if flow["stage"] == stage and (usd := _usd(view, flow)) is not None]
    return sum(values, Decimal(0)) if values else None


def _drawn(view: View, flows: Sequence[Row]) -> Columns | None:
    """The counted flows of the first stage that has any: disbursements, else commitments, else plans."""
    counted = [flow for flow in flows if flow["counted"] and _usd(view, flow) and flow["year"]]
    stage = next((stage for stage in STAGES if any(flow["stage"] == stage for flow in counted)), "")
    staged = [flow for flow in counted if flow["stage"] == stage]
    if not staged:
        return None
    amounts: dict[tuple[int, str], Decimal] = {}
    for flow in staged:
        key = (flow["year"], shown_form(flow["form"]))
        amounts[key] = amounts.get(key, Decimal(0)) + (_usd(view, flow) or 0)
    years = [year for year, _ in amounts]
    title = f"{_stage_name(view, stage)}, {view.money_unit()}"
    by_year = {year: sum((usd for (other, _), usd in amounts.items() if other == year), Decimal(0)) for year in years}
    words = Wording(
        title=title,
        value=view.say.short_money,
        column=lambda year: f"{year}: {view.say.money(by_year[year])}",
        href=lambda _: view.asked.address(anchor="table-flows"),
        above=str(_stage_name(view, stage)),
    )
    drawn = [Amount(year, form, float(usd)) for (year, form), usd in amounts.items()]
    return draw_columns(drawn, (min(years), max(years)), tuple(SHOWN_FORMS), (), words)


def _reasons(view: View, flows: Sequence[Row]) -> Table:
    """Each rule and reason once, with how many flows it holds for and what they are worth."""
    say = view.say
    behind: dict[tuple[bool, str, str, str], list[Row]] = {}
    for flow in flows:
        key = (not flow["counted"], flow["count_rule"] or "", flow["count_reason"] or "", flow["form"] or "")
        behind.setdefault(key, []).append(flow)
    ordered = sorted(behind.items(), key=lambda each: (each[0][0], -len(each[1]), each[0]))
    whole = view.asked.whole == "reasons" or len(ordered) <= SHOWN_FLOWS + 3
    return Table(
        name="reasons",
        caption=say.text("Why its flows are in totals, or not"),
        columns=(
            Column("count_reason", say.text("Reason"), "says"),
            Column("count_rule", say.text("Rule")),
            Column("counted", say.text("In totals")),
            Column("form", say.text("Form")),
            Column("form_reason", say.text("Why this form"), "says"),
            Column("flows", say.text("Flows"), "count"),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
        ),
        rows=tuple(_reason_cells(view, found) for _, found in ordered),
        shown=None if whole else SHOWN_FLOWS,
        whole_href=view.asked.address(whole="reasons", anchor="table-reasons"),
    )


def _reason_cells(view: View, flows: list[Row]) -> Cells:
    """Stages are never added up, so a sum stands for one stage."""
    say, one = view.say, flows[0]
    stages = {flow["stage"] for flow in flows}
    usd = _sum(view, flows, one["stage"]) if len(stages) == 1 else None
    return (
        Cell(one["count_reason"], tell_reason(say, one["count_reason"])),
        Cell(one["count_rule"], rule_name(say, one["count_rule"])),
        Cell("yes" if one["counted"] else "no", say.text("yes") if one["counted"] else say.text("no")),
        Cell(one["form"], say.word(one["form"])),
        Cell(one["form_reason"], tell_reason(say, one["form_reason"])),
        Cell(len(flows), say.number(len(flows))),
        view.money_cell(usd),
    )


def _flow_table(view: View, flows: Sequence[Row]) -> Table:
    say = view.say
    ordered = sorted(flows, key=lambda flow: _place(view, flow))
    whole = view.asked.whole == "flows" or len(ordered) <= SHOWN_FLOWS + 3
    return Table(
        name="flows",
        caption=say.text("Flows of this activity, those in totals first"),
        columns=(
            Column("flow_id", say.text("Flow")),
            Column("year", say.text("Year"), "year"),
            Column("provider", say.text("Provider")),
            Column("recipient", say.text("Recipient")),
            Column("stage", say.text("Stage")),
            Column("form", say.text("Form")),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("counted", say.text("In totals")),
            Column("count_rule", say.text("Rule")),
        ),
        rows=Rows(ordered, lambda flow: _flow_cells(view, flow)),
        shown=None if whole else SHOWN_FLOWS,
        whole_href=view.asked.address(whole="flows", anchor="table-flows"),
    )


def _place(view: View, flow: Row) -> tuple[bool, int, Decimal, str]:
    """Those in totals first, what was paid before what was promised and planned, the largest before others."""
    stage = STAGES.index(flow["stage"]) if flow["stage"] in STAGES else len(STAGES)
    return (not flow["counted"], stage, -abs(_usd(view, flow) or Decimal(0)), flow["flow_id"])


def _flow_cells(view: View, flow: Row) -> Cells:
    say = view.say
    counted = say.text("yes") if flow["counted"] else say.text("no")
    return (
        Cell(flow["flow_id"], say.text("why?"), view.asked.address(f"/flow/{flow['flow_id']}")),
        Cell(flow["year"], str(flow["year"] or "")),
        view.party_cell(flow["provider"]),
        view.party_cell(flow["recipient"]),
        Cell(flow["stage"], say.word(flow["stage"])),
        Cell(flow["form"], say.word(flow["form"])),
        view.money_cell(_usd(view, flow)),
        Cell("yes" if flow["counted"] else "no", counted),
        Cell(flow["count_rule"], rule_name(say, flow["count_rule"])),
    )


def money_sections(view: View, activity: Activity) -> tuple[Section, ...]:
    """As it was reported, in the currencies of the report."""
    return (*_transactions(view, activity), *_budgets(view, activity))


def _transactions(view: View, activity: Activity) -> tuple[Section, ...]:
    say = view.say
    columns = (
        Told("date", say.text("Date"), day(view, "date")),
        Told("type", say.text("Kind"), coded(view, "TransactionType", "type")),
        Told("amount", say.text("As reported"), amount(view, "amount"), "money"),
        Told("currency", say.text("Currency"), plain("currency")),
        Told("quantity", say.text("Quantity"), _quantity(view)),
        Told("provider_name", say.text("Provider"), _either("provider_name", "provider_ref")),
        Told("receiver_name", say.text("Receiver"), _either("receiver_name", "receiver_ref")),
        Told("finance_type", say.text("Finance"), coded(view, "FinanceType", "finance_type")),
        Told("description", say.text("Description"), plain("description")),
    )
    heading = say.text("Which payments and promises are reported?")
    return listed(view, Listing("transactions", heading, columns, activity.rows("transaction")))


def _budgets(view: View, activity: Activity) -> tuple[Section, ...]:
    say = view.say
    columns = (
        Told("period_start", say.text("From"), day(view, "period_start")),
        Told("period_end", say.text("to"), day(view, "period_end")),
        Told("kind", say.text("Kind"), lambda row: Cell(row["kind"], _budget_kind(view, row))),
        Told("amount", say.text("As reported"), amount(view, "amount"), "money"),
        Told("currency", say.text("Currency"), plain("currency")),
        Told("status", say.text("Status"), coded(view, "BudgetStatus", "status")),
        Told("provider_name", say.text("Provider"), _either("provider_name", "provider_ref")),
        Told("receiver_name", say.text("Receiver"), _either("receiver_name", "receiver_ref")),
    )
    heading = say.text("What is planned?")
    return listed(view, Listing("budgets", heading, columns, activity.rows("budget")))


def _budget_kind(view: View, row: Row) -> str | Markup:
    kind = view.say.text(BUDGETS[row["kind"]]) if row["kind"] in BUDGETS else row["kind"] or ""
    type_name = code_name(view, "BudgetType", row["type"])
    return f"{kind}, {type_name}" if type_name else kind


def _quantity(view: View) -> Read:
    """Of cooperation in kind."""

    def read(row: Row) -> Cell:
        value = row["quantity"]
        return Cell(value, f"{view.say.number(value)} {row['unit'] or ''}" if value is not None else "")

    return read


def _either(name: str, ref: str) -> Read:
    """The name where one is reported, else the identifier."""
    return lambda row: Cell(row[name] or row[ref], row[name] or row[ref] or "")
