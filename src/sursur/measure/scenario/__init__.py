"""What a group is and would be with other members: arithmetic on figures of the past, not a forecast.

A *step* is one change of a membership, with the members on its two *sides*, before and after. Every function reads the
same table of members: `step`, `side` (before, after), `facts_year` (the year that is asked of the figures), `country`
and `name`. Figures come as facts: of a country, or of a pair of countries. A member without a fact is named as missing
and never counted as zero.
"""

from sursur.measure.scenario.dated import in_last_years, latest_known
from sursur.measure.scenario.pairs import within, within_share
from sursur.measure.scenario.sides import compared
from sursur.measure.scenario.sums import country_facts, per_member
from sursur.measure.scenario.together import concentration_within, reciprocity_within, voting_cohesion, years_of_votes

__all__ = [
    "compared",
    "concentration_within",
    "country_facts",
    "in_last_years",
    "latest_known",
    "per_member",
    "reciprocity_within",
    "voting_cohesion",
    "within",
    "within_share",
    "years_of_votes",
]
