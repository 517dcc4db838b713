"""What do developing countries receive from abroad for sustainable development (SDG indicator 17.3.1)?"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.asking import PRICES, FlowQuery
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import GROUP, PROVIDER, RECIPIENT, SOUTH, YEARS, Kind
from sursur.answers.notes import notes
from sursur.answers.receipts import (
    developing_countries,
    developing_regions,
    objections_of,
    receipt_lines,
    reporting_of,
    with_party_names,
    with_sides,
)
from sursur.measure.goal_17_3_1 import Context, decided, direct_investment, left_out, summed, with_custodian
from sursur.release import Release
from sursur.sentences import Sentence

BY = ("recipient", "provider", "year", "custodian")
METADATA = "https://github.com/worldbank/sdg-metadata/blob/main/translations-metadata/en/17-3-1.yml"
SERIES = (
    ("a", "DC_OSSD_GRT", "official sustainable development grants, in cash or in kind"),
    ("b", "DC_OSSD_OFFCL", "official concessional sustainable development loans"),
    ("b_declared", "", "loans declared concessional, terms unknown: apart, not in b"),
    ("c", "DC_OSSD_OFFNL", "official non-concessional sustainable development loans"),
    ("c_declared", "", "loans declared non-concessional, terms unknown: apart, not in c"),
    ("loans_unknown", "", "loans of which neither terms nor a declaration is known: apart"),
    ("d", "GF_FRN_FDI", "foreign direct investment inflows"),
    ("f", "DC_OSSD_PRVGRT", "private grants"),
)
"""Sub-indicator, series code of the metadata (none for what stands apart) and meaning, in the order of reading."""
NOTES = (
    (
        "Loans",
        Sentence(
            "b and c hold loans whose rate and maturity are known: their grant element is computed at 5 per cent."
        ),
    ),
    ("Loans without terms", Sentence("They stand apart, under what their source declares; nothing is guessed.")),
    (
        "Aggregates",
        Sentence(
            "Published totals between two countries are taken as supporting sustainable development (criteria, 2)."
        ),
    ),
    ("Parts of aggregates", Sentence("They stand as their grants and loans; the terms of these loans are not known.")),
    (
        "Debt relief and shares",
        Sentence("Taken from published grants and loans where the source publishes them apart."),
    ),
    (
        "d",
        Sentence(
            "Inflows in per cent of gross domestic product, times that in current US dollars; not known by provider."
        ),
    ),
    ("e", Sentence("Mobilised private finance is carried by no source of this release.")),
    (
        "f",
        Sentence(
            "Grants of private institutions as they report them; no part of the framework of South-South cooperation."
        ),
    ),
    ("Objections", Sentence("Decided by people in decisions/objections.csv of the home folder.")),
)


def compute(release: Release, asked: Asked) -> Answer:
    query = query_of(asked)
    lines = judged(release, asked, query)
    sums = summed(lines, asked["by"])
    if shows_investment(asked):
        sums = sums.union(_investment(release, asked, sums))
    return Answer(
        make_table=lambda: _table(release, sums, asked["by"]),
        make_rows=lambda: _rows(lines),
        make_left_out=lambda: left_out(lines),
        notes=(*notes(release, query), *_stage_note(asked), *NOTES),
    )


def query_of(asked: Asked) -> FlowQuery:
    first, last = asked["years"]
    return FlowQuery(
        providers=(asked["provider"],) if asked["provider"] else (),
        recipients=(asked["recipient"],) if asked["recipient"] else (),
        provider_group=asked["provider_group"],
        year_from=first,
        year_to=last,
        forms=("south_south",) if asked["south_south"] else (),
        south=asked["south"],
        prices=asked["prices"],
    )


def judged(release: Release, asked: Asked, query: FlowQuery) -> ir.Table:
    """Every line with its rule, sub-indicator and custodian, under the names of readers."""
    context = Context(
        developing=developing_countries(release, asked["south"]),
        regions=developing_regions(),
        objections=objections_of(release),
        declared_only=asked["test"] == "declared",
        commitments=asked["stage"] == "best",
    )
    found = decided(receipt_lines(release, query), context)
    return with_sides(with_custodian(found, reporting_of(release)))


def shows_investment(asked: Asked) -> bool:
    """Inflows are known by recipient and year in current US dollars, and not by provider."""
    by_provider = asked["provider"] or asked["provider_group"] or asked["south_south"]
    first, last = asked["years"]
    one_year = "year" in asked["by"] or (first is not None and first == last)
    apart = {"provider", "custodian"} & set(asked["by"])
    return bool(one_year and not by_provider and not apart and asked["prices"] == "current")


def _investment(release: Release, asked: Asked, sums: ir.Table) -> ir.Table:
    """Sub-indicator d in the columns of the others, for the developing countries asked for."""
    found = direct_investment(release.table("indicator"))
    developing = developing_countries(release, asked["south"])
    found = found.semi_join(developing, [found.recipient == developing.country, found.year == developing.year])
    first, last = asked["years"]
    kept = [
        *([found.recipient == asked["recipient"]] if asked["recipient"] else []),
        *([found.year >= first] if first is not None else []),
        *([found.year <= last] if last is not None else []),
    ]
    found = found.filter(*kept) if kept else found
    told = found.group_by([*asked["by"], "sub_indicator"]).aggregate(
        flows=found.usd.count() * 0, without_value=found.usd.count() * 0, usd=found.usd.sum()
    )
    return told.select(*sums.columns).cast(dict(sums.schema().items()))


def _table(release: Release, sums: ir.Table, by: tuple[str, ...]) -> ir.Table:
    columns: dict[str, Any] = {
        "s_code": pa.array([code for code, _, _ in SERIES]),
        "series": pa.array([series for _, series, _ in SERIES]),
        "meaning": pa.array([meaning for _, _, meaning in SERIES]),
        "place": pa.array(range(len(SERIES)), pa.int64()),
    }
    series = ibis.memtable(pa.table(columns))
    joined = sums.left_join(series, sums.sub_indicator == series.s_code)
    # Not every engine takes nulls from memory unharmed: an empty text stands for none.
    named = joined.mutate(series=joined.series.nullif(""), unit=ibis.literal("US dollars"))
    told = named.select(*by, "sub_indicator", "series", "meaning", "flows", "without_value", "usd", "unit", "place")
    return with_party_names(release, told).order_by(*by, "place").drop("place")


def _rows(lines: ir.Table) -> ir.Table:
    return lines.select(
        "flow_id", "dataset", "identifier", "title", "provider", "recipient", "year", "stage", "usd", "instrument",
        "sub_indicator", "rule", "reason", "line", "grant_element", "loan_rate", "loan_maturity", "loan_grace",
        "terms_note", "grant_element_reported", "finance_type", "flow_type", "aid_type", "tied_status", "sector",
        "goals_declared", "custodian",
    ).order_by("flow_id", "line")  # fmt: skip


def _stage_note(asked: Asked) -> tuple[tuple[str, str], ...]:
    if asked["stage"] == "disbursement":
        return ()
    return (
        (
            "Not the indicator",
            Sentence("Commitments stand where an activity reports no disbursement: not gross receipts."),
        ),
    )


MEASURE = Measure(
    title="Receipts for sustainable development (SDG 17.3.1)",
    definition="Gross disbursements that developing countries receive: grants (a), concessional loans with a grant "
    "element of at least 35 per cent at 5 per cent (b), other official loans (c), direct investment (d) and private "
    "grants (f), as the metadata of the indicator define them, as a plain sum of US dollars without imputation. What "
    "they exclude is left out by rule, with count and sum. Which recipients are developing countries is ours.",
    columns={
        "sub_indicator": "a, b, c, d or f of 17.3.1; what ends in declared or unknown stands apart and is in none",
        "series": "series code of the metadata; empty for what stands apart",
        "meaning": "of the sub-indicator",
        "recipient_name": "name of the recipient",
        "provider_name": "name of the provider",
        "flows": "reported rows behind the sum (0 for d, which is computed from indicators)",
        "without_value": "how many of them have no value in US dollars",
        "usd": "their sum",
        "unit": "of the sum; the series are published in millions",
    },
    compute=compute,
    parameters=(
        RECIPIENT,
        PROVIDER,
        Parameter("provider_group", GROUP.kind, "Providers of this group, at the year of each flow or at a date."),
        YEARS,
        Parameter("by", Kind.CHOICES, "Apart by these, separated by commas.", "year", BY),
        Parameter("south_south", Kind.SWITCH, "Only South-South cooperation."),
        Parameter(
            "test",
            Kind.CHOICE,
            "Sustainable development: a goal declared by the activity or known by its sector, or declared only.",
            "known",
            ("known", "declared"),
        ),
        Parameter(
            "stage",
            Kind.CHOICE,
            "disbursement (the indicator), or best: also commitments where no disbursement is reported.",
            "disbursement",
            ("disbursement", "best"),
        ),
        SOUTH,
        Parameter("prices", Kind.CHOICE, "current (the indicator) or constant US dollars.", "current", PRICES[:2]),
    ),
    sources=(METADATA,),
    example={"recipient": "Kenya", "years": "2012-2014"},
)
