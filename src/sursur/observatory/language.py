"""One reader's language: text from the catalogues; numbers, dates and country names from CLDR (Babel)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from babel.support import NullTranslations, Translations
from markupsafe import Markup

from sursur.errors import NotFoundError, ReferenceDataError
from sursur.observatory.words import FORM_NAMES, WORDS
from sursur.reference.countries import country_name, place_name
from sursur.reference.dated import first_day
from sursur.reference.groups import load_groups

LANGUAGES: Mapping[str, str] = {
    "en": "en_001", "es": "es", "fr": "fr", "pt": "pt", "ar": "ar", "zh": "zh", "ru": "ru",
}  # fmt: skip
"""Code in the address and the CLDR locale behind it (`en_001` writes the day before the month, as most readers do)."""
RIGHT_TO_LEFT = frozenset({"ar"})
MILLION = 1_000_000
SMALL = Decimal("0.05")
_SIGN = re.compile(r"(?<!\d)[-+\N{MINUS SIGN}](?=\d)")


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that turns a value into words for one reader."""

    code: str
    locale: Locale
    catalogue: NullTranslations
    known: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)
    """What the catalogue translates, with the files that say it."""

    @property
    def direction(self) -> str:
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def own_name(self) -> str:
        name = Locale.parse(self.code).get_display_name() or self.code
        return name[0].upper() + name[1:]

    def text(self, message: str, /, **values: object) -> Markup:
        """The message in this language. Catalogues are ours and trusted; values are escaped."""
        return self._filled(self.catalogue.gettext(message), values)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> Markup:
        """The form that fits `count`, which stands as %(count)s in the message."""
        return self._filled(self.catalogue.ngettext(one, many, count), {"count": self.number(count)} | values)

    def _filled(self, message: str, values: Mapping[str, object]) -> Markup:
        return Markup(message) % values if values else Markup(message)  # noqa: S704 - our catalogues, escaped values

    def word(self, value: str | None) -> Markup:
        """A word of a closed list (form, stage, status, kind, layer, …); one that is not listed stands as it is."""
        if value is None or value == "":
            return self.text("not reported")
        return self.text(WORDS[value]) if value in WORDS else self.told(value)

    def told(self, text: str) -> Markup:
        """A text of the data in this language where the catalogue knows it, else as it stands."""
        return self.text(text) if self.knows(text) else Markup.escape(text)

    def knows(self, text: str) -> bool:
        """Whether the catalogue has this text; the English one has none."""
        return text in self.known

    def written_by(self, *layers: str) -> Iterator[str]:
        """What the catalogue translates of these layers of the source."""
        return (text for text, files in self.known.items() if any(file.startswith(layers) for file in files))

    def form(self, form: str) -> Markup:
        return self.text(FORM_NAMES[form])

    def country(self, code: str) -> str:
        return country_name(code, self.code)

    def group(self, group_id: str) -> str:
        """The name of a group; the id of one that we do not know."""
        groups = load_groups()
        return self.told(groups[group_id].name) if group_id in groups else group_id

    def region(self, m49: str) -> str:
        """The name of a region of UN M49, empty where CLDR has none."""
        return str(self.locale.territories.get(m49, ""))

    def place(self, code: str) -> str:
        """The name of a region code that reference data know, else nothing."""
        try:
            return place_name(code, self.code)
        except NotFoundError:
            return ""

    def isolated(self, text: str) -> str:
        """Text that keeps its own direction inside a drawing, where directions cannot be marked up."""
        if self.direction == "ltr":
            return text
        return f"\N{RIGHT-TO-LEFT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"

    def towards(self, *ends: str) -> str:
        """`China \N{RIGHTWARDS ARROW} Angola`, in the direction of reading also where the ends are numbers."""
        arrow = "\N{LEFTWARDS ARROW}" if self.direction == "rtl" else "\N{RIGHTWARDS ARROW}"
        return self.isolated(f" {arrow} ".join(ends))

    def signed(self, text: str) -> str:
        """A number whose minus stays before it, also between words that run from right to left."""
        return _SIGN.sub("\N{LEFT-TO-RIGHT MARK}\\g<0>", text) if self.direction == "rtl" else text

    def number(self, value: Decimal | float) -> str:
        return self.signed(format_decimal(value, locale=self.locale))

    def money(self, usd: Decimal | None) -> Markup:
        """US dollars in words, such as `US$ 12.3 billion`."""
        if usd is None:
            return self.text("no value in dollars")
        style: Literal["long", "short"] = "long" if "long" in self.locale.compact_decimal_formats else "short"
        large = abs(usd) >= MILLION
        amount = format_compact_decimal(usd, format_type=style, locale=self.locale, fraction_digits=1 if large else 0)
        amount = self.signed(amount.replace(" ", "\N{NO-BREAK SPACE}"))
        return self.text("US$ %(millions)s", millions=amount) if large else self.text("US$ %(amount)s", amount=amount)

    def large(self, value: Decimal | float) -> str:
        """A large number in words, such as `55.3 million`."""
        style: Literal["long", "short"] = "long" if "long" in self.locale.compact_decimal_formats else "short"
        digits = 1 if abs(Decimal(value)) >= MILLION else 0
        text = format_compact_decimal(value, format_type=style, locale=self.locale, fraction_digits=digits)
        return self.signed(text.replace(" ", "\N{NO-BREAK SPACE}"))

    def millions(self, usd: Decimal | None) -> str:
        """US dollars in millions with one decimal, for tables; what rounds to nothing is said to be small."""
        if usd is None:
            return "\N{EN DASH}"
        value = usd / MILLION
        if value != 0 and abs(value) < SMALL:
            return "<\N{NO-BREAK SPACE}" + format_decimal(Decimal("0.1"), locale=self.locale)
        return self.signed(format_decimal(value, format="#,##0.0", locale=self.locale))

    def short_money(self, usd: Decimal | float) -> str:
        """For axes: 20M, 1.5B, in the reader's abbreviations."""
        return self.isolated(format_compact_decimal(usd, format_type="short", locale=self.locale, fraction_digits=1))

    def percent(self, share: Decimal | float, digits: str | None = None) -> str:
        digits = digits or ("#,##0.0%" if 0 < share < Decimal("0.01") else None)
        return self.signed(format_percent(share, format=digits, locale=self.locale))

    def day(self, day: date | None) -> str:
        return format_date(day, "long", locale=self.locale) if day else ""

    def days(self, first: date, last: date) -> str:
        """From the first to the last day, as short as the language has it."""
        return format_interval(first, last, "yMMMMd", locale=self.locale) if first != last else self.day(first)

    def dated(self, text: str | None) -> str:
        """A date as precise as its source gives it: a year, a month or a day; what is no date stands as it is."""
        try:
            day = first_day(text or "")
        except ReferenceDataError:
            return text or ""
        if day is None:
            return ""
        precise = {4: "y", 7: "yMMMM"}.get(len(text or ""))
        return format_skeleton(precise, day, locale=self.locale) if precise else self.day(day)

    @property
    def separator(self) -> Markup:
        """Between the members of a list without a last word such as `and`."""
        return {"ar": Markup("، "), "zh": Markup("、")}.get(self.code, Markup(", "))

    @property
    def semicolon(self) -> Markup:
        """Between clauses."""
        return {"ar": Markup("؛ "), "zh": Markup("\N{FULLWIDTH SEMICOLON}")}.get(self.code, Markup("; "))

    def list(self, items: Sequence[str]) -> Markup:
        return Markup(format_list([str(Markup.escape(item)) for item in items], locale=self.locale))  # noqa: S704 - escaped


def translations_of(text: str) -> Mapping[str, str]:
    """A text of ours in all the languages whose catalogues have it, by their codes."""
    spoken = (language(code) for code in LANGUAGES)
    return {say.code: str(say.catalogue.gettext(text)) for say in spoken if say.knows(text)}


@cache
def language(code: str) -> Language:
    """The language of an address; KeyError for a code that is not in `LANGUAGES`."""
    return Language(code, Locale.parse(LANGUAGES[code]), *_catalogue(code))


def _catalogue(code: str) -> tuple[NullTranslations, Mapping[str, Sequence[str]]]:
    """Read the .po file and compile it in memory, so that translators edit one file and nothing is built."""
    path = files("sursur.observatory") / "translations" / f"{code}.po"
    if not path.is_file():
        return NullTranslations(), {}
    compiled, written = BytesIO(), read_po(BytesIO(path.read_bytes()), locale=LANGUAGES[code])
    write_mo(compiled, written)
    compiled.seek(0)
    known = {one.id: [file for file, _ in one.locations] for one in written if isinstance(one.id, str) and one.id}
    return Translations(compiled), known


def best_language(accept: str) -> str:
    """The language a browser asks for (Accept-Language), else English."""
    wanted = []
    for order, part in enumerate(accept.split(",")):
        tag, _, weight = part.partition(";q=")
        wanted.append((-_weight(weight), order, tag.strip().lower().partition("-")[0]))
    return next((tag for weight, _, tag in sorted(wanted) if tag in LANGUAGES and weight < 0), "en")


def _weight(text: str) -> float:
    try:
        return float(text) if text.strip() else 1.0
    except ValueError:
        return 0.0
