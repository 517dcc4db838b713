"""The note that travels with every table: what was asked, of which release, how it was counted, from which sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import selected_flows
from sursur.release import Release
from sursur.sentences import Sentence, Several, phrase, word_term

STAGE_WORDS = {
    "best": Sentence("best available: disbursements where an activity reports any, else its commitments"),
    "disbursement": Sentence("disbursements only"),
    "commitment": Sentence("commitments only"),
    "forward": Sentence("budgets and planned disbursements only"),
    "any": Sentence("all stages together: do not read the sum as money moved"),
}
PRICE_WORDS = {
    "constant": phrase("US dollars at constant prices of %(year)s"),
    "current": phrase("US dollars at the prices and rates of each month"),
    "reported": phrase("as reported, by currency and price year"),
}
COUNTING_WORDS = {
    True: Sentence("each flow once (explain tells why)"),
    False: Sentence("every telling, also where another source tells of the same money: do not add up sources"),
}
SOURCE_KEYS = ("title", "publisher", "url", "licence")
FRAMING = ("prices", "stage", "south", "counted", "group_by")


def notes(release: Release, query: FlowQuery) -> tuple[tuple[str, str], ...]:
    """Labels and texts in the order in which they are read."""
    year = release.manifest.options.get("base_year", "")
    return (
        ("Release", release.release_id),
        ("Filters", filters_in_words(query)),
        ("Money", Sentence(PRICE_WORDS[query.prices], year=year)),
        ("Stage", STAGE_WORDS[query.stage]),
        ("South", word_term(query.south)),
        ("Counting", COUNTING_WORDS[query.counted]),
        *source_notes(release, query),
    )


def filters_in_words(query: FlowQuery) -> str:
    """Only the filters that are set, in the order of `FlowQuery`."""
    given = ((field.name, getattr(query, field.name)) for field in fields(query) if field.name not in FRAMING)
    told = [f"{name}={_words(value)}" for name, value in given if value not in ((), None, "")]
    return "; ".join(told) or Sentence("none")


def _words(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def source_notes(release: Release, query: FlowQuery) -> tuple[tuple[str, str], ...]:
    """One line per data set behind the answer: title, publisher, address and licence as stated."""
    return release.remembered(("sources", query), lambda: _source_lines(release, query))


def _source_lines(release: Release, query: FlowQuery) -> tuple[tuple[str, str], ...]:
    used = selected_flows(release, query).select("source_id").distinct()
    source = release.table("source")
    rows = release.rows(
        source.semi_join(used, "source_id")
        .select("dataset", "title", "publisher", "url", "licence")
        .distinct()
        .order_by("dataset", "title", "publisher", "url", "licence")
    ).to_pylist()
    return tuple(source_note(row) for row in rows)


def source_note(row: Mapping[str, str | None]) -> tuple[str, str]:
    """Title, publisher, address and licence of a source, as it states them."""
    return ("Source", Several((Sentence(str(row[key])) for key in SOURCE_KEYS if row[key]), "; "))
