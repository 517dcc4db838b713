"""Which items of cooperation does the catalogue of the groups A, B and C hold, and how is each counted and valued?"""

from __future__ import annotations

from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import Kind
from sursur.release import Release
from sursur.sentences import Sentence

GROUPS = ("a", "b", "b_or_c", "c")
GROUP_OF_ITEMS = Parameter(
    "group",
    Kind.CHOICES,
    "a (money), b (things and people that can be valued), c (counts), b_or_c; several separated by commas.",
    choices=GROUPS,
)


def compute(release: Release, asked: Asked) -> Answer:
    items = release.table("framework_item")
    if asked["group"]:
        items = items.filter(items.framework_group.lower().isin(asked["group"]))
    table = items.order_by("position").drop("position", "catalogue", "version", "status")
    return Answer(make_table=lambda: table, notes=catalogue_notes(release))


def catalogue_notes(release: Release) -> tuple[tuple[str, str], ...]:
    """Whose catalogue the release was built with."""
    items = release.table("framework_item")
    known = release.rows(items.select("catalogue", "version", "status").distinct()).to_pylist()
    return tuple(("Catalogue", _catalogue(**row)) for row in known)


def _catalogue(catalogue: str, version: str, status: str) -> Sentence:
    return Sentence(
        "%(catalogue)s, version %(version)s: %(status)s",
        catalogue=Sentence(catalogue),
        version=str(version),
        status=Sentence(status),
    )


MEASURE = Measure(
    title="Catalogue of the groups A, B and C",
    definition="The items by which flows are placed in the groups of the UN Conceptual Framework to Measure South-South"
    " Cooperation: A money, B things and people that can be valued, C counts that are never valued. The framework's "
    "own list of items stands in no public text: the catalogue that comes with Sursur is ours, not official, and an "
    "agency can replace it by its own.",
    columns={
        "item": "id of the item",
        "framework_group": "A, B, C, or B_or_C: valued like B where a cost is known, else counted like C",
        "name": "as readers see it",
        "meaning": "what belongs to it",
        "units": "in what it is counted",
        "valued": "face_value, cost, cost_if_known, none",
        "separate": "kept apart from other sums under this name",
        "tossd_modalities": "TOSSD modalities that belong to it",
        "aid_types": "IATI and DAC types of aid that belong to it",
        "finance_types": "IATI and DAC types of finance in which it comes",
        "segib_sectors": "sectors of SEGIB in which it usually stands",
        "verified_where": "where it is documented that somebody counts it",
    },
    compute=compute,
    parameters=(GROUP_OF_ITEMS,),
    sources=("https://unctad.org/osgstatement/inter-regional-expert-meeting-measuring-south-south-cooperation",),
    example={},
)
