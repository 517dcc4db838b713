"""Shares and currencies that cannot be what was meant: kept as reported, and told with their record and element."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.iati_files import activity, file_of, read

SHARES: dict[str, tuple[str, list[str]]] = {
    # what: (shares of countries, regions and sectors, codes of the problems)
    "one whole": ('<sector code="11110" percentage="100"/>', []),
    "one without a share": ('<sector code="11110"/>', []),
    "thirds, rounded": ('<sector code="1" percentage="33.3"/>' * 3, []),
    "above 100": ('<sector code="1" percentage="150"/>', ["percentage-out-of-range", "percentages-not-100"]),
    "below 0": (
        '<sector code="1" percentage="-5"/><sector code="2" percentage="105"/>',
        ["percentage-out-of-range"],
    ),
    "90 in all": ('<sector code="1" percentage="45"/>' * 2, ["percentages-not-100"]),
    "two vocabularies, each whole": (
        '<sector code="1" percentage="100"/><sector vocabulary="2" code="1" percentage="100"/>',
        [],
    ),
    "one of two without a share": (
        '<sector code="1" percentage="45"/><sector code="2"/>',
        ["percentage-missing"],
    ),
    "countries and regions share the 100": (
        '<recipient-country code="KE" percentage="60"/><recipient-region code="289" percentage="40"/>',
        [],
    ),
    "a region beside whole countries": (
        '<recipient-country code="KE" percentage="100"/><recipient-region code="289" percentage="100"/>',
        [],
    ),
    "countries of 200 per cent": ('<recipient-country code="KE" percentage="100"/>' * 2, ["percentages-not-100"]),
}


@pytest.mark.parametrize("what", SHARES)
def test_shares_that_cannot_be_meant_are_told(what: str, tmp_path: Path) -> None:
    inside, codes = SHARES[what]
    found = read(tmp_path / "file.xml", file_of(activity("XX-1-1", inside)))
    assert found.codes == codes
    assert all(problem.place.identifier == "XX-1-1" for problem in found.problems)
    assert all(problem.place.column in {"sector", "recipient-country"} for problem in found.problems)


VALUES: dict[str, tuple[str, str, str | None, list[str]]] = {
    # what: (attributes, text, currency that counts, codes of the problems); the record's default is USD
    "the default": ("", "5", "USD", []),
    "the attribute": (' currency="EUR"', "5", "EUR", []),
    "beside the amount": ("", "5 EUR", "EUR", ["amount-read-by-rule", "currency-read-by-rule"]),
    "the same twice": (' currency="EUR"', "5 EUR", "EUR", ["amount-read-by-rule"]),
    "two that differ": (' currency="GBP"', "5 EUR", "GBP", ["amount-read-by-rule", "currency-contradicted"]),
    "a sign of many currencies": ("", "$5", "USD", ["amount-read-by-rule"]),
    "a word that multiplies": (' currency="EUR"', "5 mln", "EUR", ["amount-unreadable"]),
}


@pytest.mark.parametrize("what", VALUES)
def test_which_currency_counts(what: str, tmp_path: Path) -> None:
    attributes, text, currency, codes = VALUES[what]
    content = file_of(activity("XX-1-1")).replace(b' value-date="2019-03-20">100<', f"{attributes}>{text}<".encode())
    found = read(tmp_path / "file.xml", content)
    assert found.rows("transaction")[0]["currency"] == currency
    assert found.codes == codes
