"""How members stand to one another: whether they vote alike, answer one another, and rest on one of them."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.measure.horizontality import agreement, cohesion, concentration, pairs, reciprocity
from sursur.measure.scenario.pairs import SIDE, between_members, coverage
from sursur.measure.scenario.sums import EXACT, names_where, totals

KEYS = ("step", "side")


def voting_cohesion(members: ir.Table, votes: ir.Table, years: ir.Table) -> ir.Table:
    """Mean agreement of members over the roll calls of the years that stand for each asked year, in per cent.

    votes: roll_call, year, country, vote (yes, no, abstain); years: as of `years_of_votes`. The definition is that of
    `sursur.measure.horizontality.agreement`. A member that cast no vote in those years is missing.

    >>> from sursur.measure.examples import example, shown
    >>> members = example("step side facts_year country name", "one before 2022 BRA Brazil",
    ...                   "one before 2022 IND India", "one before 2022 XXX Nowhere")
    >>> votes = example("roll_call year country letter", "1 2020 BRA y", "1 2020 IND y", "2 2019 BRA y", "2 2019 IND a",
    ...                 "3 2018 BRA n", "3 2018 IND y")
    >>> votes = votes.mutate(vote=votes.letter.cases(("y", "yes"), ("n", "no"), else_="abstain"))
    >>> years = years_of_votes(votes.select("year"), example("facts_year", "2022"), 2)
    >>> found = voting_cohesion(members, votes, years)
    >>> shown(found.select("indicator", "value", "with_data", "missing", "first_year", "last_year"))
    indicator        value    with_data  missing  first_year  last_year
    voting_cohesion  75.0000  2          Nowhere  2019        2020
    """
    cast = members.inner_join(years, "facts_year").inner_join(votes, [("vote_year", "year"), "country"])
    found = cohesion(agreement(cast.select(*KEYS, "roll_call", "vote"), KEYS), KEYS)
    voters = cast.group_by(*KEYS, "country").aggregate(first=cast.vote_year.min(), last=cast.vote_year.max())
    told = members.semi_join(years, "facts_year").left_join(voters, [*KEYS, "country"])
    told = told.group_by(*KEYS).aggregate(
        with_data=told["last"].count(),
        without_data=told.count() - told["last"].count(),
        missing=names_where(told.name, told["last"].isnull()),
        first_year=told["first"].min(),
        last_year=told["last"].max(),
    )
    return _told(told, found, "voting_cohesion", 100 * found.cohesion)


def years_of_votes(known: ir.Table, asked: ir.Table, span: int) -> ir.Table:
    """The last `span` years with votes up to each asked year (columns `facts_year`, `vote_year`).

    >>> from sursur.measure.examples import example, shown
    >>> known, asked = example("year", "2018", "2019", "2020"), example("facts_year", "2022")
    >>> shown(years_of_votes(known, asked, 2).order_by("vote_year"))
    facts_year  vote_year
    2022        2019
    2022        2020
    """
    known = known.select(vote_year="year").distinct()
    until = known.inner_join(asked, known.vote_year <= asked.facts_year)
    newest = until.group_by("facts_year").aggregate(newest=until.vote_year.max())
    joined = until.inner_join(newest, "facts_year")
    return joined.filter(joined.vote_year > joined.newest - span).select("facts_year", "vote_year")


def reciprocity_within(members: ir.Table, given: ir.Table) -> ir.Table:
    """What members answered of what they gave one another, in per cent (`sursur.measure.horizontality.reciprocity`).

    given: facts_year, indicator, provider, recipient, value, first_year, last_year

    >>> from sursur.measure.examples import example, shown
    >>> members = example("step side facts_year country name", "one before 2022 BRA Brazil",
    ...                   "one before 2022 IND India")
    >>> given = example("facts_year indicator provider recipient value first_year last_year",
    ...                 "2022 flows BRA IND 30.00 2020 2021", "2022 flows IND BRA 10.00 2019 2019")
    >>> shown(reciprocity_within(members, given).select("indicator", "value", "with_data", "first_year", "last_year"))
    indicator           value    with_data  first_year  last_year
    reciprocity_within  50.0000  2          2019        2021
    """
    inside = between_members(members, given)
    sums = inside.select(*KEYS, "provider", "recipient", usd="value", flows=ibis.literal(1))
    found = reciprocity(pairs(sums, KEYS), KEYS)
    return _told(_covered(members, given, inside), found, "reciprocity_within", 100 * found.matched_share)


def concentration_within(members: ir.Table, given: ir.Table) -> ir.Table:
    """How far what members give one another rests on few of them: the index of `sursur.measure.horizontality`.

    given: as in `reciprocity_within`

    >>> from sursur.measure.examples import example, shown
    >>> members = example("step side facts_year country name", "one before 2022 BRA Brazil",
    ...                   "one before 2022 IND India")
    >>> given = example("facts_year indicator provider recipient value first_year last_year",
    ...                 "2022 flows BRA IND 30.00 2020 2021", "2022 flows IND BRA 10.00 2019 2019")
    >>> shown(concentration_within(members, given).select("indicator", "value"))
    indicator             value
    concentration_within  0.6250
    """
    inside = between_members(members, given)
    sums = inside.group_by(*KEYS, "provider").aggregate(usd=inside.value.sum())
    found = concentration(sums, of="step", among="provider", by=("side",))
    return _told(_covered(members, given, inside), found, "concentration_within", found.herfindahl)


def _covered(members: ir.Table, given: ir.Table, inside: ir.Table) -> ir.Table:
    spans = inside.group_by(*SIDE, "indicator").aggregate(
        first_year=inside.first_year.min(), last_year=inside.last_year.max()
    )
    joined = coverage(members, given).left_join(spans, [*SIDE, "indicator"])
    return joined.drop(*(f"{name}_right" for name in (*SIDE, "indicator")))


def _told(covered: ir.Table, found: ir.Table, indicator: str, value: ir.Value) -> ir.Table:
    figures = found.select(*KEYS, value=value.cast(EXACT))
    joined = covered.left_join(figures, list(KEYS))
    return totals(joined.mutate(indicator=ibis.literal(indicator), world_percent=ibis.null(EXACT)))
