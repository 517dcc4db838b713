"""Organisations measured against the publishers' files: every provider of the aggregates, nearly all money of IATI."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from sursur.model.values import ProviderKind
from sursur.reference.organisations import OrganisationMatch, resolve_organisation, resolve_provider

pytestmark = pytest.mark.data
TOTALS = {"(blank)", "Grand Total", "donor_code", "Regional", "Row Labels", "", "ï»¿"}


def test_every_provider_of_dac2a_is_a_government_with_its_country(shared_data: Path) -> None:
    with gzip.open(shared_data / "dac/dac2a_donor_recipient_2009_2022.csv.gz", "rt", encoding="utf-8") as file:
        providers = {row["Donor"] for row in csv.DictReader(file)}
    assert len(providers) == 50
    for provider in sorted(providers):
        match = resolve_provider(provider, "dac_name")
        assert match.kind == ProviderKind.GOVERNMENT, provider
        assert match.organisation_id == f"gov:{match.country}"


def test_every_provider_of_the_research_release_has_kind_and_id(shared_data: Path) -> None:
    with (shared_data / "aiddata/aiddata_research_release_flows.csv").open(encoding="utf-8") as file:
        providers = {row["donor"] for row in csv.DictReader(file)}
    assert len(providers) == 87
    for provider in sorted(providers):
        match = resolve_provider(provider, "aiddata")
        assert match.organisation_id, provider
        assert match.kind != ProviderKind.UNKNOWN, provider


def test_every_provider_column_of_the_crs_tables_resolves(shared_data: Path) -> None:
    for path in sorted((shared_data / "dac").glob("dportal_crs_201?.csv")):
        with path.open(encoding="latin-1", newline="") as file:
            header = next(csv.reader(file))
        for column in header[1:]:
            if column not in TOTALS:
                scheme = "dac" if column.isdigit() else "dac_name"
                assert resolve_provider(column, scheme).organisation_id, f"{path.name}: {column}"


def text(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    narrative = element.findtext("narrative")
    return " ".join((narrative if narrative is not None else element.text or "").split())


def mention(element: etree._Element | None) -> tuple[str | None, str | None, str | None]:
    if element is None:
        return None, None, None
    return element.get("ref"), text(element), element.get("type")


def providers(path: Path) -> Iterator[tuple[OrganisationMatch, float]]:
    """Who provides each transaction, the reporter where the transaction names nobody, with its value unconverted."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for activity in etree.fromstring(data, etree.XMLParser(huge_tree=True)).iter("iati-activity"):
        reporter = mention(activity.find("reporting-org"))
        for transaction in activity.iter("transaction"):
            named = mention(transaction.find("provider-org"))
            match = resolve_organisation(*(named if named[0] or named[1] else reporter))
            yield match, abs(float((transaction.findtext("value") or "0").strip().replace(",", "") or 0))


def test_nearly_all_providers_of_the_iati_files_have_kind_and_country(shared_data: Path) -> None:
    found: Counter[bool] = Counter()
    for path in sorted((shared_data / "iati/publishers").iterdir()):
        for match, _ in providers(path):
            international = str(match.kind).startswith("multilateral")
            found[match.kind != ProviderKind.UNKNOWN and (international or match.country is not None)] += 1
    assert found[True] / found.total() > 0.97
