"""The grant element of loans: exact for one loan, as an expression for a table of them.

`rules` states the conventions and their sources.
"""

from __future__ import annotations

from sursur.measure.grant_element.columns import with_grant_element
from sursur.measure.grant_element.irregular import read_payments
from sursur.measure.grant_element.rules import CONCESSIONAL, DISCOUNT_RATE
from sursur.measure.grant_element.terms import Payment
from sursur.measure.grant_element.value import GrantElement, grant_element

__all__ = [
    "CONCESSIONAL",
    "DISCOUNT_RATE",
    "GrantElement",
    "Payment",
    "grant_element",
    "read_payments",
    "with_grant_element",
]
