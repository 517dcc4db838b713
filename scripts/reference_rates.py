"""Rebuild `reference/data/rates/rates_*.csv.gz`: units of each currency for one US dollar, by month and by year.

    python scripts/reference_rates.py [../shared/data]

Read first: `sources.csv` (which source goes first, and why), `readings.csv` (what a label of a source really is),
`redenominations.csv` (how many old units one new unit replaced), `parities.csv` (what the law fixes). This script only
applies them. IMF series stand in the newest unit of a country throughout; they are turned back into the currency that
was money in each month, by the factors of the laws. A currency gets no rate outside the months in which it was money.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import fmean

DATA = Path(__file__).resolve().parent.parent / "src/sursur/reference/data"
FOLDER = DATA / "rates"
LAST_MONTH = "2026-10"
"""Last whole month of the originals: a fixed parity is not carried beyond it."""

FEWEST_DAYS = 15
MOST_MOVE = 2.0
"""A yearly average stands only where the currency was not halved or doubled against the years beside it."""

FED_LABELS = {
    "Australia": "AUD", "Austria": "ATS", "Belgium": "BEF", "Brazil": "BRL", "Canada": "CAD", "China": "CNY",
    "Denmark": "DKK", "Euro": "EUR", "Finland": "FIM", "France": "FRF", "Germany": "DEM", "Greece": "GRD",
    "Hong Kong": "HKD", "India": "INR", "Ireland": "IEP", "Italy": "ITL", "Japan": "JPY", "Malaysia": "MYR",
    "Mexico": "MXN", "Netherlands": "NLG", "New Zealand": "NZD", "Norway": "NOK", "Portugal": "PTE",
    "Singapore": "SGD", "South Africa": "ZAR", "South Korea": "KRW", "Spain": "ESP", "Sri Lanka": "LKR",
    "Sweden": "SEK", "Switzerland": "CHF", "Taiwan": "TWD", "Thailand": "THB", "United Kingdom": "GBP",
    "Venezuela": "Venezuela",
}  # fmt: skip

Quote = tuple[str, str, float]
"""Label of the source, month (or year), units for one US dollar."""
Rates = dict[tuple[str, str], tuple[float, str]]
"""(currency, month or year) → (units for one US dollar, source)."""


def main(originals: Path) -> None:
    rates: Rates = {}
    for source in sources_by_precedence():
        for currency, when, value in quotes_of(source, rates, originals):
            rates.setdefault((currency, when), (value, source["source"]))
    rates |= parities_of_rest(rates)
    write(steady_years(rates) | year_means(rates))


def sources_by_precedence() -> list[dict[str, str]]:
    return sorted(rows(FOLDER / "sources.csv"), key=lambda row: int(row["precedence"]))


def quotes_of(source: dict[str, str], rates: Rates, originals: Path) -> list[Quote]:
    """What one source says, in the currency that was money then; fixed parities need the rates found so far."""
    name, last = source["source"], source["last_month"] or "9999"
    quotes = parities(rates) if name == "legal_parity" else coined(name, READERS[name](originals / source["file"]))
    return [(currency, when, value) for currency, when, value in quotes if value > 0 and when <= last]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- readers: one per original, each gives quotes by the source's own label ------------------------------------------


def fed(path: Path) -> Iterator[Quote]:
    for row in rows(path):
        yield FED_LABELS[row["Country"]], row["Date"][:7], float(row["Exchange rate"])


def ecb(path: Path) -> Iterator[Quote]:
    days: dict[tuple[str, str], list[float]] = defaultdict(list)
    with zipfile.ZipFile(path) as archive, archive.open("eurofxref-hist.csv") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8")):
            for label, text in {**row, "EUR": "1"}.items():
                if label and label not in ("Date", "USD") and text not in ("N/A", "", None):
                    days[label, row["Date"][:7]].append(float(text) / float(row["USD"]))
    return ((label, month, fmean(values)) for (label, month), values in days.items() if len(values) >= FEWEST_DAYS)


def imf_sdr(path: Path) -> Iterator[Quote]:
    quotes = {
        (q["currency_id"], f"{q['year']}-{q['month']:02}"): q["value"] for q in json.loads(path.read_text("utf-8"))
    }
    for (label, month), sdrs in quotes.items():
        dollar = quotes.get(("USD", month))
        if label == "USD":
            yield "XDR", month, sdrs
        elif dollar and sdrs:
            yield label, month, dollar / sdrs


def imf_ifs(path: Path) -> Iterator[Quote]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            month = row.pop("DATE")
            if len(month) == len("2022-01"):
                yield from ((label, month, float(text)) for label, text in row.items() if text and label != "USD")


def imf_ifs_2(path: Path) -> Iterator[Quote]:
    return ((row["Currency"], row["Date"][:7], float(row["Rate"])) for row in rows(path))


def imf_weo(path: Path) -> Iterator[Quote]:
    known = (row for row in rows(path) if row["ex.rate"] not in ("", "NA") and row["cc"] not in ("USD", "XBT"))
    return ((row["cc"], row["year"], 1 / float(row["ex.rate"])) for row in known if float(row["ex.rate"]) > 0)


READERS = {
    "fed_h10": fed, "ecb_reference": ecb, "imf_sdr_average": imf_sdr, "imf_ifs_month": imf_ifs,
    "imf_ifs_month_2": imf_ifs_2, "imf_weo_year": imf_weo,
}  # fmt: skip


# --- from a source's label to the currency that was money in that month ----------------------------------------------


def coined(source: str, quotes: Iterable[Quote]) -> Iterator[Quote]:
    spans, family = money_spans(), families()
    readings = [row for row in rows(FOLDER / "readings.csv") if row["source"] == source]
    for label, when, value in quotes:
        unit, multiplier = read_label(label, when, readings)
        for currency, per_unit in family.get(unit, {unit: 1.0}).items():
            if in_use(spans.get(currency), when):
                yield currency, when, value * multiplier * per_unit


def read_label(label: str, when: str, readings: list[dict[str, str]]) -> tuple[str, float]:
    for row in readings:
        if row["label"] == label and row["first_month"] <= when <= (row["last_month"] or "9999"):
            return row["currency"], float(row["multiplier"] or 0)
    return label, 1.0


def money_spans() -> dict[str, tuple[str, str]]:
    """First and last month in which a currency was money; an end on the first day of a month is the month before."""
    return {
        row["currency"]: (row["first_day"][:7] or "0000", last_month(row["last_day"]))
        for row in rows(DATA / "currencies" / "currencies.csv")
    }


def last_month(day: str) -> str:
    if not day:
        return "9999"
    year, month, number = map(int, day.split("-"))
    if number == 1:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return f"{year}-{month:02}"


def in_use(span: tuple[str, str] | None, when: str) -> bool:
    """A year counts only where the currency was money in all of it."""
    if span is None:
        return False
    if len(when) == len("2022"):
        return span[0] <= f"{when}-01" and f"{when}-12" <= span[1]
    return span[0] <= when <= span[1]


def families() -> dict[str, dict[str, float]]:
    """For each currency: all of its line of redenominations, with how many of them one unit of it is worth."""
    chain = {row["old"]: (row["new"], float(row["old_per_new"])) for row in rows(FOLDER / "redenominations.csv")}
    newest: dict[str, dict[str, float]] = defaultdict(dict)
    for code in {*chain, *(new for new, _ in chain.values())}:
        last, factor = code, 1.0
        while last in chain:
            factor *= chain[last][1]
            last = chain[last][0]
        newest[last][code] = factor
    return {code: {other: f / line[code] for other, f in line.items()} for line in newest.values() for code in line}


# --- fixed parities and years ----------------------------------------------------------------------------------------


def parities(rates: Rates, *, kinds: tuple[str, ...] = ("fed_h10", "ecb_reference")) -> Iterator[Quote]:
    """Currencies fixed by law, by the monthly averages of their anchors."""
    spans = money_spans()
    months = sorted({when for _, when in rates if len(when) == len("2022-01") and when <= LAST_MONTH})
    for row in rows(FOLDER / "parities.csv"):
        for month in months:
            anchor = (1.0, "fed_h10") if row["anchor"] == "USD" else rates.get((row["anchor"], month))
            lawful = row["from_month"] <= month <= (row["to_month"] or "9999") and in_use(
                spans.get(row["currency"]), month
            )
            if lawful and anchor and anchor[1] in kinds:
                yield row["currency"], month, anchor[0] * float(row["per_anchor"])


def parities_of_rest(rates: Rates) -> Rates:
    """Once more with the anchors that later sources brought (XDR, SGD before 1981, …), where nothing stands yet."""
    every = tuple(row["source"] for row in rows(FOLDER / "sources.csv"))
    quotes = parities(rates, kinds=every)
    return {(code, month): (value, "legal_parity") for code, month, value in quotes if (code, month) not in rates}


def year_means(rates: Rates) -> Rates:
    """All rates, and the mean of each year that has twelve months."""
    by_year: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for (currency, when), rate in rates.items():
        if len(when) == len("2022-01"):
            by_year[currency, when[:4]].append(rate)
    means = {
        key: (
            fmean(value for value, _ in months),
            "12:" + "+".join(sorted({name for _, name in months})),
        )
        for key, months in by_year.items()
        if len(months) == 12
    }
    return rates | means


def steady_years(rates: Rates) -> Rates:
    """Without the yearly averages of currencies that were halved or doubled within a year."""
    years = {key: value for key, (value, _) in rates.items() if len(key[1]) == len("2022")}

    def steady(currency: str, year: str) -> bool:
        beside = [years.get((currency, str(int(year) + step))) for step in (-1, 1)]
        return all(other and 1 / MOST_MOVE < other / years[currency, year] < MOST_MOVE for other in beside if other)

    return {key: rate for key, rate in rates.items() if key not in years or steady(*key)}


def write(rates: Rates) -> None:
    for old in FOLDER.glob("rates_*.csv.gz"):
        old.unlink()
    parts: dict[str, list[str]] = defaultdict(list)
    for (currency, when), (value, source) in sorted(rates.items()):
        parts[f"{when[:3]}0"].append(f"{currency},{when},{value:.10g},{source}\n")
    for decade, lines in parts.items():
        text = "currency,month,per_usd,source\n" + "".join(lines)
        with (FOLDER / f"rates_{decade}.csv.gz").open("wb") as raw:
            raw.write(gzip.compress(text.encode(), mtime=0))
        print(decade, len(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
