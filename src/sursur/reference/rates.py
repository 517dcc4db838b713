"""Exchange rates to the US dollar by month, and by year where a year is what is known, each with its source.

The rules and their reasons are tables: `data/rates/sources.csv` (order of precedence), `readings.csv`,
`redenominations.csv`, `parities.csv`; `scripts/reference_rates.py` applies them to the originals.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from sursur.errors import ReferenceDataError
from sursur.reference.currencies import load_currencies
from sursur.reference.packaged import has_double_key, read_parts, read_rows, titled

MEAN_OF_MONTHS = "12:"
"""How the packed table marks the mean of twelve monthly rates, followed by their sources."""


@cache
def rate_table() -> pa.Table:
    """currency, month, per_usd, source: units of the currency for one US dollar.

    `month` reads YYYY-MM, or YYYY for the average of a year. A currency has rates only for months in which it was
    money, and only where a source has one: a gap stays a gap.
    """
    table = read_parts("rates", "rates_*.csv.gz", {"per_usd": pa.float64()})
    _check(table)
    titles = {row["source"]: row["title"] for row in read_rows("rates", "sources.csv")}
    named = titled(table["source"], lambda code: _in_words(code, titles))
    return table.set_column(table.schema.get_field_index("source"), "source", named)


def _check(table: pa.Table) -> None:
    if has_double_key(table, ("currency", "month")):
        raise ReferenceDataError("A currency has two rates for one month.", repair="Run scripts/reference_rates.py.")
    if not pc.all(pc.greater(table["per_usd"], pa.scalar(0.0))).as_py():
        raise ReferenceDataError("A rate is not positive.", repair="Run scripts/reference_rates.py.")
    unknown = sorted({str(code) for code in pc.unique(table["currency"]).to_pylist()} - set(load_currencies()))
    if unknown:
        raise ReferenceDataError(f"Rates for unknown currencies {unknown}.", repair="Add them to currencies/spans.csv.")


def _in_words(code: str, titles: dict[str, str]) -> str:
    if not code.startswith(MEAN_OF_MONTHS):
        return titles[code]
    named = "; ".join(titles[part] for part in code.removeprefix(MEAN_OF_MONTHS).split("+"))
    return f"mean of the twelve months: {named}"
