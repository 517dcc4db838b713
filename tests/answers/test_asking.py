"""What may be asked, and how groups at a date are written."""

from __future__ import annotations

from datetime import date

import pytest

from sursur.answers import FlowQuery, GroupAt, parse_group
from sursur.errors import UsageError


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("brics", GroupAt("brics")),
        (" BRICS ", GroupAt("brics")),
        ("brics@2015", GroupAt("brics", date(2015, 12, 31))),
        ("g77@1964-06-15", GroupAt("g77", date(1964, 6, 15))),
    ],
)
def test_a_group_is_asked_for_as_it_is_or_at_a_date(text, group):
    assert parse_group(text) == group
    assert parse_group(str(group)) == group


@pytest.mark.parametrize("text", ["brics@", "brics@soon", "brics@2015-13-01", "brics@15", "@"])
def test_a_date_that_is_none_is_refused(text):
    if text in {"brics@", "@"}:
        assert parse_group(text).at is None
        return
    with pytest.raises(UsageError, match="Write brics@2015"):
        parse_group(text)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"prices": "cheap"}, "constant, current, reported"),
        ({"stage": "paid"}, "disbursement"),
        ({"group_by": ("colour",)}, "provider"),
        ({"year_from": 2015, "year_to": 2010}, "backwards"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_the_choices(wrong, words):
    with pytest.raises(UsageError, match=words):
        FlowQuery(**wrong)
