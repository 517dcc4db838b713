"""Pairs of records that are, or may be, one activity: as a list, and side by side for a person to decide."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from sursur.answers.naming import party_code
from sursur.answers.offering import did_you_mean, one_of
from sursur.errors import NotFoundError, UsageError
from sursur.release import Release
from sursur.sentences import Sentence, Several

VERDICTS = ("same", "different", "doubtful")
SIDES = ("dataset", "identifier", "reporter", "title", "recipients", "first_year", "last_year", "usd_constant")
"""What is shown of each record; the sum is of what it disbursed, else committed."""


@dataclass(frozen=True, slots=True)
class LinkQuery:
    """Which pairs: `provider` of either record (country or organisation), `dataset` of either, and the verdict."""

    provider: str = ""
    dataset: str = ""
    verdict: str = ""


def link_rows(release: Release, query: LinkQuery) -> ir.Table:
    """The pairs asked for, the most probable first, with what there is to say of both records."""
    if query.verdict and query.verdict not in VERDICTS:
        raise UsageError(
            Sentence("'%(verdict)s' is no verdict.", verdict=query.verdict),
            repair=one_of(VERDICTS),
        )
    links = release.table("link")
    if query.verdict:
        links = links.filter(links.verdict == query.verdict)
    records = _records(release)
    other = records.rename({f"other_{name}": name for name in records.columns})
    told = links.inner_join(records, "activity_id").inner_join(other, "other_activity_id")
    if query.dataset:
        _known_dataset(release, query.dataset)
        told = told.filter((told.dataset == query.dataset) | (told.other_dataset == query.dataset))
    if query.provider:
        paid = _paid_by(release, party_code(query.provider))
        told = told.filter(told.activity_id.isin(paid.activity_id) | told.other_activity_id.isin(paid.activity_id))
    sides = [prefix + name for name in SIDES for prefix in ("", "other_")]
    ends = ("evidence", "decided_by", "decided_on", "reason", "activity_id", "other_activity_id")
    shown = told.select("verdict", "method", "basis", "probability", *sides, *ends)
    return shown.order_by(ibis.desc(shown.probability.fill_null(1)), "activity_id", "other_activity_id")


def _records(release: Release) -> ir.Table:
    """activity_id and what `SIDES` names."""
    activity, source, flow = (release.table(name) for name in ("activity", "source", "flow"))
    best = ibis.ifelse(flow.stage == "disbursement", flow.usd_constant, ibis.null("decimal(24, 2)"))
    promised = ibis.ifelse(flow.stage == "commitment", flow.usd_constant, ibis.null("decimal(24, 2)"))
    sums = flow.group_by("activity_id").aggregate(
        first_year=flow.year.min(), last_year=flow.year.max(), paid=best.sum(), promised=promised.sum()
    )
    usd = sums.paid.fill_null(sums.promised)
    known = activity.select(
        "activity_id", "source_id", "identifier", reporter=activity.reporting_name, title=activity.title
    )
    joined = known.inner_join(source.select("source_id", "dataset"), "source_id")
    money = sums.select("activity_id", "first_year", "last_year", usd_constant=usd)
    joined = joined.left_join(money, "activity_id").drop("activity_id_right")
    return joined.left_join(_recipients(flow), "activity_id").drop("activity_id_right").select("activity_id", *SIDES)


def _recipients(flow: ir.Table) -> ir.Table:
    named = flow.select("activity_id", recipient=flow.recipient_country.fill_null(flow.recipient_region)).distinct()
    known = named.filter(named.recipient.notnull(), named.activity_id.notnull())
    listed = known.group_by("activity_id").aggregate(found=known.recipient.collect())
    return listed.select("activity_id", recipients=listed.found.sort().join(" "))


def _paid_by(release: Release, party: str) -> ir.Table:
    flow = release.table("flow")
    return flow.filter((flow.provider_country == party) | (flow.provider == party)).select("activity_id").distinct()


def _known_dataset(release: Release, dataset: str) -> None:
    found = release.rows(release.table("source").select("dataset").distinct())
    known = sorted(str(name) for name in found["dataset"].to_pylist())
    if dataset not in known:
        raise NotFoundError(
            Sentence("There is no data set '%(dataset)s' in this release.", dataset=dataset),
            repair=one_of(known),
        )


def record_named(release: Release, word: str) -> tuple[str, str]:
    """Data set and identifier of a record, by its identifier, by `dataset:identifier`, or by its activity_id.

    Raises NotFoundError with the nearest identifiers, and UsageError where several data sets have the identifier.
    """
    source = release.table("source").select("source_id", "dataset")
    records = release.table("activity").select("activity_id", "source_id", "identifier").inner_join(source, "source_id")
    wanted = word.strip().upper()
    full = records.dataset + ":" + records.identifier
    fits = (records.identifier.upper() == wanted) | (full.upper() == wanted) | (records.activity_id == word.strip())
    found = release.rows(records.filter(fits).select("dataset", "identifier").distinct().order_by("dataset"))
    rows = found.to_pylist()
    if len({row["dataset"] for row in rows}) > 1:
        records = Several(f"{row['dataset']}:{row['identifier']}" for row in rows)
        raise UsageError(
            Sentence("Several data sets have a record '%(word)s'.", word=word),
            repair=Sentence("Say which one: %(records)s.", records=records),
        )
    if rows:
        return str(rows[0]["dataset"]), str(rows[0]["identifier"])
    raise NotFoundError(
        Sentence("There is no record '%(word)s' in this release.", word=word), repair=_nearest(release, wanted)
    )


def _nearest(release: Release, wanted: str) -> str:
    activity = release.table("activity")
    begins = activity.filter(activity.identifier.upper().startswith(wanted[:4])).select("identifier").distinct()
    known = [str(name) for name in release.rows(begins.order_by("identifier").limit(20_000))["identifier"].to_pylist()]
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
    return did_you_mean(near) or Sentence("See the identifiers with: sursur flows --rows.")
