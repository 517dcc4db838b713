"""Before and after in a small world computed by hand: four countries, two of them a group, the others may join."""

from __future__ import annotations

from decimal import Decimal

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sursur.measure.scenario import compared, per_member, within, within_share

PEOPLE = {"AAA": 60, "BBB": 30, "CCC": 10}
"""DDD has no figure."""
TRADE = {("AAA", "BBB"): 8, ("BBB", "AAA"): 2, ("AAA", "CCC"): 10, ("CCC", "DDD"): 20}


def members(before: str, after: str) -> ibis.Table:
    rows = [
        {"step": "one", "side": side, "facts_year": 2022, "country": code, "name": code}
        for side, codes in (("before", before), ("after", after))
        for code in codes.split()
    ]
    names = ("step", "side", "facts_year", "country", "name")
    kinds = pa.schema([(name, pa.int64() if name == "facts_year" else pa.string()) for name in names])
    return ibis.memtable(pa.Table.from_pylist(rows, kinds))


def facts(values: dict[str, int]) -> ibis.Table:
    rows = [{"facts_year": 2022, "indicator": "people", "country": code, "value": Decimal(value), "weight": None,
             "first_year": 2021, "last_year": 2021} for code, value in values.items()]  # fmt: skip
    money = pa.decimal128(38, 4)
    kinds = {"facts_year": pa.int64(), "indicator": pa.string(), "country": pa.string(), "value": money,
             "weight": money, "first_year": pa.int64(), "last_year": pa.int64()}  # fmt: skip
    return ibis.memtable(pa.Table.from_pylist(rows, pa.schema(kinds)))


def pairs() -> ibis.Table:
    rows = [{"facts_year": 2022, "indicator": "trade", "provider": one, "recipient": other, "value": Decimal(value),
             "first_year": 2014, "last_year": 2014} for (one, other), value in TRADE.items()]  # fmt: skip
    return ibis.memtable(pa.Table.from_pylist(rows))


def people(before: str, after: str, values: dict[str, int] = PEOPLE) -> dict[str, object]:
    return compared(per_member(members(before, after), facts(values))).to_pyarrow().to_pylist()[0]


def test_sums_and_shares_of_the_world_by_hand():
    told = people("AAA BBB", "AAA BBB CCC")
    assert (told["before"], told["after"], told["difference"]) == (90, 100, 10)
    assert (told["world_percent_before"], told["world_percent_after"]) == (90, 100)
    assert (told["first_year"], told["last_year"]) == (2021, 2021)


def test_a_member_without_data_is_named_and_adds_nothing_that_is_known():
    told = people("AAA BBB", "AAA BBB DDD")
    assert (told["before"], told["after"], told["difference"], told["missing"]) == (90, 90, None, "DDD")
    assert (told["with_data_after"], told["without_data_after"]) == (2, 1)


def test_of_several_who_join_those_with_data_make_the_difference():
    told = people("AAA BBB", "AAA BBB CCC DDD")
    assert (told["difference"], told["missing"]) == (10, "DDD")


def test_before_it_was_founded_a_group_has_nothing_rather_than_zero():
    told = people("", "AAA BBB")
    assert (told["before"], told["after"], told["difference"]) == (None, 90, None)


def test_no_change_makes_no_difference():
    told = people("AAA BBB", "AAA BBB")
    assert (told["before"], told["difference"]) == (told["after"], 0)


@pytest.mark.parametrize(
    ("after", "inside", "share"),
    [
        ("AAA BBB", 10, Decimal(100 * 20) / Decimal(8 + 2 + 10 + 8 + 2)),
        ("AAA BBB CCC", 20, Decimal(100 * 40) / Decimal(20 + 20 + 20)),
        ("AAA DDD", 0, 0),
        ("AAA BBB CCC DDD", 40, 100),
    ],
)
def test_trade_within_by_hand(after: str, inside: int, share: Decimal):
    group = members("AAA BBB", after)
    assert after_of(within(group, pairs())) == inside
    assert after_of(within_share(group, pairs())) == pytest.approx(share, abs=Decimal("0.0001"))


def test_one_country_alone_has_nothing_within():
    assert after_of(within(members("AAA BBB", "AAA"), pairs())) is None


def after_of(found: ibis.Table) -> object:
    return compared(found).to_pyarrow().to_pylist()[0]["after"]


worlds = st.dictionaries(st.sampled_from(["AAA", "BBB", "CCC", "DDD", "EEE"]), st.integers(1, 10**12), min_size=3)


@settings(max_examples=4, deadline=None)
@given(worlds, st.data())
def test_what_is_known_of_any_world(values: dict[str, int], data: st.DataObject):
    codes = sorted(values)
    before = data.draw(st.lists(st.sampled_from(codes[:-1]), min_size=1, unique=True))
    new = codes[-1]
    grown = people(" ".join(before), " ".join([*before, new]), values)
    back = people(" ".join([*before, new]), " ".join(before), values)
    assert grown["before"] + values[new] == grown["after"], "before and what one brings make after"
    assert grown["difference"] == values[new]
    assert (back["before"], back["after"]) == (grown["after"], grown["before"]), "adding, then dropping, gives back"
    assert 0 <= grown["world_percent_before"] <= grown["world_percent_after"] <= 100
