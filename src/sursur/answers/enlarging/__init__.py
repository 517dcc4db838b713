"""What measures of enlargement have in common: the change asked for, the figures, and what is said with them."""

from sursur.answers.enlarging.behind import flows_left_out, values_behind
from sursur.answers.enlarging.change import Change, Step, changed_group, day_asked, member_rows
from sursur.answers.enlarging.figures import comparison
from sursur.answers.enlarging.path import path_of
from sursur.answers.enlarging.telling import READING, figure_notes, named, status_notes

__all__ = [
    "READING",
    "Change",
    "Step",
    "changed_group",
    "comparison",
    "day_asked",
    "figure_notes",
    "flows_left_out",
    "member_rows",
    "named",
    "path_of",
    "status_notes",
    "values_behind",
]
