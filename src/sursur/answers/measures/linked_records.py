"""Which data sets tell of the same cooperation, record by record and sum by sum, and do they agree?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from sursur.answers.linked import VERDICTS, LinkQuery, link_rows
from sursur.answers.measuring import Answer, Asked, Measure, Parameter
from sursur.answers.measuring.parameters import YEARS, Kind
from sursur.measure.linking.cells import told_twice
from sursur.release import Release

KEYS = ("method", "dataset", "other_dataset", "basis", "verdict")
SHOWN = (
    *KEYS, "identifier", "other_identifier", "provider_country", "recipient_country", "year", "stage", "usd",
    "other_usd", "evidence",
)  # fmt: skip


def compute(release: Release, asked: Asked) -> Answer:
    both = _records(release, asked).union(_sums(release, asked))
    table = both.group_by(*KEYS).aggregate(pairs=both.count())
    order = [ibis.desc("pairs"), *KEYS]
    rows = both.order_by(*KEYS, "provider_country", "recipient_country", "year", "stage", "identifier",
                         "other_identifier")  # fmt: skip
    return Answer(make_table=lambda: table.select(*KEYS, "pairs").order_by(order), make_rows=lambda: rows)


def _records(release: Release, asked: Asked) -> ir.Table:
    query = LinkQuery(asked["provider"] or "", asked["dataset"] or "", asked["verdict"] or "")
    pairs = link_rows(release, query)
    none = ibis.null("string")
    return pairs.mutate(
        provider_country=none, recipient_country=none, year=ibis.null("int64"), stage=none,
        usd=pairs.usd_constant.cast("decimal(38, 2)"), other_usd=pairs.other_usd_constant.cast("decimal(38, 2)"),
    ).select(*SHOWN)  # fmt: skip


def _sums(release: Release, asked: Asked) -> ir.Table:
    first, last = asked["years"]
    flow = release.table("flow")
    if asked["provider"]:
        flow = flow.filter((flow.provider_country == asked["provider"]) | (flow.provider == asked["provider"]))
    flow = flow.filter(flow.year >= first) if first else flow
    flow = flow.filter(flow.year <= last) if last else flow
    cells = told_twice(flow)
    if asked["dataset"]:
        cells = cells.filter((cells.dataset == asked["dataset"]) | (cells.other_dataset == asked["dataset"]))
    if asked["verdict"]:
        cells = cells.filter(cells.verdict == asked["verdict"])
    none = ibis.null("string")
    return cells.mutate(
        method=ibis.literal("sum"), basis=ibis.literal("provider, recipient, year"), identifier=none,
        other_identifier=none, evidence=none,
    ).select(*SHOWN)  # fmt: skip


MEASURE = Measure(
    title="Told by several data sets",
    definition="Records that are, or may be, one activity: by an identifier, by what both tell (parties, years, "
    "amounts, title, places; weighed by Fellegi and Sunter's method with weights learned from pairs whose identifiers "
    "say the truth), or by a person's decision, which wins. And sums of two data sets for the same provider, recipient "
    "and year: the same where they differ by less than 10 per cent. Comparisons and limits are ours, not official.",
    columns={
        "method": "identifier, probabilistic, decision: of two records; sum: of two data sets for one year",
        "dataset": "data set of one record or sum",
        "other_dataset": "data set of the other",
        "basis": "which identifier, or what was compared",
        "verdict": "same, different, doubtful",
        "pairs": "how many",
    },
    compute=compute,
    parameters=(
        Parameter("provider", Kind.PARTY, "Country (name or code) or organisation id of either record."),
        Parameter("dataset", Kind.TEXT, "Data set of either record."),
        Parameter("verdict", Kind.CHOICE, "same, different or doubtful.", choices=VERDICTS),
        YEARS,
    ),
    sources=("https://doi.org/10.1080/01621459.1969.10501049",),
    example={"years": "2010-2012"},
)
