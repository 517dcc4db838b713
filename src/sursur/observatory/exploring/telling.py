"""What one sees in an answer of Explore, said in sentences: the sum, how many flows, what is unknown, the largest."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from sursur.answers.adding import SEVERAL_MONIES, SEVERAL_STAGES, SEVERAL_TELLINGS
from sursur.observatory.exploring.asked import Explored
from sursur.observatory.exploring.names import dimension_name, value_name
from sursur.observatory.exploring.pivot import Figure, Pivot
from sursur.observatory.sentences import tell
from sursur.observatory.view import View

OPTIONS: Mapping[str, str] = {
    "provider_group": "Members of, as providers",
    "recipient_group": "Members of, as recipients",
    "year": "Years",
    "year_from": "First year",
    "year_to": "Last year",
    "south": "Who is the South?",
    "stage": "Promised or paid?",
    "prices": "Which dollars?",
    "every": "Every telling",
    "cell": "Cell",
}
"""Filters that are no dimensions, and those whose question is more than the name of one."""
NOTED: Mapping[str, str] = {
    "providers": "provider",
    "recipients": "recipient",
    "sectors": "sector",
    "goals": "goal",
    "forms": "form",
    "instruments": "instrument",
    "sources": "source",
    "flow_classes": "flow_class",
    "crises": "crisis",
}
"""Filters as a query names them, and the dimensions that they choose from."""
SEEN = ("rows", "columns", "show", "page", "all")
"""What an answer shows by itself."""


def filters_in_words(view: View, explored: Explored) -> Markup:
    """Every filter that is set, for files that have no form beside them."""
    set_ = {name: values for name, values in explored.words.items() if name not in SEEN}
    parts = [_filter(view, name, values) for name, values in set_.items()]
    return Markup(" \N{MIDDLE DOT} ").join(parts)


def _filter(view: View, name: str, values: tuple[str, ...]) -> Markup:
    label = view.say.text(OPTIONS[name]) if name in OPTIONS else dimension_name(view, name)
    named = values if name in (*OPTIONS, "provider", "recipient") else [value_name(view, name, one) for one in values]
    return Markup("{}: {}").format(label, view.say.separator.join(named))


def noted_filters(view: View, text: str) -> Markup:
    """The same from the note of an answer, such as `forms=south_south; year_to=2015`."""
    parts = (part.partition("=") for part in text.split("; ") if "=" in part)
    named = [_noted(view, NOTED.get(name, name), tuple(values.split(","))) for name, _, values in parts]
    return Markup(" \N{MIDDLE DOT} ").join(named) or tell(view.say, text)


def _noted(view: View, name: str, values: tuple[str, ...]) -> Markup:
    if name in ("provider", "recipient"):
        return _filter(view, name, tuple(view.party(code) for code in values))
    if name in ("provider_group", "recipient_group"):
        return _filter(view, name, tuple(_group_at(view, text) for text in values))
    return _filter(view, name, values)


def _group_at(view: View, text: str) -> str:
    group_id, _, on = text.partition("@")
    named = view.say.group(group_id)
    return view.say.text("%(group)s, members of %(day)s", group=named, day=view.say.dated(on)) if on else named


def sentences(view: View, explored: Explored, pivot: Pivot, why_not_added: str) -> tuple[Markup, ...]:
    total = pivot.total
    if why_not_added:
        return (how_many(view, total.flows), reason(view, why_not_added), *unknown(view, total))
    return (together(view, total), *unknown(view, total), *_largest(view, explored, pivot))


def together(view: View, total: Figure) -> Markup:
    return view.say.plural(
        "%(count)s flow fits; together: %(usd)s.",
        "%(count)s flows fit; together: %(usd)s.",
        total.flows,
        usd=view.say.money(total.usd),
    )


def how_many(view: View, flows: int) -> Markup:
    return view.say.plural("%(count)s flow fits.", "%(count)s flows fit.", flows)


def reason(view: View, why_not_added: str) -> Markup:
    say = view.say
    return {
        SEVERAL_STAGES: say.text("Stages and measures tell of the same money and are not added up."),
        SEVERAL_TELLINGS: say.text("Several sources tell of the same money: their sums are not added up."),
        SEVERAL_MONIES: say.text("Different currencies and price years are not added up."),
    }[why_not_added]


def unknown(view: View, total: Figure) -> tuple[Markup, ...]:
    """Totals say how much is unknown."""
    if not total.without:
        return ()
    told = view.say.plural(
        "%(count)s of %(flows)s flows has no value in dollars and is not in the sum.",
        "%(count)s of %(flows)s flows have no value in dollars and are not in the sum.",
        total.without,
        flows=view.say.number(total.flows),
    )
    return (told,)


def _largest(view: View, explored: Explored, pivot: Pivot) -> tuple[Markup, ...]:
    """For each dimension its largest value and share; none where sums go below zero or there is nothing to compare."""
    found = []
    for name, sums in zip(explored.dimensions, (pivot.by_row, pivot.by_column), strict=False):
        told = {key: figure.usd for key, figure in sums.items() if figure.usd is not None and key is not None}
        if len(sums) < 2 or not told or not pivot.total.usd or pivot.total.usd <= 0:
            continue
        key = min(told, key=lambda one: (-(told[one] or 0), str(one)))
        found.append(
            view.say.text(
                "%(dimension)s with the most: %(name)s, %(usd)s (%(share)s).",
                dimension=dimension_name(view, name),
                name=Markup("<bdi>{}</bdi>").format(value_name(view, name, key)),
                usd=view.say.money(told[key]),
                share=view.say.percent((told[key] or 0) / pivot.total.usd),
            )
        )
    return tuple(found)
