"""What the measures between partners share: flows as exchanges, sets of countries by year, names beside codes."""

from sursur.answers.partnering.exchanged import RULES, behind, entering, exchanged, left_out
from sursur.answers.partnering.indicators import indicator_rows, name_table
from sursur.answers.partnering.marks import marked
from sursur.answers.partnering.members import members_of, one_set, set_in_words
from sursur.answers.partnering.names import with_names

__all__ = [
    "RULES",
    "behind",
    "entering",
    "exchanged",
    "indicator_rows",
    "left_out",
    "marked",
    "members_of",
    "name_table",
    "one_set",
    "set_in_words",
    "with_names",
]
