"""Rebuild `reference/data/deflators/deflators.csv.gz`: what a US dollar of a provider's money was worth, 2022 = 1.

    python scripts/reference_deflators.py [../shared/data]

The OECD adjusts for prices and exchange rate together: index(y) = price level of the provider in y over that of the
base year, times what its currency cost in dollars in y over that of the base year ("Information note on the DAC
deflators", oecd.org). GDP in current dollars divided by GDP in constant prices of the same country is exactly that.
Both are in the World Development Indicators from 1960. After the last year with both, a year is added by the step that
the OECD describes: times one plus the inflation of the GDP deflator, divided by what the dollar cost more in the
provider's currency, by yearly averages of our own rates. The row `DAC` weights the DAC members by the aid each gave.
Run after scripts/reference_rates.py.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.core import get_global

from sursur.reference.rates import rate_table

TARGET = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/deflators/deflators.csv.gz"
GDP_CURRENT = "indicators/datasets_gdp.csv"
GDP_CONSTANT = "indicators/gapminder/ddf--datapoints--total_gdp_us_inflation_adjusted--by--geo--time.csv"
INFLATION = "indicators/gapminder/ddf--datapoints--inflation_annual_percent--by--geo--time.csv"
AID = "dac/dac2a_donor_recipient_2009_2022.csv.gz"
BASE = 2022
CODES = {"KOS": "XKX", "HOS": "VAT"}
"""Codes of the second source that are not ISO 3166."""

NOT_COUNTRIES = {"CHANISL", "GBM", "NLD_CURACAO"}

DAC_MEMBERS = {
    "Australia": "AUS", "Austria": "AUT", "Belgium": "BEL", "Canada": "CAN", "Czechia": "CZE", "Denmark": "DNK",
    "Finland": "FIN", "France": "FRA", "Germany": "DEU", "Greece": "GRC", "Hungary": "HUN", "Iceland": "ISL",
    "Ireland": "IRL", "Italy": "ITA", "Japan": "JPN", "Korea": "KOR", "Lithuania": "LTU", "Luxembourg": "LUX",
    "Netherlands": "NLD", "New Zealand": "NZL", "Norway": "NOR", "Poland": "POL", "Portugal": "PRT",
    "Slovak Republic": "SVK", "Slovenia": "SVN", "Spain": "ESP", "Sweden": "SWE", "Switzerland": "CHE",
    "United Kingdom": "GBR", "United States": "USA",
}  # fmt: skip
"""Country members of the Development Assistance Committee in 2022, as the aid file names them."""

LEAST_WEIGHT = 0.8
"""A total of the DAC stands only for years in which members with four fifths of the aid have a deflator."""

Series = dict[str, dict[int, float]]


def main(originals: Path) -> None:
    text = packed(originals)
    TARGET.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{text.count(chr(10)) - 1} deflators")


def packed(originals: Path) -> str:
    """The table as it is kept, before compression."""
    series = based(implicit(originals))
    steps = stepped(series, inflation(originals / INFLATION), yearly_rates())
    named = {country: {year: (index, "wdi") for year, index in years.items()} for country, years in series.items()}
    for (country, year), index in steps.items():
        series[country][year] = index
        named[country][year] = (index, "wdi_step")
    total = weighted(series, aid_given(originals / AID))
    named["DAC"] = {year: (index, "dac") for year, index in total.items()}
    lines = [
        f"{country},{year},{index:.8g},{source}\n"
        for country in sorted(named)
        for year, (index, source) in sorted(named[country].items())
    ]
    return "country,year,index,source\n" + "".join(lines)


def implicit(originals: Path) -> Series:
    constant: Series = defaultdict(dict)
    for geo, year, value in read(originals / GDP_CONSTANT, "geo", "time", "total_gdp_us_inflation_adjusted"):
        constant[CODES.get(geo, geo)][year] = value
    ratios: Series = defaultdict(dict)
    for country, year, value in read(originals / GDP_CURRENT, "Country Code", "Year", "Value"):
        if country in constant and country not in NOT_COUNTRIES and year in constant[country]:
            ratios[country][year] = value / constant[country][year]
    return ratios


def read(path: Path, country: str, year: str, value: str) -> Iterator[tuple[str, int, float]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row[value] and float(row[value]) > 0:
                yield row[country].upper(), int(row[year]), float(row[value])


def based(ratios: Series) -> Series:
    """The base year = 1; a country without a value for it has no deflator."""
    return {
        country: {year: ratio / years[BASE] for year, ratio in years.items()}
        for country, years in ratios.items()
        if BASE in years
    }


def inflation(path: Path) -> Series:
    """Yearly change of the GDP deflator in national currency, as a factor."""
    factors: Series = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["inflation_annual_percent"]:
                country = row["geo"].upper()
                factors[CODES.get(country, country)][int(row["time"])] = (
                    1 + float(row["inflation_annual_percent"]) / 100
                )
    return factors


def yearly_rates() -> Series:
    """Average of the year by country, for the currency that is money there now."""
    rates = {
        (row["currency"], row["month"]): row["per_usd"] for row in rate_table().to_pylist() if len(row["month"]) == 4
    }
    two_letters = {code: new[0] for code, new in get_global("territory_aliases").items() if len(code) == 3}
    uses = get_global("territory_currencies")
    found: Series = defaultdict(dict)
    for iso3, iso2 in two_letters.items():
        money = next((code for code, _, last, tender in uses.get(iso2, ()) if tender and last is None), None)
        for year in range(BASE, BASE + 10):
            rate = 1.0 if money == "USD" else rates.get((money, str(year)))
            if rate:
                found[iso3][year] = rate
    return found


def stepped(series: Series, prices: Series, rates: Series) -> dict[tuple[str, int], float]:
    """Years after the last one of each country, as far as inflation and yearly rates reach."""
    added: dict[tuple[str, int], float] = {}
    for country, years in series.items():
        year, index = max(years.items())
        price, rate = prices.get(country, {}), rates.get(country, {})
        while year >= BASE and year + 1 in price and {year, year + 1} <= rate.keys():
            index *= price[year + 1] * rate[year] / rate[year + 1]
            year += 1
            added[country, year] = index
    return added


def aid_given(path: Path) -> dict[str, float]:
    """Net ODA of the DAC's country members over all years of the file, in constant prices."""
    weights: dict[str, float] = defaultdict(float)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Aid type"] == "ODA: Total Net" and row["Donor"] in DAC_MEMBERS and row["Value"]:
                weights[DAC_MEMBERS[row["Donor"]]] += float(row["Value"])
    return weights


def weighted(series: Series, weights: dict[str, float]) -> dict[int, float]:
    years = {year for country in weights for year in series[country]}
    total = sum(weights.values())
    means = {}
    for year in years:
        known = {country: weight for country, weight in weights.items() if year in series[country]}
        if sum(known.values()) >= LEAST_WEIGHT * total:
            means[year] = sum(w * series[c][year] for c, w in known.items()) / sum(known.values())
    return means


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
