"""A download in the making: what has arrived, and what must still be the same on the server for it to be of use."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PART = ".part"
STATE = ".part.sursur.json"


@dataclass(frozen=True, slots=True)
class Partial:
    """The bytes that arrived so far stand in `<name>.part`; beside it, the address and the version they are of."""

    target: Path
    url: str

    @property
    def path(self) -> Path:
        return self.target.with_name(self.target.name + PART)

    @property
    def _state(self) -> Path:
        return self.target.with_name(self.target.name + STATE)

    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def validator(self) -> str:
        """What the server must confirm (If-Range) before we go on; empty where we must start again."""
        told = read_json(self._state)
        return str(told.get("validator", "")) if told.get("url") == self.url and self.size() else ""

    def begin(self, headers: Mapping[str, str]) -> None:
        """Start anew with the version that is there now. A weak ETag does not vouch for bytes (RFC 9110, 13.1.5)."""
        etag = headers.get("etag", "")
        strong = etag if etag and not etag.startswith("W/") else headers.get("last-modified", "")
        self.path.unlink(missing_ok=True)
        write_json(self._state, {"url": self.url, "validator": strong})

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self._state.unlink(missing_ok=True)

    def finish(self) -> None:
        """Give the bytes their final name in one step."""
        self.path.replace(self.target)
        self._state.unlink(missing_ok=True)


def read_json(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def write_json(path: Path, told: Mapping[str, Any]) -> None:
    """Write whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".told-")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    Path(name).replace(path)
