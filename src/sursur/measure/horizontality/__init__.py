"""Justice, equality and impartiality between partners, as figures: who gives back, depends, votes alike.

South-South cooperation is to be guided by respect for sovereignty, by ownership and independence, equality,
non-conditionality, non-interference and mutual benefit (A/RES/72/141, paragraph 52). These measures make some of it
visible and pass no judgement. Each function states its definition and where it comes from. Sums are exact; ratios are
rounded to six digits.
"""

from sursur.measure.horizontality.cohesion import agreement, cohesion
from sursur.measure.horizontality.concentration import concentration
from sursur.measure.horizontality.exchanges import exchanges
from sursur.measure.horizontality.groups import across, placed, trade_share
from sursur.measure.horizontality.promise import promise
from sursur.measure.horizontality.ratios import ratio
from sursur.measure.horizontality.reciprocity import pairs, reciprocity
from sursur.measure.horizontality.roles import roles
from sursur.measure.horizontality.shares import shares

__all__ = [
    "across",
    "agreement",
    "cohesion",
    "concentration",
    "exchanges",
    "pairs",
    "placed",
    "promise",
    "ratio",
    "reciprocity",
    "roles",
    "shares",
    "trade_share",
]
