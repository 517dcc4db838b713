"""Say what is still to be confirmed in the knowledge base and in the memberships, and where to look.

    python scripts/reference_knowledge.py [confirmed|partly|unconfirmed]

The tables in `src/sursur/reference/data/knowledge` and `.../groups` are kept by hand: this script checks them (as every
start of the program does), counts them, and lists the rows with the asked status, `unconfirmed` if none is asked.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

import pyarrow as pa

from sursur.reference.groups import load_groups
from sursur.reference.knowledge import (
    commitment_table,
    event_table,
    initiative_table,
    instrument_table,
    load_knowledge,
)


def main() -> None:
    asked = sys.argv[1] if len(sys.argv) > 1 else "unconfirmed"
    for name, table in tables().items():
        rows = table.to_pylist()
        print(f"\n{name}: {told(row['confirmed'] for row in rows)}")
        for row in rows:
            if row["confirmed"] == asked:
                print(f"  {row[f'{name}_id']}: {row['note'] or row['status']} <{row['source_url']}>")
    print(f"\nparticipants: {told(each.confirmed for each in load_knowledge().participants)}")
    print_memberships()


def tables() -> dict[str, pa.Table]:
    return {
        "instrument": instrument_table(),
        "commitment": commitment_table(),
        "event": event_table(),
        "initiative": initiative_table(),
    }


def print_memberships() -> None:
    groups = load_groups()
    print(f"\nmemberships: {told('confirmed' if row.confirmed else 'unconfirmed' for row in groups.memberships)}")
    for group in groups:
        open_starts = [row.country for row in groups.of_group(group.group_id, "member") if row.valid_from is None]
        unconfirmed = [row.country for row in groups.of_group(group.group_id) if not row.confirmed]
        if open_starts or unconfirmed:
            counts = f"{len(open_starts)} members without a start, {len(unconfirmed)} rows to be confirmed"
            print(f"  {group.group_id}: {counts}")


def told(statuses: Iterable[str]) -> str:
    return ", ".join(f"{count} {status}" for status, count in sorted(Counter(statuses).items()))


if __name__ == "__main__":
    main()
