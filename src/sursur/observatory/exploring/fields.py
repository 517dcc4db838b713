"""The form of Explore: every filter of the flows, with the values of closed lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sursur.answers.asking import DIMENSIONS, PRICES, STAGES
from sursur.model.values import Form, Instrument
from sursur.observatory.asked import SOUTHS
from sursur.observatory.exploring.asked import FLOWS, SHOWS, Explored
from sursur.observatory.exploring.names import dimension_name, value_name
from sursur.observatory.view import View
from sursur.reference.codes import code_list
from sursur.reference.groups import load_groups

Option = tuple[str, str | Markup]
"""Value and text."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Several of a closed list, as boxes to tick; `chosen` in the order of the list."""

    name: str
    label: Markup
    options: tuple[Option, ...]
    chosen: tuple[str, ...]

    @property
    def chosen_names(self) -> tuple[str | Markup, ...]:
        return tuple(text for value, text in self.options if value in self.chosen)


@dataclass(frozen=True, slots=True)
class Select:
    """One of a closed list."""

    name: str
    label: Markup
    options: tuple[Option, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Fields:
    provider: str
    recipient: str
    provider_group: tuple[str, str]
    """Group and day."""
    recipient_group: tuple[str, str]
    years: tuple[str, str]
    dimensions: tuple[Select, Select]
    show: Select
    picks: tuple[Pick, ...]
    counting: tuple[Select, ...]
    countries: tuple[Option, ...]
    groups: tuple[Option, ...]


def fields_of(view: View, explored: Explored) -> Fields:
    first, dash, last = explored.first("year").partition("-")
    return Fields(
        provider="; ".join(explored.words.get("provider", ())),
        recipient="; ".join(explored.words.get("recipient", ())),
        provider_group=_group(explored.first("provider_group")),
        recipient_group=_group(explored.first("recipient_group")),
        years=(first, last if dash else first),
        dimensions=_dimensions(view, explored),
        show=_show(view, explored),
        picks=_picks(view, explored),
        counting=_counting(view, explored),
        countries=_parties(view),
        groups=_groups(view),
    )


def _groups(view: View) -> tuple[Option, ...]:
    """Groups of which the release holds members, by name."""
    known = {row["group_id"] for row in view.library.memberships}
    named = [(group, view.say.group(group)) for group in known if group in load_groups()]
    return tuple(sorted(named, key=lambda one: (one[1].casefold(), one[0])))


def _group(text: str) -> tuple[str, str]:
    name, _, day = text.partition("@")
    return name, f"{day}-12-31" if len(day) == len("2015") else day


def _dimensions(view: View, explored: Explored) -> tuple[Select, Select]:
    named: list[Option] = [(name, dimension_name(view, name)) for name in DIMENSIONS]
    rows = (*named, (FLOWS, view.say.text("single flows")))
    columns = (("", view.say.text("none")), *named)
    return (
        Select("rows", view.say.text("Rows"), rows, explored.rows),
        Select("columns", view.say.text("Columns"), columns, explored.columns),
    )


def _show(view: View, explored: Explored) -> Select:
    names = (view.say.text("Chart"), view.say.text("Table"))
    return Select("show", view.say.text("Show as"), tuple(zip(SHOWS, names, strict=True)), explored.show)


def _picks(view: View, explored: Explored) -> tuple[Pick, ...]:
    values: tuple[tuple[str, Sequence[str]], ...] = (
        ("form", tuple(map(str, Form))),
        ("instrument", tuple(map(str, Instrument))),
        ("goal", tuple(str(number) for number in range(1, 18))),
        ("sector", tuple(entry.code for entry in code_list("SectorCategory"))),
        ("source", tuple(sorted(view.library.datasets))),
        ("flow_class", view.library.told("flow_class")),
        ("crisis", view.library.told("crisis")),
    )
    return tuple(_pick(view, explored, name, found) for name, found in values if found)


def _pick(view: View, explored: Explored, name: str, values: Sequence[str]) -> Pick:
    """A value that is asked for and that the list has not stays to be seen, ticked."""
    asked = explored.words.get(name, ())
    known = (*values, *(value for value in asked if value not in values))
    options = tuple((value, value_name(view, name, value)) for value in known)
    return Pick(name, dimension_name(view, name), options, asked)


def _counting(view: View, explored: Explored) -> tuple[Select, ...]:
    say = view.say
    stages = dict.fromkeys(STAGES, "") | {
        "best": say.text("best available"),
        "disbursement": say.text("disbursements"),
        "commitment": say.text("commitments"),
        "forward": say.text("forward spending"),
        "any": say.text("every stage"),
    }
    prices = {
        "constant": say.text("Prices of %(year)s", year=view.library.base_year),
        "current": say.text("Current prices"),
        "reported": say.text("as reported, in every currency"),
    }
    measures = (("", say.text("the main one of each source")),
                *((name, value_name(view, "measure", name)) for name in view.library.told("measure")))  # fmt: skip
    every = (("", say.text("each flow once")), ("yes", say.text("every telling")))
    return (
        _one(explored, "south", say.text("Who is the South?"), tuple((one, say.word(one)) for one in SOUTHS)),
        _one(explored, "stage", say.text("Promised or paid?"), tuple(stages.items())),
        _one(explored, "prices", say.text("Which dollars?"), tuple((one, prices[one]) for one in PRICES)),
        _one(explored, "every", say.text("What is counted?"), every),
        _one(explored, "measure", dimension_name(view, "measure"), measures),
    )


def _one(explored: Explored, name: str, label: Markup, options: tuple[Option, ...]) -> Select:
    return Select(name, label, options, explored.first(name))


def _parties(view: View) -> tuple[Option, ...]:
    """Countries by name, then organisations that give, by id with their name."""
    countries = sorted(view.say.country(code) for code in view.library.countries)
    organisations = sorted((code, row["name"]) for code, row in view.library.organisations.items())
    return (*((name, "") for name in countries), *organisations)
