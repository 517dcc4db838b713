"""How well records of one activity are found in different sources, on pairs whose identifiers say the truth.

    python benchmarks/linkage.py [FOLDER OF THE ORIGINALS] [--learn] [--few] [--home HOME]

The truth is hidden from the linker: it sees words, places, parties, years, sectors and amounts. One half of the
labelled pairs (by hash) gives the weights and the threshold (`--learn` writes them to reference/data/linking), the
other half gives precision and recall. `--few` takes a part of the files that is read in seconds; `--home` a home that
is built already. Of pairs without titles and years it is told how many carry evidence at all. The last table
says whether the sums of two data sets for one provider, recipient, year and stage agree.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.duckdb import Backend

from sursur.measure.linking.agreeing import ONE_REPORTER, TWO_REPORTERS, UNTITLED, agreements
from sursur.measure.linking.blocking import candidates
from sursur.measure.linking.cells import agreement, told_twice
from sursur.measure.linking.comparing import LADDERS, MISSING
from sursur.measure.linking.judging import judged, with_rival
from sursur.measure.linking.records import GENERIC_PLACE_WORDS, Told, compared_records
from sursur.measure.linking.scoring import levelled, scored
from sursur.pipeline import Plan, build_release
from sursur.reference.linking import Level, LinkModel, link_models
from sursur.release import Release, open_release

ORIGINALS = Path(__file__).resolve().parents[2] / "shared" / "data"
MODEL = Path(__file__).resolve().parents[1] / "src/sursur/reference/data/linking"
GCOF = "aiddata/AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx"
PLACES = "aiddata/GCDF_3.0_ADM1_Locations.csv"
AGGREGATES = (
    "dac/dac2a_donor_recipient_2009_2022.csv.gz",
    *(f"dac/dportal_crs_{year}.csv" for year in range(2012, 2020)),
)
TELLING_LEVELS = ("exact", "equal")
"""Levels of the comparison of sums (within 0.2 per cent) that can tell one project of a country from the next."""
CRS = "dportal-crs-recipients"
PRECISION, RECALL = 0.98, 0.90
AIM = 0.99
"""Precision that the threshold is chosen for in the learning half: a little over the bar."""
FEW = 10
LIGHTEST = -8.0
NEVER = 40.0
"""Weight that no pair reaches: where no threshold keeps the precision, nothing is linked without a person."""
SOURCE = "counted by benchmarks/linkage.py --learn in one half of: {}"
Pair = tuple[str, str]


@dataclass
class Part:
    """Records of two or more tellers, the pairs that are truly one, and what is known of every candidate pair.

    `truth` names a record: its hash says into which half a pair falls. `left_out` true pairs are no part of the set,
    because one side tells no amount: nothing could be counted twice. Where the truth is `open_ended`, a record without
    a known partner may have one all the same (AidData gave projects new ids between versions):
    then a pair is labelled only where the partners of both records are known. `at_most`: see there.
    """

    name: str
    truth: dict[str, str]
    true: frozenset[Pair]
    pairs: pa.Table
    left_out: int = 0
    open_ended: bool = False
    at_most: Found | None = None

    def labels(self, pair: Pair) -> bool:
        """Whether it is known of a pair that it is one activity, or that it is not."""
        return not self.open_ended or (pair[0] in self._known and pair[1] in self._known)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(name for pair in self.true for name in pair)


@dataclass(frozen=True)
class Found:
    """What was decided in one half of a part."""

    part: str
    true: int
    right: int
    wrong: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else math.nan

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else math.nan


# --- the labelled set ------------------------------------------------------------------------------------------------


def built(originals: Path, home: Path, *, few: bool = False) -> Release:
    """A release of the files that overlap."""
    inputs = [originals / "iati", originals / GCOF, *(originals / name for name in AGGREGATES)]
    if few:
        exports = sorted((originals / "iati" / "covid").glob("*.gz"), key=lambda path: (path.stat().st_size, path.name))
        inputs = [*exports[-24:], originals / GCOF]
    build_release(Plan(inputs=tuple(inputs), home=home))
    return open_release(home)


def labelled(release: Release, originals: Path) -> list[Part]:
    """The parts, from files read by the product itself."""
    connection = release.connection
    assert isinstance(connection, Backend)  # noqa: S101 - a home is read by DuckDB
    told = {name: release.table(name) for name in ("flow", "activity", "participant", "transaction", "place")}
    records = connection.create_table("records", compared_records(Told(**told)))
    wanted = told["activity"].select("activity_id", "source_id", "identifier", "reporting_ref")
    facts = {row["activity_id"]: row for row in release.rows(wanted).to_pylist()}
    return [chinese(release, records, originals), copies(release, records, facts), chains(release, records, facts)]


def copies(release: Release, records: Any, facts: dict[str, Any]) -> Part:  # noqa: ANN401 - an Ibis table
    """The same activity in several exports: by its iati-identifier, which is hidden."""
    sources = release.table("activity").select("source_id", r_id="activity_id")
    iati = records.filter(records.dataset == "iati").inner_join(sources, records.record_id == sources.r_id)
    apart = iati.mutate(teller=iati.source_id).drop("r_id", "source_id")
    truth = {name: str(row["identifier"] or name).upper() for name, row in facts.items()}
    same: dict[str, list[str]] = defaultdict(list)
    for name in sorted(release.rows(iati.select("record_id"))["record_id"].to_pylist()):
        same[truth[name]].append(name)
    true = {
        (a, b)
        for group in same.values()
        for a in group
        for b in group
        if a < b and facts[a]["source_id"] != facts[b]["source_id"]
    }
    return _part(release, "the same IATI activity in two files", apart, truth, true)


def chains(release: Release, records: Any, facts: dict[str, Any]) -> Part:  # noqa: ANN401 - an Ibis table
    """A funder's and an implementer's activity, by the identifiers with which one names the other."""
    named: dict[str, list[str]] = defaultdict(list)
    for name, row in facts.items():
        named[str(row["identifier"]).upper()].append(name)
    t, p = release.table("transaction"), release.table("participant")
    links = [
        t.select("activity_id", ref="provider_activity"),
        t.select("activity_id", ref="receiver_activity"),
        p.select("activity_id", ref="activity_ref"),
    ]
    true = set()
    for row in release.rows(ibis.union(*links, distinct=True).filter(ibis._.ref.notnull())).to_pylist():
        for other in named.get(row["ref"].upper(), []):
            if facts[other]["reporting_ref"] != facts[row["activity_id"]]["reporting_ref"]:
                true.add(tuple(sorted((row["activity_id"], other))))
    truth = {name: str(row["identifier"] or name).upper() for name, row in facts.items()}
    iati = records.filter(records.dataset == "iati")
    return _part(release, "funder and implementer of IATI", iati, truth, true)


def chinese(release: Release, records: Any, originals: Path) -> Part:  # noqa: ANN401 - an Ibis table
    """Projects of GCOF 1.0 against places and commitments of GCDF 3.0, by AidData's project id, which is hidden."""
    own = release.rows(records.filter(records.dataset == "aiddata-gcof-1.0"))
    identifiers = release.table("activity").select("activity_id", "identifier")
    known = {row["activity_id"]: row["identifier"] for row in release.rows(identifiers).to_pylist()}
    truth = {name: known[name] for name in own["record_id"].to_pylist()}
    later = list(placed_projects(originals / PLACES))
    truth |= {row["record_id"]: row["record_id"].removeprefix("gcdf-") for row in later}
    rows = at_one_price(own.to_pylist(), later, truth)
    table = pa.Table.from_pylist([*rows, *later], schema=own.schema)
    by_id = {truth[row["record_id"]]: row["record_id"] for row in rows}
    true = {
        tuple(sorted((by_id[truth[row["record_id"]]], row["record_id"])))
        for row in later
        if truth[row["record_id"]] in by_id
    }
    part = _part(release, "GCOF 1.0 and GCDF 3.0", ibis.memtable(table), truth, true)
    return replace(part, open_ended=True, at_most=at_most(rows, later, truth))


def placed_projects(path: Path) -> Iterator[dict[str, Any]]:
    """GCDF 3.0 as its file of places tells it: recipient, names of first-level divisions, commitment of 2021 prices."""
    places: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            places[row["id"]].append(row)
    for project, rows in sorted(places.items()):
        words = sorted({word for row in rows for word in _words(row["shapeName"])} - set(GENERIC_PLACE_WORDS))
        usd = sum(float(row["even_split_ratio_commitment_value"] or 0) for row in rows)
        yield {
            "record_id": f"gcdf-{project}",
            "dataset": "gcdf",
            "teller": "gcdf",
            "reporter": "gcdf",
            "recipients": sorted({row["shapeGroup"] for row in rows}),
            "place_words": words or None,
            "words": words or None,
            "usd": usd or None,
        }


def _words(text: str) -> list[str]:
    return ["".join(part) for part in "".join(c if c.isalnum() else " " for c in text.lower()).split() if len(part) > 2]


def at_one_price(
    rows: list[dict[str, Any]], later: list[dict[str, Any]], truth: dict[str, str]
) -> list[dict[str, Any]]:
    """GCOF is in prices of 2014, GCDF of 2021: the median ratio of each year, from the half that is learned from."""
    value = {truth[row["record_id"]]: row["usd"] for row in later if row["usd"]}
    ratios: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        other = value.get(truth[row["record_id"]])
        if other and row["usd"] and learning(truth[row["record_id"]]):
            ratios[row["first_year"]].append(other / row["usd"])
    factors = {year: statistics.median(found) for year, found in ratios.items() if len(found) >= 5}
    return [{**row, "usd": row["usd"] * factors.get(row["first_year"], 1.0) if row["usd"] else None} for row in rows]


def at_most(rows: list[dict[str, Any]], later: list[dict[str, Any]], truth: dict[str, str]) -> Found:
    """What the evidence could give at most in the half that is reported: each project of GCOF is told the very places
    of its partner, and the project there whose sum is nearest is always taken, with or without a rival.
    """
    partner = {truth[row["record_id"]]: row for row in later if row["usd"]}
    known = [row for row in rows if row["usd"] and truth[row["record_id"]] in partner]
    asked = [row for row in known if not learning(truth[row["record_id"]])]
    placed: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in partner.values():
        placed[_where(row)].append(row)
    right = 0
    for row in asked:
        own = partner[truth[row["record_id"]]]
        right += own is min(placed[_where(own)], key=lambda one: abs(math.log(one["usd"] / row["usd"])))
    return Found("at most: true places, nearest sum", len(asked), right, len(asked) - right)


def _where(row: dict[str, Any]) -> tuple[str, ...]:
    return (*row["recipients"], *(row["place_words"] or ()))


def _part(
    release: Release,
    name: str,
    records: Any,  # noqa: ANN401 - an Ibis table
    truth: dict[str, str],
    true: Iterable[Any],
) -> Part:
    connection = release.connection
    assert isinstance(connection, Backend)  # noqa: S101 - a home is read by DuckDB
    word = "".join(c for c in name if c.isalnum())
    kept = connection.create_table(f"records_{word}", records)
    looked_at = connection.create_table(f"pairs_{word}", candidates(kept))
    keep: Callable[[Any, str], Any] = lambda table, step: connection.create_table(f"{word}_{step}", table)  # noqa: E731
    pairs = release.rows(agreements(kept, looked_at, keep))
    tellers = {
        row["record_id"]: row
        for row in release.rows(kept.select("record_id", "teller", "usd", "title_words")).to_pylist()
    }
    known = {pair for pair in true if pair[0] in tellers and pair[1] in tellers}
    fair = {pair for pair in known if all(tellers[one]["usd"] for one in pair)}
    owner = [tellers[one]["teller"] for one in pairs["record_id"].to_pylist()]
    others = [tellers[one]["teller"] for one in pairs["other_record_id"].to_pylist()]
    pairs = pairs.append_column("teller", pa.array(owner)).append_column("other_teller", pa.array(others))
    return Part(name, truth, frozenset(fair), _both_worth(pairs), len(known - fair))


def _both_worth(pairs: pa.Table) -> pa.Table:
    """Pairs of which both sides tell an amount."""
    return pairs.filter(pc.is_valid(pairs["apart"]))


def learning(identity: str) -> bool:
    """Whether a record belongs to the half that weights and thresholds are learned from."""
    return hashlib.sha256(identity.encode()).digest()[0] % 2 == 0


# --- learning --------------------------------------------------------------------------------------------------------


def learned(parts: list[Part]) -> dict[str, LinkModel]:
    """A model for each kind of pair, from the part that shows it, and the least weight that keeps its precision."""
    shown = dict(zip((UNTITLED, ONE_REPORTER, TWO_REPORTERS), parts, strict=True))
    return {kind: threshold(part, kind, weights_of(part, kind)) for kind, part in shown.items()}


def weights_of(part: Part, kind: str) -> LinkModel:
    """Weights by counting: how often the pairs of one activity, and the other candidates, agree at each level.

    One pair is added to each level, so that nothing is certain; a comparison that can hardly ever be made
    weighs nothing.
    """
    told = [row for row in levelled(part.pairs).to_pylist() if row["kind"] == kind]
    rows = [row for row in told if learning(part.truth[row["record_id"]]) and part.labels(_pair(row))]
    words, levels = written_words(), []
    for comparison, ladder in LADDERS.items():
        names = [name for name in ladder if name != MISSING]
        made = [row for row in rows if row[comparison] != MISSING]
        same = Counter(row[comparison] for row in made if _pair(row) in part.true)
        other = Counter(row[comparison] for row in made if _pair(row) not in part.true)
        for name in names:
            m, u = ((count[name] + 1) / (count.total() + len(names)) for count in (same, other))
            if same.total() < FEW:
                m = u
            levels.append(Level(kind, comparison, name, words[comparison, name], m, u, SOURCE.format(part.name)))
    true = sum(_pair(row) in part.true for row in rows)
    return LinkModel(tuple(levels), prior=round(true / len(rows), 6), same=0, doubtful=-10, lead=1)


def written_words() -> dict[tuple[str, str], str]:
    """What each level is called in an explanation: written by hand, kept when the weights are learned again."""
    with (MODEL / "levels.csv").open(encoding="utf-8") as file:
        return {(row["comparison"], row["level"]): row["words"] for row in csv.DictReader(file)}


def _pair(row: dict[str, Any]) -> Pair:
    return row["record_id"], row["other_record_id"]


def threshold(part: Part, kind: str, model: LinkModel) -> LinkModel:
    """The least weight, and the lead before rivals, that find most in the learning half at the precision aimed at."""
    weights = with_rival(ibis.memtable(weighed(part, {kind: model}, LIGHTEST))).to_pyarrow().to_pylist()
    rows = [row for row in weights if learning(part.truth[row["record_id"]]) and part.labels(_pair(row))]
    best, most = replace(model, same=NEVER, lead=1.0), 0
    for lead in (0.5, 1.0, 2.0, 4.0):
        clear = [row for row in rows if row["weight"] >= row["rival"] + lead]
        for same in sorted({math.floor(row["weight"] * 10) / 10 for row in clear}, reverse=True):
            heavy = [_pair(row) in part.true for row in clear if row["weight"] >= same]
            if sum(heavy) > most and sum(heavy) / len(heavy) >= AIM:
                best, most = replace(model, same=same, lead=lead), sum(heavy)
    return replace(best, doubtful=round(best.same - 5, 1) if best.same < NEVER else 0.0)


def weighed(part: Part, models: Mapping[str, LinkModel], least: float | None = None) -> pa.Table:
    tellers = part.pairs.select(["record_id", "other_record_id", "teller", "other_teller"])
    return scored(part.pairs, models, least).join(tellers, ["record_id", "other_record_id"])


# --- measuring -------------------------------------------------------------------------------------------------------


def evaluated(part: Part, models: Mapping[str, LinkModel], *, half: bool) -> Found:
    """Precision and recall in one half (`half` True: the one learned from)."""
    verdicts = judged(ibis.memtable(weighed(part, models)), models).filter(lambda t: t.verdict == "same").to_pyarrow()
    told = {_pair(row) for row in verdicts.to_pylist() if learning(part.truth[row["record_id"]]) == half}
    same = {pair for pair in told if part.labels(pair)}
    true = {pair for pair in part.true if learning(part.truth[pair[0]]) == half}
    return Found(part.name, len(true), len(same & true), len(same - true))


def evident(part: Part, models: Mapping[str, LinkModel]) -> Found:
    """As `evaluated`, in the reporting half, of the pairs alone whose sums agree to 0.2 per cent."""
    told = {_pair(row) for row in levelled(part.pairs).to_pylist() if row["money"] in TELLING_LEVELS}
    verdicts = judged(ibis.memtable(weighed(part, models)), models).filter(lambda t: t.verdict == "same").to_pyarrow()
    same = {_pair(row) for row in verdicts.to_pylist()} & told
    own = {pair for pair in same if part.labels(pair) and not learning(part.truth[pair[0]])}
    true = {pair for pair in part.true & told if not learning(part.truth[pair[0]])}
    return Found("of these, pairs with equal sums", len(true), len(own & true), len(own - true))


def sums_compared(release: Release) -> list[dict[str, Any]]:
    """Whether the sums of two data sets agree, cell by cell; see `sursur.measure.linking.cells`.

    The CRS tables do not state their kind of sum, so that they never count; here they stand beside DAC2a all the same.
    """
    flow = release.table("flow")
    rule = ibis.ifelse(flow.dataset == CRS, ibis.literal("other_telling"), flow.count_rule)
    return release.rows(agreement(told_twice(flow.mutate(count_rule=rule)))).to_pylist()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("originals", nargs="?", type=Path, default=ORIGINALS)
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--home", type=Path)
    options = parser.parse_args()
    if not options.originals.is_dir():
        sys.exit(f"The originals are not at {options.originals}: name their folder.")
    with tempfile.TemporaryDirectory(prefix="sursur-linkage-") as folder:
        release = (
            open_release(options.home) if options.home else built(options.originals, Path(folder), few=options.few)
        )
        parts, sums = labelled(release, options.originals), sums_compared(release)
    models = learned(parts) if options.learn else link_models()
    if options.learn:
        write(models)
    report([evaluated(part, models, half=False) for part in parts], parts, evident(parts[0], models))
    report_sums(sums)


def write(models: Mapping[str, LinkModel]) -> None:
    with (MODEL / "levels.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("kind", "comparison", "level", "words", "m", "u", "source"))
        for one in (level for model in models.values() for level in model.levels):
            lines.writerow((one.kind, one.comparison, one.level, one.words, f"{one.m:.5f}", f"{one.u:.6f}", one.source))
    with (MODEL / "thresholds.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("kind", "prior", "same", "doubtful", "lead", "source"))
        for kind, one in models.items():
            source = one.levels[0].source
            lines.writerow((kind, one.prior, one.same, one.doubtful, one.lead, source))


def report(found: list[Found], parts: list[Part], told: Found) -> None:
    print("figures of the half of the labelled pairs that nothing was learned from")
    print(f"{'part':40} {'candidates':>10} {'true':>6} {'found':>6} {'wrong':>6} {'precision':>9} {'recall':>7}")
    both = Found("together", *(sum(getattr(one, name) for one in found) for name in ("true", "right", "wrong")))
    sizes = [part.pairs.num_rows for part in parts]
    for one, size in zip([*found, both], [*sizes, sum(sizes)], strict=True):
        print(_line(one, f"{size:,}"))
    print(_line(told, ""))
    if parts[0].at_most:
        print(_line(parts[0].at_most, ""))
    print(
        f"{told.true} of the {found[0].true} pairs of {found[0].part} agree in the sum; no title or year tells the rest"
    )
    for one in [*found, both]:
        kept = one.precision >= PRECISION and one.recall >= RECALL
        print(f"bar of precision {PRECISION} at recall {RECALL}, {one.part}: {'kept' if kept else 'missed'}")


def _line(one: Found, size: str) -> str:
    return (
        f"{one.part:40} {size:>10} {one.true:6,} {one.right:6,} {one.wrong:6,} {one.precision:9.3f} {one.recall:7.3f}"
    )


def report_sums(rows: list[dict[str, Any]]) -> None:
    """Constant US dollars, in millions."""
    print("\nsums of two data sets for the same provider, recipient, year and stage")
    print(f"{'data sets':64} {'stage':12} {'cells':>7} {'in 5 %':>7} {'in 25 %':>7} {'total':>11} {'ratio':>6}")
    for row in rows:
        within = (f"{row[name] / row['cells']:7.3f}" for name in ("within_5", "within_25"))
        ratio = "–" if row["ratio"] is None else f"{row['ratio']:.3f}"
        print(
            f"{row['dataset'] + ' : ' + row['other_dataset']:64} {row['stage']:12} {row['cells']:7,} "
            f"{' '.join(within)} {row['usd'] / 1_000_000:11,.0f} {ratio:>6}"
        )


if __name__ == "__main__":
    main()
