"""Comparing: what a pair agrees in, each comparison as a ladder of levels from full agreement down to none.

The conditions stand here; the words for each level and its weights stand in `reference/data/linking/levels.csv`, as
learned from the labelled pairs. A level that cannot be judged because one side says nothing weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sursur.reference.linking import Level

MISSING, OTHERWISE = "missing", "otherwise"
Ladder = Mapping[str, str]
EVERYTHING_ELSE = "ELSE"

LADDERS: Mapping[str, Ladder] = {
    "amount": {
        MISSING: "shared_amounts IS NULL",
        "most": "shared_amounts >= 2 AND shared_amounts * 2 >= least_amounts",
        "several": "shared_amounts >= 2",
        "only": "shared_amounts = 1 AND least_amounts <= 2",
        "one": "shared_amounts = 1",
        OTHERWISE: EVERYTHING_ELSE,
    },
    "money": {
        MISSING: "apart IS NULL",
        "exact": "apart <= 0.0001",
        "equal": "apart <= 0.002",
        "near": "apart <= 0.01",
        "close": "apart <= 0.05",
        "similar": "apart <= 0.3",
        "double": "apart <= 2",
        OTHERWISE: EVERYTHING_ELSE,
    },
    "title": {
        MISSING: "shared_title_words IS NULL",
        "equal": "shared_title_words = all_title_words",
        "near": "shared_title_words >= 0.6 * all_title_words",
        "half": "shared_title_words >= 0.35 * all_title_words",
        "some": "shared_title_words >= 2",
        "word": "shared_title_words = 1",
        OTHERWISE: EVERYTHING_ELSE,
    },
    "years": {
        MISSING: "first_year IS NULL OR other_first_year IS NULL",
        "equal": "first_year = other_first_year AND last_year = other_last_year",
        "start": "abs(first_year - other_first_year) <= 1",
        "overlap": "first_year <= other_last_year AND other_first_year <= last_year",
        OTHERWISE: EVERYTHING_ELSE,
    },
    "parties": {
        MISSING: "shared_parties IS NULL",
        "most": "shared_parties >= 0.6 * all_parties",
        "several": "shared_parties >= 2",
        "one": "shared_parties = 1",
        OTHERWISE: EVERYTHING_ELSE,
    },
    "recipient": {
        MISSING: "shared_recipients IS NULL",
        "equal": "shared_recipients = all_recipients",
        "overlap": "shared_recipients >= 1",
        OTHERWISE: EVERYTHING_ELSE,
    },
    "place": {
        MISSING: "places_found IS NULL",
        "all": "places_found >= 0.999",
        "half": "places_found >= 0.5",
        "some": "places_found > 0",
        OTHERWISE: EVERYTHING_ELSE,
    },
    "sector": {
        MISSING: "shared_sectors IS NULL",
        "equal": "shared_sectors = all_sectors",
        "overlap": "shared_sectors >= 1",
        OTHERWISE: EVERYTHING_ELSE,
    },
}
"""Comparison → level → condition over the columns of `agreeing`, tried in order."""


def settings_of(levels: Sequence[Level], prior: float) -> dict[str, Any]:
    """The model as Splink reads it: ladders and stored weights, nothing left to train."""
    weights = {(level.comparison, level.level): level for level in levels}
    comparisons = [
        {
            "output_column_name": name,
            "comparison_levels": [_level(name, level, condition, weights) for level, condition in ladder.items()],
        }
        for name, ladder in LADDERS.items()
    ]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "pair_id",
        "probability_two_random_records_match": prior,
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": ["l.pair_id = r.pair_id"],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _level(comparison: str, level: str, condition: str, weights: Mapping[tuple[str, str], Level]) -> dict[str, Any]:
    told: dict[str, Any] = {"sql_condition": _of_the_left(condition), "label_for_charts": level}
    if level == MISSING:
        return {**told, "is_null_level": True}
    known = weights[comparison, level]
    return {**told, "m_probability": known.m, "u_probability": known.u}


def _of_the_left(condition: str) -> str:
    """Splink's conditions name a side of the pair. A pair is handed to it as one row that stands on both sides."""
    return re.sub(r"[a-z]+_[a-z_]+|apart", lambda name: f'"{name.group()}_l"', condition)


def levels_query(pairs: str) -> str:
    """SQL: every column of a table of pairs, and under the name of each comparison its level."""
    ladders = ", ".join(f'{_case(ladder)} AS "{name}"' for name, ladder in LADDERS.items())
    return f"SELECT *, {ladders} FROM {pairs}"  # noqa: S608 - names of our own


def _case(ladder: Ladder) -> str:
    branches = (f"WHEN {condition} THEN '{level}'" for level, condition in ladder.items() if level != OTHERWISE)
    return f"CASE {' '.join(branches)} ELSE '{OTHERWISE}' END"
