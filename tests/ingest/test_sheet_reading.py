"""A table of an agency, read by its own descriptor: what comes through, and what is told."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sursur.ingest.reading import Limits
from sursur.model.source import Severity
from tests.ingest.described import FIGURES, PROJECTS, read_file

SPANISH = """
title: Iniciativas de una agencia
publisher: Agencia de prueba
licence: CC BY 4.0
layer: own_report
row: activity
match: {columns: [Código, País socio, Monto ejecutado]}
layout: {decimal: ","}
leave_out:
  - {when: {column: Estado, is: [Cancelada]}, reason: the agency says that it was cancelled}
reject:
  - {when: {column: Código, matches: '^PRUEBA'}, reason: a line of the agency's training}
activity:
  identifier: {column: [Código, Codigo interno], required: true}
  title: Nombre de la iniciativa
  language: {constant: es}
  status: {column: Estado, words: {En ejecución: "2", Finalizada: "4", Cancelada: "5"}}
  start_actual: {column: Inicio, date_formats: ["%d/%m/%Y"]}
participants:
  - for_each: {column: Socios, separator: ";"}
    role: {constant: implementing}
    name: {part: text}
transactions:
  - type: {constant: "3"}
    date: {column: Inicio, date_formats: ["%d/%m/%Y"]}
    amount: {column: Monto ejecutado, multiply: 1000, required: true}
    currency: {constant: ARS}
splits:
  - for_each: {column: País socio, separator: "/,|;/", equal_shares: the agency's manual divides by head}
    dimension: {constant: country}
    vocabulary: {constant: name}
    code: {part: text}
    percentage: {part: share}
tags:
  - kind: {constant: tag}
    vocabulary: {constant: "2"}
    code: {column: ODS, pattern: '(\\d+)'}
"""

SPANISH_ROWS = """\
CODIGO;Nombre de la Iniciativa;Pais Socio;MONTO EJECUTADO;Estado;Inicio;Socios;ODS;Responsable
A-1;Banco de leche humana;Haití;1.234,56;En Ejecución;31/05/2019;INTA; ODS 3;Ana
A-2;Semillas;Haití, Bolivia;10;Cancelada;01/02/2020;INTA; ODS 2;Luis
PRUEBA-1;Curso;Perú;1;Finalizada;;;;
A-3;Sin monto;Perú;s/d;Detenida;;Senasa;ODS 17;
"""


@pytest.fixture
def spanish(tmp_path: Path):
    return read_file(tmp_path, "iniciativas.csv", SPANISH_ROWS, SPANISH)


def test_headers_fit_without_regard_to_case_accents_and_signs(spanish) -> None:
    assert spanish.column("activity", "identifier") == ["A-1", "A-2", "A-3"]
    assert spanish.column("activity", "title") == ["Banco de leche humana", "Semillas", "Sin monto"]


def test_amounts_keep_the_comma_and_are_multiplied_out(spanish) -> None:
    assert spanish.column("transaction", "amount") == [Decimal("1234560.000000"), Decimal("10000.000000")]
    assert spanish.column("transaction", "date") == [date(2019, 5, 31), date(2020, 2, 1)]


def test_a_row_left_out_stays_in_the_table_with_its_reason(spanish) -> None:
    reasons = dict(
        zip(spanish.column("activity", "identifier"), spanish.column("activity", "left_out_reason"), strict=True)
    )
    assert reasons == {"A-1": None, "A-2": "the agency says that it was cancelled", "A-3": None}
    assert spanish.column("activity", "included") == [True, False, True]


def test_every_row_is_accounted_for(spanish) -> None:
    summary = spanish.summary
    assert (summary.rows_read, summary.rows_kept, summary.rows_rejected, summary.rows_left_out) == (4, 3, 1, 1)
    rejected = spanish.told("row-rejected")
    assert rejected.place.row == 4
    assert "training" in rejected.message


def test_a_list_of_partners_is_shared_equally_only_because_the_source_says_so(spanish) -> None:
    shares = [(row["code"], row["percentage"]) for row in spanish.rows("split")]
    assert shares == [("Haití", 100.0), ("Haití", 50.0), ("Bolivia", 50.0), ("Perú", 100.0)]


def test_without_such_a_statement_shares_stay_empty(tmp_path: Path) -> None:
    descriptor = SPANISH.replace(", equal_shares: the agency's manual divides by head", "")
    shares = [row["percentage"] for row in read_file(tmp_path, "i.csv", SPANISH_ROWS, descriptor).rows("split")]
    assert shares == [100.0, None, None, 100.0]


def test_a_word_that_the_descriptor_does_not_know_is_told_once_with_its_row(spanish) -> None:
    problem = spanish.told("word-unknown")
    assert (problem.place.row, problem.place.column) == (5, "Estado")
    assert "Detenida" in problem.message
    assert spanish.column("activity", "status") == ["2", "5", None]


def test_columns_that_nobody_asked_for_are_kept(spanish) -> None:
    extra = json.loads(spanish.column("activity", "extra")[0])
    assert extra["Responsable"] == "Ana"
    assert extra["Estado"] == "En Ejecución"


def test_titles_are_narratives_in_the_language_of_the_sheet(spanish) -> None:
    assert {(row["element"], row["language"]) for row in spanish.rows("narrative")} == {("title", "es")}


def test_tables_of_a_record_hold_together(spanish) -> None:
    activities = set(spanish.column("activity", "activity_id"))
    for table in ("transaction", "participant", "split", "tag", "narrative"):
        assert set(spanish.column(table, "activity_id")) <= activities
    assert spanish.column("transaction", "transaction_id") == [
        f"{owner}-t1" for owner in spanish.column("transaction", "activity_id")
    ]


def test_the_line_of_a_row_is_its_line_in_the_file_even_after_a_line_break_in_a_cell(tmp_path: Path) -> None:
    rows = 'Code,Title,Date,Amount,Country\n1,"two\nlines",2020-01-01,5,PE\n2,b,2020-01-01,6,PE\n'
    assert read_file(tmp_path, "projects.csv", rows, PROJECTS).column("activity", "row") == [2, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_ends_are_found(
    tmp_path: Path, delimiter: str, encoding: str, newline: str
) -> None:
    lines = [["Code", "Title", "Date", "Amount", "Country"], ["1", "Cooperação técnica", "2020-01-01", "5.5", "BR"]]
    text = newline.join(delimiter.join(line) for line in lines) + newline
    found = read_file(tmp_path, "projects.csv", text.encode(encoding), PROJECTS)
    assert found.column("activity", "title") == ["Cooperação técnica"]
    assert found.column("transaction", "amount") == [Decimal("5.500000")]
    assert found.codes() == {}
    assert ("encoding-guessed" in found.codes(Severity.NOTE)) == (encoding == "cp1252")


def test_titles_above_and_totals_and_notes_below_are_no_records(tmp_path: Path) -> None:
    rows = (
        "Report of the agency,,,,\n,,,,\nCode,Title,Date,Amount,Country\n1,a,2020-01-01,5,PE\n,,,,\n"
        "Total,,,5,\nSource: the agency's register,,,,\n"
    )
    found = read_file(tmp_path, "projects.csv", rows, PROJECTS)
    assert found.column("activity", "identifier") == ["1"]
    assert found.column("activity", "row") == [4]
    assert found.codes(Severity.NOTE) == {"total-line": 1, "line-of-text": 1}


def test_a_skip_rule_takes_subtotals_out_and_says_so(tmp_path: Path) -> None:
    descriptor = FIGURES + "skip: [{when: {column: Recipient, matches: '^Sum of'}, reason: a subtotal}]\n"
    rows = "Provider,Recipient,Year,Amount\nA,B,2020,1\nA,Sum of all,2020,1\n"
    found = read_file(tmp_path, "figures.csv", rows, descriptor)
    assert found.summary.rows_read == found.summary.rows_kept == 1
    assert found.told("line-skipped").place.row == 3


def test_short_and_long_rows_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    rows = "Code,Title,Date,Amount,Country\n1,a\n2,b,2020-01-01,5,PE,beyond\n"
    found = read_file(tmp_path, "projects.csv", rows, PROJECTS)
    assert found.column("activity", "identifier") == ["1", "2"]
    assert found.told("row-too-long").place.row == 3


def test_nul_bytes_are_taken_out(tmp_path: Path) -> None:
    found = read_file(tmp_path, "projects.csv", b"Code,Title,Amount,Country\n1,a\0b,5,PE\n", PROJECTS)
    assert found.column("activity", "title") == ["ab"]
    assert found.told("nul-bytes").place.row == 2


def test_a_missing_column_is_one_problem_with_the_columns_found_and_the_nearest_spelling(tmp_path: Path) -> None:
    rows = "Provider,Recipent,Year,Amount\nA,B,2020,1\n"
    found = read_file(tmp_path, "figures.csv", rows, FIGURES)
    assert found.codes() == {"column-missing": 1}
    problem = found.told("column-missing")
    assert problem.severity is Severity.ERROR
    assert "`Recipient` is missing" in problem.message
    assert "`Provider`, `Recipent`, `Year`, `Amount`" in problem.message
    assert "`Recipent`" in problem.repair


def test_a_column_of_lesser_weight_that_is_missing_costs_its_values_only(tmp_path: Path) -> None:
    found = read_file(tmp_path, "projects.csv", "Code,Amount\n1,5\n", PROJECTS)
    assert found.column("activity", "identifier") == ["1"]
    assert found.codes() == {"column-missing": 1}
    assert found.told("column-missing").severity is Severity.WARNING


def test_a_wrong_type_costs_the_cell_and_names_row_and_column(tmp_path: Path) -> None:
    rows = "Provider,Recipient,Year,Amount\nA,B,2020,lots\nA,C,2020,2\n"
    found = read_file(tmp_path, "figures.csv", rows, FIGURES)
    assert found.column("figure", "recipient") == ["C"]
    problem = found.told("cell-unreadable")
    assert (problem.place.row, problem.place.column) == (2, "Amount")
    assert (found.summary.rows_read, found.summary.rows_kept, found.summary.rows_rejected) == (2, 1, 1)


def test_an_amount_that_cannot_be_read_stays_as_it_was_written(tmp_path: Path) -> None:
    rows = "Code,Title,Date,Amount,Country\n1,a,2020-01-01,about 5,PE\n2,b,2020-01-01,n/a,PE\n3,c,2020-01-01,7,PE\n"
    found = read_file(tmp_path, "projects.csv", rows, PROJECTS)
    assert [(row["amount"], row["amount_text"]) for row in found.rows("transaction")] == [
        (None, "about 5"),
        (Decimal("7.000000"), None),
    ]
    assert found.codes() == {"cell-unreadable": 1}
    assert found.summary.rows_kept == 3


def test_negative_amounts_are_kept(tmp_path: Path) -> None:
    rows = "Provider,Recipient,Year,Amount\nA,B,2020,-3\n"
    assert read_file(tmp_path, "figures.csv", rows, FIGURES).column("figure", "amount") == [Decimal("-3.000000")]


def test_the_same_figure_twice_counts_once_and_a_contradiction_stays(tmp_path: Path) -> None:
    rows = "Provider,Recipient,Year,Amount\nA,B,2020,3\nA,B,2020,3\nA,B,2020,4\n"
    found = read_file(tmp_path, "figures.csv", rows, FIGURES)
    assert found.column("figure", "amount") == [Decimal(3), Decimal(4)]
    assert found.codes() == {"figure-twice": 1, "figure-contradicted": 1}
    assert (found.summary.rows_read, found.summary.rows_kept, found.summary.rows_rejected) == (3, 2, 1)


def test_the_same_record_twice_is_rejected_and_another_telling_is_kept(tmp_path: Path) -> None:
    rows = "Code,Title,Date,Amount,Country\n1,a,,5,PE\n1,a,,5,PE\n1,b,,5,PE\n"
    found = read_file(tmp_path, "projects.csv", rows, PROJECTS)
    assert found.column("activity", "title") == ["a", "b"]
    assert found.codes() == {"row-twice": 1, "identifier-twice": 1}


def test_a_wide_table_is_melted(tmp_path: Path) -> None:
    descriptor = """
title: Wide
publisher: p
licence: CC0
layer: compilation
row: figure
layout: {melt: {keep: [Recipient], drop: [Total], matching: '^\\d{4}$', name: year, value: amount}}
figures:
  - provider: {constant: BRA}
    provider_scheme: {constant: iso3}
    recipient: Recipient
    recipient_scheme: {constant: name}
    year: year
    measure: {constant: grants}
    part_of_total: {constant: true}
    stage: {constant: disbursement}
    amount: {column: amount, multiply: 1000000}
    currency: {constant: USD}
"""
    rows = "Recipient,2019,2020,Note,Total\nPeru,1.5,,x,1.5\nBolivia,..,2,,2\nCuba,,,,\n"
    found = read_file(tmp_path, "wide.csv", rows, descriptor)
    assert [(row["recipient"], row["year"], row["amount"], row["row"]) for row in found.rows("figure")] == [
        ("Peru", 2019, Decimal(1_500_000), 2),
        ("Bolivia", 2020, Decimal(2_000_000), 3),
    ]


def test_a_header_of_two_lines_is_one(tmp_path: Path) -> None:
    descriptor = FIGURES.replace("figures:", "layout: {header_rows: 2}\nfigures:").replace("Amount", "2020 Amount")
    rows = "Provider,Recipient,Year,2020,\n,,,Amount,Count\nA,B,2020,1,2\n"
    assert read_file(tmp_path, "figures.csv", rows, descriptor).column("figure", "amount") == [Decimal(1)]


def test_cells_left_empty_below_a_name_repeat_it_where_the_descriptor_says_so(tmp_path: Path) -> None:
    descriptor = FIGURES.replace("figures:", "layout: {fill_down: [Provider]}\nfigures:")
    rows = "Provider,Recipient,Year,Amount\nA,B,2020,1\n,C,2020,2\nD,B,2020,3\n"
    assert read_file(tmp_path, "figures.csv", rows, descriptor).column("figure", "provider") == ["A", "A", "D"]


def test_day_month_and_year_in_columns_of_their_own_are_joined(tmp_path: Path) -> None:
    descriptor = PROJECTS.replace(
        "{column: Date, optional: true}", '{join: [Y, M, D], between: "-", date_formats: ["%Y-%m-%d"]}'
    )
    found = read_file(tmp_path, "projects.csv", "Code,Title,Y,M,D,Amount\n1,a,2020,2,9,5\n", descriptor)
    assert found.column("transaction", "date") == [date(2020, 2, 9)]


def test_long_files_come_in_chunks_with_ordinals_that_run_on(tmp_path: Path) -> None:
    rows = "Provider,Recipient,Year,Amount\n" + "".join(f"A,R{number},2020,{number}\n" for number in range(45_000))
    found = read_file(tmp_path, "figures.csv", rows, FIGURES)
    assert found.chunks > 2
    assert found.column("figure", "ordinal") == list(range(1, 45_001))
    assert len(set(found.column("figure", "figure_id"))) == 45_000
    assert found.column("figure", "row") == list(range(2, 45_002))


def test_rows_beyond_the_limit_are_told(tmp_path: Path) -> None:
    rows = "Provider,Recipient,Year,Amount\n" + "".join(f"A,R{number},2020,{number}\n" for number in range(1, 20))
    found = read_file(tmp_path, "figures.csv", rows, FIGURES, Limits(sheet_rows=10))
    assert len(found.rows("figure")) == 10
    assert found.told("sheet-too-long").place.row == 12


def test_problems_of_one_kind_are_listed_a_hundred_times_and_then_counted(tmp_path: Path) -> None:
    rows = "Provider,Recipient,Year,Amount\n" + "".join(f"A,R{number},2020,x{number}\n" for number in range(300))
    found = read_file(tmp_path, "figures.csv", rows, FIGURES)
    assert found.codes()["cell-unreadable"] == 101
    assert "300 in all" in [problem for problem in found.problems if problem.code == "cell-unreadable"][-1].message


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=6), max_size=12))
def test_whatever_the_cells_hold_every_record_is_kept_or_rejected(tmp_path: Path, rows: list[list[str]]) -> None:
    lines = ["Provider,Recipient,Year,Amount", *(",".join(cells) for cells in rows)]
    content = "\n".join(lines).encode("utf-8", "replace")
    found = read_file(tmp_path, "figures.csv", content, FIGURES)
    assert found.summary.rows_read == found.summary.rows_kept + found.summary.rows_rejected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_no_bytes_raise(tmp_path: Path, content: bytes) -> None:
    found = read_file(tmp_path, "figures.csv", content, FIGURES)
    assert found.problems
