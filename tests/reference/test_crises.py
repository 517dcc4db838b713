"""The crisis that an activity answers, by what it declares."""

from __future__ import annotations

import pytest

from sursur.errors import ReferenceDataError
from sursur.reference import crises
from sursur.reference.crises import Signs, crisis_of, crisis_rules, crisis_titles


@pytest.mark.parametrize(
    ("signs", "crisis"),
    [
        (Signs(scopes=("EP-2020-000012-001",)), "covid-19"),
        (Signs(scopes=(" ep-2020-000012-som ",)), "covid-19"),
        (Signs(scopes=("HCOVD20",)), "covid-19"),
        (Signs(tags=("COVID-19",)), "covid-19"),
        (Signs(sectors=("12264",)), "covid-19"),
        (Signs(keywords=("COVID-19",)), "covid-19"),
        (Signs(text="Lutte contre la CoViD-19 au Tchad"), "covid-19"),
        (Signs(text="борьба с коронавирусом: коронавирус"), "covid-19"),
        (Signs(scopes=("OT-2020-000177-LBN",)), "OT-2020-000177-LBN"),
        (Signs(scopes=("RUKRN23",)), "ukraine-2022"),
        (Signs(scopes=("OT-2020-000177-LBN",), text="covid"), "OT-2020-000177-LBN"),
        (Signs(scopes=("OT-2020-000177-LBN", "EP-2020-000012-LBN")), "covid-19"),
        (Signs(scopes=("HSYR20",)), None),
        (Signs(sectors=("12263",), text="tuberculosis"), None),
        (Signs(), None),
    ],
)
def test_the_strongest_sign_names_the_crisis(signs: Signs, crisis: str | None) -> None:
    found = crisis_of(signs)
    assert (found.crisis if found else None) == crisis


def test_every_rule_has_its_source_and_every_crisis_a_title() -> None:
    assert all(rule.source for rule in crisis_rules())
    assert crisis_titles()["covid-19"] == "COVID-19"


@pytest.mark.parametrize("change", [{"kind": "rumour"}, {"pattern": ""}, {"source": ""}])
def test_a_rule_without_kind_pattern_or_source_is_refused(
    change: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"crisis": "c", "title_en": "C", "kind": "tag", "pattern": "P", "note": "", "source": "s"}
    monkeypatch.setattr(crises, "read_rows", lambda *_: [{**row, **change}])
    with pytest.raises(ReferenceDataError):
        crisis_rules.__wrapped__()


def test_a_pattern_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"crisis": "c", "title_en": "C", "kind": "tag", "pattern": "P", "note": "", "source": "s"}
    monkeypatch.setattr(crises, "read_rows", lambda *_: [row, row])
    with pytest.raises(ReferenceDataError, match="twice"):
        crisis_rules.__wrapped__()
