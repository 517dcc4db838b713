"""How far two states vote alike in the UN General Assembly, beside all states."""

from __future__ import annotations

from markupsafe import Markup

from sursur.observatory.measured import figures
from sursur.observatory.pair.codes import Pair
from sursur.observatory.parts import Section
from sursur.observatory.view import View
from sursur.observatory.votes import Count, Voters, Year, votes_section


def assembly_section(view: View, pair: Pair) -> tuple[Section, ...]:
    """Nothing where the release holds no votes, or no roll call in which both voted."""
    if "vote" not in view.library.release.manifest.tables:
        return ()
    years = [row for row in figures(view, "cohesion", countries=",".join(pair.codes)) if row["cohesion"] is not None]
    return (votes_section(view, _voters(view, pair), years),) if years else ()


def _voters(view: View, pair: Pair) -> Voters:
    say = view.say
    return Voters(
        anchor="assembly",
        heading=say.text("Do they vote alike in the UN General Assembly?"),
        newest=lambda year: _newest(view, year),
        note=say.text(
            "Roll calls only, each with equal weight: 100 per cent for the same vote, half where one abstains, "
            "nothing for yes against no. Most resolutions are adopted without a vote and are not in here."
        ),
        name=say.text("the two"),
        chart=say.text("Agreement of the two in roll calls, by year"),
        caption=say.text("Agreement in roll calls, of the two and of all states"),
        counts=(
            Count("roll_calls", say.text("Roll calls in which both voted")),
            Count("unanimous", say.text("With the same vote")),
        ),
        agreement=say.text("Agreement of the two"),
        asked={"countries": ",".join(pair.codes)},
    )


def _newest(view: View, year: Year) -> Markup:
    say = view.say
    return say.text(
        "In %(calls)s roll calls of %(year)s, the last year on record, they agreed to %(share)s; "
        "all states to %(all)s.",
        calls=say.number(year["roll_calls"]),
        share=say.percent(year["cohesion"]),
        year=year["year"],
        all=say.percent(year["cohesion_assembly"]),
    )
