"""Who provides, passes on and receives: organisations with their kind, country, identifiers and parents.

`data/organisations/curated.csv`, `led_by.csv`, `types.csv`, `generic.csv` and `government_words.csv` are kept by hand;
the other tables there are rebuilt from the publishers' lists by `scripts/reference_organisations.py`.
"""

from sursur.reference.organisations.lookup import organisation_lookup, organisation_table
from sursur.reference.organisations.register import (
    Leadership,
    Organisation,
    Organisations,
    load_organisations,
)
from sursur.reference.organisations.resolve import (
    OrganisationMatch,
    resolve_organisation,
    resolve_provider,
)

__all__ = [
    "Leadership",
    "Organisation",
    "OrganisationMatch",
    "Organisations",
    "load_organisations",
    "organisation_lookup",
    "organisation_table",
    "resolve_organisation",
    "resolve_provider",
]
