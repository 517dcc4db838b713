"""From words to values; a wrong word names the nearest right one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sursur.answers.asking import GroupAt
from sursur.answers.measuring import Parameter, asked_of
from sursur.answers.measuring.parameters import Kind
from sursur.errors import SursurError
from sursur.release import Release

COLOURS = ("red", "dark_blue")

READ: list[tuple[Kind, str, Any]] = [
    (Kind.TEXT, " as written ", "as written"),
    (Kind.NUMBER, "2.5", Decimal("2.5")),
    (Kind.NUMBER, "35 %", Decimal(35)),
    (Kind.NUMBER, "", None),
    (Kind.WHOLE, "-3", -3),
    (Kind.CHOICE, "Dark-Blue", "dark_blue"),
    (Kind.CHOICES, "red, dark blue", ("red", "dark_blue")),
    (Kind.CHOICES, "", ()),
    (Kind.COUNTRY, "Inde", "IND"),
    (Kind.COUNTRIES, "DZA, Argentina", ("DZA", "ARG")),
    (Kind.COUNTRIES, "", ()),
    (Kind.GROUP, "BRICS@2015", GroupAt("brics", date(2015, 12, 31))),
    (Kind.YEAR, "2015", 2015),
    (Kind.YEARS, "2010-2014", (2010, 2014)),
    (Kind.YEARS, "", (None, None)),
    (Kind.DAY, "2015", date(2015, 12, 31)),
    (Kind.DAY, "2015-07-01", date(2015, 7, 1)),
    (Kind.INDICATOR, "GDP USD", "gdp_usd"),
    (Kind.SWITCH, "yes", True),
    (Kind.SWITCH, "", False),
]

REFUSED: list[tuple[Kind, str, str]] = [
    (Kind.NUMBER, "two", "is not a number"),
    (Kind.NUMBER, "NaN", "is not a number"),
    (Kind.NUMBER, "1e999999999", "is not a number"),
    (Kind.WHOLE, "2.5", "not a whole number"),
    (Kind.CHOICE, "rad", "Did you mean red?"),
    (Kind.CHOICES, "red,blau", "red, dark_blue"),
    (Kind.COUNTRY, "Indai", "Did you mean India (IND)"),
    (Kind.COUNTRY, "Congo", "may mean several"),
    (Kind.GROUP, "bricks", "Did you mean brics?"),
    (Kind.GROUP, "brics@soon", "names no date"),
    (Kind.YEAR, "15", "is not a year"),
    (Kind.YEARS, "2014-2010x", "not a year or a span"),
    (Kind.DAY, "2015-13-01", "is not a date"),
    (Kind.DAY, "0000", "is not a date"),
    (Kind.INDICATOR, "ginni", "Did you mean gini?"),
    (Kind.SWITCH, "maybe", "neither yes nor no"),
]


def parameter(kind: Kind, *, required: bool = False) -> Parameter:
    return Parameter("it", kind, "What it means.", choices=COLOURS, required=required)


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_words_are_read(release: Release, kind: Kind, text: str, value: Any):
    assert asked_of(release, (parameter(kind),), {"it": text})["it"] == value


@pytest.mark.parametrize(("kind", "text", "told"), REFUSED)
def test_a_wrong_word_names_the_right_ones(release: Release, kind: Kind, text: str, told: str):
    with pytest.raises(SursurError) as caught:
        asked_of(release, (parameter(kind),), {"it": text})
    assert told in str(caught.value)


def test_a_parameter_that_is_unknown_or_missing_is_told(release: Release):
    with pytest.raises(SursurError, match="no parameter 'at'"):
        asked_of(release, (parameter(Kind.TEXT),), {"at": "x"})
    with pytest.raises(SursurError, match="it is missing"):
        asked_of(release, (parameter(Kind.TEXT, required=True),), {})
