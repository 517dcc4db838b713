"""Who takes part in an activity, what it is for, where it happens, what came of it, and what is wrong in its record."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.activity.records import Activity
from sursur.observatory.charts.world_map import Place, WorldMap
from sursur.observatory.listing import Listing, Told, code_name, coded, day, listed, plain, reason
from sursur.observatory.maps import boundaries, country_title
from sursur.observatory.parts import Cell, Section
from sursur.observatory.sentences import source_link
from sursur.observatory.tables import Row
from sursur.observatory.view import View
from sursur.reference.countries import SCHEMES, load_countries
from sursur.reference.projection import project
from sursur.reference.sdg import goal_of_target, goal_text, target_text
from sursur.reference.shapes import Shape, load_world

MOST_POINTS = 300
MOST_DEGREES = {"latitude": 90, "longitude": 180}
SECTOR_LISTS = {None: ("Sector",), "1": ("Sector",), "2": ("SectorCategory", "DacSectorGroup")}
"""By the vocabulary that a record names; groups of sectors are written like sectors."""
GOALS, TARGETS = "2", "3"
"""Vocabularies of tags: goals and targets of the Sustainable Development Goals."""
ROLES = {
    "funding": "funding",
    "accountable": "accountable",
    "extending": "extending",
    "implementing": "implementing",
    "other": "other",
}
DIMENSIONS = {"country": "Country", "region": "Region", "sector": "Sector"}
TAGS = {
    "tag": "Tag",
    "policy_marker": "Policy marker",
    "humanitarian_scope": "Humanitarian scope",
    "aid_type": "Type of aid",
}


def parties_section(view: View, activity: Activity) -> tuple[Section, ...]:
    say = view.say
    columns = (
        Told("party", say.text("Name"), lambda row: Cell(row["name"] or row["ref"], row["name"] or row["ref"] or "")),
        Told("role", say.text("Role"), lambda row: _worded(view, ROLES, row["role"])),
        Told("type", say.text("Kind"), coded(view, "OrganisationType", "type")),
        Told("ref", say.text("Identifier"), plain("ref")),
        Told("activity_ref", say.text("Its own activity"), plain("activity_ref")),
    )
    return listed(view, Listing("parties", say.text("Who takes part?"), columns, activity.rows("participant")))


def purpose_sections(view: View, activity: Activity) -> tuple[Section, ...]:
    """Countries, regions and sectors with their shares, of the activity as a whole; and what it is tagged with."""
    say = view.say
    splits = (
        Told("what", say.text("What"), lambda row: _split(view, row)),
        Told("dimension", say.text("Kind"), lambda row: _worded(view, DIMENSIONS, row["dimension"])),
        Told("percentage", say.text("Share"), lambda row: _percentage(view, row["percentage"]), "share"),
        Told("code", say.text("Code"), plain("code")),
        Told("vocabulary", say.text("List"), lambda row: Cell(row["vocabulary"], _vocabulary(view, row))),
    )
    tags = (
        Told("what", say.text("What"), lambda row: _tag(view, row)),
        Told("kind", say.text("Kind"), lambda row: _worded(view, TAGS, row["kind"])),
        Told("significance", say.text("Significance"), coded(view, "PolicySignificance", "significance")),
        Told("code", say.text("Code"), plain("code")),
    )
    whole = [row for row in activity.rows("split") if not row["transaction_id"]]
    own = [row for row in activity.rows("tag") if row["significance"] != "0"]
    return (
        *listed(view, Listing("shares", say.text("For whom and for what?"), splits, whole)),
        *listed(view, Listing("tags", say.text("Which goals and themes does it name?"), tags, own)),
    )


def _worded(view: View, words: dict[str, str], value: str | None) -> Cell:
    return Cell(value, view.say.text(words[value]) if value in words else value or "")


def _percentage(view: View, value: Decimal | None) -> Cell:
    share = float(value) / 100 if value is not None else None
    return Cell(share, view.say.percent(share) if share is not None else "")


def _split(view: View, row: Row) -> Cell:
    if row["dimension"] == "country":
        country = _country(row)
        return view.party_cell(country) if country else Cell(row["code"], row["name"] or row["code"] or "")
    if row["dimension"] == "region":
        return Cell(row["code"], row["name"] or code_name(view, "Region", row["code"]))
    names = (code_name(view, known, row["code"]) for known in SECTOR_LISTS.get(row["vocabulary"], ()))
    listed_name = next((name for name in names if name != row["code"]), "")
    return Cell(row["code"], listed_name or row["name"] or row["code"] or "")


def _country(row: Row) -> str | None:
    """By the code, which is of ISO 3166-1 unless the record names another list; else by the name."""
    scheme = row["vocabulary"] or f"iso{len(row['code'] or '')}"
    if row["code"] and scheme in SCHEMES:
        return load_countries().resolve(row["code"], scheme).country
    return load_countries().resolve(row["name"] or row["code"]).country


def _vocabulary(view: View, row: Row) -> str:
    lists = {"sector": "SectorVocabulary", "region": "RegionVocabulary"}
    known = lists.get(row["dimension"])
    return code_name(view, known, row["vocabulary"]) if known else ""


def _tag(view: View, row: Row) -> Cell:
    code, language = row["code"] or "", view.say.code
    if row["kind"] == "tag" and row["vocabulary"] == GOALS and code.isdigit() and 1 <= int(code) <= 17:
        return Cell(code, goal_text(str(int(code)), language).title)
    if row["kind"] == "tag" and row["vocabulary"] == TARGETS and goal_of_target(code):
        return Cell(code, target_text(code, language).title)
    lists = {"policy_marker": "PolicyMarker", "aid_type": "AidType"}
    known = lists.get(row["kind"]) if row["vocabulary"] == "1" else None
    return Cell(code, code_name(view, known, code) if known else row["name"] or code)


def places_section(view: View, activity: Activity) -> tuple[Section, ...]:
    """A map of the places that have coordinates, and all of them as a table."""
    say, rows = view.say, activity.rows("place")
    columns = (
        Told(
            "name", say.text("Name"), lambda row: Cell(row["name"], row["name"] or row["id_code"] or row["ref"] or "")
        ),
        Told("latitude", say.text("Latitude"), lambda row: _degrees(view, row["latitude"])),
        Told("longitude", say.text("Longitude"), lambda row: _degrees(view, row["longitude"])),
        Told("id_code", say.text("Code"), plain("id_code")),
        Told("id_vocabulary", say.text("List"), coded(view, "GeographicVocabulary", "id_vocabulary")),
    )
    sections = listed(view, Listing("places", say.text("Where does it happen?"), columns, rows))
    points = [row for row in rows if _is_on_earth(row)][:MOST_POINTS]
    if not sections or not points:
        return sections
    section = sections[0]
    title = say.plural("%(count)s place on the map", "%(count)s places on the map", len(points))
    return (
        Section(
            anchor="places", heading=section.heading, sentences=(title,), picture=_map(view, points, str(title)),
            picture_kind="map", notes=(boundaries(view),), table=section.table, downloads=section.downloads,
        ),
    )  # fmt: skip


def _place_name(row: Row) -> Cell:
    return Cell(row["name"], row["name"] or row["id_code"] or row["ref"] or "")


def _degrees(view: View, value: Decimal | float | None) -> Cell:
    return Cell(str(value) if value is not None else None, view.say.number(value) if value is not None else "")


def _is_on_earth(row: Row) -> bool:
    """Both coordinates are told and possible; 0, 0 is where programs put what they do not know."""
    told = [row[name] for name in MOST_DEGREES]
    return None not in told and any(told) and all(abs(row[name]) <= most for name, most in MOST_DEGREES.items())


def _map(view: View, points: list[Row], title: str) -> WorldMap:
    world = load_world()
    lands = [Place(shape, "land", *country_title(view, code)) for code, shape in world.countries.items()]
    marks = [_point(row) for row in points]
    return WorldMap(title, "south_south", (*lands, *marks), (), (), world, view.asked.south_up)


def _point(row: Row) -> Place:
    x, y = project(float(row["longitude"]), float(row["latitude"]))
    return Place(Shape("", round(x), round(y), ""), "point", row["name"] or "", "")


def outcome_sections(view: View, activity: Activity) -> tuple[Section, ...]:
    say = view.say
    results = (
        Told("result", say.text("Result"), plain("title")),
        Told("indicator", say.text("Indicator"), plain("indicator")),
        Told("type", say.text("Kind"), coded(view, "ResultType", "type")),
        Told("period_start", say.text("From"), day(view, "period_start")),
        Told("period_end", say.text("to"), day(view, "period_end")),
        Told("baseline_value", say.text("At the start"), plain("baseline_value")),
        Told("target", say.text("Aim"), plain("target")),
        Told("actual", say.text("Reached"), plain("actual")),
    )
    documents = (
        Told("document", say.text("Title"), _document),
        Told("url", say.text("Address"), lambda row: Cell(row["url"], source_link(row["url"]))),
        Told("categories", say.text("Kind"), lambda row: _categories(view, row["categories"])),
        Told("languages", say.text("Language"), plain("languages")),
        Told("date", say.text("Date"), day(view, "date")),
        Told("format", say.text("Format"), plain("format")),
    )
    return (
        *listed(view, Listing("results", say.text("What came of it?"), results, activity.rows("result"))),
        *listed(
            view, Listing("documents", say.text("Which documents are there?"), documents, activity.rows("document"))
        ),
    )


def _document(row: Row) -> Cell:
    return Cell(row["title"], row["title"] or row["url"] or "")


def _categories(view: View, codes: str | None) -> Cell:
    names = [code_name(view, "DocumentCategory", code) for code in (codes or "").split()]
    return Cell(codes, view.say.list(names) if names else "")


def related_section(view: View, activity: Activity) -> tuple[Section, ...]:
    """Other activities that it names, with the page of those that the release holds, and its other identifiers."""
    say, rows = view.say, activity.rows("related")
    known = _known(view, [row["ref"] for row in rows if row["kind"] == "related_activity" and row["ref"]])
    columns = (
        Told("ref", say.text("Identifier"), lambda row: Cell(row["ref"], row["ref"] or "", known.get(row["ref"], ""))),
        Told("kind", say.text("Kind"), lambda row: Cell(row["kind"], _related_kind(view, row))),
        Told("owner_ref", say.text("Whose"), plain("owner_ref")),
    )
    return listed(view, Listing("related", say.text("What is it part of?"), columns, rows))


def _related_kind(view: View, row: Row) -> str | Markup:
    if row["kind"] == "other_identifier":
        return code_name(view, "OtherIdentifierType", row["type"]) or view.say.text("other identifier")
    return code_name(view, "RelatedActivityType", row["type"]) or view.say.text("related activity")


def _known(view: View, identifiers: list[str]) -> dict[str, str]:
    sql = "SELECT identifier, min(activity_id) FROM activity WHERE identifier IN (SELECT unnest(?)) GROUP BY ALL"
    found = view.library.tables.tuples(sql, [identifiers])
    return {identifier: view.asked.address(f"/activity/{activity_id}") for identifier, activity_id in found}


def problems_section(view: View, activity: Activity) -> Section:
    say = view.say
    columns = (
        Told("severity", say.text("Severity"), lambda row: Cell(row["severity"], say.word(row["severity"]))),
        Told("code", say.text("Code"), plain("code")),
        Told("column", say.text("Element"), plain("column")),
        Told("message", say.text("What is wrong"), reason(view, "message"), "says"),
        Told("repair", say.text("What can be done"), reason(view, "repair"), "says"),
    )
    heading = say.text("What is wrong in its record?")
    found = listed(view, Listing("problems", heading, columns, activity.problems))
    return (
        found[0]
        if found
        else Section(anchor="problems", heading=heading, empty=say.text("Nothing was found wrong in this record."))
    )
