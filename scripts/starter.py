"""Compute the starter data that the package carries from the publishers' originals.

    python scripts/starter.py [FOLDER OF THE ORIGINALS, default ../shared/data]

Each file keeps the columns of its original where it can, so that the same descriptor reads it; figures are taken,
no texts. The projects of GCOF are summed by recipient, year, class and kind of flow. Twice gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import python_calamine

from sursur.ingest.descriptor import load_descriptors
from sursur.ingest.snapshot import SIDECAR

STARTER = Path(__file__).resolve().parent.parent / "src" / "sursur" / "starter"
ORIGINALS = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
LARGEST = 1_000_000

DAC2A_KINDS = ("ODA: Total Net", "Memo: ODA Total, Gross disbursements", "Grants, Total", "ODA Gross Loans")

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Piece:
    """One starter file: what it is made from, and its rows, the header first."""

    name: str
    dataset: str
    original: str
    about: str
    rows: Iterable[Row]


def pieces(originals: Path) -> list[Piece]:
    return [
        Piece(
            "aiddata_research_release_flows.csv.gz",
            "aiddata-research-release-flows",
            "aiddata/aiddata_research_release_flows.csv",
            "all rows",
            _sorted(_csv(originals / "aiddata/aiddata_research_release_flows.csv")),
        ),
        Piece(
            "gcdf3_country_year_cow.csv.gz",
            "aiddata-gcdf-3.0-country-year",
            "aiddata/gcdf3_country_year_cow_gcdf.csv",
            "rows with any amount, in whole cents",
            gcdf_rows(_csv(originals / "aiddata/gcdf3_country_year_cow_gcdf.csv")),
        ),
        Piece(
            "dac2a_totals.csv.gz",
            "oecd-dac2a",
            "dac/dac2a_donor_recipient_2009_2022.csv.gz",
            f"the kinds {'; '.join(DAC2A_KINDS)}",
            dac2a_rows(_csv(originals / "dac/dac2a_donor_recipient_2009_2022.csv.gz")),
        ),
        Piece(
            "gcof_by_recipient_and_year.csv.gz",
            "aiddata-gcof-1.0-by-recipient",
            "aiddata/AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx",
            "recommended rows, summed by recipient, year, class of flow, kind of flow and kind of loan",
            gcof_rows(originals / "aiddata/AidData_GlobalChineseOfficialFinanceDataset_v1.0.xlsx"),
        ),
    ]


def gcdf_rows(rows: Iterator[list[str]]) -> Iterator[Row]:
    yield next(rows)
    for country, year, *amounts in sorted(rows, key=lambda row: (int(row[0]), int(row[1]))):
        cents = [Decimal(amount).quantize(Decimal("0.01")) for amount in amounts]
        if any(cents):
            yield (country, year, *(_short(amount) for amount in cents))


def dac2a_rows(rows: Iterator[list[str]]) -> Iterator[Row]:
    header = next(rows)
    kind, year = header.index("Aid type"), header.index("Year")
    yield header
    kept = [row for row in rows if row[kind] in DAC2A_KINDS]
    for row in sorted(kept, key=lambda row: (row[kind], row[1], row[0], float(row[year]))):
        row[year] = str(int(float(row[year])))
        yield row


def gcof_rows(workbook: Path) -> Iterator[Row]:
    """Sums of recommended projects; one with several recipients stands under the region that the source gives it."""
    sums: dict[tuple[str, ...], list[Decimal]] = defaultdict(list)
    silent: dict[tuple[str, ...], int] = defaultdict(int)
    for project in _gcof_projects(workbook):
        if project["recommended_for_research"] is not True:
            continue
        key = _gcof_key(project)
        amount = project["usd_defl_2014"]
        if isinstance(amount, float):
            sums[key].append(Decimal(repr(amount)))
        else:
            silent[key] += 1
    yield (
        "recipient", "recipient_scheme", "year", "flow_class", "flow", "loan_type", "usd_2014", "projects_with_amount",
        "projects_without_amount",
    )  # fmt: skip
    for key in sorted({*sums, *silent}):
        total = sum(sums.get(key, []), Decimal(0)).quantize(Decimal("0.000001"))
        yield (*key, _short(total) if key in sums else "", len(sums.get(key, [])), silent.get(key, 0))


def _gcof_key(project: dict[str, object]) -> tuple[str, ...]:
    iso3 = str(project["recipient_iso3"])
    alone = len(iso3) == 3 and iso3.isupper()
    return (
        iso3 if alone else str(project["recipient_condensed"]),
        "iso3" if alone else "name",
        str(int(float(str(project["year"])))),
        str(project["flow_class"]),
        str(project["flow"]),
        str(project["loan_type"]).strip(),
    )


def _gcof_projects(workbook: Path) -> Iterator[dict[str, object]]:
    sheet = python_calamine.CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name("ChineseOfficialFinance1.0")
    header, *rows = sheet.to_python()
    for row in rows:
        yield dict(zip(map(str, header), row, strict=True))


def _csv(path: Path) -> Iterator[list[str]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))


def _sorted(rows: Iterator[list[str]]) -> Iterator[Row]:
    yield next(rows)
    yield from sorted(rows, key=lambda row: (row[1], row[2], int(row[0])))


def _short(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write(piece: Piece, originals: Path) -> str:
    """Write one file with its provenance beside it; give its line of the README."""
    text = io.StringIO()
    count = -1
    for row in piece.rows:
        csv.writer(text, lineterminator="\n").writerow(row)
        count += 1
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    if len(packed) > LARGEST:
        sys.exit(f"{piece.name} has {len(packed):,} bytes; a starter file may have {LARGEST:,}.")
    (STARTER / piece.name).write_bytes(packed)
    original = (originals / piece.original).read_bytes()
    _tell(piece, hashlib.sha256(packed).hexdigest())
    print(f"{piece.name}: {count:,} rows, {len(packed):,} bytes")
    return (
        f"| `{piece.name}` | {count:,} | {piece.about} | `{Path(piece.original).name}`, {len(original):,} bytes | "
        f"`{hashlib.sha256(original).hexdigest()}` |"
    )


def _tell(piece: Piece, sha256: str) -> None:
    described = load_descriptors((STARTER,))[piece.dataset]
    told = {
        "sha256": sha256,
        "title": f"{described.title} (starter figures: {piece.about})",
        "publisher": described.publisher,
        "url": described.url,
        "licence": described.licence,
        "retrieved_at": None,
        "computed_from": Path(piece.original).name,
    }
    sidecar = STARTER / f"{piece.name}{SIDECAR}"
    sidecar.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


README = """# The starter data

Figures that the package carries, so that `sursur demo` shows real numbers on a machine that is offline. Computed by
`scripts/starter.py` from the publishers' originals; figures and facts only. The full originals come by `sursur fetch`
or from the pages of their publishers. When the originals were taken from there is not known, and not stated.

| file | rows | what was taken | original | SHA-256 of the original |
|---|---|---|---|---|
"""


def main() -> None:
    originals = Path(sys.argv[1]) if len(sys.argv) > 1 else ORIGINALS
    if not originals.is_dir():
        sys.exit(f"{originals} is not a folder: give the folder of the originals as an argument.")
    lines = [write(piece, originals) for piece in pieces(originals)]
    (STARTER / "README.md").write_text(README + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
