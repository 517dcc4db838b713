"""Whether the percentages of an activity can be what was meant: from 0 to 100, and adding up to 100."""

from __future__ import annotations

from collections import defaultdict

from sursur.ingest.iati.record import POSITIONS, Record
from sursur.ingest.iati.values import Remark
from sursur.sentences import Sentence, phrase

_TRANSACTION, _DIMENSION, _VOCABULARY, _PERCENTAGE = (
    POSITIONS["split"][name] for name in ("transaction_id", "dimension", "vocabulary", "percentage")
)
ROUNDING = 0.5
"""Shares that were rounded to whole or tenth per cents may miss 100 by so much."""
_ELEMENTS = {"country": "recipient-country", "region": "recipient-region", "sector": "sector"}
Key = tuple[str | None, str, str | None]
"""Transaction (none for the activity itself), dimension, vocabulary."""


def doubt_shares(record: Record) -> None:
    """Remarks on percentages that are out of range or do not add up; the rows stay as reported.

    IATI 2.03: sectors add up to 100 within each vocabulary, countries and regions together. Files that name regions
    beside countries mostly give each of them 100, so countries that add up by themselves are not doubted.
    """
    rows = record.rows.get("split")
    if not rows:
        return
    shares: defaultdict[Key, list[float | None]] = defaultdict(list)
    for row in rows:
        share = row[_PERCENTAGE]
        if share is not None and not 0 <= share <= 100:
            record.remark(_out_of_range(share), _element(row[_TRANSACTION], row[_DIMENSION]))
        shares[row[_TRANSACTION], row[_DIMENSION], row[_VOCABULARY]].append(share)
    for key, found in shares.items():
        _doubt(record, key, found, shares)


def _doubt(record: Record, key: Key, found: list[float | None], shares: dict[Key, list[float | None]]) -> None:
    reported = [share for share in found if share is not None]
    if not reported or _is_whole(reported) or _is_whole_with_others(key, reported, shares):
        return
    element = _element(key[0], key[1])
    vocabulary = Sentence(" of vocabulary %(code)s", code=key[2]) if key[2] else ""
    if len(reported) < len(found):
        record.remark(_incomplete(len(found) - len(reported), len(found), vocabulary), element)
    else:
        record.remark(_sum(sum(reported), vocabulary), element)


def _is_whole(shares: list[float]) -> bool:
    return abs(sum(shares) - 100) <= ROUNDING


def _is_whole_with_others(key: Key, reported: list[float], shares: dict[Key, list[float | None]]) -> bool:
    """Countries and the regions of one vocabulary may share the 100."""
    transaction, dimension, _ = key
    if dimension == "sector":
        return False
    countries = shares.get((transaction, "country", None), [])
    if dimension == "region":
        return _is_whole(reported + [share for share in countries if share is not None])
    regions = [found for other, found in shares.items() if other[:2] == (transaction, "region")]
    return any(_is_whole(reported + [share for share in found if share is not None]) for found in regions)


def _element(transaction: str | None, dimension: str) -> str:
    return f"transaction/{_ELEMENTS[dimension]}" if transaction else _ELEMENTS[dimension]


def _out_of_range(share: float) -> Remark:
    return Remark(
        "percentage-out-of-range", Sentence("%(share)s per cent is no share of a whole", share=f"{share:.10g}"), _REPAIR
    )


def _sum(total: float, vocabulary: str) -> Remark:
    return Remark(
        "percentages-not-100",
        Sentence(
            "the percentages%(vocabulary)s add up to %(total)s, not 100", vocabulary=vocabulary, total=f"{total:g}"
        ),
        _REPAIR,
    )


def _incomplete(missing: int, count: int, vocabulary: str) -> Remark:
    message = Sentence(
        "%(missing)s of the %(count)s elements%(vocabulary)s have no percentage, the others do",
        missing=missing,
        count=count,
        vocabulary=vocabulary,
    )
    return Remark("percentage-missing", message, _REPAIR)


_REPAIR = phrase("Give percentages from 0 to 100 that add up to 100.")
