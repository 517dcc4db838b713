"""With whom a country works: who gives to it, and who receives from it."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from sursur.observatory.choosing import Choice
from sursur.observatory.parts import Section
from sursur.observatory.rankings import Ranking, Wanted, rank
from sursur.observatory.view import View


def partners_section(view: View, iso3: str, by: str) -> Section:
    """The other side of its flows: who gives to it (`provider`), or who receives from it (`recipient`)."""
    say, party = view.say, frozenset({iso3})
    mine = Choice(recipients=party) if by == "provider" else Choice(providers=party)
    choice = replace(view.filter(), providers=mine.providers, recipients=mine.recipients)
    name, heading, caption, empty = (
        ("providers", say.text("Who gives to this country?"), say.text("Providers, %(unit)s", unit=view.money_unit()),
         say.text("No provider is reported."))
        if by == "provider"
        else ("recipients", say.text("Who receives from this country?"),
              say.text("Recipients, %(unit)s", unit=view.money_unit()), say.text("No recipient is reported."))
    )  # fmt: skip
    fixed = {"recipient": iso3} if by == "provider" else {"provider": iso3}
    ranking = rank(view, Wanted(name, (by,), caption, choice, fixed))
    if not ranking.entries:
        return Section(anchor=name, heading=heading, empty=empty)
    return Section(
        anchor=name,
        heading=heading,
        sentences=largest_partner(view, ranking),
        picture=ranking.bars,
        picture_kind="bars",
        counted=view.counted(),
        table=ranking.table,
        downloads=view.downloads(name),
        sources=view.sources(choice),
    )


def largest_partner(view: View, ranking: Ranking) -> tuple[Markup, ...]:
    """Who comes first, with its share of the sum, and among how many."""
    top = ranking.entries[0]
    if not top.usd or ranking.total <= 0:
        return ()
    return (
        view.say.plural(
            "%(name)s is the only one on record.",
            "%(name)s comes first among %(count)s, with %(share)s of the sum.",
            len(ranking.entries),
            name=view.party(top.key[0]),
            share=view.say.percent(top.usd / ranking.total),
        ),
    )
