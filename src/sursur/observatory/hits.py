"""What a search found, as a reader sees it: its name, where it leads, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from sursur.answers.searching import Hit
from sursur.errors import NotFoundError
from sursur.observatory.listing import code_name
from sursur.observatory.pages.record import record_address
from sursur.observatory.records import KINDS as RECORDS
from sursur.observatory.records import dated, name_of
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.reference.codes import code_list
from sursur.reference.sdg import goal_of_target

LONGEST_MATCH = 220
PURPOSE_DIGITS, SECTOR_DIGITS = 5, 3


@dataclass(frozen=True, slots=True)
class Shown:
    """`language` is that of the title where it is not the reader's, `matched` another text that holds the words."""

    kind: str
    key: str
    title: str
    language: str
    href: str
    about: tuple[str | Markup, ...] = ()
    matched: str = ""
    matched_language: str = ""


def kind_names(view: View) -> Mapping[str, Markup]:
    """The groups of hits, as a reader calls them."""
    say = view.say
    return {
        "country": say.text("Countries"),
        "group": say.text("Groups of countries"),
        "organisation": say.text("Organisations"),
        "instrument": say.text("Declarations and agreements"),
        "commitment": say.text("Promises"),
        "event": say.text("Events"),
        "initiative": say.text("Initiatives"),
        "measure": say.text("Measures"),
        "sector": say.text("Sectors"),
        "goal": say.text("Sustainable Development Goals"),
        "target": say.text("Targets of the goals"),
        "crisis": say.text("Crises"),
        "source": say.text("Sources"),
        "activity": say.text("Activities"),
    }


def shown_hits(view: View, hits: Iterable[Hit]) -> tuple[Shown, ...]:
    found = tuple(hits)
    activities = _activities(view, [hit.key for hit in found if hit.kind == "activity"])
    return tuple(_shown(view, hit, activities) for hit in found)


def _shown(view: View, hit: Hit, activities: Mapping[str, Row]) -> Shown:
    title, own = _title(view, hit)
    other = hit.language if hit.language != view.say.code and not own else ""
    matched = hit.matched.text if hit.matched and hit.matched.text != title else ""
    return Shown(
        kind=hit.kind,
        key=hit.key,
        title=title,
        language=other,
        href=_address(view, hit),
        about=tuple(part for part in _about(view, hit, activities) if part),
        matched=_shortened(matched),
        matched_language=hit.matched.language if hit.matched and hit.matched.language != view.say.code else "",
    )


def _title(view: View, hit: Hit) -> tuple[str, bool]:
    """The name of a hit, and whether it stands in the reader's own language whatever the index says."""
    return (view.party(hit.key), True) if hit.kind == "country" else (hit.title, False)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_MATCH else f"{text[:LONGEST_MATCH].rsplit(' ', 1)[0]} \N{HORIZONTAL ELLIPSIS}"


def _address(view: View, hit: Hit) -> str:
    """The page of what was found; nothing where this release has none."""
    if hit.kind in RECORDS:
        row = view.library.records.all_of(hit.kind).get(hit.key)
        return record_address(view, hit.kind, row) if row else ""
    if hit.kind == "group":
        return view.asked.address(f"/group/{hit.key}") if _has_members(view, hit.key) else ""
    if hit.kind == "organisation":
        return _organisation_page(view, hit.key)
    if hit.kind == "sector":
        return view.asked.address(f"/sector/{hit.key[:SECTOR_DIGITS]}")
    if hit.kind == "target":
        return view.asked.address(f"/goal/{goal_of_target(hit.key)}")
    return view.asked.address(f"/{hit.kind}/{hit.key}")


def _has_members(view: View, group_id: str) -> bool:
    try:
        return bool(view.library.group(group_id))
    except NotFoundError:
        return False


def _organisation_page(view: View, key: str) -> str:
    """Its own page where the release holds its flows; a public body is shown with its country."""
    if key in view.library.organisations:
        return view.asked.address(f"/provider/{key}")
    country = key.removeprefix("gov:")
    return (
        view.asked.address(f"/country/{country}") if key.startswith("gov:") and view.library.is_country(country) else ""
    )


def _about(view: View, hit: Hit, activities: Mapping[str, Row]) -> tuple[str | Markup, ...]:
    say = view.say
    if hit.kind == "activity":
        row = activities.get(hit.key, {})
        start = row.get("start")
        return (row.get("reporting_name") or "", str(start.year) if start else "", _dataset(view, row))
    if hit.kind in RECORDS:
        return _about_record(view, hit)
    if hit.kind == "sector":
        return (say.text("code %(code)s", code=hit.key), _category(view, hit.key))
    if hit.kind in ("goal", "target"):
        return (say.text("SDG %(code)s", code=hit.key),)
    if hit.kind == "source":
        return (view.library.sources.get(hit.key, {}).get("publisher") or "",)
    return (hit.key,) if hit.kind == "country" else ()


def _about_record(view: View, hit: Hit) -> tuple[str | Markup, ...]:
    row = view.library.records.all_of(hit.kind).get(hit.key, {})
    if hit.kind == "commitment":
        return (view.say.told(name_of(view.library.records.instruments.get(row.get("instrument_id", ""), {}))),)
    return (view.say.word(row.get("kind")), view.say.dated(dated(row)))


def _category(view: View, code: str) -> str:
    """The sector that a purpose belongs to, by which flows are summed."""
    listed = code_list("SectorCategory")
    if len(code) != PURPOSE_DIGITS or code[:SECTOR_DIGITS] not in listed:
        return ""
    return code_name(view, "SectorCategory", code[:SECTOR_DIGITS])


def _dataset(view: View, row: Row) -> str:
    return view.short_title(row["dataset"]) if row.get("dataset") else ""


def _activities(view: View, keys: list[str]) -> dict[str, Row]:
    """Who reports each activity, when it begins and in which data set."""
    if not keys:
        return {}
    sql = (
        "SELECT activity_id, reporting_name, coalesce(start_actual, start_planned) AS start, dataset "
        "FROM activity LEFT JOIN source USING (source_id) WHERE activity_id IN (SELECT unnest(?))"
    )
    return {row["activity_id"]: row for row in view.library.tables.rows(sql, [keys])}
