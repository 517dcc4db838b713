"""How much do the members of a group cooperate and trade with one another, and do they vote alike?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import PRICES_OF_MONEY, YEARS, Kind
from sursur.answers.notes import notes, source_note
from sursur.answers.partnering import behind, entering, exchanged, left_out, members_of, set_in_words
from sursur.measure.horizontality import across, agreement, cohesion, exchanges, placed, trade_share
from sursur.reference.trade import trade_source
from sursur.reference.votes import vote_source
from sursur.release import Release
from sursur.sentences import Sentence

PARTS = ("within", "out", "into", "share_of_given", "share_of_received")
TRADED = ("trade_within", "exports_out", "imports_into", "trade_share")
VOTED = ("roll_calls", "voting", "cohesion", "cohesion_assembly")


def compute(release: Release, asked: Asked) -> Answer:
    first, last = asked["years"]
    query = FlowQuery(year_from=first, year_to=last, prices=asked["prices"])
    members = members_of(release, asked["group"])
    told = exchanged(release, query)
    given = across(exchanges(entering(told), ("year",)), members)
    traded = trade_share(between(release.table("trade"), first, last), members)
    voted = votes_of(between(release.table("vote"), first, last), members)
    touching = placed(told, members)
    touching = touching.filter(touching.provider_in | touching.recipient_in)
    return Answer(
        make_table=lambda: by_year(given, traded, voted, members),
        make_rows=lambda: behind(touching),
        make_left_out=lambda: left_out(touching),
        notes=(set_in_words(None, asked["group"]), *source_lines(), *notes(release, query)),
    )


def between(table: ir.Table, first: int | None, last: int | None) -> ir.Table:
    if first is not None:
        table = table.filter(table.year >= first)
    return table if last is None else table.filter(table.year <= last)


def votes_of(votes: ir.Table, members: ir.Table) -> ir.Table:
    own = cohesion(agreement(votes.semi_join(members, ["country", "year"]), ("year",)), ("year",))
    whole = cohesion(agreement(votes, ("year",)), ("year",)).select("year", cohesion_assembly="cohesion")
    return own.left_join(whole, "year").drop("year_right")


def by_year(given: ir.Table, traded: ir.Table, voted: ir.Table, members: ir.Table) -> ir.Table:
    """All years in which any of the three has a figure; each has years of its own."""
    years = ibis.union(*(part.select("year") for part in (given, traded, voted)), distinct=True)
    counted = members.group_by("year").aggregate(members=members.count())
    joined = years
    for part in (counted, given, traded, voted):
        joined = joined.left_join(part, "year").drop("year_right")
    known = joined.filter(joined.members > 0)
    return known.select("year", "members", *PARTS, *TRADED, *VOTED).order_by("year")


def source_lines() -> tuple[tuple[str, str], ...]:
    trade, votes = trade_source(), vote_source()
    return (
        source_note(trade),
        (
            "Trade",
            Sentence(
                "imports as the importer counts them, current US dollars, 1990 to 2014; missing figures add nothing"
            ),
        ),
        source_note(votes),
    )


MEASURE = Measure(
    title="Cooperation, trade and votes within a group",
    definition="By year: what members give one another, others, and get from others; the share of their trade in goods "
    "within (exports and imports within by exports and imports with all); and the mean agreement of their votes "
    "in the General Assembly beside that of all states (see cohesion).",
    columns={
        "year": "calendar year",
        "members": "full members on 31 December, or on the day that the group names",
        "within": "cooperation among members, US dollars",
        "out": "cooperation given by members to others, US dollars",
        "into": "cooperation received by members from others and international bodies, US dollars",
        "share_of_given": "within by all that members give, 0 to 1",
        "share_of_received": "within by all that members receive, 0 to 1",
        "trade_within": "imports of members from members, current US dollars",
        "exports_out": "imports of others from members, current US dollars",
        "imports_into": "imports of members from others, current US dollars",
        "trade_share": "2 within / (2 within + out + into), 0 to 1",
        "roll_calls": "roll calls in which at least two members voted",
        "voting": "mean number of members that voted",
        "cohesion": "mean agreement of members, 0 to 1",
        "cohesion_assembly": "mean agreement of all states, 0 to 1",
    },
    compute=compute,
    parameters=(
        Parameter("group", Kind.GROUP, "Group, by the members of each year, or at a date: brics@2015.", required=True),
        YEARS,
        PRICES_OF_MONEY,
    ),
    sources=(
        "https://paperzz.com/doc/7771890/the-selection-of-trade-integration-indicators",
        "https://un-project.github.io/un-votes/",
    ),
    example={"group": "brics@2015", "years": "2000-2014"},
)
