"""Search over everything that a release holds and that Sursur knows: any word, any language, also misspelt.

`entries` says what can be found, `folding` makes words of texts, `index` keeps the words, `finding` answers.
"""

from sursur.answers.searching.entries import KINDS, Text
from sursur.answers.searching.finding import MOST_BEFORE, MOST_HITS, MOST_LETTERS, Hit, Results, Wanted, search
from sursur.answers.searching.index import Names, SearchIndex, open_index

__all__ = [
    "KINDS",
    "MOST_BEFORE",
    "MOST_HITS",
    "MOST_LETTERS",
    "Hit",
    "Names",
    "Results",
    "SearchIndex",
    "Text",
    "Wanted",
    "open_index",
    "search",
]
