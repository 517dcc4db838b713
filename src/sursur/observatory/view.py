"""One reader looking at one release: what every page builder gets, and the parts that many pages share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.asked import Asked
from sursur.observatory.choosing import Choice as Filter
from sursur.observatory.choosing import Sum
from sursur.observatory.language import Language
from sursur.observatory.library import Library
from sursur.observatory.mart import Mart
from sursur.observatory.parts import Cell, Choice, Download, Link, SourceLine
from sursur.observatory.words import SHOWN_FORMS, shown_form, verdicts_of
from sursur.reference.codes import ListedCode

_NAMED_TABLE = re.compile(r"\[(\w+)\]")
MOST_SHOWN = 10
STAGE_WORDS = {
    "best": "disbursements where reported, else commitments",
    "disbursement": "disbursements alone",
    "commitment": "commitments alone",
    "forward": "forward spending alone",
}


@dataclass(frozen=True, slots=True)
class View:
    library: Library
    asked: Asked
    say: Language

    @property
    def mart(self) -> Mart:
        return self.library.mart(self.asked.south)

    @property
    def years(self) -> tuple[int, int]:
        """The years looked at: those asked for, inside those of the release."""
        first, last = self.library.years
        return (max(self.asked.year_from or first, first), min(self.asked.year_to or last, last))

    def filter(self, forms: Sequence[str] | None = None) -> Filter:
        chosen = self.asked.chosen_forms if forms is None else tuple(forms)
        first, last = self.years
        return Filter(forms=verdicts_of(chosen), stage=self.asked.stage, year_from=first, year_to=last)

    def sums(self, by: tuple[str, ...], choice: Filter) -> tuple[Sum, ...]:
        return self.mart.sums(by, choice, self.asked.prices)

    def total(self, choice: Filter) -> Sum:
        return self.mart.total(choice, self.asked.prices)

    # -- words -----------------------------------------------------------------------------------------------------

    def party(self, code: str | None) -> str:
        """The name of a provider or recipient: a country by CLDR, an organisation or region as its source names it."""
        if not code:
            return self.say.text("not reported")
        if self.library.is_country(code):
            return self.say.country(code)
        named = self.library.organisation_names.get(code) or self.library.region_names.get(code)
        return self.say.place(code) or named or code

    def listed(self, entry: ListedCode) -> str:
        """The name of a code in the reader's language where its list or the catalogue has one, else in English."""
        return entry.names.get(self.say.code) or self.say.told(entry.name)

    def party_page(self, code: str | None) -> str:
        """A country's page, or that of an international organisation that gives; nothing for others."""
        if code and self.library.is_country(code):
            return self.asked.address(f"/country/{code}")
        return self.asked.address(f"/provider/{code}") if code in self.library.organisations else ""

    def pair_page(self, one: str | None, other: str | None) -> str:
        """The page of two countries; nothing where one of them is none, or both are the same."""
        both = sorted({code for code in (one, other) if code and self.library.is_country(code)})
        return self.asked.address(f"/pair/{'-'.join(both)}") if len(both) > 1 else ""

    def period(self) -> Markup:
        """From the first to the last year, kept in this order also between words that run from right to left."""
        first, last = self.years
        return Markup('<bdi dir="ltr">{}</bdi>').format(str(first) if first == last else f"{first}\N{EN DASH}{last}")

    def linked_money(self, usd: Decimal | None, href: str) -> Markup:
        return Markup('<a class="figure" href="{}"><bdi>{}</bdi></a>').format(href, self.say.money(usd))

    def money_cell(self, usd: Decimal | None, href: str = "") -> Cell:
        return Cell(usd, self.say.millions(usd), href)

    def party_cell(self, code: str | None) -> Cell:
        return Cell(self.party(code), self.party(code), self.party_page(code))

    # -- parts that stand in every section ---------------------------------------------------------------------------

    def counted(self) -> tuple[Link, ...]:
        """What is counted, as one line: South, stage, prices, release."""
        say, asked = self.say, self.asked
        south = say.text("South: %(definition)s", definition=say.word(asked.south))
        prices = (
            say.text("US dollars at prices of %(year)s", year=self.library.base_year)
            if asked.prices == "constant"
            else say.text("US dollars at current prices")
        )
        methods = asked.address("/methods")
        return (
            Link(south, f"{methods}#south"),
            Link(say.text(STAGE_WORDS[asked.stage]), f"{methods}#stage"),
            Link(prices, f"{methods}#prices"),
            Link(say.text("each flow counted once"), f"{methods}#once"),
            Link(say.text("release %(release)s", release=self.library.release_id), f"{methods}#release"),
        )

    def money_unit(self) -> Markup:
        if self.asked.prices == "constant":
            return self.say.text("US$ million, prices of %(year)s", year=self.library.base_year)
        return self.say.text("US$ million, current prices")

    def downloads(self, table: str) -> tuple[Download, ...]:
        """The same table as a file; the page's own choices go along."""
        path = self.asked.path.rstrip("/") or "/world"
        whole = replace(self.asked, path=f"{path}/{table}", whole="")
        return tuple(
            Download(kind.upper(), replace(whole, path=f"{whole.path}.{kind}").address()) for kind in ("csv", "xlsx")
        )

    def sources(self, *choices: Filter) -> tuple[SourceLine, ...]:
        """The data sets behind what is summed, with the years that each covers."""
        spans: dict[str, list[int]] = {}
        for found in (found for choice in choices for found in self.mart.sums(("dataset",), choice)):
            spans.setdefault(found.key[0], []).extend((found.first_year or 0, found.last_year or 0))
        return tuple(self.source_line(name, years) for name, years in sorted(spans.items()))

    def source_line(self, name: str, years: list[int]) -> SourceLine:
        found = self.library.datasets.get(name)
        href = self.asked.address(
            f"/source/{found.source_id}" if found and found.source_id else "/sources", anchor=name
        )
        span = f"{min(years)}\N{EN DASH}{max(years)}" if min(years) != max(years) else str(min(years))
        if found is None:
            return SourceLine(name, "", "", href, span)
        short = short_title(found.title, found.publisher)
        note = title_note(found.title, found.publisher)
        return SourceLine(short, found.publisher, found.licence, href, span, note, found.retrieved)

    def short_title(self, dataset: str) -> str:
        """The title without what follows its first colon, comma or bracket; the source's page shows the whole."""
        found = self.library.datasets.get(dataset)
        return short_title(found.title, found.publisher) if found else dataset

    def form_choices(self, *choices: Filter) -> tuple[Choice, ...]:
        """All six forms with what each sums to; a link switches one on or off."""
        sums: dict[str, Decimal] = {}
        for found in (found for choice in choices for found in self.sums(("form",), replace(choice, forms=()))):
            sums[shown_form(found.key[0])] = sums.get(shown_form(found.key[0]), Decimal(0)) + (found.usd or 0)
        return tuple(
            Choice(
                form,
                self.say.form(form),
                self.say.money(sums[form]) if form in sums else self.say.text("none reported"),
                self.asked.toggled(form),
                form in self.asked.chosen_forms,
            )
            for form in SHOWN_FORMS
        )


def short_title(title: str, publisher: str = "") -> str:
    """`OECD DAC2a` for a title that names its table in brackets, else the title up to a colon, comma or bracket."""
    named = _NAMED_TABLE.search(title)
    first = publisher.split(" ", maxsplit=1)[0]
    if named:
        return f"{first} {named[1]}" if first.isupper() else named[1]
    return re.split(r"[:,(\[]", title, maxsplit=1)[0].strip() or title


def title_note(title: str, publisher: str = "") -> str:
    """What the short title leaves out."""
    short = short_title(title, publisher)
    return title.removeprefix(short).strip(" ,:") if short != title else ""


def without_value(view: View, found: Sum) -> tuple[Markup, ...]:
    """Totals say how much is unknown."""
    if not found.unvalued:
        return ()
    return (
        view.say.plural(
            "%(count)s of %(flows)s flows has no value in dollars and is not in the sum.",
            "%(count)s of %(flows)s flows have no value in dollars and are not in the sum.",
            found.unvalued,
            flows=view.say.number(found.flows),
        ),
    )
