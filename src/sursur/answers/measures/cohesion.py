"""How far do the members of a group vote alike in the UN General Assembly?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import GroupAt
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import YEARS, Kind
from sursur.answers.notes import source_note
from sursur.answers.offering import country_terms
from sursur.answers.partnering import members_of, set_in_words
from sursur.answers.partnering.members import every_year
from sursur.errors import UsageError
from sursur.measure.horizontality import agreement, cohesion
from sursur.reference.votes import vote_issues, vote_source
from sursur.release import Release
from sursur.sentences import Sentence

BY = ("year", "issue")


def compute(release: Release, asked: Asked) -> Answer:
    votes = asked_votes(release, asked)
    members = members_asked(release, asked)
    own = votes.semi_join(members, ["country", "year"])
    keys = (asked["by"],)
    table = beside(cohesion(agreement(own, keys), keys), cohesion(agreement(votes, keys), keys), keys)
    rows = own.select("roll_call", "session", "year", "day", "resolution", "issues", "country", "vote", source=source())
    return Answer(make_table=lambda: table, make_rows=lambda: rows.order_by("roll_call", "country"), notes=told(asked))


def members_asked(release: Release, asked: Asked) -> ir.Table:
    if (asked["group"] is None) == (not asked["countries"]):
        raise UsageError(
            Sentence("Ask for a group or for countries."),
            repair=Sentence("Give group=brics or countries=BRA,IND, not both."),
        )
    return members_of(release, asked["group"]) if asked["group"] else ibis.memtable(every_year(asked["countries"]))


def asked_votes(release: Release, asked: Asked) -> ir.Table:
    votes = release.table("vote")
    first, last = asked["years"]
    if first is not None:
        votes = votes.filter(votes.year >= first)
    if last is not None:
        votes = votes.filter(votes.year <= last)
    if asked["important"]:
        votes = votes.filter(votes.important)
    if asked["issue"] or asked["by"] == "issue":
        votes = votes.filter(votes.issues.notnull()).mutate(issue=lambda t: t.issues.split(" "))
        votes = votes.mutate(issue=votes.issue.unnest())
    return votes.filter(votes.issue == asked["issue"]) if asked["issue"] else votes


def beside(own: ir.Table, whole: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    """The group beside the whole Assembly in the same roll calls' years."""
    assembly = whole.select(*keys, voting_assembly="voting", cohesion_assembly="cohesion")
    joined = own.left_join(assembly, list(keys)).drop(*(f"{key}_right" for key in keys))
    return joined.mutate(difference=(joined.cohesion - joined.cohesion_assembly).round(6)).order_by(*keys)


def source() -> ir.StringScalar:
    return ibis.literal(vote_source()["title"])


def told(asked: Asked) -> tuple[tuple[str, str], ...]:
    group: GroupAt | None = asked["group"]
    who = set_in_words(None, group) if group else ("Of", country_terms(asked["countries"]))
    what = vote_source()
    return (
        who,
        ("Votes", Sentence("roll calls only: what is adopted without a vote, most of all resolutions, is not in here")),
        ("Absent", Sentence("who was absent or took no part has no vote and enters no pair")),
        source_note(what),
    )


MEASURE = Measure(
    title="Voting cohesion in the General Assembly",
    definition="Mean agreement over all pairs of members that voted, averaged over roll calls with equal weight. Two "
    "states agree fully (1) with the same vote, by half where one abstains and the other does not, and not at all (0) "
    "with yes against no. Beside it the same of all states.",
    columns={
        "year": "calendar year of the roll calls",
        "issue": f"issue of the roll calls: {', '.join(f'{code} {name}' for code, name in vote_issues().items())}",
        "roll_calls": "roll calls in which at least two members voted",
        "unanimous": "of them, those in which all who voted voted the same",
        "voting": "mean number of members that voted",
        "cohesion": "mean agreement, 0 to 1",
        "voting_assembly": "mean number of states that voted",
        "cohesion_assembly": "mean agreement of all states, 0 to 1",
        "difference": "cohesion of the group less that of the Assembly",
    },
    compute=compute,
    parameters=(
        Parameter("group", Kind.GROUP, "Group, by the members of each year, or at a date: brics@2015."),
        Parameter("countries", Kind.COUNTRIES, "Countries instead of a group, separated by commas."),
        YEARS,
        Parameter("by", Kind.CHOICE, "A row per year, or per issue over all years.", "year", BY),
        Parameter("issue", Kind.CHOICE, "Only roll calls on an issue.", choices=tuple(vote_issues())),
        Parameter(
            "important", Kind.SWITCH, "Only those that the State Department of the United States calls important."
        ),
    ),
    sources=(
        "https://un-project.github.io/un-votes/",
        "https://dataverse.harvard.edu/dataset.xhtml?persistentId=hdl:1902.1/12379",
    ),
    example={"group": "brics@2015", "years": "2000-2019"},
)
