"""The rules that give a flow its form, in the order in which they are tried.

`FORM_RULES` is the documentation too: each rule has an id, the form it gives and a sentence; the page on
classification is written from here. Conditions read the columns of `flow` and what `sursur.measure.classify` adds:
provider_south, recipient_south, funder_south (true, false, null where not known), south_known, third_country,
third_kind.
"""

from __future__ import annotations

import ibis.expr.types as ir

from sursur.measure.rules import Condition, Filling, Reason, Rule, says, shown
from sursur.model.values import Form
from sursur.sentences import phrase

INTERNATIONAL = ("multilateral", "multilateral_south_led")


def yes(value: ir.BooleanValue) -> ir.BooleanValue:
    """True only where it is known to be so."""
    return value.fill_null(False)  # a value of the expression


def no(value: ir.BooleanValue) -> ir.BooleanValue:
    """True only where it is known not to be so."""
    return (~value).fill_null(False)


REGION = says("region %(region)s", region=lambda t: t.recipient_region)


def _recipient(t: ir.Table) -> ir.StringValue:
    return shown(t.recipient_country.fill_null(REGION(t)), phrase("an unnamed recipient"))


WORDS: dict[str, Filling] = {
    "provider": lambda t: shown(t.provider_country.fill_null(t.provider_name), phrase("The provider")),
    "organisation": lambda t: shown(t.provider_name, phrase("The provider")),
    "recipient": _recipient,
    "year": lambda t: t.year.cast("string").fill_null(phrase("an unknown year")),
    "third": lambda t: shown(t.third_country, phrase("a third country")),
    "funder": lambda t: shown(t.funder_country.fill_null(t.funder_name), phrase("the funder")),
}
"""What a sentence may name of a row."""


def international(t: ir.Table) -> ir.BooleanValue:
    return yes(t.provider_kind.isin(INTERNATIONAL))


def provider_unknown(t: ir.Table) -> ir.BooleanValue:
    return t.provider_country.isnull() & ~international(t)


def domestic(t: ir.Table) -> ir.BooleanValue:
    return yes(t.provider_country == t.recipient_country) & ~international(t)


def declared_triangular(t: ir.Table) -> ir.BooleanValue:
    """Declared, and the parties do not speak against it: the recipient is, or may be, in the South."""
    return yes(t.declared_form == Form.TRIANGULAR.value) & ~no(t.recipient_south) & yes(t.south_known)


def _north_or_multilateral(t: ir.Table) -> ir.BooleanValue:
    return (no(t.provider_south) & ~international(t)) | yes(t.provider_kind == "multilateral")


def southern_partner(civil: bool) -> Condition:
    """A provider of the North or a multilateral, a partner of a third Southern country, a Southern recipient."""

    def condition(t: ir.Table) -> ir.BooleanValue:
        of_kind = yes(t.third_kind == "ngo") if civil else yes(t.third_kind != "ngo")
        return _north_or_multilateral(t) & yes(t.recipient_south) & t.third_country.notnull() & of_kind

    return condition


def _northern_funder(t: ir.Table) -> ir.BooleanValue:
    return no(t.funder_south) & ~yes(t.funder_kind.isin(INTERNATIONAL))


def _contractor(t: ir.Table) -> ir.BooleanValue:
    return yes(t.provider_kind == "private") & yes(t.provider_south) & yes(t.recipient_south)


def contractor_of_the_north(t: ir.Table) -> ir.BooleanValue:
    return _contractor(t) & _northern_funder(t)


def contractor_of_a_multilateral(t: ir.Table) -> ir.BooleanValue:
    return _contractor(t) & yes(t.funder_kind == "multilateral")


def funded_from_outside(t: ir.Table) -> ir.BooleanValue:
    """A Southern provider whose work for another Southern country the North or a multilateral pays."""
    outside = _northern_funder(t) | yes(t.funder_kind == "multilateral")
    return yes(t.provider_south) & yes(t.recipient_south) & outside & ~international(t)


def recipient_unknown(t: ir.Table) -> ir.BooleanValue:
    return t.recipient_country.isnull() & t.recipient_region.isnull()


def region_mixed(t: ir.Table) -> ir.BooleanValue:
    return t.recipient_country.isnull() & t.recipient_south.isnull()


def south_not_defined(t: ir.Table) -> ir.BooleanValue:
    return ~yes(t.south_known)


def between(*, provider: bool, recipient: bool) -> Condition:
    """Provider and recipient stand on these sides (True is the South)."""

    def condition(t: ir.Table) -> ir.BooleanValue:
        gives = yes(t.provider_south) if provider else no(t.provider_south)
        return gives & (yes(t.recipient_south) if recipient else no(t.recipient_south))

    return condition


def _rule(rule_id: str, form: Form, sentence: str, when: Condition, reason: str) -> Rule:
    return Rule(rule_id, form.value, sentence, when, Reason(reason, WORDS))


FORM_RULES: tuple[Rule, ...] = (
    _rule(
        "provider_unknown",
        Form.UNCLASSIFIED,
        "Where the provider can be placed neither in a country nor among the international organisations, no form is "
        "given.",
        provider_unknown,
        "%(organisation)s could not be placed in a country or among international organisations.",
    ),
    _rule(
        "domestic",
        Form.DOMESTIC,
        "Money that a country's own bodies spend in that country is no cooperation between countries.",
        domestic,
        "Provider and recipient are both in %(recipient)s.",
    ),
    _rule(
        "triangular_declared",
        Form.TRIANGULAR,
        "The source declares triangular cooperation (IATI and CRS collaboration type 8, TOSSD FC02) and the "
        "recipient is, or "
        "may be, in the South.",
        declared_triangular,
        "The source declares triangular cooperation for %(recipient)s.",
    ),
    _rule(
        "triangular_public_partner",
        Form.TRIANGULAR,
        "A provider of the North, or a multilateral one, works with a public body or university of a third Southern "
        "country "
        "for a Southern recipient.",
        southern_partner(civil=False),
        "%(organisation)s works with a public partner from %(third)s for %(recipient)s in %(year)s.",
    ),
    _rule(
        "triangular_civil_partner",
        Form.TRIANGULAR,
        "A provider of the North, or a multilateral one, works with a civil-society organisation of a third Southern "
        "country "
        "for a Southern recipient.",
        southern_partner(civil=True),
        "%(organisation)s works with a civil-society partner from %(third)s for %(recipient)s in %(year)s.",
    ),
    _rule(
        "contractor_of_the_north",
        Form.NORTH_SOUTH,
        "A company of the South that is paid by the North to work in another Southern country is a contractor: the "
        "money is its "
        "funder's.",
        contractor_of_the_north,
        "%(organisation)s is a company that works for %(recipient)s with money of %(funder)s, outside the South in "
        "%(year)s.",
    ),
    _rule(
        "contractor_of_a_multilateral",
        Form.MULTILATERAL,
        "A company of the South that an international organisation pays is a contractor: the money is its funder's.",
        contractor_of_a_multilateral,
        "%(organisation)s is a company that works for %(recipient)s with money of %(funder)s, an international "
        "organisation.",
    ),
    _rule(
        "triangular_outside_funder",
        Form.TRIANGULAR,
        "A Southern provider works for another Southern country, and a funder of the North or a multilateral pays.",
        funded_from_outside,
        "%(provider)s works for %(recipient)s in %(year)s with money of %(funder)s.",
    ),
    _rule(
        "multilateral_south_led",
        Form.MULTILATERAL_SOUTH_LED,
        "The provider is an international organisation that countries of the South lead.",
        lambda t: yes(t.provider_kind == "multilateral_south_led"),
        "%(organisation)s is an international organisation led by countries of the South.",
    ),
    _rule(
        "multilateral",
        Form.MULTILATERAL,
        "The provider is an international organisation.",
        lambda t: yes(t.provider_kind == "multilateral"),
        "%(organisation)s is an international organisation.",
    ),
    _rule(
        "recipient_unknown",
        Form.UNCLASSIFIED,
        "Where neither a country nor a region receives, no form is given.",
        recipient_unknown,
        "The source names no recipient country or region that could be placed.",
    ),
    _rule(
        "south_not_defined",
        Form.UNCLASSIFIED,
        "Before the first year of a definition of the South, and without a year, it cannot be said who was in it.",
        south_not_defined,
        "The definition of the South says nothing about %(year)s.",
    ),
    _rule(
        "region_mixed",
        Form.UNCLASSIFIED,
        "A region that holds countries of the South and others does not say which of them received.",
        region_mixed,
        "%(recipient)s holds countries of the South and others, or is not known.",
    ),
    _rule(
        "south_south",
        Form.SOUTH_SOUTH,
        "Provider and recipient are both in the South in the year of the flow.",
        between(provider=True, recipient=True),
        "%(provider)s and %(recipient)s were both in the South in %(year)s.",
    ),
    _rule(
        "north_south",
        Form.NORTH_SOUTH,
        "The provider is outside the South, the recipient is in it.",
        between(provider=False, recipient=True),
        "%(provider)s was outside the South and %(recipient)s in it in %(year)s.",
    ),
    _rule(
        "south_north",
        Form.SOUTH_NORTH,
        "The provider is in the South, the recipient is outside it.",
        between(provider=True, recipient=False),
        "%(provider)s was in the South and %(recipient)s outside it in %(year)s.",
    ),
    _rule(
        "north_north",
        Form.NORTH_NORTH,
        "Provider and recipient are both outside the South.",
        between(provider=False, recipient=False),
        "%(provider)s and %(recipient)s were both outside the South in %(year)s.",
    ),
    _rule(
        "nothing_fits",
        Form.UNCLASSIFIED,
        "No other rule fits.",
        lambda t: t.provider_country.isnull() | t.provider_country.notnull(),
        "No rule fits %(provider)s and %(recipient)s.",
    ),
)
