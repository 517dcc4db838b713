"""Words with a closed list, as English messages; the catalogues translate them."""

from __future__ import annotations

from collections.abc import Mapping

from sursur.model.values import Form

OTHER = "other"
SHOWN_FORMS: Mapping[str, tuple[Form, ...]] = {
    "south_south": (Form.SOUTH_SOUTH,),
    "triangular": (Form.TRIANGULAR,),
    "multilateral_south_led": (Form.MULTILATERAL_SOUTH_LED,),
    "north_south": (Form.NORTH_SOUTH,),
    "multilateral": (Form.MULTILATERAL,),
    OTHER: (Form.SOUTH_NORTH, Form.NORTH_NORTH, Form.DOMESTIC, Form.UNCLASSIFIED),
}
"""The six forms that have a colour, in the order in which they are always drawn, and the verdicts behind each."""

SOUTHERN_FORMS = ("south_south", "triangular", "multilateral_south_led")

FORM_NAMES: Mapping[str, str] = {
    "south_south": "South-South",
    "triangular": "Triangular",
    "multilateral_south_led": "Multilateral, South-led",
    "north_south": "North-South",
    "multilateral": "Multilateral",
    OTHER: "Other and unclassified",
}

WORDS: Mapping[str, str] = {
    **{form: name for form, name in FORM_NAMES.items() if form != OTHER},
    "south_north": "South-North",
    "north_north": "North-North",
    "domestic": "Domestic",
    "unclassified": "Unclassified",
    "commitment": "commitment",
    "disbursement": "disbursement",
    "forward": "forward spending",
    "grant": "grant",
    "loan_concessional": "concessional loan",
    "loan_non_concessional": "non-concessional loan",
    "loan": "loan",
    "equity": "equity",
    "debt_relief": "debt relief",
    "in_kind": "in kind",
    "other": "other",
    "government": "government",
    "ngo": "non-governmental organisation",
    "private": "private",
    "academic": "academic",
    "unknown": "unknown",
    "registry": "registry",
    "own_report": "provider's own report",
    "official_aggregate": "official aggregate",
    "research": "research",
    "compilation": "compilation",
    "member": "Member",
    "partner": "Partner",
    "observer": "Observer",
    "associate": "Associate",
    "candidate": "Candidate",
    "applicant": "Applicant",
    "invited": "Invited",
    "declined": "Declined",
    "suspended": "Suspended",
    "left": "Left",
    "disputed": "Disputed",
    "error": "error",
    "warning": "warning",
    "note": "note",
    "political": "political",
    "regional": "regional",
    "economic": "economic",
    "bank": "bank",
    "forum": "forum",
    "list": "list",
    "declaration": "declaration",
    "charter": "charter",
    "resolution": "resolution",
    "outcome_document": "outcome document",
    "agreement": "agreement",
    "plan_of_action": "plan of action",
    "memorandum": "memorandum",
    "conference": "conference",
    "observance": "observance",
    "summit": "summit",
    "ministerial": "meeting of ministers",
    "symposium": "symposium",
    "expo": "exhibition",
    "initiative": "initiative",
    "platform": "platform",
    "fund": "fund",
    "medical_programme": "medical programme",
    "scholarship_programme": "scholarship programme",
    "credit_line_programme": "credit lines",
    "states": "states",
    "UN bodies": "bodies of the United Nations",
    "civil society": "civil society",
    "firms": "companies",
    "development bodies": "development bodies",
    "think tanks": "think tanks",
    "agencies": "cooperation agencies",
    "statisticians": "statisticians",
    "experts": "experts",
    "academia": "academia",
    "g77_china": "Group of 77 and China",
    "oda_recipients": "DAC list of ODA recipients",
    "non_dac": "all outside the DAC",
}


INDICATOR_NAMES: Mapping[str, str] = {
    "population": "Population",
    "gdp_usd": "GDP",
    "gni_per_capita": "National income per person",
    "hdi": "Human development index",
    "poverty_300": "People below 3 dollars a day",
    "gini": "Inequality (Gini)",
    "unemployment": "Unemployment",
    "undernourishment": "Undernourished people",
    "child_mortality": "Child mortality",
    "climate_vulnerability": "Climate vulnerability",
    "electricity_access": "Access to electricity",
    "oda_received_percent_gni": "Aid received, of national income",
}
"""Indicators of a country's profile in the order in which they stand."""

CRISIS_NAMES: Mapping[str, str] = {
    "covid-19": "COVID-19",
    "ukraine-2022": "Ukraine situation since 2022",
    "EQ-2023-000015-TUR": "Earthquake in Türkiye and Syria 2023",
}
"""Crises that have a name beside their number; others stand with their GLIDE number."""

NEED_NAMES: Mapping[str, str] = {
    "extreme_poverty": "Extreme poverty",
    "inequality": "Inequality within the country",
    "unemployment": "Unemployment",
    "malnutrition": "Malnutrition",
    "climate_vulnerability": "Climate vulnerability",
}
"""The five inequalities; the needs of goals are named as the goals are."""

COVERAGE_WORDS: Mapping[str, str] = {
    "reached": "reached",
    "no flow reported": "no flow reported by sources that know the country",
    "not covered": "no source of these years looks at the country",
    "no source": "no source of these years tells of such flows",
    "purpose unknown": "flows go there, and nobody tells what for",
    "need unknown": "need unknown",
    "coverage unknown": "coverage unknown",
    "purpose mostly unknown": "purpose of more than half of the money unknown",
    "people unknown": "number of people unknown",
    "nobody affected": "nobody affected",
    "reached, money unknown": "reached, with no amount known",
    "same value": "the same value stands at both times",
}
"""What measures of need say of a country."""

_SHOWN = {verdict.value: shown for shown, verdicts in SHOWN_FORMS.items() for verdict in verdicts}


def shown_form(form: str | None) -> str:
    """The form with a colour that a verdict belongs to."""
    return _SHOWN.get(form or "", OTHER)


def verdicts_of(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(verdict.value for form in forms for verdict in SHOWN_FORMS[form])
