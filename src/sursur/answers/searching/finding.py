"""From the words of a reader to ranked hits.

How good a hit is, is ours, not official: a whole name counts most, then words of names, then words of other texts; a
word as written counts more than its beginning, and that more than a similar word; rare words count more than frequent
ones. Countries and groups come before others that fit as well.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace

import tantivy
from tantivy import Occur, Query

from sursur.answers.offering import one_of
from sursur.answers.searching.entries import CODE, KINDS, Text
from sursur.answers.searching.folding import is_spaceless, words_of
from sursur.answers.searching.index import SearchIndex
from sursur.errors import UsageError
from sursur.sentences import Sentence

MOST_LETTERS = 100
MOST_WORDS = 12
MOST_HITS = 100
"""Hits of one page."""
NEAR = 8
"""Names that are suggested where nothing was found."""
MOST_BEFORE = 10_000
"""Hits before a page: nobody reads further, and it bounds the work."""
WHOLE_NAME, PHRASE = 30.0, 6.0
EXACT, BEGINNING, SIMILAR, FAR = 10.0, 6.0, 5.0, 2.5
IN_TEXT, TEXT_BEGINNING, TEXT_SIMILAR = 3.0, 1.5, 1.0
SHORT_NAMES = 0.3
"""How much it counts that a name has few other words (of the usual BM25 score)."""
SHORTEST_SIMILAR, SHORTEST_FAR, SHORTEST_BEGINNING = 4, 7, 3
RARE = 5
"""A word that fewer entries hold may be a slip of the pen."""
FREQUENT_WEIGHT = 0.1
TELLING_WEIGHT = 0.3
"""Words like `of` weigh less: alone they find nothing."""
PREFERRED = {
    "country": 4.0, "group": 3.5, "goal": 5.0, "sector": 1.5, "instrument": 1.5, "event": 1.5, "initiative": 1.5,
    "measure": 1.0, "organisation": 1.0, "crisis": 2.0, "target": 0.5, "source": 0.5, "commitment": 0.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; `kind` is empty for everything, `language` is that in which hits are named where they can."""

    words: str
    kind: str = ""
    language: str = "en"
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """`title` in `language` (empty where it is not known); `matched` is the text that holds the words, if another."""

    kind: str
    key: str
    title: str
    language: str
    matched: Text | None
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """`counts` by kind, whatever kind is asked for; `all_words` is false where hits hold only some of the words."""

    hits: tuple[Hit, ...]
    total: int
    counts: dict[str, int]
    all_words: bool
    near: tuple[Hit, ...] = ()
    """Where nothing was found: names with a word that resembles one of those asked for."""


def search(index: SearchIndex, wanted: Wanted) -> Results:
    """The hits of one page. Raises UsageError for a kind or a page that there is not; no words give no hits."""
    _check(wanted)
    words = list(dict.fromkeys(words_of(wanted.words[:MOST_LETTERS])))[:MOST_WORDS]
    if not words:
        return Results((), 0, {}, all_words=True)
    asked = _Asked(index.schema, index.index.searcher(), tuple(words))
    found = asked.results(wanted, Occur.Must)
    if not found.counts and len(words) > 1:
        found = asked.results(wanted, Occur.Should)
    return found if found.counts else replace(found, near=asked.near(wanted.language))


def _check(wanted: Wanted) -> None:
    if wanted.kind and wanted.kind not in KINDS:
        raise UsageError(
            Sentence("There is no kind '%(kind)s'.", kind=wanted.kind),
            repair=one_of(KINDS),
        )
    if not (0 < wanted.limit <= MOST_HITS and 0 <= wanted.offset <= MOST_BEFORE):
        raise UsageError(
            Sentence("There is no such page of hits."),
            repair=Sentence(
                "At most %(hits)s hits of a page, and %(before)s before it.",
                hits=MOST_HITS,
                before=MOST_BEFORE,
            ),
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    schema: tantivy.Schema
    searcher: tantivy.Searcher
    words: tuple[str, ...]

    def results(self, wanted: Wanted, occur: Occur) -> Results:
        """`occur` says whether every word must be held."""
        query = self._query(occur)
        counted = self.searcher.aggregate(query, {"kinds": {"terms": {"field": "kind", "size": len(KINDS)}}})
        counts = {bucket["key"]: bucket["doc_count"] for bucket in counted["kinds"]["buckets"]}
        ordered = {kind: counts[kind] for kind in KINDS if kind in counts}
        total = ordered.get(wanted.kind, 0) if wanted.kind else sum(ordered.values())
        hits = self._hits(self._of_kind(query, wanted.kind), wanted) if total > wanted.offset else ()
        return Results(hits, total, ordered, all_words=occur == Occur.Must)

    def near(self, language: str) -> tuple[Hit, ...]:
        """Names that begin alike or differ in two letters, whatever it is that they name."""
        alike = []
        for word in self.words:
            beginning = word[: max(SHORTEST_BEGINNING, len(word) * 2 // 3)]
            ways = [(self._near("name", word, 1 + (len(word) >= SHORTEST_SIMILAR)), SIMILAR)]
            ways += [(self._near("name", beginning, 0), FAR)] if len(beginning) >= SHORTEST_BEGINNING else []
            alike += [self._constant(query, score) for query, score in ways]
        names = Query.disjunction_max_query(alike)
        raising = [(Occur.Should, self._constant(self._term("kind", kind), more)) for kind, more in PREFERRED.items()]
        query = Query.boolean_query([(Occur.Must, names), *raising])
        return self._hits(query, Wanted("", language=language, limit=NEAR))

    def _hits(self, query: Query, wanted: Wanted) -> tuple[Hit, ...]:
        found = self.searcher.search(query, wanted.limit, count=False, offset=wanted.offset).hits
        return tuple(self._hit(score, place, wanted.language) for score, place in found)

    def _hit(self, score: float, place: tantivy.DocAddress, language: str) -> Hit:
        document = self.searcher.doc(place)
        texts = [Text(*one) for one in json.loads(bytes(document.get_first("shown") or b"[]"))]
        title = _title(texts, language)
        matched = max((text for text in texts if text.language != CODE), key=self._held, default=title)
        same = matched == title or self._held(title) >= self._held(matched)
        kind, key = str(document.get_first("kind")), str(document.get_first("key"))
        return Hit(kind, key, title.text, title.language, None if same else matched, round(score, 3))

    def _held(self, text: Text) -> tuple[int, bool]:
        """How many of the words a text holds, as they are written or at their beginning."""
        held = words_of(text.text)
        return sum(any(one.startswith(word) for one in held) for word in self.words), text.name

    # -- the question as tantivy understands it ------------------------------------------------------------------------

    def _of_kind(self, query: Query, kind: str) -> Query:
        if not kind:
            return query
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, self._constant(self._term("kind", kind), 0.0))])

    def _query(self, occur: Occur) -> Query:
        """Hits hold every word, or any that is not in everything; all else only raises them."""
        telling = [word for word in self.words if occur == Occur.Must or self._weight(word) > TELLING_WEIGHT]
        held = Query.boolean_query([(occur, self._word(word)) for word in telling or self.words])
        whole = self._constant(self._term("whole", " ".join(self.words)), WHOLE_NAME)
        raising = [whole, *self._phrase()]
        raising += [self._constant(self._term("kind", kind), more) for kind, more in PREFERRED.items()]
        raising += [Query.boost_query(self._term("name", word), SHORT_NAMES) for word in self.words]
        return Query.boolean_query([(Occur.Must, held), *((Occur.Should, query) for query in raising)])

    def _phrase(self) -> list[Query]:
        if len(self.words) == 1:
            return []
        return [self._constant(Query.phrase_query(self.schema, "name", list(self.words), slop=1), PHRASE)]

    def _word(self, word: str) -> Query:
        """The best of the ways in which an entry may hold a word."""
        ways = [(self._term("name", word), EXACT), (self._term("text", word), IN_TEXT)]
        if len(word) >= SHORTEST_BEGINNING or is_spaceless(word):
            ways += [(self._near("name", word, 0), BEGINNING), (self._near("text", word, 0), TEXT_BEGINNING)]
        ways += self._similar(word)
        weight = self._weight(word)
        return Query.disjunction_max_query([self._constant(query, score * weight) for query, score in ways])

    def _similar(self, word: str) -> list[tuple[Query, float]]:
        """Words that differ in a letter or two, where the word as it is written is rare: then it may be misspelt."""
        if len(word) < SHORTEST_SIMILAR or word.isdigit() or self._frequency(word) >= RARE:
            return []
        near = [(self._near("name", word, 1), SIMILAR), (self._near("text", word, 1), TEXT_SIMILAR)]
        return [*near, (self._near("name", word, 2), FAR)] if len(word) >= SHORTEST_FAR else near

    def _frequency(self, word: str) -> int:
        return self.searcher.doc_freq("name", word) + self.searcher.doc_freq("text", word)

    def _weight(self, word: str) -> float:
        """One for a word that nothing holds, less the more entries hold it."""
        entries = max(self.searcher.num_docs, 1)
        rareness = math.log((1 + entries) / (1 + min(self._frequency(word), entries))) / math.log(1 + entries)
        return max(rareness, FREQUENT_WEIGHT)

    def _term(self, field: str, word: str) -> Query:
        return Query.term_query(self.schema, field, word)

    def _near(self, field: str, word: str, distance: int) -> Query:
        """Words within a distance (a swap of neighbours is one step); a distance of 0 asks for the beginning."""
        return Query.fuzzy_term_query(self.schema, field, word, distance, prefix=distance == 0)

    @staticmethod
    def _constant(query: Query, score: float) -> Query:
        return Query.const_score_query(query, score)


def _title(texts: list[Text], language: str) -> Text:
    """The name in the reader's language where there is one, else the first."""
    names = [text for text in texts if text.name] or texts
    return next((text for text in names if text.language == language), names[0])
