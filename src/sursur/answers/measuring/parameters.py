"""The parameters of measures: what a person may choose, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sursur.answers.asking import DEFAULT_SOUTH, PRICES
from sursur.sentences import Term


class Kind(StrEnum):
    """How a parameter is written, and what the measure is given.

    text: as written · number: a decimal number · whole: a whole number · choice: one of `choices` ·
    choices: several of them, separated by commas · country: name or code → ISO 3166-1 alpha-3 ·
    countries: several, separated by commas → tuple of codes · party: country or organisation id → code or id ·
    group: `brics` or `brics@2015` → GroupAt · year → int · years: 2014, 2010-2014, 2010- or -2014 → (first, last) ·
    day: a year (its 31 December) or a day → date · indicator → its id · switch: yes or no → bool.
    What is not given is None (`countries` and `choices`: an empty tuple; `years`: two times None; `switch`: False).
    """

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNTRY = "country"
    COUNTRIES = "countries"
    PARTY = "party"
    GROUP = "group"
    YEAR = "year"
    YEARS = "years"
    DAY = "day"
    INDICATOR = "indicator"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`default` is written as a person would write it; a parameter that is `required` has none. `other_words` stand for
    one of the choices: a person may write them too.
    """

    name: str
    kind: Kind
    meaning: str
    default: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    other_words: tuple[tuple[str, str], ...] = ()

    @property
    def term(self) -> Term:
        return Term(self.name, "choice", self.name)


SOUTH = Parameter(
    "south",
    Kind.CHOICE,
    "Who is the South: g77_china, oda_recipients or non_dac.",
    DEFAULT_SOUTH,
    ("g77_china", "oda_recipients", "non_dac"),
)
PRICES_OF_MONEY = Parameter("prices", Kind.CHOICE, "constant or current US dollars.", "constant", PRICES[:2])
YEARS = Parameter("years", Kind.YEARS, "2014, 2010-2014, 2010- or -2014.")
COUNTRY = Parameter("country", Kind.COUNTRY, "Name in any of seven languages, or code.")
GROUP = Parameter("group", Kind.GROUP, "Group, at the year of each flow, or at a date: brics@2015.")
PARTY_MEANING = "Country (name or code) or organisation id."
PROVIDER = Parameter("provider", Kind.PARTY, PARTY_MEANING)
RECIPIENT = Parameter("recipient", Kind.PARTY, PARTY_MEANING)
