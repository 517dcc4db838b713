"""How numbers stand on the terminal: what they are, with as many digits as count."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from sursur.cli.layout import Look, cell, table_lines
from sursur.cli.showing import output

FIGURES = pa.decimal128(38, 4)
MONEY = pa.decimal128(38, 2)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (FIGURES, "5.0000", "5"),
        (FIGURES, "3254519970.0000", "3,254,519,970"),
        (FIGURES, "0.3849", "0.3849"),
        (FIGURES, "-0.0267", "-0.0267"),
        (FIGURES, "8003.2214", "8,003"),
        (MONEY, "5.00", "5.00"),
        (MONEY, "36073.23", "36,073.23"),
    ],
)
def test_money_has_cents_and_figures_have_the_digits_that_count(kind: pa.DataType, value: str, shown: str) -> None:
    table = pa.table({"unit": ["some"], "value": pa.array([Decimal(value)], kind)})
    assert list(table_lines(table, 80, Look()))[1].split() == ["some", shown]


def test_an_id_is_printed_as_it_is() -> None:
    """`:GT:` is no flag of Guatemala."""
    with output.capture() as told:
        output.print("1e9b2036194116ec-2-t1:GT:")
    assert told.get() == "1e9b2036194116ec-2-t1:GT:\n"


def test_what_is_rounded_to_nothing_has_no_sign() -> None:
    assert cell(Decimal("-0.001")) == "0.00"
