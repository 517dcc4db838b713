"""One observance or meeting: when, where, who came, and what it adopted."""

from __future__ import annotations

from markupsafe import Markup

from sursur.observatory.pages.record import RecordPage, found_record, items_section, language_of
from sursur.observatory.parts import Fact
from sursur.observatory.sentences import tell
from sursur.observatory.tables import Row
from sursur.observatory.telling import certainty, facts, language_note, original, place, provenance
from sursur.observatory.view import View


def build_event(view: View, event_id: str) -> RecordPage:
    row, records = found_record(view, "event", event_id), view.library.records
    say = view.say
    adopted = [
        records.instruments[name]
        for name in (row["outcome_instrument_id"] or "").split()
        if name in records.instruments
    ]
    return RecordPage(
        title=say.told(row["name"]),
        language=language_of(view, row),
        kicker=say.word(row["kind"]),
        mark=certainty(view, row),
        certain=row["confirmed"] == "confirmed",
        lead=(say.text("%(days)s, %(place)s.", days=days(view, row), place=place(view, row["place"])),
              *language_note(view)),
        summary=Markup(),
        facts=_facts(view, row),
        sections=items_section(view, "outcome", _outcome(view, row), "instrument", adopted),
    )  # fmt: skip


def _outcome(view: View, row: Row) -> Markup:
    say = view.say
    return say.text("Which decision is it from?") if row["kind"] == "observance" else say.text("What did it adopt?")


def days(view: View, row: Row) -> str:
    """The first and the last day, each as precise as its source; one day once."""
    if row["starts"] and row["ends"]:
        return view.say.days(row["starts"], row["ends"])
    first, last = view.say.dated(row["start_text"]), view.say.dated(row["end_text"])
    return f"{first} \N{EN DASH} {last}" if last and last != first else first


def _facts(view: View, row: Row) -> tuple[Fact, ...]:
    say = view.say
    actors = [say.word(actor.strip()) for actor in (row["kinds_of_actors"] or "").split(";") if actor.strip()]
    told = facts(
        (say.text("Called by"), tell(view.say, row["organisers"])),
        (say.text("Kinds of actors"), say.list(actors)),
        (say.text("How often"), tell(view.say, row["recurs"])),
    )
    return (*original(view, row), *told, *provenance(view, row))
