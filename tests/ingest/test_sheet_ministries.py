"""Workbooks and tables as ministries send them: what an officer says in a descriptor, and what comes of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sursur.model.source import Severity
from tests.ingest.described import Reading, read_file

HEAD = "title: Sheets of an agency\npublisher: An agency\nlicence: CC0\nlayer: own_report\n"
RECIPIENT = """
splits:
  - {dimension: {constant: country}, vocabulary: {constant: name}, code: País}
"""
PROJECTS = (
    HEAD
    + """row: activity
activity: {identifier: Código, title: Título}
transactions:
  - type: {constant: "3"}
    date: {column: Año, day_of_year: "07-01"}
    amount: {column: Monto, required: true}
    currency: {constant: USD}
"""
    + RECIPIENT
)

Drawn = Callable[[xlsxwriter.Workbook], None]


def workbook(draw: Drawn) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        draw(book)
    return stream.getvalue()


def write(sheet: Any, rows: list[list[Any]], first: int = 0) -> None:
    for number, row in enumerate(rows, first):
        sheet.write_row(number, 0, row)


def amounts(found: Reading) -> list[Decimal | None]:
    return found.column("transaction", "amount")


def codes(found: Reading, dimension: str = "country") -> list[str]:
    return [row["code"] for row in found.rows("split") if row["dimension"] == dimension]


def catalogue(book: xlsxwriter.Workbook) -> None:
    """Title over the width, header of two lines with merged cells, a programme beside its rows, totals, a source."""
    sheet = book.add_worksheet("Proyectos")
    sheet.merge_range("A1:G1", "Catálogo de proyectos")
    for place, name in enumerate(["Programa", "Código", "Título", "", "", "Año", "Monto"]):
        if name:
            sheet.merge_range(2, place, 3, place, name)
    sheet.merge_range("D3:E3", "País receptor")
    sheet.write_row("D4", ["Código", "Nombre"])
    write(
        sheet,
        [["", "C-1", "Becas", "HND", "Honduras", 2019, 120], ["", "C-2", "Cursos", "GTM", "Guatemala", 2019, 80]],
        4,
    )
    sheet.merge_range("A5:A6", "Formación")
    sheet.merge_range("A7:F7", "Subtotal Formación")
    sheet.write("G7", 200)
    sheet.merge_range("A9:G9", "Fuente: registro de la agencia")


def test_merged_headers_totals_and_notes(tmp_path: Path) -> None:
    descriptor = PROJECTS.replace("code: País", "code: País receptor Nombre").replace(
        "row: activity", "row: activity\nlayout: {header_rows: 2}"
    )
    found = read_file(tmp_path, "catalogue.xlsx", workbook(catalogue), descriptor)
    assert found.codes() == {}
    assert found.column("activity", "identifier") == ["C-1", "C-2"]
    assert codes(found) == ["Honduras", "Guatemala"]
    assert amounts(found) == [120, 80]
    assert all('"Programa": "Formación"' in extra for extra in found.column("activity", "extra"))
    assert found.codes(Severity.NOTE) == {"cells-merged": 1, "total-line": 1, "line-of-text": 1}


def test_an_amount_in_a_merged_cell_is_counted_once_and_told(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        write(sheet, [["Código", "Título", "País", "Año", "Monto"], [1, "a", "Perú", 2019], [2, "b", "Cuba", 2019]])
        sheet.merge_range("E2:E3", 900)

    found = read_file(tmp_path, "merged.xlsx", workbook(draw), PROJECTS)
    assert amounts(found) == [900]
    assert found.told("amount-merged").place.row == 3


def test_sheets_by_year_are_read_and_a_cover_is_told(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook) -> None:
        header = ["Código", "Título", "País", "Monto"]
        write(book.add_worksheet("Portada"), [["Informe"], ["País"]])
        write(book.add_worksheet("2018"), [header, [1, "a", "Perú", 10]])
        write(book.add_worksheet("2019"), [header, [1, "a", "Perú", 20]])
        hidden = book.add_worksheet("Borrador")
        write(hidden, [header, [2, "b", "Perú", 30]])
        hidden.hide()

    descriptor = PROJECTS.replace("{column: Año, ", r"{sheet_name: '(\d{4})', ").replace(
        "identifier: Código", r"identifier: {join: [Código, {sheet_name: '(\d{4})'}]}"
    )
    found = read_file(tmp_path, "years.xlsx", workbook(draw), descriptor)
    assert [(row["date"].year, row["amount"]) for row in found.rows("transaction")] == [(2018, 10), (2019, 20)]
    assert found.column("activity", "identifier") == ["1 2018", "1 2019"]
    assert found.codes(Severity.NOTE) == {"sheet-hidden": 1, "sheet-without-table": 1}
    named = read_file(
        tmp_path,
        "years.xlsx",
        workbook(draw),
        descriptor.replace("row: activity", 'row: activity\nlayout: {sheets: ["20*"]}'),
    )
    assert named.codes(Severity.NOTE) == {}
    assert amounts(named) == [10, 20]


def test_a_country_over_its_rows_is_their_country(tmp_path: Path) -> None:
    rows = "Código;Título;Año;Monto\nHONDURAS;;;\n1;a;2020;5\n2;b;2020;6\nTotal Honduras;;;11\nCUBA;;;\n3;c;2020;7\n"
    found = read_file(
        tmp_path, "headings.csv", rows, PROJECTS.replace("row: activity", "row: activity\nlayout: {headings: País}")
    )
    assert codes(found) == ["HONDURAS", "HONDURAS", "CUBA"]
    assert found.codes() == {}


def test_columns_of_years_and_the_title_above(tmp_path: Path) -> None:
    rows = "Moneda: USD, cifras de 2021\n\nCódigo;Título;País;2018;2019;Meta 2030\n1;a;Perú;5;;9\n2;b;Cuba;0;7;9\n"
    descriptor = (
        HEAD
        + r"""row: activity
activity: {identifier: Código, title: Título}
transactions:
  - for_each: {columns_matching: '^20\d{2}$'}
    type: {constant: "3"}
    date: {part: header, day_of_year: "07-01"}
    amount: {part: text}
    currency: {above: 'Moneda: (\w+)'}
"""
        + RECIPIENT
    )
    found = read_file(tmp_path, "wide.csv", rows, descriptor)
    told = [(row["date"].year, row["amount"], row["currency"]) for row in found.rows("transaction")]
    assert told == [(2018, 5, "USD"), (2018, 0, "USD"), (2019, 7, "USD")]
    assert found.column("activity", "extra") == ['{"Meta 2030": "9"}', '{"Meta 2030": "9"}']


KIND = (
    HEAD
    + """row: activity
activity: {identifier: Código, title: Título}
transactions:
  - type: {constant: "3"}
    date: {column: Año, day_of_year: "07-01"}
    quantity: Días-experto
    unit: {constant: person_day}
    unit_cost: Costo por día
    currency: {constant: USD}
    valuation_method: {constant: public salary}
    finance_type: {constant: in_kind}
  - type: {constant: "3"}
    date: {column: Año, day_of_year: "07-01"}
    quantity: Dosis
    unit: {constant: dose}
    finance_type: {constant: in_kind}
"""
    + RECIPIENT
)


def test_cooperation_in_kind_has_quantities_and_no_row_where_nothing_was_given(tmp_path: Path) -> None:
    rows = (
        "Código;Título;País;Año;Días-experto;Costo por día;Dosis\n1;a;Perú;2019;37,5;1.234,56;\n"
        "2;b;Cuba;2019;;;1.150.000\n3;c;Haití;2019;;;\n4;d;Haití;2019;0;;\n"
    )
    found = read_file(tmp_path, "kind.csv", rows, KIND)
    told = [
        (row["quantity"], row["unit"], row["unit_cost"], row["valuation_method"]) for row in found.rows("transaction")
    ]
    assert told == [
        (37.5, "person_day", Decimal("1234.56"), "public salary"),
        (1_150_000.0, "dose", None, None),
        (0.0, "person_day", None, "public salary"),
    ]
    assert found.codes() == {}


def test_a_point_that_may_be_either_is_not_read_until_the_descriptor_says_it(tmp_path: Path) -> None:
    rows = "Código;Título;País;Año;Monto\n1;a;Perú;2019;1.234\n2;b;Cuba;2019;250.000\n"
    found = read_file(tmp_path, "points.csv", rows, PROJECTS)
    assert amounts(found) == [None, None]
    assert found.column("transaction", "amount_text") == ["1.234", "250.000"]
    assert "decimal" in found.told("cell-unreadable").repair
    told = read_file(
        tmp_path, "points.csv", rows, PROJECTS.replace("row: activity", 'row: activity\nlayout: {decimal: ","}')
    )
    assert amounts(told) == [1234, 250_000]
    spoken = read_file(tmp_path, "points.csv", rows + "3;c;Haití;2019;1.000,5\n", PROJECTS)
    assert amounts(spoken) == [1234, 250_000, Decimal("1000.5")]


def test_another_currency_than_the_descriptors_is_not_read_as_if_it_were_that(tmp_path: Path) -> None:
    rows = "Código;Título;País;Año;Monto\n1;a;Perú;2019;US$ 1,5 millones\n2;b;Cuba;2019;EUR 5.000,00\n"
    found = read_file(tmp_path, "currencies.csv", rows, PROJECTS)
    assert amounts(found) == [1_500_000, None]
    assert found.told("currency-contradicted").place.row == 3
    taken = PROJECTS.replace(
        "currency: {constant: USD}", r"currency: {column: Monto, pattern: '(US\$|EUR)', words: {US$: USD, EUR: EUR}}"
    )
    told = read_file(tmp_path, "currencies.csv", rows, taken)
    assert [(row["amount"], row["currency"]) for row in told.rows("transaction")] == [(1_500_000, "USD"), (5000, "EUR")]


@pytest.mark.parametrize(
    ("title", "header", "code"),
    [("Informe", "Monto (miles de USD)", "scale-unsaid"), ("Valores en miles de USD", "Monto", "scale-unsaid"),
     ("Informe", "Monto (EUR)", "currency-contradicted")],
)  # fmt: skip
def test_thousands_or_a_currency_that_only_the_header_names_are_told(
    tmp_path: Path, title: str, header: str, code: str
) -> None:
    rows = f"{title}\nCódigo;Título;País;Año;{header}\n1;a;Perú;2019;5\n"
    found = read_file(tmp_path, "header.csv", rows, PROJECTS.replace("column: Monto", f'column: "{header}"'))
    assert found.codes() == {code: 1}


@pytest.mark.parametrize(
    ("rates", "key", "codes"),
    [
        (("0.0175", "0.02"), "", {"rate-as-share": 1}),
        (("0.0175", "0.02"), ", multiply: 100", {}),
        (("0.1", "0.25"), ", multiply: 1", {}),
        (("0.1%", "0.25%"), "", {}),
        (("0.1", "2"), "", {}),
        (("0", "0"), "", {}),
    ],
)
def test_rates_that_a_workbook_keeps_as_shares_are_told_once(
    tmp_path: Path, rates: tuple[str, str], key: str, codes: dict[str, int]
) -> None:
    rows = f"Código;Título;País;Año;Monto;Tasa\n1;a;Perú;2019;5;{rates[0]}\n2;b;Cuba;2019;6;{rates[1]}\n"
    lent = PROJECTS.replace("    currency:", f"    loan_rate: {{column: Tasa{key}}}\n    currency:")
    assert read_file(tmp_path, "rates.csv", rows, lent).codes() == codes


def test_a_cell_with_its_own_scale_is_not_multiplied_again(tmp_path: Path) -> None:
    rows = "Código;Título;País;Año;Monto\n1;a;Perú;2019;1,5 millones\n2;b;Perú;2019;5\n"
    found = read_file(
        tmp_path, "scales.csv", rows, PROJECTS.replace("required: true", "required: true, multiply: 1000")
    )
    assert amounts(found) == [None, 5000]


@pytest.mark.parametrize(
    ("encoding", "header"),
    [("cp1251", "Проект;Название;Страна;Год;Сумма"), ("gb18030", "编号;项目;受援国;年份;金额"),
     ("cp1256", "الرقم;المشروع;البلد;السنة;المبلغ"), ("mac_roman", "Código;Título;País;Año;Monto")],
)  # fmt: skip
def test_old_encodings_are_known_by_the_columns(tmp_path: Path, encoding: str, header: str) -> None:
    names = header.split(";")
    descriptor = PROJECTS
    for name, other in zip(["Código", "Título", "País", "Año", "Monto"], names, strict=True):
        descriptor = descriptor.replace(name, other)
    rows = f"{header}\n1;{names[1]};{names[2]};2019;5\n"
    found = read_file(tmp_path, "old.csv", rows.encode(encoding), descriptor)
    assert found.column("activity", "title") == [names[1]]
    assert encoding in found.told("encoding-guessed").message


def test_a_formula_that_was_never_calculated_is_told(tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        write(sheet, [["Código", "Título", "País", "Año", "Monto"], [1, "a", "Perú", 2019]])
        sheet.write_formula("E2", "=2*3", None, "")

    found = read_file(tmp_path, "formula.xlsx", workbook(draw), PROJECTS)
    assert found.told("formula-uncalculated").place.column == "E"


def test_values_below_no_header_are_told(tmp_path: Path) -> None:
    rows = "Código;Título;País;Año;Monto;\n1;a;Perú;2019;5;revisar\n"
    assert read_file(tmp_path, "unnamed.csv", rows, PROJECTS).told("column-unnamed").place.row == 2


def test_two_lines_of_header_come_back_on_every_page(tmp_path: Path) -> None:
    header = "Código;Título;País;Monto;\n;;;2018;2019\n"
    descriptor = (
        PROJECTS.replace("row: activity", "row: activity\nlayout: {header_rows: 2}")
        .replace("column: Monto", "column: Monto 2019")
        .replace('{column: Año, day_of_year: "07-01"}', '{constant: "2019-07-01"}')
    )
    found = read_file(tmp_path, "pages.csv", f"{header}1;a;Perú;5;6\n{header}2;b;Cuba;7;8\n", descriptor)
    assert amounts(found) == [6, 8]
    assert found.codes(Severity.NOTE) == {"header-again": 2}


def test_marks_of_footnotes_are_taken_off_names_where_the_descriptor_says_so(tmp_path: Path) -> None:
    rows = "Código;Título;País;Año;Monto\n1;a;Perú 1/;2019*;5 2/\n2;b;Cuba*;2019;7\n"
    descriptor = PROJECTS.replace("row: activity", 'row: activity\nlayout: {footnote_marks: ["1/", "*"]}')
    found = read_file(tmp_path, "marks.csv", rows, descriptor)
    assert codes(found) == ["Perú", "Cuba"]
    assert amounts(found) == [5, 7]


def test_shares_written_beside_countries_are_theirs(tmp_path: Path) -> None:
    rows = (
        "Código;Título;País;Año;Monto\n"
        "1;a;Cabo Verde (60 %), Guiné-Bissau (40 %);2019;5\n2;b;Trinidad y Tobago;2019;5\n"
    )
    countries = """
splits:
  - for_each: {column: País, countries: true}
    dimension: {constant: country}
    vocabulary: {constant: name}
    code: {part: text}
    percentage: {part: percent}
"""
    found = read_file(tmp_path, "shares.csv", rows, PROJECTS.replace(RECIPIENT, countries))
    assert [(row["code"], row["percentage"]) for row in found.rows("split")] == [
        ("Cabo Verde", 60.0), ("Guiné-Bissau", 40.0), ("Trinidad y Tobago", None),
    ]  # fmt: skip


def test_the_publisher_of_its_own_report_is_the_reporter(tmp_path: Path) -> None:
    rows = "Código;Título;País;Año;Monto\n1;a;Perú;2019;5\n"
    assert read_file(tmp_path, "own.csv", rows, PROJECTS).column("activity", "reporting_name") == ["An agency"]
    research = PROJECTS.replace("layer: own_report", "layer: research")
    assert read_file(tmp_path, "other.csv", rows, research).column("activity", "reporting_name") == [None]
