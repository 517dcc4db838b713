"""What the members of a group give one another: the largest flows as ribbons, and everything as a field of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from urllib.parse import quote

from sursur.observatory.charts.matrix import Matrix, Pair, draw_matrix, sides_of
from sursur.observatory.charts.matrix import Wording as OfCells
from sursur.observatory.charts.sankey import OTHERS, Sankey, Stream, draw_sankey
from sursur.observatory.charts.sankey import Wording as OfRibbons
from sursur.observatory.parts import Section
from sursur.observatory.rankings import Entry
from sursur.observatory.view import View
from sursur.observatory.words import SHOWN_FORMS, SOUTHERN_FORMS

RIBBONS, CELLS = 12, 15
"""Parties of a side that stand alone: as many as labels can be read, and as many as fit a page."""
FEWEST = 4
"""Corridors from which a picture says more than a list."""


def flow_sections(view: View, entries: Sequence[Entry]) -> tuple[Section, ...]:
    """The ribbons and the field; nothing for a handful of corridors, which the list above tells better."""
    told = [entry for entry in entries if all(entry.key)]
    if len(told) < FEWEST:
        return ()
    ribbons = _sankey(view, told)
    return (*((_ribbon_section(view, ribbons, told),) if ribbons else ()), _cell_section(view, told))


def _ribbon_section(view: View, drawn: Sankey, entries: Sequence[Entry]) -> Section:
    say = view.say
    forms = {ribbon.form for ribbon in drawn.ribbons}
    return Section(
        anchor="ribbons",
        heading=say.text("From whom to whom does it go?"),
        sentences=(
            say.text(
                "Each ribbon runs from a provider to a recipient and is as thick as what is given; its colour is the "
                "form that most of it has."
            ),
        ),
        picture=drawn,
        picture_kind="sankey",
        notes=(say.text("Net repayments have no height."),)
        if any(entry.usd is not None and entry.usd < 0 for entry in entries)
        else (),
        counted=view.counted(),
        extra={"legend": tuple((form, say.form(form)) for form in SHOWN_FORMS if form in forms)},
    )


def _sankey(view: View, entries: Sequence[Entry]) -> Sankey | None:
    streams = [
        Stream(
            entry.key[0],
            entry.key[1],
            float(entry.usd or 0),
            max(entry.by_form, key=lambda form: entry.by_form[form]) if entry.by_form else "other",
        )
        for entry in entries
    ]
    links = _Links(view)
    between = partial(_between, view)
    words = OfRibbons(
        title=str(view.say.text("Flows between members, from providers to recipients")),
        label=lambda code: _name(view, code),
        value=view.say.short_money,
        ribbon=lambda one, other, usd: f"{between(one, other)}: {view.say.short_money(usd)}",
        href=lambda one, other: links.of((one, other)),
    )
    return draw_sankey(streams, RIBBONS, words, mirrored=view.say.direction == "rtl")


def _cell_section(view: View, entries: Sequence[Entry]) -> Section:
    say = view.say
    whole = view.asked.address(whole="within", anchor="table-within")
    drawn = _matrix(view, {(entry.key[0], entry.key[1]): entry.usd for entry in entries})
    return Section(
        anchor="matrix",
        heading=say.text("Who gives how much to whom?"),
        sentences=(
            say.text(
                "Providers down, recipients across, in US dollars. An empty cell means that no source reports a flow."
            ),
        ),
        picture=drawn,
        picture_kind="matrix",
        notes=(say.text('The same <a href="%(whole)s">as a list</a>, with years and numbers of flows.', whole=whole),),
        counted=view.counted(),
        downloads=view.downloads("within"),
    )


def _matrix(view: View, usd: Mapping[Pair, Decimal | None]) -> Matrix:
    say, links = view.say, _Links(view)
    words = OfCells(
        title=str(say.text("What each member gives to each other")),
        label=lambda code: _name(view, code),
        value=say.short_money,
        cell=lambda pair: f"{_name(view, pair[0])} \N{MIDDLE DOT} {_name(view, pair[1])}",
        href=links.of,
    )
    return draw_matrix(sides_of(usd, CELLS), _ramp(view), words)


def _ramp(view: View) -> str:
    """One hue, as on maps: that of the single form, that of the South for forms that it leads, else ink."""
    chosen = view.asked.chosen_forms
    if len(chosen) == 1:
        return chosen[0]
    return "south_south" if set(chosen) <= set(SOUTHERN_FORMS) else "mixed"


def _between(view: View, one: str, other: str) -> str:
    return view.say.towards(_name(view, one), _name(view, other))


def _name(view: View, code: str) -> str:
    return view.party(code) if code != OTHERS else str(view.say.text("others"))


class _Links:
    """Addresses of the rows behind hundreds of pairs, from one that is put together once."""

    def __init__(self, view: View) -> None:
        self._pattern = view.asked.rows(provider="PROVIDER", recipient="RECIPIENT")
        self._whole = view.asked.address(whole="within", anchor="table-within")

    def of(self, pair: Pair) -> str:
        if OTHERS in pair:
            return self._whole
        return self._pattern.replace("PROVIDER", quote(pair[0])).replace("RECIPIENT", quote(pair[1]))
