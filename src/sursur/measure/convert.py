"""Money: what a reported amount is in US dollars, current and constant, and by which rate and deflator.

Every row is converted once, on its own, and rounded to the cent once; nothing is added up here. A value that cannot
be converted stays empty and `money_note` says why in words. The same expressions run on DuckDB and on Spark.

Rules
    rate        units of the currency for one US dollar in the month of `value_date`; where a source has no rate for
                that month but an average for its year, that average, and then `rate_month` reads YYYY instead of
                YYYY-MM; where a row has no date but a year, the average of that year. Never the nearest month.
    usd_current amount / rate
    deflator    the provider's US dollar deflator (prices and exchange rate together, as the OECD defines its
                deflators: one.oecd.org and oecd.org "Information note on the DAC deflators"), 1 in the base year;
                for providers without a country that of the DAC members together
    usd_constant = usd_current / deflator
    price_year  an amount in constant prices is first of all that: usd_constant = amount / deflator(price_year), and
                usd_current = amount * deflator(year) / deflator(price_year); `money_note` says so
    rounding    to the cent, half a cent away from zero; a quotient nearer to a half than one part in 10^15, which is
                as fine as binary numbers can tell, counts as a half
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.measure.money_notes import YEARLY, money_note

NO_COUNTRY_DEFLATOR = "DAC"
"""Row of the deflators for providers without a country: the OECD applies the total DAC deflator to multilaterals."""

LARGEST_USD = 1e13
"""A tenth of the world's output in a year: more in one row is a wrong unit (and cents in binary end near 4.5e13)."""

MONEY_COLUMNS = (
    "usd_current", "usd_constant", "rate", "rate_month", "rate_source", "deflator", "deflator_source", "money_note",
)  # fmt: skip
"""What `convert` fills, in this order."""

_USD = "decimal(24, 2)"
_CENTS = 100 * (1 + 1e-15)


def convert(flows: ir.Table, rates: ir.Table, deflators: ir.Table, base_year: int) -> ir.Table:
    """The flows with usd_current, usd_constant, rate, rate_month, rate_source, deflator, deflator_source, money_note.

    `flows` needs amount, currency, value_date, year, price_year and provider_country; `rates` and `deflators` have the
    columns of `sursur.reference.rates.rate_table` and `sursur.reference.deflators.deflator_table`, one row per
    currency and month, and per country and year. Rows in, rows out: none is added or lost.
    """
    kept = flows.drop(*(name for name in MONEY_COLUMNS if name in flows.columns))
    priced = _with_deflators(_with_rate(kept, rates), deflators, base_year)
    noted = _with_note(_valued(priced, base_year), base_year)
    return noted.select(*kept.columns, *MONEY_COLUMNS)


def with_currency(flows: ir.Table, currencies: ir.Table) -> ir.Table:
    """The ISO 4217 code for what a source wrote ("Euro", "US$", "usd"); a writing that is not listed stays as it is."""
    known = currencies.select(c_written="written", c_code="currency")
    written = flows.currency.strip().upper()
    joined = flows.left_join(known, written == known.c_written)
    return joined.mutate(currency=joined.c_code.fill_null(joined.currency)).drop("c_written", "c_code")


def _with_rate(flows: ir.Table, rates: ir.Table) -> ir.Table:
    keyed = flows.mutate(
        m_year=ibis.coalesce(flows.year.cast("int64"), flows.value_date.year().cast("int64")),
        m_rate_year=ibis.coalesce(flows.value_date.year().cast("int64"), flows.year.cast("int64")),
        m_rate_month=ibis.coalesce(flows.value_date.month().cast("int64"), YEARLY),
        m_constant=flows.price_year.notnull(),
    )
    lookup = rate_lookup(rates)
    keys = [
        keyed.currency == lookup.r_currency,
        keyed.m_rate_year == lookup.r_year,
        keyed.m_rate_month == lookup.r_month,
    ]
    rated = keyed.left_join(lookup, keys)
    known = rate_spans(rates)
    return rated.left_join(known, rated.currency == known.k_currency)


def rate_spans(rates: ir.Table) -> ir.Table:
    """First and last month of each currency, to say what there is where a rate is missing."""
    grouped = rates.group_by(k_currency=rates.currency)
    return grouped.aggregate(k_first=rates.month.min(), k_last=rates.month.max())


def rate_lookup(rates: ir.Table) -> ir.Table:
    """One row per currency, year and month (0 is the year itself): the month's own rate, else the year's average."""
    months = _rate_rows(rates, rates.month.length() == len("2022-01"), rates.month.substr(5, 2).cast("int64"))
    years = _rate_rows(rates, rates.month.length() == len("2022"), ibis.literal(YEARLY, type="int64"))
    every_month = ibis.memtable(pa.table({"r_month": pa.array(range(1, 13), pa.int64())}))
    stand_ins = years.drop("r_month").cross_join(every_month).select(*months.columns)
    missing = stand_ins.anti_join(months, ["r_currency", "r_year", "r_month"])
    return ibis.union(months, years, missing)


def _rate_rows(rates: ir.Table, wanted: ir.BooleanValue, month: ir.IntegerValue) -> ir.Table:
    return rates.filter(wanted).select(
        r_currency=rates.currency,
        r_year=rates.month.substr(0, 4).cast("int64"),
        r_month=month,
        r_per_usd=rates.per_usd,
        r_label=rates.month,
        r_source=rates.source,
    )


def _with_deflators(flows: ir.Table, deflators: ir.Table, base_year: int) -> ir.Table:
    """Two looks at the same table: the deflator of the flow's year and, for constant prices, of the price year."""
    rebased = rebase(deflators, base_year)
    keyed = flows.mutate(m_deflated_by=ibis.coalesce(flows.provider_country.nullif(""), NO_COUNTRY_DEFLATOR))
    own = rebased.rename("d_{name}")
    prices = rebased.drop("source").rename("p_{name}")
    with_own = keyed.left_join(own, [keyed.m_deflated_by == own.d_country, keyed.m_year == own.d_year])
    keys = [with_own.m_deflated_by == prices.p_country, with_own.price_year == prices.p_year]
    return with_own.left_join(prices, keys)


def rebase(deflators: ir.Table, base_year: int) -> ir.Table:
    """The same deflators with `base_year` = 1; a country without a value for that year drops out."""
    base = deflators.filter(deflators.year == base_year).select(b_country="country", b_index="index")
    joined = deflators.inner_join(base, deflators.country == base.b_country)
    return joined.select("country", "year", index=joined["index"] / joined.b_index, source=joined.source)


def _valued(t: ir.Table, base_year: int) -> ir.Table:
    """In steps, so that each number is computed once per row and not once for every place that uses it."""
    dollars = t.currency == "USD"
    numbers = t.mutate(
        m_amount=ibis.ifelse(t.m_constant & ~dollars, None, t.amount.cast("float64")),
        m_rate=ibis.ifelse(dollars, 1.0, t.r_per_usd),
        m_from_prices=ibis.ifelse(t.price_year == base_year, 1.0, t.p_index),
    )
    constant = numbers.m_amount / numbers.m_from_prices
    exact = numbers.mutate(
        m_current=ibis.ifelse(numbers.m_constant, constant * numbers.d_index, numbers.m_amount / numbers.m_rate),
        m_rebased=ibis.ifelse(numbers.m_constant, constant, numbers.m_amount / numbers.m_rate / numbers.d_index),
    )
    used = ~exact.m_constant & exact.amount.notnull()
    foreign = used & (exact.currency != "USD")
    return exact.mutate(
        usd_current=to_cents(exact.m_current),
        usd_constant=to_cents(exact.m_rebased),
        rate=ibis.ifelse(used, exact.m_rate, None),
        rate_month=ibis.ifelse(foreign, exact.r_label, None),
        rate_source=ibis.cases((foreign, exact.r_source), (used, "US dollars as reported")),
        deflator=exact.d_index,
        deflator_source=exact.d_source,
        m_too_large=ibis.coalesce(exact.m_current.abs() >= LARGEST_USD, False),
    )


def to_cents(value: ir.FloatingValue) -> ir.DecimalValue:
    """Dollars to the cent as DECIMAL, by operations that every engine rounds alike; empty from `LARGEST_USD` on.

    Whole cents below 2^52 divided by 100 are the binary numbers nearest to a number of two decimals, so the casts
    cannot move a cent. The first is narrow because engines hold 18 digits in one machine word.
    """
    sane = ibis.ifelse(value.abs() < LARGEST_USD, value, None)
    cents = (sane * _CENTS).round()
    return (cents / 100).cast("decimal(18, 2)").cast(_USD)


def _with_note(t: ir.Table, base_year: int) -> ir.Table:
    based = t.mutate(m_base_year=base_year)
    return based.mutate(money_note=money_note(based))
