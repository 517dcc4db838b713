"""Files as nobody wants them, beside what must be said of each."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from .small import CREDITS, DESCRIPTOR, activity, document

RECORD_LIMIT, FILE_LIMIT = 2_000_000, 80_000_000
HTML = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>Sorry</body></html>"
LAUGHS = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
<iati-activities version="2.03"><iati-activity><iati-identifier>&d;</iati-identifier></iati-activity>
</iati-activities>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<iati-activities version="2.03"><iati-activity><iati-identifier>&secret;</iati-identifier></iati-activity>
</iati-activities>"""


@dataclass(frozen=True, slots=True)
class Hostile:
    """`code` is that of the one problem of this severity that tells of the file (none: it is read in silence).

    `words` stand in its message; `kept` is how many records of the file stand in the release all the same.
    """

    name: str
    content: Callable[[], bytes]
    code: str
    words: str
    kept: int = 0
    severity: str = "error"
    descriptor: str = ""


def truncated() -> bytes:
    return document("".join(activity(n) for n in range(100, 110)))[:-700]


def long_attribute() -> bytes:
    noise = random.Random(1).randbytes(RECORD_LIMIT * 2).hex()
    long = activity(200).replace('default-currency="USD"', f'default-currency="USD" note="{noise}"')
    return gzip.compress(document(activity(201) + long + activity(202)), 1)


def deep() -> bytes:
    nested = "<a>" * 5000 + "</a>" * 5000
    return document(activity(300) + activity(301).replace("</iati-activity>", f"{nested}</iati-activity>"))


def bad_utf8() -> bytes:
    return document(activity(400) + activity(401)).replace("Agência".encode(), b"Ag\xeancia", 1)


def gzip_bomb() -> bytes:
    return gzip.compress(b'<?xml version="1.0"?><iati-activities version="2.03">' + b" " * (FILE_LIMIT + 1_000_000), 9)


def twice() -> bytes:
    return document(activity(500) + activity(500, 7000))


def workbook(rows: list[list[object]], merged: str = "") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Credits")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if merged:
            sheet.merge_range(merged, "Credits of the bank, all years")
    return buffer.getvalue()


def zip_bomb() -> bytes:
    """A workbook whose sheet unpacks to far more than it weighs."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([list(CREDITS), ["C1", "Kenya", 2014, 5]]))) as good,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in good.namelist():
            content = good.read(name)
            bomb.writestr(name, content + b" " * (FILE_LIMIT * 2) if name.endswith("sheet1.xml") else content)
    return buffer.getvalue()


def table(*rows: str) -> bytes:
    return ("\n".join([",".join(CREDITS), *rows]) + "\n").encode()


UTF16 = document(activity(600)).decode().replace("UTF-8", "UTF-16")
WITHOUT_CREDIT = b"Number,Country,Year\nN1,Kenya,2014\n"
TITLED = [["", "", "", ""], list(CREDITS), ["M1", "Kenya", 2014, 5]]

FILES = (
    Hostile("truncated.xml", truncated, "file-truncated", "record 10 is left out: the file ends inside it", kept=9),
    Hostile("empty.xml", lambda: b"", "empty-file", "empty.xml: the file is empty"),
    Hostile("error-page.xml", lambda: HTML, "html-page", "error-page.xml: this is a web page"),
    Hostile("error-page.csv", lambda: HTML + b" ", "html-page", "error-page.csv: this is a web page"),
    Hostile("workbook.xml", lambda: workbook([["a", "b"], [1, 2]]), "workbook-or-archive", "this is a workbook"),
    Hostile("utf16.xml", lambda: UTF16.encode("utf-16"), "", "", 1),
    Hostile("latin1.xml", lambda: document(activity(601), "ISO-8859-1"), "", "", 1),
    Hostile(
        "latin1-undeclared.xml",
        lambda: document(activity(602)).decode().encode("latin-1"),
        *("bytes-not-utf8", "3 bytes are not UTF-8 and were read as Windows-1252", 1, "warning"),
    ),
    Hostile("bad-utf8.xml", bad_utf8, "bytes-not-utf8", "1 bytes are not UTF-8", 2, "warning"),
    Hostile("laughs.xml", LAUGHS.encode, "entities-declared", "the file declares entities of its own"),
    Hostile("outside.xml", OUTSIDE.encode, "entities-declared", "the file declares entities of its own"),
    Hostile("long-attribute.xml.gz", long_attribute, "record-too-large", "record 2 is left out: it is larger", kept=2),
    Hostile("deep.xml", deep, "record-malformed", "record 2 is left out", kept=1),
    Hostile("bomb.xml.gz", gzip_bomb, "unpacks-too-large", "this may be a zip bomb"),
    Hostile("twice.xml", twice, "identifier-repeated", "BR-CNPJ-1-500 stands first at byte", 2, "warning"),
    Hostile("bomb.xlsx", zip_bomb, "unpacks-too-large", "The workbook unpacks to", descriptor=DESCRIPTOR),
    Hostile("merged.xlsx", lambda: workbook(TITLED, "A1:D1"), "", "", kept=1, descriptor=DESCRIPTOR),
    Hostile(
        *("no-column.csv", lambda: WITHOUT_CREDIT, "column-missing", "The column `Credit` is missing", 1, "warning"),
        descriptor=DESCRIPTOR,
    ),
    Hostile(
        *("text.csv", lambda: table("T1,Kenya,2014,much", "T2,Kenya,2015,7")),
        *("cell-unreadable", "`much` is not a number", 2, "warning", DESCRIPTOR),
    ),
)


def write(folder: Path, files: tuple[Hostile, ...] = FILES) -> Path:
    for file in files:
        folder.joinpath(file.name).write_bytes(file.content())
        if file.descriptor:
            folder.joinpath(f"{file.name}.sursur.yml").write_text(file.descriptor, encoding="utf-8")
    return folder
