"""Governments and ministries recognised by the country in their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from sursur.reference.countries import load_countries
from sursur.reference.organisations.names import name_key
from sursur.reference.organisations.register import FOLDER
from sursur.reference.packaged import read_rows

# Where a name may be cut so that one side is the country: `Ministry of Health of Kenya`, `Ministry of Health, Kenya`,
# `Kenya - Ministry of Health`, `Ministerio de Salud de Perú`, `Ministère de la Santé du Bénin`, `… (Kenya)`.
_OF = r"\s+(?:of|de|del|du|des|da|do|das|dos)\s+(?:the\s+|la\s+|el\s+|las\s+|los\s+|l['’])?|\sd['’]"
_CUTS = re.compile(r"\s*[,;:()\[\]/–—-]\s*|" + _OF + r"|(?=政府)|\s+(?:in|for|en|au|aux)\s+|\s+", re.IGNORECASE)
_EDGES = " ,;:()[]-"
_OF_CUTS = re.compile(_OF, re.IGNORECASE)
_EMBASSY = re.compile(r"(?i)\b(embassy|high commission|consulate|embajada|ambassade|embaixada|посольство)\b")
_HOST = re.compile(r"(?i)\s+(?:in|to|en|au|aux|à|em|no|na)\s+.*$|\s*[,(–—].*$|\s+-\s.*$")
_STATE = re.compile(
    r"(?i)\b(?:(?:united|islamic|democratic|federal|peoples|people's|hashemite)\s+)*"
    r"(?:republic|kingdom|union|state) of\b"
)
_CODE_AND_GOVERNMENT = re.compile(r"(?i)^(?:government of )?([a-z]{3})[- ]government$")


@cache
def _words(file: str, *, alone: bool = False) -> re.Pattern[str]:
    """Any of the words of a table; with `alone` only those that need no country beside them."""
    rows = (row for row in read_rows(FOLDER, file) if not alone or row["says_government_alone"] == "yes")
    words = sorted((row["word"] for row in rows), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_whole_word, words)))


def _whole_word(word: str) -> str:
    """Chinese writes no spaces between words."""
    return word if "\u4e00" <= word[0] <= "\u9fff" else rf"(?<!\w){re.escape(word)}(?!\w)"


def says_government(name: str) -> bool:
    """Whether the name is a ministry's, an embassy's or a government's, of whichever country."""
    key = name_key(name)
    words = _words("government_words.csv", alone=True)
    return bool(words.search(key)) and not _words("not_government_words.csv").search(key)


@lru_cache(maxsize=1 << 15)
def country_named(name: str) -> str | None:
    """The country that the whole name is (`Kenya`, `República de El Salvador`), as ISO 3166-1 alpha-3."""
    found = load_countries().resolve(name.rstrip("*"), "name")
    return found.country if found.status == "matched" else _in_several_languages(name)


def _in_several_languages(name: str) -> str | None:
    """`Republika Y U Rwanda*Republique Rwandaise Republic Of Rwanda`: the EU writes a state in its language and in two
    more behind a star. The ending must be the state's own name, with its form of state.
    """
    if "*" not in name or _words("not_government_words.csv").search(name_key(name)):
        return None
    endings = (name[start.start() :] for start in _STATE.finditer(name))
    found = {load_countries().resolve(ending, "name").country for ending in endings} - {None}
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=1 << 15)
def government_named(name: str) -> str | None:
    """The country whose government, ministry or embassy the name says it is; None unless exactly one country fits.

    Subnational governments and bodies such as universities or foundations are not the government.
    """
    coded = _CODE_AND_GOVERNMENT.match(name)
    if coded:
        return load_countries().resolve(coded[1].upper(), "iso3").country
    key = name_key(name)
    if not _words("government_words.csv").search(key) or _words("not_government_words.csv").search(key):
        return None
    if _EMBASSY.search(name):
        return _sender(_HOST.sub("", name))
    found = {_at_end(name), _at_beginning(name), _demonym(key)} - {None}
    return next(iter(found)) if len(found) == 1 else None


def _at_end(name: str) -> str | None:
    """The country behind a word of government; the longest ending wins: `Papua New Guinea` before `Guinea`."""
    for cut in _CUTS.finditer(name):
        country = country_named(name[cut.end() :].strip(_EDGES))
        if country:
            return country if _is_government(name[: cut.start()]) else None
    return None


def _at_beginning(name: str) -> str | None:
    for cut in reversed(list(_CUTS.finditer(name))):
        country = country_named(name[: cut.start()].strip(_EDGES))
        if country:
            return country if _is_government(name[cut.end() :]) else None
    return None


def _is_government(words: str) -> bool:
    """Whether what is left of a name without its country holds a word of government: `Republic` in it is not enough."""
    return bool(_words("government_words.csv").search(name_key(words)))


def _sender(embassy: str) -> str | None:
    """The country that an embassy is of, once the country that it is in has been cut off."""
    parts = (embassy[cut.end() :] for cut in _OF_CUTS.finditer(embassy))
    return next((country for part in parts if (country := country_named(part))), None) or _demonym(name_key(embassy))


def _demonym(key: str) -> str | None:
    """`Norwegian Ministry of …`, `Royal Danish Embassy`: an adjective right before a word of government."""
    words = [word for word in key.split() if word not in {"the", "royal", "federal"}]
    for length in (2, 1):
        country = _demonyms().get(" ".join(words[:length]))
        if country and _words("government_words.csv").match(" ".join(words[length:])):
            return country
    return None


@cache
def _demonyms() -> Mapping[str, str]:
    return {row["demonym"]: row["country"] for row in read_rows(FOLDER, "demonyms.csv")}


def office_named(name: str) -> Iterator[tuple[str, str]]:
    """Ways to read a name as an organisation and the country of its office: `World Vision Kenya`, `UNDP - Chad`."""
    for cut in _CUTS.finditer(name):
        before, after = name[: cut.start()].strip(), name[cut.end() :].strip(_EDGES)
        for organisation, place in ((before, after), (after, before)):
            country = country_named(place) if organisation and place else None
            if country:
                yield organisation, country


_PLACE_AT_END = re.compile(r"(?:,\s*(?P<after>[^,()]+)|\((?P<inside>[^()]+)\))\s*$")
_CODE_AT_START = re.compile(r"^(?!PAN ?- ?(?:AFR|AM|ARAB|AS|EU|PAC|CAR))(?P<code>[A-Z]{3})\s?-\s?\S")


def place_behind(name: str) -> str | None:
    """The country at the end of a name behind a comma or in brackets: `Hope Foundation, Kenya`, `BRAC (Uganda)`."""
    found = _PLACE_AT_END.search(name)
    return country_named((found["after"] or found["inside"]).strip()) if found else None


def place_code_before(name: str) -> str | None:
    """The country whose ISO code begins a name: `BOL-MINISTERIO DE SALUD`. Good only beside a type that agrees."""
    found = _CODE_AT_START.match(name)
    return load_countries().resolve(found["code"], "iso3").country if found else None
