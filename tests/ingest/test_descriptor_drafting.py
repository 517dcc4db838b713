"""An unknown table gets a first descriptor: it loads, it reads the table, and it says what is left to do."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from sursur.errors import NotFoundError, UsageError
from sursur.ingest.descriptor.drafting import draft
from sursur.ingest.descriptor.drafting.headings import label_of_year, language_of, meaning_of
from tests.ingest.described import Reading, read_file

CASES = Path(__file__).parent.parent / "hard_cases" / "sheets" / "drafts"


def cases() -> list[Path]:
    return sorted(CASES.glob("*.csv"))


def drafted(folder: Path, name: str, content: bytes) -> tuple[str, Reading]:
    """The draft for a file, and what it reads of it."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    text = draft(folder / name)
    return text, read_file(folder, name, content, text)


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.stem)
def test_a_draft_reads_its_table(tmp_path: Path, path: Path) -> None:
    """Beside each table stands what reading it by its draft must give: a line for each amount."""
    _, found = drafted(tmp_path, path.name, path.read_bytes())
    with path.with_suffix(".expected").open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    table = "figure" if "figure" in found.tables else "transaction"
    told = [
        {
            "year": str(row["date"].year if row.get("date") else row.get("year") or ""),
            "amount": _plain(row["amount"] if row["amount"] is not None else row.get("quantity")),
            "unit": row.get("unit") or "",
            "currency": row["currency"] or "",
        }
        for row in found.rows(table)
    ]
    assert told == expected


def _plain(value: Decimal | float | None) -> str:
    return "" if value is None else f"{Decimal(str(value)).normalize():f}"


def test_a_draft_lists_what_is_left_to_a_person(tmp_path: Path) -> None:
    rows = (
        "Código;Proyecto;País;Fecha;Monto;Estado;Responsable\n1;a;Perú;01/02/2019;1.234;Finalizado;Ana\n"
        "2;b;Cuba;03/04/2019;5.678;Dudoso;Luis\n"
    )
    text, _ = drafted(tmp_path, "open.csv", rows.encode())
    head = text.partition("\ntitle:")[0]
    for word in (
        "title, publisher and licence",
        "date_formats",
        "decimal",
        "currency",
        "Estado: the words that mean null",
        "provider_name",
    ):
        assert word in head, word
    assert "#   - Responsable" in head
    assert 'Finalizado: "4"' in text
    assert "Dudoso: null" in text


def test_a_table_in_unknown_words_gets_a_draft_that_loads(tmp_path: Path) -> None:
    text, found = drafted(tmp_path, "unknown.csv", b"Hankkeen nimi;Vastuuhenkil\nKoulu;Aino\nTie;Eero\n")
    assert "its words are not known" in text
    assert found.summary.rows_kept == 2


def test_what_is_no_table_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="not a file"):
        draft(tmp_path / "nowhere.csv")
    (tmp_path / "page.csv").write_text("<!DOCTYPE html><html></html>")
    with pytest.raises(UsageError, match="web page"):
        draft(tmp_path / "page.csv")
    (tmp_path / "numbers.csv").write_text("1,2,3\n4,5,6\n")
    with pytest.raises(UsageError, match="no line looks like the header"):
        draft(tmp_path / "numbers.csv")


@pytest.mark.parametrize(
    ("name", "target"),
    [("N° de proyecto", "identifier"), ("País receptor", "recipient"), ("Monto (miles de USD)", "amount"),
     ("Valor executado em 2019", "disbursement"), ("Date de décaissement", "date"), ("受援国名称", "recipient"),
     ("تاريخ التوقيع", "date"), ("Días-experto", "quantity:person_day"), ("Segundo oferente", "second_provider"),
     ("Стоимость, млн евро", "amount"), ("Responsable", ""), ("to", "end"), ("photo", ""),
     ("Start year", "start"), ("Is the private sector involved?", "")],
)  # fmt: skip
def test_headers_are_known_by_their_words(name: str, target: str) -> None:
    assert meaning_of(name) == target


def test_a_column_of_words_is_no_amount_whatever_its_name(tmp_path: Path) -> None:
    rows = "Number,Title,Country,Year,Primary SDG Contribution\n1,a,Peru,2019,SDG 3\n2,b,Cuba,2020,SDG 4\n"
    text, found = drafted(tmp_path, "goals.csv", rows.encode())
    assert "transaction" not in found.tables
    assert [row["code"] for row in found.rows("tag")] == ["3", "4"]
    assert "no column of amounts or quantities" in text


@pytest.mark.parametrize(
    ("name", "label"),
    [("2019", ""), ("2018/19", ""), ("Desembolso 2019", "desembolso"), ("2018年 金额", "金额"), ("2018-2020", None),
     ("Inicio 2019", None), ("Monto", None), ("2018 y 2019", None)],
)  # fmt: skip
def test_columns_of_one_year_are_known(name: str, label: str | None) -> None:
    assert label_of_year(name) == label


def test_the_language_of_a_header() -> None:
    assert language_of(["Código", "Projeto", "País", "Valor"]) == "pt"
    assert language_of(["Código", "Proyecto", "País", "Monto"]) == "es"
    assert language_of(["受援国", "年份", "金额"]) == "zh"
    assert language_of(["Foo", "Bar"]) == ""


LOANS = {
    "es": (
        "Código;Proyecto;País;Fecha;Monto USD;Tasa de interés;Plazo (años);Período de gracia (años)",
        "1;a;Haití;15/03/2018;25,5;2,5%;20;5",
        "2;b;Honduras;16/03/2018;10,25;0;25 años;10 años",
    ),
    "en": (
        "Code,Project,Country,Year,Amount (USD),Interest rate,Tenor (months),Grace period (months)",
        "1,a,Kenya,2018,2500,0.025,240,60",
        "2,b,Uganda,2019,1000,0.01,180,",
    ),
    "fr": (
        "Code;Projet;Pays;Année;Montant (EUR);Taux d'intérêt;Durée du prêt;Différé",
        "1;a;Mali;2018;2500;1,5;20 ans;5",
        "2;b;Niger;2019;1000;2;240 mois;5",
    ),
    "zh": (
        "编号,项目,国家,年份,金额(美元),年利率,贷款期限,宽限期",
        "1,a,肯尼亚,2018,2500,2%,20年,5年",
        "2,b,乌干达,2019,1000,3%,15年,3年",
    ),
    "ar": (
        "الرمز;المشروع;البلد;السنة;المبلغ (دولار);سعر الفائدة;مدة القرض (بالأشهر);فترة السماح (بالأشهر)",
        "1;a;السودان;2018;2500;2;240;60",
        "2;b;اليمن;2019;1000;3;180;36",
    ),
    "ru": (
        "Код;Проект;Страна;Год;Сумма (долл. США);Процентная ставка;Срок кредита;Льготный период",
        "1;a;Кения;2018;2500;2;240 месяцев;60 месяцев",
        "2;b;Уганда;2019;1000;3;180 мес.;36 мес.",
    ),
    "pt": (
        "Código;Projeto;País;Ano;Valor (USD);Taxa de juros (% a.a.);Prazo (anos);Carência (anos)",
        "1;a;Moçambique;2018;2500;2,5;20;5",
        "2;b;Angola;2019;1000;LIBOR + 1,5;15;3",
    ),
}
TERMS = {
    "es": [(2.5, 20, 5), (0, 25, 10)],
    "en": [(2.5, 20, 5), (1, 15, None)],
    "fr": [(1.5, None, 5), (2, None, 5)],
    "zh": [(2, 20, 5), (3, 15, 3)],
    "ar": [(2, 20, 5), (3, 15, 3)],
    "ru": [(2, 20, 5), (3, 15, 3)],
    "pt": [(2.5, 20, 5), (None, 15, 3)],
}
"""Per cent a year and years; a workbook keeps 2.5 % as 0.025, and of years and months in one column none is taken."""


@pytest.mark.parametrize("name", LOANS)
def test_the_terms_of_loans_are_read(tmp_path: Path, name: str) -> None:
    _, found = drafted(tmp_path, f"{name}.csv", "\n".join(LOANS[name]).encode())
    rows = found.rows("transaction")
    read = [(row["loan_rate"], row["loan_maturity"], row["loan_grace"]) for row in rows]
    assert read == TERMS[name]
    assert {row["finance_type"] for row in rows} == {"loan"}


def test_a_time_that_a_project_takes_is_no_term_of_a_loan(tmp_path: Path) -> None:
    text = "Código;Proyecto;País;Año;Monto USD;Plazo\n1;a;Haití;2018;25;20 meses\n2;b;Honduras;2018;10;25 meses\n"
    written, _ = drafted(tmp_path, "projects.csv", text.encode())
    assert "loan" not in written
