from __future__ import annotations

from decimal import Decimal

from sursur.observatory.charts.matrix import Wording, draw_matrix, sides_of
from sursur.observatory.charts.sankey import OTHERS

WORDS = Wording("Matrix", lambda code: code or "others", str, "-".join, lambda pair: "/" + "-".join(pair))
USD = {
    ("CHN", "BRA"): Decimal(5_000_000),
    ("CHN", "IND"): None,
    ("IND", "BRA"): Decimal(-3),
    ("IND", "CHN"): Decimal(7),
}


def squares(drawn) -> dict[tuple[str, str], str]:
    return {
        (line.label, column): square.style
        for line in drawn.lines
        for column, square in zip(drawn.columns, line.squares, strict=True)
    }


def test_cells_tell_value_repayment_unknown_and_silence_apart() -> None:
    found = squares(draw_matrix(sides_of(USD, 15), "mixed", WORDS))
    assert found["CHN", "BRA"] == "q5"
    assert found["IND", "CHN"] == "q1"
    assert found["IND", "BRA"] == "zero"
    assert found["CHN", "IND"] == "none"
    assert found["CHN", "CHN"] == "own"


def test_every_cell_with_a_flow_leads_to_its_rows_and_no_other_does() -> None:
    drawn = draw_matrix(sides_of(USD, 15), "mixed", WORDS)
    assert {square.href for line in drawn.lines for square in line.squares if square.href} == {
        "/CHN-BRA", "/CHN-IND", "/IND-BRA", "/IND-CHN",
    }  # fmt: skip


def test_the_others_of_both_sides_stand_last_and_the_sum_stays_whole() -> None:
    usd = {(f"P{one:02d}", f"R{other:02d}"): Decimal(one * other) for one in range(20) for other in range(20)}
    sides = sides_of(usd, 15)
    assert (sides.providers[-1], sides.recipients[-1]) == (OTHERS, OTHERS)
    assert (len(sides.providers), len(sides.recipients)) == (16, 16)
    assert sum(sides.sums.values()) == sum(usd.values())


def test_others_without_any_value_have_none() -> None:
    usd = {(f"P{one:02d}", "BRA"): Decimal(1) if one < 3 else None for one in range(6)}
    assert sides_of(usd, 3).sums[OTHERS, "BRA"] is None
