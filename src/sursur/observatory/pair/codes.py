"""Two countries as one subject: how a pair is written in an address, and the two directions between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches

from markupsafe import Markup

from sursur.errors import NotFoundError
from sursur.observatory.rankings import label
from sursur.observatory.series import Side
from sursur.observatory.view import View
from sursur.reference.countries import country_name

LETTERS = 3
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different countries by ISO 3166-1 alpha-3, in the order of their codes."""

    first: str
    second: str

    @property
    def key(self) -> str:
        """How the pair is written in its one address: `IND-KEN`."""
        return f"{self.first}-{self.second}"

    @property
    def codes(self) -> tuple[str, str]:
        return (self.first, self.second)

    @property
    def directions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Provider and recipient: the first gives to the second, then the other way."""
        return (self.first, self.second), (self.second, self.first)


def read_pair(view: View, key: str) -> Pair:
    """`IND-KEN`, in either order and in small letters too.

    Raises NotFoundError with the nearest countries for a code that no country has, and for a country with itself.
    """
    first, _, second = key.upper().partition("-")
    for code in (first, second):
        if not view.library.is_country(code):
            raise NotFoundError(
                view.say.text("There is no country with the code “%(code)s”.", code=code), repair=_nearest(view, code)
            )
    if first == second:
        raise NotFoundError(
            view.say.text("A pair has two different countries."),
            repair=view.say.text("Write two codes with a hyphen between them, such as IND-KEN."),
        )
    return pair_of(first, second)


def pair_of(one: str, other: str) -> Pair:
    first, second = sorted((one, other))
    return Pair(first, second)


def sides_of(view: View, pair: Pair) -> tuple[Side, Side]:
    """What the first gave the second, and below it what the second gave the first."""
    there, back = (
        Side(
            name=f"{provider}_{recipient}".lower(),
            label=label(view, (provider, recipient)),
            choice=replace(view.filter(), providers=frozenset({provider}), recipients=frozenset({recipient})),
            fixed={"provider": provider, "recipient": recipient},
        )
        for provider, recipient in pair.directions
    )
    return there, replace(back, below=True)


def _nearest(view: View, written: str) -> Markup:
    """Countries whose code or English name is written alike."""
    say = view.say
    codes = sorted(view.library.countries)
    if len(written) == LETTERS:
        alike = (code for code in codes if sum(_differences(code, written)) == 1)
        near = sorted(alike, key=lambda code: _differences(code, written))
    else:
        names = {country_name(code).upper(): code for code in codes}
        near = [names[name] for name in get_close_matches(written, names, n=NEAREST)]
    if not near:
        return say.text("Write two codes with a hyphen between them, such as IND-KEN.")
    named = [f"{say.country(code)} ({code})" for code in near[:NEAREST]]
    return say.text("Did you mean: %(names)s?", names=say.list(named))


def _differences(code: str, written: str) -> tuple[bool, ...]:
    """Letter by letter; in order, codes that begin alike come first."""
    return tuple(one != other for one, other in zip(code, written, strict=True))
