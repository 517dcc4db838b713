"""Rates: known values of known months, none where a currency was not money, and sources that agree."""

from __future__ import annotations

import csv
import importlib.util
import math
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from sursur.reference.currencies import load_currencies
from sursur.reference.packaged import read_rows
from sursur.reference.rates import rate_table

TABLE = Path(__file__).parents[1] / "hard_cases" / "rates.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
Key = tuple[str, str]


@pytest.fixture(scope="module")
def rates() -> dict[Key, tuple[float, str]]:
    return {(row["currency"], row["month"]): (row["per_usd"], row["source"]) for row in rate_table().to_pylist()}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['currency']} {case['month']}" for case in CASES])
def test_known_rate(case: dict[str, str], rates: dict[Key, tuple[float, str]]) -> None:
    found = rates.get((case["currency"], case["month"]))
    if not case["per_usd"]:
        assert found is None, case["why"]
    else:
        assert found, "no rate"
        assert found[0] == pytest.approx(float(case["per_usd"]), rel=float(case["within"])), case["why"]


def test_every_rate_has_a_source_in_words(rates: dict[Key, tuple[float, str]]) -> None:
    titles = {row["title"] for row in read_rows("rates", "sources.csv")}
    for key, (_, source) in rates.items():
        named = set(source.removeprefix("mean of the twelve months: ").split("; "))
        assert named <= titles, key


def test_a_currency_has_rates_only_while_it_was_money(rates: dict[Key, tuple[float, str]]) -> None:
    known = load_currencies()
    for currency, month in rates:
        first, last = known[currency].first_day, known[currency].last_day
        assert first is None or first.isoformat()[: len(month)] <= month, (currency, month)
        assert last is None or month <= last.isoformat()[: len(month)], (currency, month)


def test_the_money_of_the_world_since_1960_has_rates(rates: dict[Key, tuple[float, str]]) -> None:
    """A currency without any rate is named here: who adds a source takes it off the list."""
    rated = {currency for currency, _ in rates}
    in_use = {
        code for code, money in load_currencies().items() if money.last_day is None or money.last_day.year >= 1960
    } - {"USD"}
    without = in_use - rated
    assert without == set(WITHOUT_ANY_RATE.split()), without ^ set(WITHOUT_ANY_RATE.split())


WITHOUT_ANY_RATE = """
    AFA ALK ARM BAD BAN BGM BOL DDM ECS GQE GWE GWP KPW LTT LVR MDC MKN SUR TPE YUM YUR
"""
"""No source at hand, or one whose unit or market cannot be told: values in them stay without dollars and say so."""

LEAPS = {("VEF", "VES"): "the bolívar lost 96 % on the day of the change, 20 August 2018"}


def test_old_and_new_units_differ_by_the_factor_of_the_law(rates: dict[Key, tuple[float, str]]) -> None:
    """Before and after a change the rates differ by its factor, and by what a crisis moved between the two."""
    compared = 0
    for row in read_rows("rates", "redenominations.csv"):
        old = last(rates, row["old"], before=row["month"])
        new = first(rates, row["new"], after=row["month"])
        if old and new:
            compared += 1
            ratio = old / new / float(row["old_per_new"])
            if (row["old"], row["new"]) in LEAPS:
                continue
            assert 1 / 2.8 < ratio < 2.8, (row["old"], row["new"], ratio)
    assert compared >= 45


def last(rates: dict[Key, tuple[float, str]], currency: str, *, before: str) -> float | None:
    months = [month for code, month in rates if code == currency and len(month) == 7 and month <= before]
    return rates[currency, max(months)][0] if months else None


def first(rates: dict[Key, tuple[float, str]], currency: str, *, after: str) -> float | None:
    months = [month for code, month in rates if code == currency and len(month) == 7 and month >= after]
    return rates[currency, min(months)][0] if months else None


def test_the_average_of_a_year_lies_between_its_months(rates: dict[Key, tuple[float, str]]) -> None:
    for (currency, year), (value, source) in rates.items():
        if source.startswith("mean of the twelve months"):
            months = [rates[currency, f"{year}-{month:02}"][0] for month in range(1, 13)]
            assert min(months) * (1 - 1e-9) <= value <= max(months) * (1 + 1e-9), (currency, year)


# --- against the originals -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script(project_root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_rates", project_root / "scripts" / "reference_rates.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def quotes(script: ModuleType, shared_data: Path) -> dict[Key, dict[str, float]]:
    """All quotes of all sources for a currency and month, in order of precedence."""
    found: dict[Key, dict[str, float]] = {}
    rates: dict[Key, tuple[float, str]] = {}
    for source in script.sources_by_precedence():
        for currency, month, value in script.quotes_of(source, rates, shared_data):
            found.setdefault((currency, month), {}).setdefault(source["source"], value)
            rates.setdefault((currency, month), (value, source["source"]))
    return found


@pytest.mark.data
def test_the_packed_rates_are_what_the_script_makes_of_the_originals(
    rates: dict[Key, tuple[float, str]], quotes: dict[Key, dict[str, float]]
) -> None:
    monthly = {key: next(iter(values.values())) for key, values in quotes.items() if len(key[1]) == len("2022-01")}
    assert len(monthly) > 100_000
    for key, value in monthly.items():
        assert rates[key][0] == pytest.approx(value, rel=1e-9), key


@pytest.mark.data
def test_sources_agree_within_five_per_cent_or_the_reason_is_written_down(
    script: ModuleType, quotes: dict[Key, dict[str, float]]
) -> None:
    accepted = read_rows("rates", "disagreements.csv")
    used: Counter[str] = Counter()
    for (currency, month), values in quotes.items():
        if len(month) == len("2022-01") and len(values) > 1:
            for used_source, other, ratio in apart(script, quotes, currency, month):
                row = reason_for(accepted, (currency, month), (used_source, other), ratio)
                assert row, f"{currency} {month}: {other} is {ratio:.3f} of {used_source}; write down why"
                used[str(row)] += 1
    assert all(used[str(row)] for row in accepted), "a reason that nothing needs any more"


def apart(
    script: ModuleType, quotes: dict[Key, dict[str, float]], currency: str, month: str
) -> list[tuple[str, str, float]]:
    """Other sources that are more than 5 % off; a month's average may lie between the ends of two months."""
    kinds = {row["source"]: row["kind"] for row in script.sources_by_precedence()}
    (best, value), *others = quotes[currency, month].items()
    found = []
    for other, quote in others:
        ends = [quote]
        if (kinds[best], kinds[other]) == ("month_average", "month_end"):
            ends.append(quotes.get((currency, month_before(month)), {}).get(other, quote))
        if not min(ends) / 1.05 <= value <= max(ends) * 1.05:
            found.append((best, other, quote / value))
    return found


def month_before(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def reason_for(rows: list[dict[str, str]], key: Key, pair: tuple[str, str], ratio: float) -> dict[str, str] | None:
    def covers(row: dict[str, str]) -> bool:
        within = row["first_month"] <= key[1] <= row["last_month"]
        small = abs(math.log(ratio)) <= abs(math.log(float(row["largest"]))) + 1e-3
        return row["currency"] == key[0] and (row["used"], row["other"]) == pair and within and small

    return next((row for row in rows if covers(row)), None)
