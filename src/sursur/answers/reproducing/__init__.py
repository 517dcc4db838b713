"""Published figures asked of a release: ours, the difference, and why the two differ."""

from sursur.answers.reproducing.questions import Desk
from sursur.answers.reproducing.verdicts import Reproduced, Verdict, reproduce, reproduce_all

__all__ = ["Desk", "Reproduced", "Verdict", "reproduce", "reproduce_all"]
