"""What headers and cells state of money beside the number, held against what the descriptor says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sursur.ingest.descriptor import Descriptor, Expression, Template
from sursur.ingest.sheet.batch import Batch, Header
from sursur.ingest.sheet.evaluate import Evaluator
from sursur.ingest.sheet.report import Report
from sursur.ingest.sheet.vocabulary import currency_in, scale_and_money, scale_in
from sursur.model.source import Place
from sursur.reference.currencies import resolve_currency
from sursur.sentences import Sentence

BARE = re.compile(r"[\d.,\s()+-]*")
MONEY = ("amount", "unit_cost")
HIGHEST_SHARE = 0.25
"""Rates of interest of which none is higher look like shares of one."""


def check_currency(evaluator: Evaluator, batch: Batch, template: Template, values: dict[str, list[Any]]) -> None:
    """A cell that names another currency than the descriptor gives has no readable amount: it stays as written."""
    position = batch.header.find(template.fields["amount"].columns)
    if position is None or "currency" not in values:
        return
    cells = batch.column(position)
    for index, cell in enumerate(cells):
        if not isinstance(cell, str) or values["amount"][index] is None or BARE.fullmatch(cell):
            continue
        stated, given = currency_in(cell), _code(values["currency"][index])
        if stated and given and stated != given:
            values["amount"][index] = None
            values.setdefault("amount_text", [None] * len(cells))[index] = cell.strip()
            evaluator.report.warn(
                "currency-contradicted",
                Sentence(
                    "`%(cell)s` is in %(stated)s, the descriptor gives %(given)s; the amount is left empty.",
                    cell=cell.strip()[:80],
                    stated=stated,
                    given=given,
                ),
                Sentence(
                    "Say in the descriptor where the currency of each row stands, with `column`, `pattern` and `words`."
                ),
                Place(sheet=batch.sheet, row=batch.lines[index], column=batch.header.names[position]),
            )


def check_rates(evaluator: Evaluator, batch: Batch, template: Template, rates: list[Any]) -> None:
    """A workbook keeps 2.5 per cent as 0.025: rates of which none is higher than a quarter per cent are told, once."""
    expression = template.fields["loan_rate"]
    position = batch.header.find(expression.columns)
    if position is None or expression.multiply is not None:
        return
    name, cells = batch.header.names[position], batch.column(position)
    highest = max((rate for rate, cell in zip(rates, cells, strict=True) if rate and "%" not in str(cell)), default=0)
    if not 0 < highest <= HIGHEST_SHARE or name in evaluator.doubted:
        return
    evaluator.doubted.add(name)
    evaluator.report.warn(
        "rate-as-share",
        Sentence(
            "No interest in this column is higher than %(highest)s, taken as per cent; a workbook keeps 2.5 per cent "
            "as 0.025.",
            highest=f"{highest:g}",
        ),
        Sentence("Add `multiply: 100` to this column in the descriptor, or `multiply: 1` if these are per cent."),
        Place(sheet=batch.sheet, row=batch.lines[rates.index(highest)], column=name),
    )


def _code(currency: object) -> str:
    return resolve_currency(str(currency)).code or "" if currency else ""


def check_headers(descriptor: Descriptor, header: Header, above: Iterable[str], report: Report, place: Place) -> None:
    """Thousands, millions or a currency that the header or a title names, and the descriptor does not."""
    titles = list(above)
    for template in descriptor.templates:
        for name in MONEY:
            expression = template.fields.get(name)
            position = header.find(expression.columns) if expression else None
            if expression and position is not None:
                _check_header(template, expression, header.names[position], titles, (report, place))


def _check_header(
    template: Template, expression: Expression, name: str, titles: list[str], told: tuple[Report, Place]
) -> None:
    report, place = told
    at = Place(sheet=place.sheet, row=place.row, column=name)
    power = scale_in(name) or max((scale_of_title(title) for title in titles), default=0)
    if power and expression.multiply is None:
        report.warn(
            "scale-unsaid",
            Sentence(
                "Header or title speak of units of %(power)s, and the descriptor does not multiply.",
                power=f"{10**power:,}",
            ),
            Sentence(
                "Add `multiply: %(power)s` to this column in the descriptor, or `multiply: 1` if it is not so.",
                power=10**power,
            ),
            at,
        )
    given = template.fields.get("currency")
    code = _code(given.constant) if given and given.constant else ""
    stated = currency_in(name)
    if stated and code and stated != code:
        report.warn(
            "currency-contradicted",
            Sentence("The header names %(stated)s, the descriptor gives %(code)s.", stated=stated, code=code),
            Sentence(
                "Write `currency: {constant: %(stated)s}` in the descriptor, or correct the header.", stated=stated
            ),
            at,
        )


def scale_of_title(title: str) -> int:
    return money_of_title(title)[0]


def money_of_title(title: str) -> tuple[int, str]:
    """Scale and currency of a title such as `(en miles de USD)`: a part of it that says these and nothing else."""
    pieces = [piece for piece in re.split(r"[()\[\]\uff08\uff09:\uff1a;.,/–]|\s-\s", title) if piece.strip()]
    parts = [part for piece in pieces for part in re.split(r"\s(?=(?:en|in|em)\s)", piece)]
    understood = [found for part in (*pieces, *parts) if (found := _money_of_part(part))]
    return max(understood, key=lambda found: found[0] > 0, default=(0, ""))


def _money_of_part(part: str) -> tuple[int, str] | None:
    power, currency, unknown = scale_and_money(part)
    plain = currency or (power and (" " in part.strip() or not part.isascii()))
    return (power, currency) if plain and not unknown else None
