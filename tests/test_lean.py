"""Our own processes load no data frames; whoever imports Sursur keeps hers."""

from __future__ import annotations

import subprocess
import sys

MAKES_AN_ARRAY = "import pyarrow as pa; pa.array([1]); import sys; print('pandas' in sys.modules)"


def said_by(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()


def test_a_process_of_ours_makes_arrays_without_data_frames() -> None:
    assert said_by(f"from sursur.lean import start_lean; start_lean(); {MAKES_AN_ARRAY}") == "False"


def test_who_uses_the_library_has_data_frames() -> None:
    shown = (
        "from sursur.release import open_release; import pyarrow as pa; print(len(pa.table({'a': [1]}).to_pandas()))"
    )
    assert said_by(shown) == "1"
