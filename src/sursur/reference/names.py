"""Country names made comparable: spelling that carries no meaning is taken away, and nothing else.

Two texts are the same name only when their keys are equal as a whole. There is no distance, no prefix, no pattern:
what the key does not make equal must stand in a table (`names.csv`, `aliases.csv`) or stays unresolved.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u201b\u02bb\u02bc\u02be\u02bf`\u00b4\u2032\u05f3\ua78c"), " ")
_COMMAS = dict.fromkeys(map(ord, "\u3001\uff0c\u060c"), ",")
_LATIN_EXTRAS = {
    ord(letter): plain
    for letter, plain in (
        ("ø", "o"),
        ("đ", "d"),
        ("ð", "d"),
        ("ł", "l"),
        ("\u0131", "i"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("þ", "th"),
    )
}
"""Letters that Unicode does not decompose, and that lists spell both ways (Føroyar, Bałkany)."""

_ARABIC = str.maketrans(
    "\u0649\u0629\u06a9\u06cc\u0671",
    "\u064a\u0647\u0643\u064a\u0627",
    "\u0640",
)
"""Alef maksura and Persian yeh as yeh, teh marbuta as heh, Persian kaf as kaf, alef wasla as alef, no tatweel."""

_TRADITIONAL = str.maketrans(
    "國韓臺灣義奧亞蘭烏爾羅盧馬緬納諾綸幾內剛聖維達賴東島薩羣喬爲為門紐諸開關屬聯會議參贊貝寧岡讓壘衛濟領處龍魯葉賽賓遜蓋萊敘墊頓錫樓麥執頗蘇獅個實紛應與準"
    "備當極萬幣頭澤靈嶼遠彌們來繩畢紹馮衆眾區陸蕪溫莊臘倫凱從後齊異撾隊書紀愛連邊貢團華勞鄉權際別託訥賀檳復機構鮮偽圖庫時歐約脫茲買誕條賢楊錢雲靜豐寶濱貓鄰",
    "国韩台湾义奥亚兰乌尔罗卢马缅纳诺纶几内刚圣维达赖东岛萨群乔为为门纽诸开关属联会议参赞贝宁冈让垒卫济领处龙鲁叶赛宾逊盖莱叙垫顿锡楼麦执颇苏狮个实纷应与准"
    "备当极万币头泽灵屿远弥们来绳毕绍冯众众区陆芜温庄腊伦凯从后齐异挝队书纪爱连边贡团华劳乡权际别托讷贺槟复机构鲜伪图库时欧约脱兹买诞条贤杨钱云静丰宝滨猫邻",
)
"""Traditional Chinese characters of country names to their simplified forms (CLDR zh-Hant beside zh)."""

_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
"""Accents, Arabic vowel and hamza marks, and characters that cannot be seen. Indic vowel signs are letters and stay."""

_ABBREVIATIONS = {
    "st": "saint", "ste": "saint", "sts": "saints", "rep": "republic", "dem": "democratic", "fed": "federated",
    "is": "islands", "isl": "islands", "herz": "herzegovina", "afr": "african", "terr": "territory",
    "fyr": "former yugoslav republic",
}  # fmt: skip

_FILLERS = frozenset({
    "the", "of", "and", "a", "an", "la", "le", "les", "l", "de", "du", "des", "d", "et", "el", "los", "las", "del", "y",
    "e", "o", "os", "as", "da", "do", "dos", "das", "и",
})  # fmt: skip
"""Articles, 'of' and 'and' in English, French, Spanish, Portuguese and Russian."""

_WORD = re.compile(r"[^\W_]+(?:[\u0900-\u097f]+[^\W_]*)*")
_BRACKET = re.compile(r"^(?P<before>[^()\[\]]*)[(\[](?P<inside>[^()\[\]]+)[)\]]\s*$")
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.\s?)+[^\W\d_](?![^\W_])\.?")


def plain(text: str) -> str:
    """Lower case without accents, invisible characters, odd spaces, apostrophes and traditional Chinese forms."""
    lowered = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).translate(_COMMAS).casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", lowered))
    return unicodedata.normalize("NFC", bare.translate(_LATIN_EXTRAS).translate(_ARABIC).translate(_TRADITIONAL))


def _without_article(word: str) -> str:
    """Arabic writes its article into the word."""
    return word[2:] if len(word) > 4 and word.startswith("ال") else word


def _words(text: str) -> list[str]:
    joined = _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", text.replace("&", " and "))
    expanded = " ".join(_ABBREVIATIONS.get(word, word) for word in _WORD.findall(joined)).split()
    return [_without_article(word) for word in expanded]


def _key(text: str) -> str:
    words = _words(text)
    meaningful = " ".join(word for word in words if word not in _FILLERS)
    return meaningful if len(meaningful) > 1 or len(words) == 1 else " ".join(words)


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """What stays of a name when spelling, articles and punctuation are taken away; empty when nothing stays."""
    return _key(plain(text))


@lru_cache(maxsize=65_536)
def halves(text: str) -> tuple[str, str] | None:
    """The two halves of 'Korea, Republic of' or 'Iran (Islamic Republic of)', where there are just two."""
    bare = plain(text)
    bracket = _BRACKET.match(bare)
    if bracket and "," not in bare and bracket["before"].strip():
        return bracket["before"].strip(), bracket["inside"].strip()
    parts = bare.split(",")
    if len(parts) == 2 and all(part.strip() for part in parts) and "(" not in bare:
        return parts[0].strip(), parts[1].strip()
    return None


def inverted_key(text: str) -> str | None:
    """The key of the name in its natural order ('Republic of Korea'), where the text has it inverted."""
    both = halves(text)
    return _key(f"{both[1]} {both[0]}") if both else None
