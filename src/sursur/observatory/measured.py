"""Measures on other pages: their figures from the shared desk, and their own pages with a choice filled in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from sursur.answers.measuring import load_measure
from sursur.observatory.desk import Part
from sursur.observatory.parts import Link
from sursur.observatory.view import View


def figures(view: View, name: str, part: Part = "table", /, **words: str) -> list[dict[str, Any]]:
    """The rows of a measure's answer; none where it has no such part. The reader's South and prices go along."""
    found = view.library.desk.measured(name, words | framed(view, name), part)
    return [] if found is None else found.table.to_pylist()


def check(view: View, name: str, /, **words: str) -> None:
    """Raises what is wrong with a question, without answering it."""
    view.library.desk.check(name, words | framed(view, name))


def framed(view: View, name: str) -> dict[str, str]:
    """What the reader chose of the definition of the South and of prices, for measures that let one choose."""
    known = {one.name for one in load_measure(name).parameters}
    chosen = {"south": view.asked.south, "prices": view.asked.prices}
    return {key: value for key, value in chosen.items() if key in known}


def measure_page(view: View, name: str, **words: str) -> str:
    """The address of a measure with its choices filled in."""
    return f"/{view.asked.language}/measure/{name}?{urlencode([*words.items(), *view.asked.carried()])}"


def measure_link(view: View, name: str, **words: str) -> Link:
    return Link(view.say.text("the measure, with all its choices"), measure_page(view, name, **words))
