"""Sentences that the tables of a release hold in English are found again, and told in the reader's language."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sursur.measure.count.deciding import COUNT_RULES
from sursur.measure.forms import FORM_RULES
from sursur.measure.framework.items import ITEM_RULES
from sursur.observatory.language import LANGUAGES, language
from sursur.observatory.reasons import LONGEST, reason_again, rule_name, tell_evidence, tell_reason
from tests.ingest.iati_files import read
from tests.ingest.test_iati_hostile import CASES

OTHERS = [code for code in LANGUAGES if code != "en"]


def spoken(code: str, text: str) -> str:
    return str(tell_reason(language(code), text)).replace("<bdi>", "").replace("</bdi>", "")


TOLD = {
    "BRA and MOZ were both in the South in 2011.": "En 2011, tanto Brasil como Mozambique pertenecían al Sur.",
    "No date or year is reported.": "No se notifica ninguna fecha ni año.",
    "For DNK in 2012 the telling that is counted is official_aggregate.": (
        "Para Dinamarca en 2012, la versión que se contabiliza es agregado oficial."
    ),
    "For BRA in 2012 the telling that is counted is research:gcdf-3.0.": (
        "Para Brasil en 2012, la versión que se contabiliza es investigación: gcdf-3.0."
    ),
    "no rate for XAF in 2014-03: rates of XAF run from 1999 to 2010": (
        "no hay tipo de cambio de XAF en 2014-03: los tipos de cambio de XAF van de 1999 a 2010"
    ),
    "value: '1,2x' is not an amount: it holds other signs than digits (and 12,345 more like it in this record)": (
        "value: «1,2x» no es un importe: contiene signos que no son dígitos (y 12.345 más del mismo tipo en este "
        "registro)"
    ),
    "If `Amount` is meant, write it in the descriptor. Export it again.": (
        "Si se trata de `Amount`, escríbalo en el descriptor. Expórtelo de nuevo."
    ),
    "ACME works with a public partner from BRA for region 298 in an unknown year.": (
        "ACME trabaja con un socio público de Brasil para la región África en un año desconocido."
    ),
}


@pytest.mark.parametrize(("text", "told"), TOLD.items())
def test_a_reason_is_told_with_the_same_values(text: str, told: str) -> None:
    assert spoken("es", text) == told
    assert unescape(spoken("en", text)) == text


EVIDENCE = "No amount is the same; the sums differ by less than 0.2 per cent; the titles have the same words."


@pytest.mark.parametrize("code", OTHERS)
def test_what_speaks_for_a_pair_is_told_one_comparison_after_the_other(code: str) -> None:
    told = str(tell_evidence(language(code), EVIDENCE))
    assert told.count(str(language(code).semicolon).strip()) == 2
    assert not re.search(r"\b(the|same)\b", told)
    assert tell_evidence(language("en"), EVIDENCE) == EVIDENCE


@pytest.mark.parametrize("rule", [rule.rule_id for rule in (*COUNT_RULES, *FORM_RULES, *ITEM_RULES)])
def test_every_rule_has_a_name(rule: str) -> None:
    names = {code: str(rule_name(language(code), rule)) for code in LANGUAGES}
    assert all("_" not in name for name in names.values())
    assert names["ru"] != names["en"]


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("case", CASES)
def test_whatever_is_wrong_in_a_file_is_told_in_every_language(tmp_path: Path, code: str, case: str) -> None:
    content, _, _ = CASES[case]
    for problem in read(tmp_path / "file.xml", content).problems:
        for text in (problem.message, problem.repair):
            assert 'lang="en"' not in tell_reason(language(code), str(text)), text


@given(st.text(alphabet=" :.,;'`()%sabdeinostw123", max_size=2 * LONGEST))
def test_any_text_is_told_and_nothing_of_it_is_lost(text: str) -> None:
    told = reason_again(language("es"), text)
    assert told.replace(" ", "") == text.replace(" ", "")
