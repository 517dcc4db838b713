"""What the country tables hold, row by row, and what a resolution says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["matched", "ambiguous", "no_match", "region", "historic"]
OnHistoric = Literal["keep", "successor"]
"""`successor` turns a state of the past into the one state that continues it, where the year given allows it."""

OnAmbiguous = Literal["keep", "country"]
"""`country` takes the one country among candidates that are otherwise regions ('Micronesia', 'America')."""

NAME_SCHEMES: dict[str, str] = {
    "name": "free text: a name that two states bear is ambiguous",
    "dac_name": "labels of OECD's DAC lists: 'Congo' is COG, 'Korea' is KOR, 'Micronesia' is FSM, 'America' the region",
    "un_name": "short names of the United Nations and ISO: 'Congo' is COG",
    "imf_name": "names of the IMF: 'Korea' is KOR",
    "owid": "names of Our World in Data: 'Congo' is COG, 'Timor' is TLS",
    "nd_gain": "names of ND-GAIN, cut off at 22 to 35 characters; 'Congo' is COG",
    "aiddata": "AidData's research release: ISO 3166-1 alpha-3, else its own names and regional labels",
    "undp": "UNDP's list of South-South initiatives: ISO 3166-1 alpha-3 with its misspellings, else regional labels",
}
CODE_SCHEMES: dict[str, str] = {
    "iso2": "ISO 3166-1 alpha-2, with reserved and withdrawn codes",
    "iso3": "ISO 3166-1 alpha-3, with withdrawn codes and those of the World Bank and the IMF",
    "m49": "UN M49, three digits, countries and regions",
    "cow": "Correlates of War: a number may be several states in turn, so give the year",
    "gw": "Gleditsch and Ward: a number may be several states in turn, so give the year",
    "dac": "OECD DAC and CRS recipient and provider codes, countries and regions",
}
SCHEMES: dict[str, str] = NAME_SCHEMES | CODE_SCHEMES

CODES_FIRST = {"aiddata": "iso3", "undp": "iso3"}
"""Name schemes whose cells hold codes where there is one."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory that ISO 3166-1 lists, and Kosovo. Codes are empty where a list does not have it.

    `cow`, `gw` and `dac` are the codes of today. `sovereign` is the state that a territory belongs to or that
    administers it, empty for states and where that is contested; `disputed_note` says who holds what.
    """

    iso3: str
    iso2: str
    m49: str
    cow: str
    gw: str
    dac: str
    name_en: str
    region_code: str
    region: str
    subregion_code: str
    subregion: str
    intermediate_region: str
    sovereign: str
    territory_status: str
    disputed_note: str


@dataclass(frozen=True, slots=True)
class Region:
    """Anything between a country and the world: `kind` is region, unspecified or aggregate (a group that is summed).

    The code is OECD's where it has one, else `m49:`, `wb:` (World Bank), `hdr:` or `undp:` and the owner's code.
    """

    code: str
    name_en: str
    kind: str
    dac: str
    m49: str


@dataclass(frozen=True, slots=True)
class HistoricState:
    """A state that is no more. `continued_by` is the one state that is held to go on with it, from that year on."""

    id: str
    name: str
    starts: str
    ends: str
    successors: tuple[str, ...]
    continued_by: str
    continued_from: int | None
    note: str
    source: str

    @property
    def last_year(self) -> int | None:
        return int(self.ends[:4]) if self.ends else None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text means. `country` is set only when `status` is matched; `candidates` hold what else it may mean:

    ISO codes, `region:CODE` or `historic:ID`; for a state of the past its successors, for a part its country.
    """

    text: str
    scheme: str
    status: Status
    rule: str
    country: str | None = None
    region: str | None = None
    historic: str | None = None
    candidates: tuple[str, ...] = ()
    note: str = ""

    @property
    def meaning(self) -> str:
        """One word for tables: ISO code, `region:CODE`, `historic:ID`, `ambiguous` or `no_match`."""
        if self.status == "region":
            return f"region:{self.region}"
        if self.status == "historic":
            return f"historic:{self.historic}"
        return self.country or self.status


@dataclass(frozen=True, slots=True)
class Meaning:
    """The `means` cell of a table: ISO code, `region:CODE`, `historic:ID`, `ambiguous:A|B` or `none:why`."""

    kind: Literal["country", "region", "historic", "ambiguous", "none"]
    value: str

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.value.split("|")) if self.kind == "ambiguous" else (self.word,)

    @property
    def word(self) -> str:
        return self.value if self.kind == "country" else f"{self.kind}:{self.value}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that gives a text a meaning, and where it stands."""

    text: str
    meaning: Meaning
    schemes: frozenset[str]
    from_year: int | None
    to_year: int | None
    note: str
    source: str
    place: str
    by_hand: bool

    @property
    def dated(self) -> bool:
        return self.from_year is not None or self.to_year is not None

    def covers(self, year: int) -> bool:
        return (self.from_year is None or self.from_year <= year) and (self.to_year is None or year <= self.to_year)
