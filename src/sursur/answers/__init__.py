"""What a reader asks of a release, and the answers: the same for the command line, the library and the web."""

from sursur.answers.asking import DIMENSIONS, FlowQuery, GroupAt, parse_group
from sursur.answers.emptiness import why_empty
from sursur.answers.explaining import Explanation, explain
from sursur.answers.flows import flows, party_names, selected_flows
from sursur.answers.notes import notes
from sursur.answers.profiles import CountryProfile, GroupProfile, World, country_profile, group_profile, world

__all__ = [
    "DIMENSIONS",
    "CountryProfile",
    "Explanation",
    "FlowQuery",
    "GroupAt",
    "GroupProfile",
    "World",
    "country_profile",
    "explain",
    "flows",
    "group_profile",
    "notes",
    "parse_group",
    "party_names",
    "selected_flows",
    "why_empty",
    "world",
]
