"""SDG indicator 17.3.1: what developing countries receive from abroad; a to c from flows, d from indicators.

Definition: metadata of the indicator, last update 2023-05-15
(https://github.com/worldbank/sdg-metadata/blob/main/translations-metadata/en/17-3-1.yml).

`aggregates` divides published totals into grants and loans, `deciding` finds the rule and the sub-indicator of each
flow, `routing` the custodian, `totals` adds up.
"""

from sursur.measure.goal_17_3_1.aggregates import in_parts
from sursur.measure.goal_17_3_1.deciding import Context, decided
from sursur.measure.goal_17_3_1.routing import with_custodian
from sursur.measure.goal_17_3_1.totals import direct_investment, left_out, summed

__all__ = ["Context", "decided", "direct_investment", "in_parts", "left_out", "summed", "with_custodian"]
