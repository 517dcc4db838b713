"""How does cooperation stand in the classifications of TOSSD: pillars, modalities, instruments, frameworks?"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.asking import PRICES, FlowQuery
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import PROVIDER, RECIPIENT, SOUTH, YEARS, Kind
from sursur.answers.notes import notes
from sursur.answers.receipts import receipt_lines, with_party_names, with_sides
from sursur.measure.tossd import with_eligibility, with_tossd
from sursur.reference.codes import code_list
from sursur.release import Release
from sursur.sentences import Sentence

CODED: Mapping[str, str] = {
    "pillar": "TossdPillar",
    "modality": "TossdModality",
    "finance_instrument": "TossdFinanceInstrument",
    "financing_arrangement": "TossdFinancingArrangement",
    "framework_of_collaboration": "TossdFramework",
}
"""Classifications of TOSSD and their code lists."""
BY = ("provider", "recipient", "year", *CODED)
USD = "decimal(24, 2)"


def compute(release: Release, asked: Asked) -> Answer:
    query = query_of(asked)
    lines = with_sides(with_eligibility(with_tossd(receipt_lines(release, query))))
    return Answer(
        make_table=lambda: _table(release, lines.filter(lines.eligible), asked["by"]),
        make_rows=lambda: _rows(lines),
        make_left_out=lambda: _sums(lines.filter(~lines.eligible), ("rule", "reason")).order_by(
            ibis.desc("flows"), "rule"
        ),
        notes=(*notes(release, query), *NOTES),
    )


def query_of(asked: Asked) -> FlowQuery:
    first, last = asked["years"]
    return FlowQuery(
        providers=(asked["provider"],) if asked["provider"] else (),
        recipients=(asked["recipient"],) if asked["recipient"] else (),
        year_from=first,
        year_to=last,
        forms=("south_south",) if asked["south_south"] else (),
        south=asked["south"],
        prices=asked["prices"],
    )


def _sums(lines: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    sums = {
        "flows": lines.count(),
        "without_value": lines.count() - lines.usd.count(),
        "usd": lines.usd.sum().cast(USD),
    }
    return lines.group_by(list(keys)).aggregate(**sums) if keys else lines.aggregate(**sums)


def _table(release: Release, lines: ir.Table, by: tuple[str, ...]) -> ir.Table:
    """Largest first, in the order of the years where they are asked for."""
    table = _sums(lines, by)
    for column in by:
        if column in CODED:
            table = _with_name(table, column)
    order = [*by, *(f"{name}_name" for name in by if name in CODED), "flows", "without_value", "usd"]
    first = [name for name in by if name == "year"]
    rest = [name for name in by if name != "year"]
    named = with_party_names(release, table.select(*order))
    return named.order_by(*first, named.usd.isnull(), ibis.desc("usd"), ibis.desc("flows"), *rest)


def _with_name(table: ir.Table, column: str) -> ir.Table:
    listed = code_list(CODED[column]).entries
    codes = {"n_code": list(listed), f"{column}_name": [entry.name for entry in listed.values()]}
    names = ibis.memtable(pa.table(codes))
    joined = table.left_join(names, table[column] == names.n_code).drop("n_code")
    unstated = joined[column].isnull().ifelse("not stated by the source", ibis.null("string"))
    return joined.mutate(**{f"{column}_name": joined[f"{column}_name"].fill_null(unstated)})


def _rows(lines: ir.Table) -> ir.Table:
    return lines.select(
        "flow_id", "dataset", "identifier", "title", "provider", "recipient", "year", "usd", *CODED, "rule", "reason",
        "form", "instrument", "finance_type", "aid_type", "flow_type", "unit", "line",
    ).order_by("flow_id", "line")  # fmt: skip


NOTES = (
    ("Codes", Sentence("Assigned by crosswalks of ours from what sources say; what they do not say stays empty.")),
    (
        "Aggregates",
        Sentence(
            "Published totals stand as their grants and loans; they have no modality. TOSSD is made of activities."
        ),
    ),
    ("Frameworks", Sentence("From the verdict on the form, not from a declaration.")),
    (
        "Recipients",
        Sentence("The list of 2026 for every year; cooperation with other countries is left out, with its sum."),
    ),
)
MEASURE = Measure(
    title="Cooperation in the classifications of TOSSD",
    definition="Gross disbursements of official providers to recipients of TOSSD, by pillar, modality, finance "
    "instrument, financing arrangement and framework of collaboration. The assignment from the codes of the sources is "
    "ours; codes for South-South providers only are used for South-South and triangular cooperation.",
    columns={
        **{name: f"code of {list_name}" for name, list_name in CODED.items()},
        **{f"{name}_name": "its caption" for name in CODED},
        "recipient_name": "name of the recipient",
        "provider_name": "name of the provider",
        "flows": "reported rows behind the sum",
        "without_value": "how many of them have no value in US dollars",
        "usd": "their sum in US dollars",
    },
    compute=compute,
    parameters=(
        PROVIDER,
        RECIPIENT,
        YEARS,
        Parameter("by", Kind.CHOICES, "Apart by these, separated by commas.", "finance_instrument", BY),
        Parameter("south_south", Kind.SWITCH, "Only South-South cooperation."),
        SOUTH,
        Parameter("prices", Kind.CHOICE, "current or constant US dollars.", "current", PRICES[:2]),
    ),
    sources=("https://tossd.online/about", "https://www.tossd.org/docs/reporting-instructions.pdf"),
    example={"years": "2014", "by": "pillar,finance_instrument"},
)
