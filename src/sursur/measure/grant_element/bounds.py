"""The numbers of a loan: what each may be, and how a wrong one is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sursur.errors import UsageError
from sursur.measure.grant_element.rules import DISCOUNT_RATE
from sursur.sentences import Sentence, phrase

Number = Decimal | int | float | str
LONGEST = 40
"""Characters of a number that somebody writes; a longer one is a slip, and no message repeats it whole."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number may be; the upper ends only keep typing errors from being computed.

    measured: how the number is said with its unit
    """

    label: Sentence
    measured: str
    example: str
    most: Decimal
    above_zero: bool = False

    def say(self, number: Number) -> Sentence:
        return Sentence(self.measured, number=str(number))


PLAIN = phrase("%(number)s")
YEARS = phrase("%(number)s years")
PER_CENT_A_YEAR = phrase("%(number)s %% a year")
PER_CENT_OF_AMOUNT = phrase("%(number)s %% of the amount")
BOUNDS: Mapping[str, Bounds] = {
    "amount": Bounds(Sentence("amount"), PLAIN, "1000000", Decimal(10) ** 18, above_zero=True),
    "rate": Bounds(Sentence("interest rate"), PER_CENT_A_YEAR, "2.5", Decimal(1000)),
    "maturity": Bounds(Sentence("maturity"), YEARS, "20", Decimal(200), above_zero=True),
    "grace": Bounds(Sentence("grace period"), YEARS, "5", Decimal(200)),
    "upfront_fee": Bounds(Sentence("upfront fee"), PER_CENT_OF_AMOUNT, "0.5", Decimal(100)),
    "management_fee": Bounds(Sentence("management fee"), PER_CENT_OF_AMOUNT, "0.5", Decimal(100)),
    "commitment_fee": Bounds(Sentence("commitment fee"), PER_CENT_A_YEAR, "0.5", Decimal(100)),
    "drawing_years": Bounds(Sentence("time of drawing"), YEARS, "3", Decimal(200)),
    "discount": Bounds(Sentence("discount rate"), PER_CENT_A_YEAR, "5", Decimal(1000)),
}
DEFAULTS: Mapping[str, Decimal] = dict.fromkeys(BOUNDS, Decimal(0)) | {
    "amount": Decimal(100),
    "discount": DISCOUNT_RATE,
}


def decimal_of(text: str, label: str, example: str) -> Decimal:
    """A number as written, with a point before the decimals; raises UsageError."""
    written = text.strip()
    told = written if len(written) <= LONGEST else f"{written[:LONGEST]}…"
    try:
        number = Decimal(told.replace("\N{NO-BREAK SPACE}", "").replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UsageError(
            Sentence("The %(label)s '%(text)s' is not a number.", label=label, text=told),
            repair=Sentence("Write it with digits and a point, such as %(example)s.", example=example),
        )
    return number
