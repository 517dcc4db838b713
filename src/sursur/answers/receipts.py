"""What recipients receive, line by line: counted flows with what their transactions and activities say of them."""

from __future__ import annotations

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from sursur.answers.asking import FlowQuery
from sursur.answers.flows import VALUE, party_names, selected_flows
from sursur.measure.goal_17_3_1 import in_parts
from sursur.measure.regions import region_rows
from sursur.measure.terms import with_goals_declared, with_terms
from sursur.reference.reporting import reporting_table, tossd_recipients
from sursur.release import Release

MULTILATERAL = ("multilateral", "multilateral_south_led")
KEPT = (
    "flow_id", "transaction_id", "activity_id", "figure_id", "source_id", "dataset", "identifier", "title", "provider",
    "provider_country", "provider_kind", "recipient_country", "recipient_region", "year", "price_year", "stage",
    "instrument", "measure", "sector", "sdg_goal", "unit", "framework_item", "form", "declared_form", "counted",
)  # fmt: skip
"""Columns of the flow that the measures of receipts read."""


def receipt_lines(release: Release, query: FlowQuery) -> ir.Table:
    """Counted flows, published totals in their parts (see `in_parts`), with `usd` in the prices of the query, the terms
    and codes of `with_terms`, and `goals_declared`.
    """
    told = selected_flows(release, replace(query, counted=False, stage="best", group_by=("measure",)))
    told = told.select(*KEPT, usd=told[VALUE[query.prices]])
    lines = in_parts(told)
    lines = with_terms(lines, release.table("transaction"), release.table("activity"))
    return with_goals_declared(lines, release.table("tag"))


def with_sides(lines: ir.Table) -> ir.Table:
    """Provider and recipient as readers name them: a country stands for all its bodies, an international body for
    itself, a region for what names no country; `provider_organisation` keeps who it was.
    """
    multilateral = lines.provider_kind.isin(MULTILATERAL).fill_null(False)
    country = lines.provider_country.fill_null(lines.provider)
    return lines.mutate(
        provider_organisation=lines.provider,
        provider=ibis.ifelse(multilateral, lines.provider, country),
        recipient=lines.recipient_country.fill_null(lines.recipient_region),
    )


def with_party_names(release: Release, table: ir.Table) -> ir.Table:
    """`provider_name` and `recipient_name` beside the codes that the table has."""
    order: list[str] = []
    for column in table.columns:
        order.append(column)
        if column in ("provider", "recipient"):
            names = party_names(release).select(n_code="code", **{f"{column}_name": "name"})
            table = table.left_join(names, table[column] == names.n_code).drop("n_code")
            order.append(f"{column}_name")
    return table.select(*order)


def developing_countries(release: Release, south: str) -> ir.Table:
    """Country and year: members of the Group of 77 and China, recipients of official development assistance, recipients
    of TOSSD, and the South of the reader's definition. The metadata of 17.3.1 names no list: this one is ours.
    """
    table = release.table("south")
    listed = table.filter(table.definition.isin(sorted({"g77_china", "oda_recipients", south})))
    years = table.select("year").distinct()
    countries = release.table("country").filter(lambda t: t.country.isin(sorted(tossd_recipients())))
    tossd = countries.select("country").cross_join(years)
    return listed.select("country", "year").union(tossd.select("country", "year")).distinct()


def developing_regions() -> tuple[str, ...]:
    """Codes of the regions that hold recipients of official development assistance, also beside other countries."""
    return tuple(sorted(region for region, south in region_rows("oda_recipients") if south in ("yes", "mixed")))


def objections_of(release: Release) -> ir.Table | None:
    """The table `objection`; None where nobody objects, or the release was made before there was such a table."""
    entry = release.manifest.tables.get("objection")
    return release.table("objection") if entry and entry.rows else None


def reporting_of(release: Release) -> ir.Table:
    """The table `reporting`; that of the reference data where the release was made before there was such a table."""
    frozen = "reporting" in release.manifest.tables
    return release.table("reporting") if frozen else ibis.memtable(reporting_table())
