"""What becomes of each element: versions 1 and 2, single roots, foreign names, repeated and unknown elements."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.ingest.iati_files import END, START, Outcome, activity, file_of, read

OLD = b"""<iati-activities version="1.03">
<iati-activity xml:lang="en" default-currency="gbp" last-updated-datetime="2011-05-13 14:28:20">
 <reporting-org ref="GB-1" type="Government">Department</reporting-org>
 <iati-identifier> GB-1-1 </iati-identifier>
 <title>Roads</title><title xml:lang="FR">Routes</title>
 <description type="General">About roads</description>
 <activity-status>Implementation</activity-status>
 <activity-date type="start-planned">2009-10-01Z</activity-date>
 <activity-date type="end-actual" iso-date="2011-03-31">closed early</activity-date>
 <participating-org role="Funding" ref="GB">UNITED KINGDOM</participating-org>
 <participating-org role="Beneficiary" ref="XX">Somebody</participating-org>
 <recipient-country code="af" percentage="60">Afghanistan</recipient-country>
 <recipient-region>298</recipient-region>
 <sector vocabulary="DAC-3" code="111" vocab="x">Education</sector>
 <policy-marker vocabulary="DAC" code="1" significance="2">Gender</policy-marker>
 <budget type="Revised"><period-start iso-date="2010-01-01"/><value value-date="2010-01-01">1,234.50</value></budget>
 <transaction>
  <value currency="USD" value-date="2010-05-06Z">1.234.567,89</value>
  <transaction-type code="D">Disbursement</transaction-type>
  <transaction-date iso-date="2010-05-06+02:00">in May</transaction-date>
 </transaction>
 <transaction>
  <value>twelve</value><transaction-type code="IF"/><transaction-date>2010</transaction-date>
 </transaction>
 <location><name>Kabul</name><coordinates latitude="34.5" longitude="69.2" precision="2"/></location>
 <other-identifier owner-ref="XX-2" owner-name="Two">ABC</other-identifier>
 <activity-website>http://example.org</activity-website>
</iati-activity>
</iati-activities>"""


@pytest.fixture
def old(tmp_path: Path) -> Outcome:
    return read(tmp_path / "old.xml", OLD)


def test_version_1_speaks_the_words_of_version_2(old: Outcome) -> None:
    (record,) = old.rows("activity")
    assert record["identifier"] == "GB-1-1"
    assert record["version"] == "1.03"
    assert (record["reporting_type"], record["status"], record["default_currency"]) == ("10", "2", "GBP")
    assert (record["start_planned"], record["end_actual"]) == (date(2009, 10, 1), date(2011, 3, 31))
    assert record["last_updated"] == datetime(2011, 5, 13, 14, 28, 20, tzinfo=UTC)
    assert (record["title"], record["description"]) == ("Roads", "About roads")
    assert [row["type"] for row in old.rows("transaction")] == ["3", "1"]
    assert [(row["role"], row["role_code"]) for row in old.rows("participant")] == [
        ("funding", "Funding"),
        ("other", "Beneficiary"),
    ]
    assert [row["type"] for row in old.rows("budget")] == ["2"]
    (marker,) = old.rows("tag")
    assert (marker["kind"], marker["vocabulary"], marker["name"]) == ("policy_marker", "1", "Gender")


def test_version_1_texts_keep_their_language(old: Outcome) -> None:
    found = {(row["element"], row["kind"], row["language"], row["text"]) for row in old.rows("narrative")}
    assert ("title", None, "en", "Roads") in found
    assert ("title", None, "fr", "Routes") in found
    assert ("description", "1", "en", "About roads") in found
    assert ("activity-date", "end-actual", "en", "closed early") in found
    assert ("transaction/transaction-type", None, "en", "Disbursement") in found
    assert ("transaction/transaction-date", None, "en", "in May") in found


def test_words_that_were_translated_are_kept_as_written(old: Outcome) -> None:
    first, second = (json.loads(str(row["extra"])) for row in old.rows("transaction"))
    assert first["transaction-type"] == [{"@code": "D"}]
    assert second["transaction-date"] == [{"#": "2010"}]
    sector = next(row for row in old.rows("split") if row["dimension"] == "sector")
    assert sector["vocabulary"] == "2"
    assert json.loads(str(sector["extra"])) == {"@vocabulary": "DAC-3", "@vocab": "x"}


def test_codes_between_the_tags_are_codes(old: Outcome) -> None:
    found = {row["dimension"]: (row["code"], row["percentage"]) for row in old.rows("split")}
    assert found == {"country": ("AF", 60.0), "region": ("298", None), "sector": ("111", None)}


def test_amounts_are_exact_and_keep_their_writing_where_a_rule_read_them(old: Outcome) -> None:
    first, second = old.rows("transaction")
    assert (first["amount"], first["amount_text"]) == (Decimal("1234567.890000"), "1.234.567,89")
    assert (first["currency"], first["value_date"], first["date"]) == ("USD", date(2010, 5, 6), date(2010, 5, 6))
    assert (second["amount"], second["amount_text"], second["currency"]) == (None, "twelve", "GBP")
    assert old.rows("budget")[0]["amount"] == Decimal("1234.500000")


def test_every_doubt_is_a_problem_with_its_record(old: Outcome) -> None:
    assert sorted(old.codes) == [
        "amount-read-by-rule",
        "amount-unreadable",
        "date-incomplete",
        "percentages-not-100",
        "transaction-without-date",
    ]
    assert {problem.place.identifier for problem in old.problems} == {"GB-1-1"}
    by_rule = next(problem for problem in old.problems if problem.code == "amount-read-by-rule")
    assert by_rule.message.endswith("(and 1 more like it in this record)")


def test_places_and_other_identifiers_of_version_1(old: Outcome) -> None:
    (place,) = old.rows("place")
    assert (place["name"], place["latitude"], place["longitude"]) == ("Kabul", 34.5, 69.2)
    assert json.loads(str(place["extra"])) == {"coordinates": [{"@precision": "2"}]}
    (other,) = old.rows("related")
    assert (other["kind"], other["ref"], other["owner_ref"]) == ("other_identifier", "ABC", "XX-2")
    assert json.loads(str(other["extra"])) == {"@owner-name": "Two"}


def test_a_version_that_no_root_states_is_told_by_the_texts(tmp_path: Path) -> None:
    assert read(tmp_path / "a.xml", activity("XX-1")).rows("activity")[0]["version"] == "2.x"
    bare = b"<iati-activity><iati-identifier>X</iati-identifier><title>T</title></iati-activity>"
    assert read(tmp_path / "b.xml", bare).rows("activity")[0]["version"] == "1.x"


def test_foreign_names_are_kept_where_they_stood(tmp_path: Path) -> None:
    inside = '<u:note xmlns:u="urn:u" a="1"><narrative xml:lang="sw">habari</narrative></u:note>'
    content = file_of(activity("XX-1", inside)).replace(
        b"<transaction>", b'<transaction xmlns:u="urn:u" u:key="7"><u:fund code="9">x</u:fund>'
    )
    found = read(tmp_path / "file.xml", content)
    detail = found.rows("detail")[0]
    assert (detail["element"], detail["namespace"]) == ("note", "urn:u")
    assert detail["xml"] == inside
    assert json.loads(str(found.rows("transaction")[0]["extra"])) == {
        "@{urn:u}key": "7",
        "{urn:u}fund": [{"@code": "9", "#": "x"}],
    }
    assert ("note", "sw", "habari") in {(r["element"], r["language"], r["text"]) for r in found.rows("narrative")}
    assert found.codes == []


def test_an_element_of_another_name_is_kept_and_told(tmp_path: Path) -> None:
    found = read(tmp_path / "file.xml", file_of(activity("XX-1", '<recipient-contry code="AO"/>')))
    assert found.codes == ["element-unknown"]
    assert found.rows("detail")[0]["xml"] == '<recipient-contry code="AO"></recipient-contry>'


def test_what_stands_around_the_records_is_kept_with_the_file(tmp_path: Path) -> None:
    registry = b'<ir:registry-record xmlns:ir="urn:ir" title="T"></ir:registry-record>'
    found = read(tmp_path / "file.xml", START + registry + activity("XX-1") + END)
    kept = [(row["activity_id"], row["element"], row["namespace"]) for row in found.rows("detail")]
    source_id = found.rows("activity")[0]["source_id"]
    assert kept == [(source_id, "iati-activities", None), (source_id, "registry-record", "urn:ir")]
    assert found.codes == []


def test_a_second_value_is_kept_beside_the_first(tmp_path: Path) -> None:
    content = file_of(activity("XX-1")).replace(b"</transaction>", b'<value currency="EUR">5</value></transaction>')
    found = read(tmp_path / "file.xml", content)
    (row,) = found.rows("transaction")
    assert row["amount"] == 100
    assert json.loads(str(row["extra"]))["value"] == [{"@currency": "EUR", "#": "5"}]
    assert found.codes == ["element-repeated"]


def test_lines_inside_a_code_are_parted(tmp_path: Path) -> None:
    marker = '<policy-marker vocabulary="99" code="Green growth&#10; Knowledge "/>'
    found = read(tmp_path / "file.xml", file_of(activity("XX-1", marker)))
    assert found.rows("tag")[0]["code"] == "Green growth; Knowledge"


def test_results_are_one_row_per_period_and_keep_what_stands_beside(tmp_path: Path) -> None:
    period = '<period><period-start iso-date="2020-01-01"/>{}</period>'
    two = '<target value="1"><dimension name="sex" value="f"/></target><target value="2"/><actual value="n/a"/>'
    periods = period.format(two) + period.format("")
    indicator = f'<indicator measure="1"><title><narrative>I</narrative></title>{periods}</indicator>'
    title = "<title><narrative>R</narrative></title>"
    result = f'<result type="1">{title}{indicator}<indicator measure="2"/></result><result type="9"/>'
    rows = read(tmp_path / "file.xml", file_of(activity("XX-1", result))).rows("result")
    numbers = [(r["ordinal"], r["result_number"], r["indicator_number"], r["period_number"]) for r in rows]
    assert numbers == [(1, 1, 1, 1), (2, 1, 1, 2), (3, 1, 2, None), (4, 2, None, None)]
    assert [(r["title"], r["indicator"], r["target"], r["actual"]) for r in rows[:3]] == [
        ("R", "I", "1", "n/a"),
        ("R", "I", None, None),
        ("R", None, None, None),
    ]
    assert json.loads(str(rows[0]["extra"]))["period"]["target"] == [
        {"dimension": [{"@name": "sex", "@value": "f"}]},
        {"@value": "2"},
    ]


def test_an_organisation_file(tmp_path: Path) -> None:
    line = '<budget-line ref="1"><value value-date="2014-01-01">400</value></budget-line>'
    span = '<period-start iso-date="2014-01-01"/><period-end iso-date="2014-12-31"/>'
    content = f"""<iati-organisations version="2.03"><iati-organisation default-currency="EUR" xml:lang="fr">
      <organisation-identifier>XX-1</organisation-identifier><name><narrative>Agence</narrative></name>
      <total-budget status="2">{span}<value>3,000.00</value>{line}</total-budget>
      <recipient-country-budget>
        <recipient-country code="AF"/>{span}<value currency="USD">5</value>
      </recipient-country-budget>
      <document-link url="http://example.org/a.pdf"><recipient-country code="AF"/></document-link>
    </iati-organisation></iati-organisations>"""
    found = read(tmp_path / "file.xml", content.encode())
    (record,) = found.rows("organisation_report")
    assert (record["identifier"], record["name"], record["version"]) == ("XX-1", "Agence", "2.03")
    total, country = found.rows("organisation_budget")
    assert (total["amount"], total["currency"], total["status"]) == (Decimal("3000.000000"), "EUR", "2")
    assert json.loads(str(total["extra"]))["budget-line"][0]["value"] == [{"@value-date": "2014-01-01", "#": "400"}]
    assert (country["kind"], country["recipient_ref"], country["currency"]) == ("recipient-country-budget", "AF", "USD")
    assert found.summary is not None
    assert found.summary.format == "iati-organisations 2.03"


@pytest.mark.parametrize("missing", ["transaction-type", "transaction-date", "value"])
def test_a_transaction_with_a_gap_is_kept_and_told(missing: str, tmp_path: Path) -> None:
    content = file_of(activity("XX-1")).replace(f"<{missing} ".encode(), b"<u:x xmlns:u='urn:u' ")
    content = content.replace(b"</value>", b"</u:x>") if missing == "value" else content
    found = read(tmp_path / "file.xml", content)
    assert len(found.rows("transaction")) == 1
    expected = {"transaction-type": ["transaction-without-type"], "value": ["transaction-without-value"]}
    assert found.codes == expected.get(missing, [])


def test_an_amount_without_any_currency_is_told(tmp_path: Path) -> None:
    content = file_of(activity("XX-1")).replace(b' default-currency="USD"', b"")
    found = read(tmp_path / "file.xml", content)
    assert found.codes == ["currency-missing"]
    assert found.rows("transaction")[0]["currency"] is None
