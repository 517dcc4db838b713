"""Code lists of the standards, and what publishers write instead of their codes.

A list is a CSV file `data/codes/<list>.csv` named as its owner names it: `TransactionType`, `Sector`, `TossdModality`,
`SegibSector`. `data/codes/fixes.csv` says which other writings stand for a code and which are known junk. What neither
explains stays `unknown`: it is reported, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import pyarrow as pa

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.reference.packaged import folder, read_rows

ANY_LIST = "*"
# Tables in the folder of the code lists that are not lists themselves.
NOT_LISTS = {"fixes", "crises"}

_NUMBER = re.compile(r"0*(\d+)(?:\.0+)?")
_CODE_AND_NAME = re.compile(r"([A-Za-z0-9.]+)\s*(?:[-–—:|]\s|\s[-–—:|]|:)\s*(.*[^\W\d_].*)")


class CodeStatus(StrEnum):
    """How a value stands to its list: a code, another writing of one, known junk, or nothing that we know."""

    KNOWN = "known"
    FIXED = "fixed"
    JUNK = "junk"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ListedCode:
    """An entry of a code list. `status` is its owner's: active, withdrawn, unconfirmed."""

    code: str
    name: str
    names: Mapping[str, str]
    status: str
    category: str
    source: str


@dataclass(frozen=True, slots=True)
class Code:
    """What a value means: `code` and `name` are None for junk and for what we do not know; `reason` is a sentence."""

    code: str | None
    status: CodeStatus
    name: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    name: str
    entries: Mapping[str, ListedCode]

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def __getitem__(self, code: str) -> ListedCode:
        return self.entries[code]

    def __iter__(self) -> Iterator[ListedCode]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Fix:
    """A writing that publishers use: `code` is what it stands for, empty for junk and for what nobody could explain."""

    status: CodeStatus
    code: str
    reason: str
    source: str


def code_list(name: str) -> CodeList:
    """A list by its owner's name. Raises NotFoundError for a name that no file has."""
    file = folder("codes") / f"{name}.csv"
    if name in NOT_LISTS or not file.is_file():
        raise NotFoundError(f"There is no code list {name}.", repair=f"Lists: {', '.join(code_list_names())}.")
    return _load(name)


@cache
def code_list_names() -> tuple[str, ...]:
    files = (entry.name.removesuffix(".csv") for entry in folder("codes").iterdir() if entry.name.endswith(".csv"))
    return tuple(sorted(name for name in files if name not in NOT_LISTS))


@lru_cache(maxsize=1 << 16)
def normalise(list_name: str, raw: str | None) -> Code:
    """What `raw` means in a list.

    In this order: a code as listed (spaces and line breaks around and inside it do not matter), a fix or junk of
    `fixes.csv`, the code in other letter case, with leading zeros or `.0`, with its name behind it, and the name alone
    where only one code bears it.
    """
    listed = code_list(list_name)
    text = " ".join((raw or "").split())
    if not text:
        return Code(None, CodeStatus.JUNK, None, "empty")
    if text in listed:
        return Code(text, CodeStatus.KNOWN, listed[text].name)
    return _fixed(listed, text) or _derived(listed, text) or _unknown(list_name, text)


def normalise_all(list_name: str, values: Iterable[str | None]) -> pa.Table:
    """The distinct values of a column with what they mean, as a table `raw, code, status, name, reason` to join on."""
    distinct = sorted({value for value in values if value is not None})
    rows = [{"raw": value, **_as_row(normalise(list_name, value))} for value in distinct]
    columns = ("raw", "code", "status", "name", "reason")
    return pa.Table.from_pylist(rows, schema=pa.schema([(column, pa.string()) for column in columns]))


def _as_row(meaning: Code) -> dict[str, str | None]:
    return {
        "code": meaning.code,
        "status": str(meaning.status),
        "name": meaning.name,
        "reason": meaning.reason,
    }


@cache
def load_fixes() -> Mapping[str, Mapping[str, Fix]]:
    """List name → writing in lower case → fix, checked: every fix must lead to a code of its list."""
    fixes: dict[str, dict[str, Fix]] = {}
    for row in read_rows("codes", "fixes.csv"):
        writings = fixes.setdefault(row["list"], {})
        writing = " ".join(row["raw"].casefold().split())
        _check_fix(row, taken=writing in writings)
        writings[writing] = Fix(CodeStatus(row["status"]), row["code"], row["reason"], row["source"])
    return fixes


def _fixed(listed: CodeList, text: str) -> Code | None:
    fixes = load_fixes()
    folded = text.casefold()
    fix = fixes.get(listed.name, {}).get(folded) or fixes.get(ANY_LIST, {}).get(folded)
    if fix is None:
        return None
    return Code(fix.code or None, fix.status, listed[fix.code].name if fix.code else None, fix.reason)


def _derived(listed: CodeList, text: str) -> Code | None:
    joined = text.replace(" ", "")
    candidates = (
        (joined if joined in listed else None, "spaces inside the code"),
        (_by_case(listed.name).get(joined.casefold()), "other letter case"),
        (_by_number(listed, text), "leading zeros or decimals"),
        (_by_first_word(listed, text), "the code with its name"),
        (_by_name(listed.name).get(text.casefold()), "the name instead of the code"),
    )
    for code, reason in candidates:
        if code:
            return Code(code, CodeStatus.FIXED, listed[code].name, reason)
    return None


def _unknown(list_name: str, text: str) -> Code:
    return Code(None, CodeStatus.UNKNOWN, None, f"{text!r} is not in the list {list_name}")


def _by_number(listed: CodeList, text: str) -> str | None:
    match = _NUMBER.fullmatch(text)
    return match[1] if match and match[1] in listed else None


def _by_first_word(listed: CodeList, text: str) -> str | None:
    match = _CODE_AND_NAME.fullmatch(text)
    return match[1] if match and match[1] in listed else None


@cache
def _by_case(list_name: str) -> Mapping[str, str]:
    return _unambiguous((code.casefold(), code) for code in _load(list_name).entries)


@cache
def _by_name(list_name: str) -> Mapping[str, str]:
    entries = list(_load(list_name))
    return _unambiguous((name.casefold(), entry.code) for entry in entries for name in set(entry.names.values()))


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Keys that lead to one code only: a name that two codes bear proves nothing."""
    found: dict[str, set[str]] = {}
    for key, code in pairs:
        found.setdefault(key, set()).add(code)
    return {key: min(codes) for key, codes in found.items() if key and len(codes) == 1}


@cache
def _load(name: str) -> CodeList:
    entries: dict[str, ListedCode] = {}
    for row in read_rows("codes", f"{name}.csv"):
        if not row["code"] or row["code"] in entries or not row["source"]:
            raise ReferenceDataError(
                f"{name}.csv: {row['code']!r} is empty, stands twice or has no source.",
                repair="Give each row of a code list its own code and its source.",
            )
        entries[row["code"]] = _entry(row)
    return CodeList(name, entries)


def _entry(row: Mapping[str, str]) -> ListedCode:
    names = {key.removeprefix("name_"): text for key, text in row.items() if key.startswith("name_") and text}
    name = names.get("en") or next(iter(names.values()), "")
    return ListedCode(row["code"], name, names, row["status"], row["category"], row["source"])


def _check_fix(row: Mapping[str, str], *, taken: bool) -> None:
    if row["status"] == CodeStatus.FIXED:
        sound = row["list"] != ANY_LIST and row["code"] in code_list(row["list"])
    else:
        sound = not row["code"] and row["status"] in {CodeStatus.JUNK, CodeStatus.UNKNOWN}
    if taken or not sound or not row["reason"] or not row["source"]:
        raise ReferenceDataError(
            f"fixes.csv: {row['list']} {row['raw']!r} → {row['code']!r} stands twice, leads to no code of that list, "
            "or has no reason or source.",
            repair="One row per list and writing; status fixed with a code of that list, junk or unknown without one.",
        )
