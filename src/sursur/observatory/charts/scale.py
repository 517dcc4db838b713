"""Round numbers for axes and classes."""

from __future__ import annotations

from decimal import Decimal
from math import floor, log10

STEPS = (1, 2, 2.5, 5, 10)


def nice_step(largest: float, most: int = 4) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that reaches `largest` in at most `most` steps."""
    if largest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(largest / most))
    return next(step * power for step in (*STEPS, 20) if step * power * most >= largest * (1 - 1e-9))


def ticks(largest: float, most: int = 4) -> tuple[float, ...]:
    """From zero to the first round number that is not below `largest`."""
    step = nice_step(largest, most)
    count = max(1, -int(-largest * (1 - 1e-9) // step))
    return tuple(step * number for number in range(count + 1))


def decades(largest: Decimal, classes: int = 5) -> tuple[Decimal, ...]:
    """Lower bounds of classes that grow by ten, the last one holding `largest`: money flows span many orders."""
    top = floor(log10(largest)) if largest > 0 else 0
    return tuple(Decimal(10) ** (top - classes + 1 + number) for number in range(classes))


def percent(share: float) -> str:
    """A length as SVG writes it, short enough for a page with many marks."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"
