"""Years as a person writes them."""

from __future__ import annotations

from sursur.errors import UsageError
from sursur.sentences import Sentence


def years_of(text: str | None) -> tuple[int | None, int | None]:
    """First and last year of `2014`, `2010-2014`, `2010-` (to the last there is) or `-2014`."""
    if text is None:
        return None, None
    first, dash, last = (part.strip() for part in text.partition("-"))
    if not (first or last) or not all(part.isdigit() and len(part) == 4 for part in (first, last) if part):
        raise UsageError(
            Sentence("'%(text)s' is not a year or a span of years.", text=text),
            repair=Sentence("Write 2014, 2010-2014, 2010- or -2014."),
        )
    return int(first) if first else None, int(last) if last else (None if dash else int(first))
