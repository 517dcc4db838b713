"""Who gives, who pays, who carries out, and for whom: the parties of an entry, by stated order of evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import ibis
import ibis.expr.types as ir

from sursur.measure.entries import organisation_key

PROVIDER_RULES: Final[dict[str, str]] = {
    "transaction_provider": "The organisation that the transaction names as its provider gives.",
    "reporter": "Where the transaction names nobody, the reporting organisation gives what it reports of its own "
    "activities.",
    "funder": "Where the reporter tells of somebody else's activity, the only funding participant gives.",
    "extender": "Where there are several funders or none, the only extending participant gives.",
    "reporter_of_office": "Where the named provider is a body of the recipient's own country, but not its "
    "government, and the "
    "reporter from abroad tells of it as its own activity, the reporter gives: it is its office or its partner.",
    "none": "Nobody who gives can be named.",
    "figure": "The aggregate names its provider.",
}
"""How the provider of a value was found, first match first."""

OWN_LAYERS: Final = ("own_report", "registry")
"""Layers in which the reporter speaks of its own money unless it says otherwise."""


def with_parties(entries: ir.Table, participant: ir.Table, organisations: ir.Table) -> ir.Table:
    """Add provider, funder, channel, reporter and partners to entries that have their recipient."""
    receiving = entries.select(in_activity="activity_id", in_country="recipient_country").distinct()
    named = _with_roles(entries, _roles(participant, organisations, receiving))
    chosen = named.mutate(provider_rule=_provider_rule(named))
    keyed = chosen.mutate(
        provider_key=_provider_key(chosen),
        channel_key=chosen.receiver_key.fill_null(chosen.only_implementer_key),
    )
    named = _looked_up(keyed, organisations)
    return _reporter_of_office(_with_channel_as_partner(_with_recipient(named), receiving))


def _roles(participant: ir.Table, organisations: ir.Table, receiving: ir.Table) -> ir.Table:
    """One row per activity: the only organisation in a role, and who takes part from which country.

    A partner from a country that receives in the same activity stands on the receiving side and is no third party.
    """
    p = participant.mutate(key=organisation_key(participant.ref, participant.name, participant.type))
    only = [
        ibis.ifelse(p.role == role, p.key, ibis.null("string")).name(f"{role}_key")
        for role in ("funding", "extending", "implementing")
    ]
    ones = (
        p.select("activity_id", *only)
        .group_by("activity_id")
        .agg(**{f"only_{short}_key": _only(f"{role}_key") for role, short in ROLES.items()})
    )
    found = p.filter(p.role.isin(["extending", "implementing"])).inner_join(
        organisations, [("key", "organisation_key")]
    )
    third = found.filter(found.country.notnull(), found.kind.isin(PARTNER_KINDS)).anti_join(
        receiving, [("activity_id", "in_activity"), ("country", "in_country")]
    )
    partners = (
        third.mutate(partner=lambda t: t.country + "/" + t.kind)
        .group_by("activity_id")
        .agg(partners=lambda t: t.partner.collect(distinct=True).sort().join(" "))
    )
    return ones.left_join(partners, "activity_id").drop("activity_id_right")


ROLES: Final = {"funding": "funder", "extending": "extender", "implementing": "implementer"}

PARTNER_KINDS: Final = ("government", "academic", "ngo")
"""Who can be a partner of a triangular cooperation: public bodies, universities and civil society. A company that is
paid for its work is a contractor, and an international organisation has no country."""


def _only(column: str) -> Callable[[ir.Table], ir.StringScalar]:
    def aggregate(t: ir.Table) -> ir.StringScalar:
        return ibis.ifelse(t[column].nunique() == 1, t[column].min(), ibis.null("string"))

    return aggregate


def _with_roles(entries: ir.Table, roles: ir.Table) -> ir.Table:
    return entries.left_join(roles, "activity_id").drop("activity_id_right")


def _provider_rule(t: ir.Table) -> ir.StringValue:
    own = t.layer.isin(OWN_LAYERS) & ~t.secondary
    return ibis.cases(
        (t.provider_key.notnull(), "transaction_provider"),
        (own & (t.direction != "in") & t.reporter_key.notnull(), "reporter"),
        (t.only_funder_key.notnull(), "funder"),
        (t.only_extender_key.notnull(), "extender"),
        else_="none",
    )


def _provider_key(t: ir.Table) -> ir.StringValue:
    return ibis.cases(
        (t.provider_rule == "transaction_provider", t.provider_key),
        (t.provider_rule == "reporter", t.reporter_key),
        (t.provider_rule == "funder", t.only_funder_key),
        (t.provider_rule == "extender", t.only_extender_key),
        else_=ibis.null("string"),
    )


PARTIES: Final = {
    "provider": "provider_key",
    "funder": "only_funder_key",
    "channel": "channel_key",
    "reporter": "reporter_key",
}
"""Roles that are looked up, and the column that says who has them."""


def _looked_up(t: ir.Table, organisations: ir.Table) -> ir.Table:
    """Join the answers under the names of the roles; what is not known keeps the name as reported."""
    joined = t
    for role, key in PARTIES.items():
        answers = organisations.select(
            **{
                f"{role}_found": "organisation_key", role: "organisation_id", f"{role}_called": "organisation_name",
                f"{role}_is": "kind", f"{role}_country": "country", f"{role}_parent": "parent_id",
            }
        )  # fmt: skip
        joined = joined.left_join(answers, t[key] == answers[f"{role}_found"])
    told = {name: value for role, key in PARTIES.items() for name, value in _called(joined, role, key).items()}
    used = [f"{role}_{what}" for role in PARTIES for what in ("found", "called", "is")]
    return joined.mutate(**told).drop(*used)


def _called(t: ir.Table, role: str, key: str) -> dict[str, ir.StringValue]:
    reported = t[key].split("\t")
    as_reported = reported[1].nullif("").fill_null(reported[0])
    kind = ibis.ifelse(t[key].isnull(), ibis.null("string"), t[f"{role}_is"].fill_null("unknown"))
    return {f"{role}_name": t[f"{role}_called"].nullif("").fill_null(as_reported), f"{role}_kind": kind}


def _with_recipient(t: ir.Table) -> ir.Table:
    """Where no country or region is reported, a government that receives stands for its country."""
    nowhere = t.recipient_country.isnull() & t.recipient_region.isnull() & t.recipient_rule.isnull()
    government = nowhere & (t.channel_kind == "government") & t.receiver_key.notnull()
    return t.mutate(
        recipient_country=t.recipient_country.fill_null(
            ibis.ifelse(government, t.channel_country, ibis.null("string"))
        ),
        recipient_name=t.receiver_text.fill_null(t.recipient_code),
    )


def _with_channel_as_partner(t: ir.Table, receiving: ir.Table) -> ir.Table:
    """The receiver of a transaction takes part too, unless it stands on the receiving side."""
    joined = t.left_join(receiving, [t.activity_id == receiving.in_activity, t.channel_country == receiving.in_country])
    third = joined.in_activity.isnull() & joined.channel_country.notnull() & joined.channel_kind.isin(PARTNER_KINDS)
    also = ibis.ifelse(third, joined.channel_country + "/" + joined.channel_kind, "")
    both = (joined.partners.fill_null("") + " " + also.fill_null("")).strip().nullif("")
    return joined.mutate(partners=both).drop("in_activity", "in_country")


def _reporter_of_office(t: ir.Table) -> ir.Table:
    """See `PROVIDER_RULES`: the reporter takes the place of its office in the recipient's country."""
    local = (t.provider_country == t.recipient_country) & t.provider_kind.isin(
        ["ngo", "private", "academic", "unknown"]
    )
    own = (t.provider_rule == "transaction_provider") & t.layer.isin(OWN_LAYERS) & ~t.secondary & (t.direction == "out")
    abroad = t.reporter_country.notnull() & (t.reporter_country != t.recipient_country)
    international = t.reporter_kind.isin(["multilateral", "multilateral_south_led"])
    office = (local & own & (abroad | international)).fill_null(False)
    fields = ("", "_name", "_kind", "_country", "_parent")
    return t.mutate(
        provider_rule=ibis.ifelse(office, "reporter_of_office", t.provider_rule),
        **{f"provider{field}": ibis.ifelse(office, t[f"reporter{field}"], t[f"provider{field}"]) for field in fields},
    )
