"""Countries, territories, regions and states of the past, and what a source means by a name or a code.

`resolve` answers with a country, a region, a state of the past, an ambiguity or nothing, and says by which rule. It
never guesses: names are equal as a whole after normalisation (see `sursur.reference.names`) or they are not the same,
and a name that two states bear is ambiguous unless the scheme that the caller names settles it.
"""

from __future__ import annotations

from sursur.reference.countries.catalogue import Countries, load_countries
from sursur.reference.countries.display import country_name, place_name
from sursur.reference.countries.records import (
    CODE_SCHEMES,
    NAME_SCHEMES,
    SCHEMES,
    Country,
    HistoricState,
    OnAmbiguous,
    OnHistoric,
    Region,
    Resolution,
    Status,
)

__all__ = [
    "CODE_SCHEMES",
    "NAME_SCHEMES",
    "SCHEMES",
    "Countries",
    "Country",
    "HistoricState",
    "OnAmbiguous",
    "OnHistoric",
    "Region",
    "Resolution",
    "Status",
    "country_name",
    "load_countries",
    "place_name",
]
