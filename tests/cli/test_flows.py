"""`sursur flows`, asked by an officer and by an analyst."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from sursur.answers.asking import DIMENSIONS

from .conftest import Sursur


def _rows(path: Path) -> list[dict[str, str]]:
    """The table of a CSV file; an empty line parts it from the note."""
    table, _, _ = path.read_bytes().decode("utf-8-sig").partition("\r\n\r\n")
    return list(csv.DictReader(io.StringIO(table)))


@pytest.fixture
def table(sursur: Sursur, tmp_path: Path):
    """The rows of a question, exact to the cent, as the CSV has them."""

    def ask(*arguments: str) -> list[dict[str, str]]:
        path = tmp_path / "answer.csv"
        assert sursur("flows", *arguments, "--out", str(path)).code == 0
        return _rows(path)

    return ask


def test_without_options_the_forms_stand_largest_first_with_their_sum(sursur, table):
    shown = sursur("flows").out.splitlines()
    rows = table()
    sums = [Decimal(row["usd"]) for row in rows]
    assert sums == sorted(sums, reverse=True)
    total = next(line for line in shown if line.startswith("total"))
    assert f"{sum(sums):,.0f}" in total
    assert f"{sum(int(row['flows']) for row in rows):,}" in total


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_groups_and_keeps_the_sum(table, dimension):
    if dimension in {"measure", "stage"}:
        return  # they add rows that are not part of the same sum
    whole = Decimal(table("--by", "")[0]["usd"])
    assert sum(Decimal(row["usd"] or 0) for row in table("--by", dimension)) == whole


def test_years_stand_one_after_the_other(table):
    years = [int(row["year"]) for row in table("--by", "year")]
    assert years == sorted(years)
    assert len(years) > 50


def test_of_each_provider_the_years_stand_together_and_the_largest_provider_first(table):
    rows = table("--by", "provider,year", "--source", "oecd-dac2a")
    providers = list(dict.fromkeys(row["provider"] for row in rows))
    totals = [sum(Decimal(row["usd"] or 0) for row in rows if row["provider"] == one) for one in providers]
    assert totals == sorted(totals, reverse=True)
    for one in providers:
        years = [int(row["year"]) for row in rows if row["provider"] == one]
        assert years == sorted(years)


FILTERS = (
    ("--provider", "Brazil", {"provider": "BRA"}),
    ("--recipient", "KEN", {"recipient": "KEN"}),
    ("--form", "South-South", {"form": "south_south"}),
    ("--source", "oecd-dac2a", {"source": "oecd-dac2a"}),
    ("--year", "2011", {"year": "2011"}),
    ("--instrument", "grant", {"instrument": "grant"}),
    ("--flow-class", "oda-like", {"flow_class": "oda_like"}),
)


@pytest.mark.parametrize(("option", "value", "kept"), FILTERS, ids=[one[0] for one in FILTERS])
def test_a_filter_lets_through_what_it_names_and_nothing_else(table, option, value, kept):
    ((name, code),) = kept.items()
    rows = table(option, value, "--by", name, "--all")
    assert [row[name] for row in rows] == [code]
    unfiltered = {row[name]: row["usd"] for row in table("--by", name, "--all")}
    assert rows[0]["usd"] == unfiltered[code]


def test_several_values_of_one_filter_are_alternatives(table):
    both = table("--recipient", "KEN", "--recipient", "Uganda", "--by", "recipient")
    assert {row["recipient"] for row in both} == {"KEN", "UGA"}


@pytest.mark.parametrize(
    ("span", "first", "last"), [("2010-2012", 2010, 2012), ("2020-", 2020, None), ("-1950", None, 1950)]
)
def test_a_span_of_years_may_be_open(table, span, first, last):
    years = [int(row["year"]) for row in table("--year", span, "--by", "year")]
    assert years
    assert min(years) >= (first or 0)
    assert max(years) <= (last or 9999)


def test_the_group_is_that_of_its_date_or_of_the_year_of_each_flow(table):
    """South Africa joined BRICS on 24 December 2010: it counts for 2010 and not for 2009."""
    by_year = table("--provider-group", "brics", "--by", "provider,year", "--year", "2009-2011")
    fixed = table("--provider-group", "brics@2015", "--by", "provider,year", "--year", "2009-2011")
    assert ("ZAF", "2009") not in {(row["provider"], row["year"]) for row in by_year}
    assert {row["provider"] for row in fixed} <= {"BRA", "RUS", "IND", "CHN", "ZAF"}
    assert {row["provider"] for row in by_year} <= {row["provider"] for row in fixed}


def test_a_forum_answers_with_those_it_is_made_up_of(table):
    rows = table("--provider-group", "focac@2015", "--by", "provider")
    assert rows[0]["provider"] == "CHN"


def test_another_definition_of_the_south_moves_flows_but_not_their_sum(table):
    default = {row["form"]: Decimal(row["usd"]) for row in table()}
    for south in ("oda_recipients", "non_dac"):
        other = {row["form"]: Decimal(row["usd"]) for row in table("--south", south)}
        assert sum(other.values()) == sum(default.values())
        assert other != default


def test_the_default_definition_gives_the_verdict_that_the_release_holds(table, starter_home):
    stored = pq.read_table(next(starter_home.glob("releases/*/flow.parquet")), columns=["form", "counted"])
    counts = stored.filter(stored["counted"]).group_by("form").aggregate([("form", "count")]).to_pylist()
    asked = {row["form"]: int(row["flows"]) for row in table("--south", "g77_china", "--stage", "any")}
    assert asked == {row["form"]: row["form_count"] for row in counts}


def test_prices_are_constant_or_current_dollars_or_as_reported(table):
    keys = ("--by", "provider", "--provider", "CHN")
    assert table(*keys)[0]["usd"] != table(*keys, "--prices", "current")[0]["usd"]
    reported = table(*keys, "--prices", "reported")
    assert {"currency", "price_year", "amount"} <= reported[0].keys()
    assert all(row["currency"] for row in reported)


def test_gross_net_and_memo_lines_are_never_added_up(table):
    """Only the main measure is counted; another one is shown when it is asked for by name, and beside, never within."""
    main = table("--source", "oecd-dac2a", "--by", "", "--all")[0]["usd"]
    named = {row["measure"]: row["usd"] for row in table("--source", "oecd-dac2a", "--by", "measure", "--all")}
    assert named["oda_gross"] == main
    assert set(named) > {"oda_net", "oda_gross"}
    assert table("--source", "oecd-dac2a", "--measure", "oda_net", "--by", "", "--all")[0]["usd"] == named["oda_net"]
    assert table("--source", "oecd-dac2a", "--by", "", "--all", "--stage", "any")[0]["usd"] == main


def test_single_flows_carry_their_id_and_what_explain_needs(sursur):
    told = sursur("flows", "--rows", "--provider", "India", "--recipient", "Bhutan", "--limit", "3", "--json").document
    assert told["rows"]
    flow_id = told["rows"][0]["flow_id"]
    explained = sursur("explain", flow_id)
    assert explained.code == 0
    assert "counted" in explained.out


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "parquet"])
def test_files_hold_the_table_and_its_note(sursur, tmp_path, ending):
    path = tmp_path / f"flows.{ending}"
    outcome = sursur("flows", "--by", "year,form", "--out", str(path))
    assert outcome.code == 0
    assert str(path) in outcome.err
    rows = len(sursur("flows", "--by", "year,form", "--json").document["rows"])
    counts = {
        "csv": lambda: len(_rows(path)),
        "xlsx": lambda: len(CalamineWorkbook.from_path(path).get_sheet_by_name("table").to_python()) - 1,
        "json": lambda: len(json.loads(path.read_text("utf-8"))["rows"]),
        "parquet": lambda: pq.read_table(path).num_rows,
    }
    assert counts[ending]() == rows
    assert b"AidData" in path.read_bytes() or ending in {"xlsx", "parquet"}


def test_json_carries_the_note(sursur):
    notes = sursur("flows", "--json", "--provider", "China").document["notes"]
    assert notes["Filters"] == "providers=CHN"
    assert "2022" in notes["Money"]
    assert notes["Counting"].startswith("each flow once")


@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("by", ["form", "provider,recipient", "year,form", "source,measure"])
def test_no_line_is_wider_than_the_terminal_and_no_number_is_broken(sursur, width, by):
    lines = sursur("flows", "--by", by, "--limit", "5", width=width).out.splitlines()
    addresses = [line for line in lines if "://" in line]
    assert all(len(line) <= width for line in lines if line not in addresses)
    exact = sursur("flows", "--by", by, "--limit", "5", width=400).out
    numbers = {word for word in exact.split() if word.replace(",", "").isdigit() and "," in word}
    assert numbers
    assert numbers <= set(" ".join(lines).split())


def test_zero_rows_of_limit_are_all_rows(sursur, table):
    lines = sursur("flows", "--by", "year", "--limit", "0").out.splitlines()
    years = [line for line in lines if line.strip()[:4].isdigit()]
    assert len(years) == len(table("--by", "year"))
    assert "more rows" not in "".join(lines)


def test_hidden_rows_are_told_and_are_in_the_sum(sursur):
    short, whole = (sursur("flows", "--by", "year", "--limit", limit).out.splitlines() for limit in ("2", "0"))
    total = [line.split() for line in whole if line.startswith("total")]
    assert total
    assert [line.split() for line in short if line.startswith("total")] == total
    assert any("more rows" in line for line in short)


def test_several_tellings_are_not_summed_below_the_table(sursur):
    assert "total" in sursur("flows", "--by", "source").out
    assert "total" not in sursur("flows", "--by", "source", "--all").out


UNKNOWN = (
    (("--provider", "Atlantis"), ("Atlantis", "three-letter code")),
    (("--provider", "Brasli"), ("Brasli", "Brazil (BRA)")),
    (("--recipient", "Congo"), ("COD", "COG", "Kinshasa", "Brazzaville")),
    (("--provider-group", "bric"), ("Did you mean brics?",)),
    (("--provider-group", "brics@soon"), ("brics@2015",)),
    (("--recipient-group", "nobody"), ("nobody", "g77")),
    (("--year", "last"), ("2010-2014",)),
    (("--year", "2014-2010"), ("backwards",)),
    (("--sector", "999"), ("999", "sector", "122")),
    (("--sector", "wizardry"), ("wizardry", "111 Education")),
    (("--goal", "18"), ("18", "17")),
    (("--form", "south"), ("Did you mean", "south_south")),
    (("--instrument", "gift"), ("gift", "grant")),
    (("--source", "oecd-dac2"), ("Did you mean oecd-dac2a?",)),
    (("--flow-class", "odd"), ("oda_like",)),
    (("--crisis", "flood"), ("flood", "crisis")),
    (("--measure", "oda"), ("oda_net",)),
    (("--stage", "paid"), ("disbursement",)),
    (("--south", "everyone"), ("g77_china",)),
    (("--prices", "cheap"), ("constant",)),
    (("--by", "colour"), ("provider",)),
    (("--out", "flows.doc"), (".xlsx",)),
    (("--out", "nowhere/flows.csv"), ("no folder nowhere",)),
    (("--release", "zzz"), ("zzz",)),
)


@pytest.mark.parametrize(("arguments", "words"), UNKNOWN, ids=[" ".join(one[0]) for one in UNKNOWN])
def test_what_is_not_known_is_a_sentence_with_a_repair(sursur, arguments, words):
    outcome = sursur("flows", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    assert all(word in outcome.sentence for word in words), outcome.sentence


def test_an_empty_answer_says_why_and_how_to_see_what_there_is(sursur):
    told = " ".join(sursur("flows", "--source", "oecd-dac2a", "--measure", "oda_net").out.split())
    assert "other measures" in told
    assert "--all --measure oda_net shows them" in told
    assert "No flow fits these filters." in sursur("flows", "--provider", "TUV", "--recipient", "NRU").out


def test_an_unknown_sum_is_not_zero(sursur, table):
    """Flows without a rate or a deflator have no money: the sum says so."""
    without = [row for row in table("--by", "provider,recipient,year", "--all") if row["flows"] == row["without_value"]]
    assert without
    assert all(row["usd"] == "" for row in without)
    one = without[0]
    asked = ("--provider", one["provider"], "--recipient", one["recipient"], "--year", one["year"], "--all")
    assert "unknown" in sursur("flows", *asked, "--by", "year").out
