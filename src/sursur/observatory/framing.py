"""How the figures of a page are counted, and the switches that count them otherwise: South, stage, prices."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sursur.observatory.asked import SOUTHS
from sursur.observatory.mart import STAGES
from sursur.observatory.parts import Link
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True)
class Switch:
    name: Markup
    links: tuple[Link, ...]


def framing(view: View) -> tuple[Switch, ...]:
    """Every choice is remembered in the address and goes with the reader from page to page."""
    say, asked = view.say, view.asked
    return (
        Switch(
            say.text("Who is the South?"),
            tuple(Link(say.word(south), asked.address(south=south), south == asked.south) for south in SOUTHS),
        ),
        Switch(
            say.text("Promised or paid?"),
            tuple(Link(stage_name(view, stage), asked.address(stage=stage), stage == asked.stage) for stage in STAGES),
        ),
        Switch(
            say.text("Which dollars?"),
            (
                Link(
                    say.text("Prices of %(year)s", year=view.library.base_year),
                    asked.address(prices="constant"),
                    asked.prices == "constant",
                ),
                Link(say.text("Current prices"), asked.address(prices="current"), asked.prices == "current"),
            ),
        ),
    )


def stage_name(view: View, stage: str) -> Markup:
    say = view.say
    names = {
        "best": say.text("best available"),
        "disbursement": say.text("disbursements"),
        "commitment": say.text("commitments"),
        "forward": say.text("forward spending"),
    }
    return names[stage]
