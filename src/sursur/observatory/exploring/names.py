"""Dimensions and their values in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from sursur.observatory.exploring.pivot import Key
from sursur.observatory.fields import field_label
from sursur.observatory.figure_words import plain_word
from sursur.observatory.purpose.subjects import goal_name
from sursur.observatory.view import View
from sursur.reference.sdg import GOALS

DIMENSION_NAMES: Mapping[str, str] = {
    "provider": "Provider",
    "provider_organisation": "Providing organisation",
    "provider_kind": "Kind of provider",
    "recipient": "Recipient",
    "recipient_region": "Region of the recipient",
    "channel": "Channel",
    "year": "Year",
    "sector": "Sector",
    "goal": "Goal",
    "form": "Form",
    "instrument": "Instrument",
    "stage": "Stage",
    "measure": "Measure of an aggregate",
    "flow_class": "Class of flow",
    "source": "Source",
    "layer": "Kind of telling",
    "crisis": "Crisis",
    "declared_form": "Form as declared",
    "counted": "Counted",
}


def dimension_name(view: View, dimension: str) -> Markup:
    return view.say.text(DIMENSION_NAMES[dimension])


def value_name(view: View, dimension: str, value: Key) -> str | Markup:
    """What a value is called; its code where nobody has named it."""
    if value is None:
        return view.say.text("not reported")
    made = _MADE.get(dimension)
    return made(view, value) if made else str(value)


def _yes_or_no(view: View, value: Key) -> Markup:
    return view.say.text("yes") if value else view.say.text("no")


def _goal(view: View, value: Key) -> str:
    return goal_name(view, str(value)) if str(value) in GOALS else str(value)


def _words(view: View, value: Key) -> Markup:
    return view.say.word(str(value))


def _plain_words(view: View, value: Key) -> Markup:
    return plain_word(view, str(value).replace("_", " "))


_MADE: Mapping[str, Callable[[View, Key], str | Markup]] = {
    "provider": lambda view, value: view.party(value),
    "provider_organisation": lambda view, value: view.party(value),
    "recipient": lambda view, value: view.party(value),
    "recipient_region": lambda view, value: view.party(value),
    "channel": lambda view, value: view.party(value),
    "sector": lambda view, value: field_label(view, "sector", value),
    "goal": _goal,
    "source": lambda view, value: view.short_title(value),
    "counted": _yes_or_no,
    "measure": _plain_words,
    "flow_class": _plain_words,
    **dict.fromkeys(("form", "instrument", "stage", "layer", "provider_kind", "declared_form"), _words),
}
