"""Who is largest: parties or corridors in order, as bars by form and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sursur.observatory.charts.bars import Bar, Ranked, draw_bars
from sursur.observatory.choosing import Choice, Sum
from sursur.observatory.parts import Cell, Column, Row, Rows, Table
from sursur.observatory.view import MOST_SHOWN, View
from sursur.observatory.words import SHOWN_FORMS, shown_form

PARTIES = frozenset({"provider", "recipient"})


@dataclass(slots=True)
class Entry:
    """One party or corridor with what it sums to."""

    key: tuple[Any, ...]
    usd: Decimal | None = None
    by_form: dict[str, Decimal] = field(default_factory=dict)
    flows: int = 0
    unvalued: int = 0
    first_year: int = 9999
    last_year: int = 0

    def add(self, found: Sum) -> None:
        if found.usd is not None:
            form = shown_form(found.key[-1])
            self.usd = (self.usd or Decimal(0)) + found.usd
            self.by_form[form] = self.by_form.get(form, Decimal(0)) + found.usd
        self.flows += found.flows
        self.unvalued += found.unvalued
        self.first_year = min(self.first_year, found.first_year or 9999)
        self.last_year = max(self.last_year, found.last_year or 0)


@dataclass(frozen=True, slots=True)
class Ranking:
    entries: tuple[Entry, ...]
    total: Decimal
    bars: tuple[Bar, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Wanted:
    """`by` one or two of provider, recipient; `fixed` filters that the rows behind have in common."""

    name: str
    by: tuple[str, ...]
    caption: str
    choice: Choice
    fixed: dict[str, Any]


def rank(view: View, wanted: Wanted) -> Ranking:
    entries = entries_of(_sums(view, wanted))
    total = sum((entry.usd or Decimal(0) for entry in entries), Decimal(0))
    top, others = entries[:MOST_SHOWN], entries[MOST_SHOWN:]
    return Ranking(tuple(entries), total, _bars(view, wanted, top, others), _table(view, wanted, entries, total))


def _sums(view: View, wanted: Wanted) -> Sequence[Sum]:
    """Where one side is a single party, the corridors that a map draws hold the ranking of the other side too."""
    fixed = wanted.choice.recipients if wanted.by == ("provider",) else wanted.choice.providers
    if len(wanted.by) > 1 or fixed is None or len(fixed) > 1:
        return view.sums((*wanted.by, "form"), wanted.choice)
    place = ("provider", "recipient").index(wanted.by[0])
    found = view.sums(("provider", "recipient", "form"), wanted.choice)
    return [replace(each, key=(each.key[place], each.key[-1])) for each in found]


def entries_of(sums: Sequence[Sum]) -> list[Entry]:
    found: dict[tuple[Any, ...], Entry] = {}
    for item in sums:
        found.setdefault(item.key[:-1], Entry(item.key[:-1])).add(item)
    return sorted(found.values(), key=lambda entry: (entry.usd is None, -(entry.usd or 0), str(entry.key)))


def label(view: View, key: tuple[Any, ...]) -> str:
    """`Kenya`, or `China → Angola` with the arrow in the direction of reading."""
    return view.say.towards(*(view.party(code) for code in key))


def rows_behind(view: View, wanted: Wanted, key: tuple[Any, ...]) -> str:
    return view.asked.rows(**(wanted.fixed | dict(zip(wanted.by, key, strict=True))))


def _bars(view: View, wanted: Wanted, top: Sequence[Entry], others: Sequence[Entry]) -> tuple[Bar, ...]:
    drawn = [
        Ranked(
            label(view, entry.key),
            view.say.money(entry.usd),
            rows_behind(view, wanted, entry.key),
            _about(view, wanted, entry.key),
            {form: float(usd) for form, usd in entry.by_form.items()},
        )
        for entry in top
        if entry.usd is not None
    ]
    if others:
        drawn.append(_others(view, wanted, others))
    return draw_bars(drawn, tuple(SHOWN_FORMS))


def _about(view: View, wanted: Wanted, key: tuple[Any, ...]) -> str:
    """The page of the two countries that a bar stands for, else of the one party that it names."""
    parties = (*wanted.fixed.values(), *key) if wanted.fixed.keys() <= PARTIES else key
    pair = view.pair_page(*parties) if len(parties) == len(PARTIES) else ""
    return pair or (view.party_page(key[0]) if len(key) == 1 else "")


def _others(view: View, wanted: Wanted, others: Sequence[Entry]) -> Ranked:
    """The others stand in words only: together they would dwarf the ten and say nothing about any one of them."""
    usd = sum((entry.usd or Decimal(0) for entry in others), Decimal(0))
    name = view.say.plural("%(count)s other", "%(count)s others", len(others))
    return Ranked(name, view.say.money(usd), _whole(view, wanted), "", {})


def _whole(view: View, wanted: Wanted) -> str:
    return view.asked.address(whole=wanted.name, anchor=f"table-{wanted.name}")


def _table(view: View, wanted: Wanted, entries: Sequence[Entry], total: Decimal) -> Table:
    whole = view.asked.whole == wanted.name
    shown = None if whole or len(entries) <= MOST_SHOWN + 1 else MOST_SHOWN
    return Table(
        name=wanted.name,
        caption=wanted.caption,
        columns=_columns(view, wanted),
        rows=Rows(entries, lambda entry: _row(view, wanted, entry, total)),
        shown=shown,
        rest=_rest(view, wanted, entries[MOST_SHOWN:], total) if shown else None,
        whole_href=_whole(view, wanted) if shown else "",
        folded=not whole,
    )


def _columns(view: View, wanted: Wanted) -> tuple[Column, ...]:
    say = view.say
    names = {"provider": say.text("Provider"), "recipient": say.text("Recipient")}
    return (
        *(Column(name, names[name]) for name in wanted.by),
        Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
        Column("share", say.text("Share"), "share"),
        Column("first_year", say.text("First year"), "year"),
        Column("last_year", say.text("Last year"), "year"),
        Column("flows", say.text("Flows"), "count"),
        Column("flows_without_value", say.text("of them without value"), "count"),
    )


def _row(view: View, wanted: Wanted, entry: Entry, total: Decimal) -> Row:
    href = rows_behind(view, wanted, entry.key)
    return (
        *(view.party_cell(code) for code in entry.key),
        view.money_cell(entry.usd, href),
        _share(view, entry.usd, total),
        Cell(entry.first_year, str(entry.first_year)),
        Cell(entry.last_year, str(entry.last_year)),
        Cell(entry.flows, view.say.number(entry.flows), href),
        Cell(entry.unvalued, view.say.number(entry.unvalued) if entry.unvalued else ""),
    )


def _rest(view: View, wanted: Wanted, others: Sequence[Entry], total: Decimal) -> Row:
    usd = sum((entry.usd or Decimal(0) for entry in others), Decimal(0))
    name = view.say.plural("%(count)s other", "%(count)s others", len(others))
    flows, unvalued = sum(entry.flows for entry in others), sum(entry.unvalued for entry in others)
    return (
        Cell(name, name, _whole(view, wanted)),
        *(Cell(None, "") for _ in wanted.by[1:]),
        view.money_cell(usd),
        _share(view, usd, total),
        Cell(None, str(min(entry.first_year for entry in others))),
        Cell(None, str(max(entry.last_year for entry in others))),
        Cell(flows, view.say.number(flows)),
        Cell(unvalued, view.say.number(unvalued) if unvalued else ""),
    )


def _share(view: View, usd: Decimal | None, total: Decimal) -> Cell:
    if usd is None or total <= 0:
        return Cell(None, "")
    share = usd / total
    return Cell(round(share, 6), view.say.percent(share))
