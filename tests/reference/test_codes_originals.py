"""Codes measured against the publishers' files: what we do not know of real data is little, and named here."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from sursur.reference.codes import CodeStatus, normalise
from sursur.reference.crosswalks import DAC_VOCABULARIES, dac_sector

pytestmark = pytest.mark.data

LISTS = {
    "transaction-type": "TransactionType",
    "activity-status": "ActivityStatus",
    "default-flow-type": "FlowType",
    "flow-type": "FlowType",
    "default-finance-type": "FinanceType",
    "finance-type": "FinanceType",
    "default-tied-status": "TiedStatus",
    "disbursement-channel": "DisbursementChannel",
    "activity-scope": "ActivityScope",
    "recipient-country": "Country",
}


def activities(folder: Path) -> Iterator[etree._Element]:
    for path in sorted([*(folder / "publishers").iterdir(), *(folder / "versions").iterdir()]):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield from etree.fromstring(data, etree.XMLParser(huge_tree=True)).iter("iati-activity")


def test_every_code_of_money_and_status_is_known_fixed_or_junk(shared_data: Path) -> None:
    unknown: Counter[tuple[str, str]] = Counter()
    for activity in activities(shared_data / "iati"):
        for element, name in LISTS.items():
            for found in activity.iter(element):
                code = found.get("code")
                if normalise(name, code).status == CodeStatus.UNKNOWN:
                    unknown[name, str(code)] += 1
    assert not unknown


def test_nearly_every_dac_sector_finds_its_place(shared_data: Path) -> None:
    lost: set[str] = set()
    for activity in activities(shared_data / "iati"):
        for sector in activity.iter("sector"):
            vocabulary = normalise("SectorVocabulary", sector.get("vocabulary") or "1").code
            place = dac_sector(sector.get("code"), vocabulary)
            if vocabulary in DAC_VOCABULARIES and sector.get("code") and place.group is None:
                lost.add(str(sector.get("code")))
    assert lost <= {"222"}, "a code that no version of the DAC's list has"
