"""Rebuild the titles of the Sustainable Development Goals and targets in `src/sursur/reference/data/sdg`.

    python scripts/reference_sdg.py [folder of the originals, default ../shared/data]

The originals are the translation files of Open SDG (official in the UN languages, Swahili a translation).
Portuguese is kept by hand in the rows of the same files: rows in a language that the originals do not have stay.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import yaml

TARGET = Path(__file__).resolve().parent.parent / "src/sursur/reference/data/sdg"
LANGUAGES = {"en": "en", "es": "es", "fr": "fr", "ar": "ar", "ru": "ru", "sw": "sw", "zh-Hans": "zh"}
UN_LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}
SOURCE = "open-sdg/sdg-translations, translations/{folder}/{file}"
GOAL_FIELDS = ("goal", "language", "short", "title", "official", "source")
TARGET_FIELDS = ("target", "goal", "language", "title", "official", "source")

Row = dict[str, str]


def texts(folder: Path, file: str) -> dict[str, str]:
    loaded = yaml.safe_load((folder / file).read_text(encoding="utf-8"))
    return {str(key): " ".join(str(text).split()) for key, text in loaded.items() if text}


def goal_rows(originals: Path, folder: str, language: str) -> list[Row]:
    file = "global_goals.yml"
    found = texts(originals / folder, file)
    common = {"language": language, "official": official(language), "source": SOURCE.format(folder=folder, file=file)}
    return [
        {"goal": str(goal), "short": found[f"{goal}-short"], "title": found[f"{goal}-title"], **common}
        for goal in range(1, 18)
    ]


def target_rows(originals: Path, folder: str, language: str) -> list[Row]:
    file = "global_targets.yml"
    common = {"language": language, "official": official(language), "source": SOURCE.format(folder=folder, file=file)}
    rows = []
    for key, title in texts(originals / folder, file).items():
        if key.endswith("-title"):
            goal, letter = key.removesuffix("-title").split("-")
            rows.append({"target": f"{goal}.{letter}", "goal": goal, "title": title, **common})
    return rows


def official(language: str) -> str:
    return "yes" if language in UN_LANGUAGES else "no"


def kept_by_hand(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["language"] not in LANGUAGES.values()]


def order(code: str) -> tuple[int, int, str]:
    """1, 1.1, 1.2, 1.10, 1.a: numbers before letters."""
    goal, _, rest = code.partition(".")
    return int(goal), int(rest) if rest.isdigit() else (100 if rest else 0), rest


def write(path: Path, fields: tuple[str, ...], rows: list[Row]) -> None:
    rows.sort(key=lambda row: (row["language"], order(row[fields[0]])))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("originals", nargs="?", type=Path, default=Path("../shared/data"))
    originals = parser.parse_args().originals / "sdg" / "translations"
    TARGET.mkdir(parents=True, exist_ok=True)
    goals, targets = kept_by_hand(TARGET / "goals.csv"), kept_by_hand(TARGET / "targets.csv")
    for folder, language in LANGUAGES.items():
        goals += goal_rows(originals, folder, language)
        targets += target_rows(originals, folder, language)
    write(TARGET / "goals.csv", GOAL_FIELDS, goals)
    write(TARGET / "targets.csv", TARGET_FIELDS, targets)
    print(f"{len(goals)} goal titles, {len(targets)} target titles")


if __name__ == "__main__":
    main()
