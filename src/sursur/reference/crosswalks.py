"""From one list of codes to another: sectors to goals, types of finance to instruments, declared codes to forms.

Each crosswalk is a CSV file in `data/crosswalks` that an agency can replace; `crosswalks.csv` names them with their
version. Every row says on what it rests (`basis`: official, corroborated, public, ours) and where it comes from. None
of our own placements is called official.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pyarrow as pa

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.model.values import Form, Instrument
from sursur.reference.codes import code_list, normalise
from sursur.reference.packaged import read_rows

BASES = {"official", "corroborated", "public", "ours"}
# Closed lists that are values of the model and not files.
MODEL_LISTS: Mapping[str, frozenset[str]] = {"Instrument": frozenset(Instrument), "Form": frozenset(Form)}
# Vocabularies of IATI sectors that are the DAC's: 5 digits and 3 digits. Files of 1.x leave the vocabulary out.
DAC_VOCABULARIES = {None, "", "1", "2"}


@dataclass(frozen=True, slots=True)
class Link:
    """One code leads to another; rank 1 is the main one, higher ranks are further meanings."""

    from_code: str
    to_code: str
    rank: int
    basis: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    name: str
    version: str
    title: str
    links: tuple[Link, ...]
    main: Mapping[str, Link]

    def to(self, code: str | None) -> str | None:
        """The main code that `code` leads to, None where it leads nowhere."""
        link = self.main.get(code or "")
        return link.to_code if link else None

    def all_from(self, code: str) -> tuple[Link, ...]:
        return tuple(link for link in self.links if link.from_code == code)

    def __iter__(self) -> Iterator[Link]:
        return iter(self.links)

    def __len__(self) -> int:
        return len(self.links)


@dataclass(frozen=True, slots=True)
class DacSector:
    """What a reported sector says, as far down as it goes: purpose (5 digits), sector (3 digits), heading over sectors.

    A source that knows only the heading (110 Education) has no `sector`; `status` is the one of `codes.normalise`.
    """

    purpose: str | None
    sector: str | None
    group: str | None
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentHint:
    """What the recipient gets, and which code said so (`rule`)."""

    instrument: Instrument
    rule: str
    note: str


def crosswalk(name: str) -> Crosswalk:
    """A crosswalk by its name in `crosswalks.csv`. Raises NotFoundError for any other."""
    if name not in _declared():
        raise NotFoundError(f"There is no crosswalk {name}.", repair=f"Crosswalks: {', '.join(sorted(_declared()))}.")
    return _load(name)


def crosswalk_names() -> tuple[str, ...]:
    return tuple(sorted(_declared()))


@cache
def crosswalk_table(name: str) -> pa.Table:
    """The links of a crosswalk to join on: `from_code, to_code, rank, basis, note, source, version`."""
    walk = crosswalk(name)
    fields = ("from_code", "to_code", "rank", "basis", "note", "source")
    columns = {field: pa.array([getattr(link, field) for link in walk]) for field in fields}
    return pa.table({**columns, "version": pa.array([walk.version] * len(walk), pa.string())})


@lru_cache(maxsize=1 << 14)
def dac_sector(raw: str | None, vocabulary: str | None = None) -> DacSector:
    """Where a sector code stands in the DAC's classification, whichever of its levels it belongs to.

    A purpose that no published list has keeps the sector of its first three digits. Codes of other vocabularies are
    not translated.
    """
    if normalise("SectorVocabulary", vocabulary or "1").code not in DAC_VOCABULARIES:
        return DacSector(None, None, None, "unknown", f"vocabulary {vocabulary} is not the DAC's")
    purpose = normalise("Sector", raw)
    if purpose.code:
        return _of_purpose(purpose.code, str(purpose.status), purpose.reason)
    return _of_sector(raw) or _of_group(raw) or _of_first_digits(raw) or _nowhere(purpose.status, purpose.reason)


def sdg_goal(raw: str | None, vocabulary: str | None = None) -> str | None:
    """The goal, 1 to 17, that a DAC sector at any level serves in the first place; None where no single one."""
    place = dac_sector(raw, vocabulary)
    return _down((("purpose_sdg", place.purpose), ("sector_sdg", place.sector), ("group_sdg", place.group)))


def segib_sector(raw: str | None, vocabulary: str | None = None) -> str | None:
    """The SEGIB sector that a DAC sector at any level comes nearest to."""
    place = dac_sector(raw, vocabulary)
    return _down((("purpose_segib", place.purpose), ("sector_segib", place.sector), ("group_segib", place.group)))


def instrument_of(finance_type: str | None, aid_type: str | None = None) -> InstrumentHint | None:
    """What the recipient gets, from IATI or CRS codes.

    The type of aid says more than a grant does (experts, scholarships), and debt relief more than any finance type;
    beside a loan or a share it says nothing about the instrument. A loan whose terms are not known stays `loan`.
    """
    aid = _hint("AidType", aid_type, "aid_type")
    finance = _hint("FinanceType", finance_type, "finance_type")
    if aid is None or (finance and finance.instrument != Instrument.GRANT and aid.instrument != Instrument.DEBT_RELIEF):
        return finance
    return aid


def _hint(list_name: str, raw: str | None, walk: str) -> InstrumentHint | None:
    link = crosswalk(f"{walk}_instrument").main.get(normalise(list_name, raw).code or "")
    return InstrumentHint(Instrument(link.to_code), f"{walk}-{link.from_code}", link.note) if link else None


def declared_form(collaboration_type: str | None, framework: str | None = None) -> Form | None:
    """The form of cooperation that a source itself declares: TOSSD framework first, then IATI collaboration type."""
    named = crosswalk("framework_form").to(normalise("TossdFramework", framework).code)
    named = named or crosswalk("collaboration_type_form").to(normalise("CollaborationType", collaboration_type).code)
    return Form(named) if named else None


def _down(steps: Iterable[tuple[str, str | None]]) -> str | None:
    """The first level that leads somewhere, from the most precise."""
    return next((found for name, code in steps if (found := crosswalk(name).to(code))), None)


def _of_purpose(code: str, status: str, reason: str) -> DacSector:
    sector = crosswalk("purpose_sector").to(code)
    return DacSector(code, sector, crosswalk("sector_group").to(sector), status, reason)


def _of_sector(raw: str | None) -> DacSector | None:
    sector = normalise("SectorCategory", raw)
    if not sector.code:
        return None
    return DacSector(None, sector.code, crosswalk("sector_group").to(sector.code), str(sector.status), sector.reason)


def _of_group(raw: str | None) -> DacSector | None:
    group = normalise("DacSectorGroup", raw)
    return DacSector(None, None, group.code, str(group.status), group.reason) if group.code else None


def _of_first_digits(raw: str | None) -> DacSector | None:
    text = "".join((raw or "").split())
    if len(text) != 5 or not text.isdigit() or text[:3] not in code_list("SectorCategory"):
        return None
    group = crosswalk("sector_group").to(text[:3])
    return DacSector(None, text[:3], group, "fixed", f"no purpose {text}: sector of its first three digits")


def _nowhere(status: str, reason: str) -> DacSector:
    return DacSector(None, None, None, str(status), reason)


@cache
def _load(name: str) -> Crosswalk:
    declared = _declared()[name]
    links = tuple(_link(row) for row in read_rows("crosswalks", f"{name}.csv"))
    _check(name, declared, links)
    return Crosswalk(
        name, declared["version"], declared["title"], links, {link.from_code: link for link in links if link.rank == 1}
    )


def _link(row: Mapping[str, str]) -> Link:
    return Link(row["from_code"], row["to_code"], int(row["rank"]), row["basis"], row["note"], row["source"])


def _check(name: str, declared: Mapping[str, str], links: tuple[Link, ...]) -> None:
    """Every code must be in its list, every row have a basis and a source, and every rank of a code stand once."""
    from_codes, to_codes = _codes(declared["from_list"]), _codes(declared["to_list"])
    seen: set[tuple[str, int]] = set()
    for link in links:
        known = link.from_code in from_codes and link.to_code in to_codes
        if not known or link.basis not in BASES or not link.source or (link.from_code, link.rank) in seen:
            raise ReferenceDataError(
                f"{name}.csv: {link.from_code} → {link.to_code} (rank {link.rank}) has a code that its list does not "
                "have, a rank given twice, an unknown basis or no source.",
                repair=f"Lists: {declared['from_list']} and {declared['to_list']}; basis: {', '.join(sorted(BASES))}.",
            )
        seen.add((link.from_code, link.rank))


def _codes(lists: str) -> frozenset[str]:
    """Codes of a list; `A|B` allows the codes of either."""
    names = lists.split("|")
    return frozenset().union(*(MODEL_LISTS.get(name) or code_list(name).entries.keys() for name in names))


@cache
def _declared() -> Mapping[str, Mapping[str, str]]:
    return {row["crosswalk"]: row for row in read_rows("crosswalks", "crosswalks.csv")}
