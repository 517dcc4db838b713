"""How far states vote alike in the General Assembly."""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.measure.horizontality.ratios import DIGITS


def agreement(votes: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """Per roll call: how many said yes, no and abstained, and the mean agreement of all pairs of them.

    votes: roll_call, vote (yes, no, abstain) and the columns of `by`, one row per state. Two states agree (1) with the
    same vote, by half where one abstains and the other does not, and not at all (0) with yes against no: the
    similarity of three kinds of votes in which abstention is half a disagreement, as the authors of the data compute it
    (https://un-project.github.io/un-votes/, `agree3un`). From counts, without looking at pairs:
    (y(y-1) + n(n-1) + a(a-1) + a(y+n)) / (v(v-1)) with v = y + n + a. A single vote has no pair: null.

    >>> import ibis, pyarrow
    >>> from sursur.measure.examples import shown
    >>> cast = {"roll_call": [1, 1, 1, 1, 2], "vote": ["yes", "yes", "abstain", "no", "no"]}
    >>> votes = ibis.memtable(pyarrow.table(cast))
    >>> shown(agreement(votes).order_by("roll_call"))
    roll_call  yes  no  abstain  voting  agreement
    1          2    1   1        4       0.4167
    2          0    1   0        1       -
    """
    counted = votes.group_by(["roll_call", *by]).aggregate(
        yes=votes.count(where=votes.vote == "yes"),
        no=votes.count(where=votes.vote == "no"),
        abstain=votes.count(where=votes.vote == "abstain"),
        voting=votes.count(),
    )
    yes, no, abstain, voting = counted.yes, counted.no, counted.abstain, counted.voting
    alike = yes * (yes - 1) + no * (no - 1) + abstain * (abstain - 1) + abstain * (yes + no)
    return counted.mutate(agreement=(alike / (voting * (voting - 1)).nullif(0)).cast("float64"))


def cohesion(calls: ir.Table, by: tuple[str, ...]) -> ir.Table:
    """Per value of `by`: mean agreement over roll calls, each with equal weight, and how many were unanimous.

    calls: rows of `agreement`; a roll call in which fewer than two voted has no agreement and is not counted.
    `voting` is the mean number of states that voted.

    >>> from sursur.measure.examples import example, shown
    >>> calls = example("roll_call year voting agreement", "1 2014 4 0.50", "2 2014 5 1.00", "3 2014 1 -")
    >>> shown(cohesion(calls, ("year",)))
    year  roll_calls  unanimous  voting  cohesion
    2014  2           1          4.5000  0.7500
    """
    known = calls.filter(calls.agreement.notnull())
    return known.group_by(list(by)).aggregate(
        roll_calls=known.count(),
        unanimous=known.count(where=known.agreement == 1),
        voting=known.voting.mean().cast("float64").round(DIGITS),
        cohesion=known.agreement.cast("float64").mean().round(DIGITS),
    )
