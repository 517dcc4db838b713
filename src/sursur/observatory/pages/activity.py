"""One activity as its source reports it: texts, parties, money, places, results, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sursur.model.source import Place
from sursur.observatory.activity.money import counting_sections, money_sections
from sursur.observatory.activity.parts import (
    outcome_sections,
    parties_section,
    places_section,
    problems_section,
    purpose_sections,
    related_section,
)
from sursur.observatory.activity.records import Activity, read_activity
from sursur.observatory.activity.tellings import tellings_section
from sursur.observatory.listing import Listing, Told, code_name, listed, plain
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Cell, Fact, Section
from sursur.observatory.sentences import tell, tell_place
from sursur.observatory.tables import Row
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text with its language, by code and by name (both empty where the record tells none)."""

    language: str
    language_name: str
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """One element in all its languages, the reader's first."""

    heading: str | Markup
    first: Narrative
    others: tuple[Narrative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage(Page):
    template: ClassVar[str] = "activity.html"
    kicker: Markup
    title_language: str
    texts: tuple[Texts, ...]
    facts: tuple[Fact, ...]


def build_activity(view: View, activity_id: str) -> ActivityPage:
    """Raises NotFoundError for an id that the release does not hold."""
    activity = read_activity(view.library, activity_id, view.asked.south)
    narratives = activity.rows("narrative")
    titles = _in_order(view, activity, [row for row in narratives if row["element"] == "title"])
    record = activity.record
    title = titles[0].text if titles else record["title"] or record["identifier"] or activity_id
    language = titles[0].language if titles else record["language"] or ""
    return ActivityPage(
        title=title,
        title_language=language if language != view.say.code else "",
        kicker=_kicker(view, record),
        lead=_lead(view, activity),
        texts=_texts(view, activity, narratives, titles),
        facts=_facts(view, activity),
        sections=(
            *counting_sections(view, activity),
            tellings_section(view, activity),
            *parties_section(view, activity),
            *purpose_sections(view, activity),
            *places_section(view, activity),
            *money_sections(view, activity),
            *outcome_sections(view, activity),
            *related_section(view, activity),
            *_every_text(view, narratives),
            problems_section(view, activity),
        ),
    )


def _kicker(view: View, record: Row) -> Markup:
    status = code_name(view, "ActivityStatus", record["status"])
    kind = view.say.text("Activity")
    return Markup("{} · {}").format(kind, status) if status else kind


def _lead(view: View, activity: Activity) -> tuple[Markup, ...]:
    say, record, source = view.say, activity.record, activity.source
    reporter = (
        record["reporting_name"] or record["reporting_ref"] or source.get("publisher") or say.text("not reported")
    )
    link = Markup('<a href="{}">{}</a>').format(
        view.asked.address(f"/source/{record['source_id']}"), view.short_title(source.get("dataset") or "")
    )
    told = say.text("Reported by %(reporter)s in %(source)s.", reporter=reporter, source=link)
    if record["included"] is False:
        reason = tell(say, record["left_out_reason"])
        return (told, say.text("Its source advises to leave it out of sums: %(reason)s", reason=reason))
    return (told,)


def _in_order(view: View, activity: Activity, rows: Sequence[Row]) -> tuple[Narrative, ...]:
    """In the reader's language first, then in the record's own, then as they stand."""
    own = activity.record["language"]

    def place(row: Row) -> int:
        language = (row["language"] or "").partition("-")[0]
        return 0 if language == view.say.code else 1 if row["language"] == own else 2

    ordered = sorted((row for row in rows if row["text"]), key=place)
    unique = {(row["language"] or "", row["text"]): None for row in ordered}
    return tuple(Narrative(language, language_name(view, language), text) for language, text in unique)


def language_name(view: View, language: str) -> str:
    """What a language is called in that of the reader; the code where nobody knows a name."""
    return str(view.say.locale.languages.get(language.partition("-")[0], language)) if language else ""


def _texts(view: View, activity: Activity, narratives: Sequence[Row], titles: Sequence[Narrative]) -> tuple[Texts, ...]:
    """The title where it stands in several languages, and every description."""
    told = [Texts(view.say.text("Title"), titles[0], tuple(titles[1:]))] if len(titles) > 1 else []
    kinds = {row["kind"]: None for row in narratives if row["element"] == "description"}
    for kind in kinds:
        rows = [row for row in narratives if row["element"] == "description" and row["kind"] == kind]
        found = _in_order(view, activity, rows)
        if found:
            heading = code_name(view, "DescriptionType", kind) or view.say.text("Description")
            told.append(Texts(heading, found[0], found[1:]))
    description = activity.record["description"]
    if not kinds and description:
        told.append(Texts(view.say.text("Description"), Narrative("", "", description), ()))
    return tuple(told)


def _every_text(view: View, narratives: Sequence[Row]) -> tuple[Section, ...]:
    say = view.say
    columns = (
        Told("text", say.text("Text"), _marked),
        Told("element", say.text("Element"), plain("element")),
        Told(
            "language",
            say.text("Language"),
            lambda row: Cell(row["language"], language_name(view, row["language"] or "")),
        ),
    )
    heading = say.text("Every text of the record")
    return listed(view, Listing("texts", heading, columns, narratives, folded=True))


def _marked(row: Row) -> Cell:
    return Cell(
        row["text"], Markup('<span lang="{}" dir="auto">{}</span>').format(row["language"] or "und", row["text"] or "")
    )


def _facts(view: View, activity: Activity) -> tuple[Fact, ...]:
    """Only what is told."""
    record = activity.record
    told = (*_dates(view, record), *_classes(view, record), *_place(view, activity))
    return tuple(fact for fact in told if fact[1])


def _dates(view: View, record: Row) -> tuple[Fact, ...]:
    say = view.say
    return (
        (say.text("Identifier"), record["identifier"] or "", ""),
        (say.text("Start"), say.day(record["start_actual"]), ""),
        (say.text("Planned start"), say.day(record["start_planned"]), ""),
        (say.text("End"), say.day(record["end_actual"]), ""),
        (say.text("Planned end"), say.day(record["end_planned"]), ""),
        (say.text("Changed by its publisher"), say.day(record["last_updated"]), ""),
    )


def _classes(view: View, record: Row) -> tuple[Fact, ...]:
    """What holds for its transactions where they say nothing of their own."""
    say = view.say
    return (
        (say.text("Kind of collaboration"), code_name(view, "CollaborationType", record["collaboration_type"]), ""),
        (say.text("Kind of flow"), code_name(view, "FlowType", record["default_flow_type"]), ""),
        (say.text("Finance"), code_name(view, "FinanceType", record["default_finance_type"]), ""),
        (say.text("Type of aid"), code_name(view, "AidType", record["default_aid_type"]), ""),
        (say.text("Tied"), code_name(view, "TiedStatus", record["default_tied_status"]), ""),
        (say.text("Scope"), code_name(view, "ActivityScope", record["scope"]), ""),
        (say.text("Class given by its source"), record["flow_class"] or "", ""),
        (say.text("Humanitarian"), say.text("yes") if record["humanitarian"] else "", ""),
        (say.text("Currency"), record["default_currency"] or "", ""),
    )


def _place(view: View, activity: Activity) -> tuple[Fact, ...]:
    """Where the record stands: anybody can open the file there and compare."""
    say, record, source = view.say, activity.record, activity.source
    place = Place(sheet=record["sheet"], row=record["row"], byte_offset=record["byte_offset"])
    return (
        (say.text("File"), source.get("file_name") or "", view.asked.address(f"/source/{record['source_id']}")),
        (say.text("Place in the file"), tell_place(say, place), ""),
        (say.text("Standard"), f"IATI {record['version']}" if record["version"] else "", ""),
        (say.text("Record"), activity.activity_id, ""),
    )
