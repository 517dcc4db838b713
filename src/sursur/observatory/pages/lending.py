"""The grant element of a loan: its terms as a form, the result as a sentence, the payments as picture and table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, cast
from urllib.parse import urlencode

from markupsafe import Markup

from sursur.answers.lending import SOURCES, loan_notes, schedule_table
from sursur.errors import NotFoundError, UsageError
from sursur.measure.grant_element import CONCESSIONAL, DISCOUNT_RATE, GrantElement, grant_element
from sursur.measure.grant_element.terms import FREQUENCIES, LoanTerms, Profile
from sursur.observatory.charts.payments import Due, Payments, draw_payments
from sursur.observatory.measure_fields import Field
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Column, Rows, Section, Table
from sursur.observatory.parts import Download as Offered
from sursur.observatory.view import View
from sursur.publish.download import FORMATS, Download
from sursur.sentences import Sentence

EXAMPLE: Mapping[str, str] = {"amount": "1000000", "rate": "2", "maturity": "20", "grace": "5"}
TERMS = ("amount", "rate", "maturity", "grace", "profile", "payments_per_year", "discount")
FEES = ("upfront_fee", "management_fee", "commitment_fee", "drawing_years")
REQUIRED = ("amount", "rate", "maturity")
DEFAULTS: Mapping[str, str] = {
    "profile": Profile.EQUAL_PRINCIPAL.value, "payments_per_year": "2", "discount": str(DISCOUNT_RATE),
}  # fmt: skip
SHOWN, FACTOR_DIGITS = 12, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LendingPage(Page):
    template: ClassVar[str] = "lending.html"
    fields: tuple[Field, ...]
    fees: tuple[Field, ...]
    fees_given: bool
    chart: Payments | None = None
    conventions: Markup
    links: tuple[str, ...] = SOURCES
    trouble: UsageError | None = None


def build_lending(view: View, query: Mapping[str, str]) -> LendingPage:
    """The page of the loan in the address; terms that are impossible are told beside the form."""
    given, say = _given(query), view.say
    found, trouble = _computed(given)
    return LendingPage(
        title=say.text("How much of a loan is given away?"),
        lead=_sentences(view, found) if found else (),
        fields=tuple(_field(view, name, given) for name in TERMS),
        fees=tuple(_field(view, name, given) for name in FEES),
        fees_given=any(given.get(name) for name in FEES),
        chart=_chart(view, found) if found else None,
        conventions=say.text(
            "The whole loan counts as disbursed on the day of commitment. Grace is the time to the first repayment of"
            " principal, and interest is paid during it; without grace the first repayment is due after one period."
            " Interest for a part of a year is that part of the yearly rate."
        ),
        trouble=trouble,
        sections=(_section(view, found, given),) if found else (),
    )


def schedule_download(query: Mapping[str, str], kind: str) -> tuple[bytes, str]:
    """The payments as a file, and its media type; raises UsageError for terms, NotFoundError for a format."""
    if kind not in FORMATS:
        raise NotFoundError(Sentence("There is no format '%(kind)s'.", kind=kind), repair=", ".join(FORMATS))
    found = grant_element(**_terms(_given(query)))
    media, writer = FORMATS[kind]
    return writer(Download("Grant element", schedule_table(found), loan_notes(found))), media


def _given(query: Mapping[str, str]) -> dict[str, str]:
    """What the address says of a loan; an address that says nothing shows an example."""
    given = {name: query[name].strip() for name in (*TERMS, *FEES) if query.get(name, "").strip()}
    return given or dict(EXAMPLE)


def _terms(given: Mapping[str, str]) -> LoanTerms:
    return cast(LoanTerms, dict(given))


def _computed(given: Mapping[str, str]) -> tuple[GrantElement | None, UsageError | None]:
    try:
        return grant_element(**_terms(given)), None
    except UsageError as trouble:
        return None, trouble


def _field(view: View, name: str, given: Mapping[str, str]) -> Field:
    label, meaning = _labels(view)[name]
    value = given.get(name, DEFAULTS.get(name, ""))
    return Field(name, label, meaning, value, name in REQUIRED, _options(view, name))


def _labels(view: View) -> Mapping[str, tuple[Markup, Markup]]:
    """Label and meaning of every field."""
    text = view.say.text
    of_amount = text("Per cent of the amount, on the day of commitment")
    return {
        "amount": (text("Amount"), text("In any currency")),
        "rate": (text("Interest rate"), text("Per cent a year; 0 if interest-free")),
        "maturity": (text("Maturity"), text("Years from commitment to the last repayment")),
        "grace": (text("Grace period"), text("Years from commitment to the first repayment of principal")),
        "profile": (text("Repayment"), text("Of the principal: in parts after the grace, or at maturity")),
        "payments_per_year": (text("Payments a year"), text("Dates on which principal or interest is due")),
        "discount": (text("Discount rate"), text("Per cent a year; 5 by SDG 17.3.1, 10 by the OECD's old rule")),
        "upfront_fee": (text("Upfront fee"), of_amount),
        "management_fee": (text("Management fee"), of_amount),
        "commitment_fee": (text("Commitment fee"), text("Per cent a year of what is not drawn yet")),
        "drawing_years": (text("Years of drawing"), text("In which the loan is drawn, in even parts")),
    }


def _options(view: View, name: str) -> tuple[tuple[str, str], ...]:
    text = view.say.text
    if name == "profile":
        return (
            (Profile.EQUAL_PRINCIPAL.value, text("equal parts")),
            (Profile.ANNUITY.value, text("equal payments (annuity)")),
            (Profile.LUMP_SUM.value, text("at once, interest on the way")),
            (Profile.LUMP_SUM_WITH_INTEREST.value, text("at once, with all interest")),
        )
    if name == "payments_per_year":
        return tuple((str(one), view.say.number(one)) for one in FREQUENCIES)
    return ()


def _sentences(view: View, found: GrantElement) -> tuple[Markup, ...]:
    say = view.say
    share = say.percent(found.rounded / 100, "#,##0.00%")
    if found.grant_element < 0:
        result = say.text(
            "Nothing of this loan is given away: its grant element is %(share)s, for it costs more than the discount"
            " rate.", share=share,
        )  # fmt: skip
    else:
        result = say.text(
            "%(share)s of this loan is given away: %(given)s of %(amount)s.",
            share=Markup('<strong class="figure">{}</strong>').format(share),
            given=_money(view, found.grant_equivalent),
            amount=_money(view, found.amount),
        )
    return (result, _verdict(view, found))


def _verdict(view: View, found: GrantElement) -> Markup:
    say = view.say
    rule = {"least": say.percent(CONCESSIONAL / 100), "rate": say.percent(DISCOUNT_RATE / 100)}
    if found.concessional is None:
        return say.text(
            "Whether it is concessional is asked at a discount rate of %(rate)s a year: SDG 17.3.1 and TOSSD want at"
            " least %(least)s.", **rule,
        )  # fmt: skip
    if found.concessional:
        return say.text(
            "It is concessional: SDG 17.3.1 and TOSSD ask for at least %(least)s at a discount rate of %(rate)s a"
            " year.", **rule,
        )  # fmt: skip
    return say.text(
        "It is not concessional: SDG 17.3.1 and TOSSD ask for at least %(least)s at a discount rate of %(rate)s a"
        " year.", **rule,
    )  # fmt: skip


def _money(view: View, amount: Decimal) -> Markup:
    digits = Decimal(1) if abs(amount) >= 1000 else Decimal("0.01")
    return Markup("<bdi>{}</bdi>").format(view.say.number(amount.quantize(digits)))


def _chart(view: View, found: GrantElement) -> Payments | None:
    say = view.say
    due = (Due(float(one.payment.years), float(one.payment.total), float(one.present_value)) for one in found.payments)

    def named(year: int, paid: float, worth: float) -> str:
        return say.text(
            "Year %(year)s: %(paid)s paid, worth %(worth)s on the day of commitment",
            year=year, paid=say.number(round(paid)), worth=say.number(round(worth)),
        )  # fmt: skip

    title = say.text("Payments by year after commitment, and their present value")
    return draw_payments(due, title, say.short_money, named)


def _section(view: View, found: GrantElement, given: Mapping[str, str]) -> Section:
    say, query = view.say, urlencode(given)
    paid = sum((one.payment.total for one in found.payments), Decimal(0))
    address = f"/{view.asked.language}/grant-element"
    return Section(
        anchor="payments",
        heading=say.text("What is paid back, and when?"),
        sentences=(
            say.text(
                "Together %(paid)s are paid, worth %(worth)s on the day of commitment.",
                paid=_money(view, paid),
                worth=_money(view, found.present_value),
            ),
        ),
        table=_table(view, found, f"{address}?{query}&all=schedule#table-schedule"),
        downloads=tuple(Offered(kind.upper(), f"{address}.{kind}?{query}") for kind in FORMATS if kind != "json"),
    )


def _table(view: View, found: GrantElement, whole: str) -> Table:
    text, schedule = view.say.text, schedule_table(found)
    labels = {
        "years": text("Years"),
        "principal": text("Principal"),
        "interest": text("Interest"),
        "fees": text("Fees"),
        "payment": text("Payment"),
        "discount_factor": text("Discount factor"),
        "present_value": text("Present value"),
    }
    all_of_them = view.asked.whole == "schedule" or schedule.num_rows <= SHOWN
    return Table(
        name="schedule",
        caption=text("Every payment, in years from commitment"),
        columns=tuple(Column(name, label, "money") for name, label in labels.items()),
        rows=Rows(schedule.to_pylist(), lambda row: tuple(_cell(view, name, row[name]) for name in labels)),
        shown=None if all_of_them else SHOWN,
        whole_href=whole,
    )


def _cell(view: View, name: str, value: Decimal | float) -> Cell:
    if isinstance(value, Decimal):
        return Cell(value, _money(view, value))
    return Cell(value, view.say.number(round(value, FACTOR_DIGITS if name == "discount_factor" else 2)))
