"""The words of the field that have a closed list of values."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

CENT = Decimal("0.01")


class Form(StrEnum):
    """The verdict on a flow: which kind of cooperation it is, under a definition of the South."""

    SOUTH_SOUTH = "south_south"
    TRIANGULAR = "triangular"
    MULTILATERAL_SOUTH_LED = "multilateral_south_led"
    MULTILATERAL = "multilateral"
    NORTH_SOUTH = "north_south"
    SOUTH_NORTH = "south_north"
    NORTH_NORTH = "north_north"
    DOMESTIC = "domestic"
    UNCLASSIFIED = "unclassified"


class Stage(StrEnum):
    """How far money has come. Stages are never added up silently."""

    COMMITMENT = "commitment"
    DISBURSEMENT = "disbursement"
    FORWARD = "forward"


class Instrument(StrEnum):
    """What the recipient gets: a gift, a debt, a share, or things and people."""

    GRANT = "grant"
    LOAN_CONCESSIONAL = "loan_concessional"
    LOAN_NON_CONCESSIONAL = "loan_non_concessional"
    LOAN = "loan"
    """A loan whose terms are not reported well enough to call it concessional or not."""
    EQUITY = "equity"
    DEBT_RELIEF = "debt_relief"
    IN_KIND = "in_kind"
    OTHER = "other"


class ProviderKind(StrEnum):
    """What kind of actor an organisation is."""

    GOVERNMENT = "government"
    MULTILATERAL = "multilateral"
    MULTILATERAL_SOUTH_LED = "multilateral_south_led"
    NGO = "ngo"
    PRIVATE = "private"
    ACADEMIC = "academic"
    UNKNOWN = "unknown"


class Layer(StrEnum):
    """The kind of telling a figure comes from, best first; one layer is counted per provider and year."""

    REGISTRY = "registry"
    OWN_REPORT = "own_report"
    OFFICIAL_AGGREGATE = "official_aggregate"
    RESEARCH = "research"
    COMPILATION = "compilation"


class MembershipStatus(StrEnum):
    """How a country stands to a group."""

    MEMBER = "member"
    PARTNER = "partner"
    OBSERVER = "observer"
    ASSOCIATE = "associate"
    CANDIDATE = "candidate"
    APPLICANT = "applicant"
    INVITED = "invited"
    DECLINED = "declined"
    SUSPENDED = "suspended"
    LEFT = "left"
    DISPUTED = "disputed"


class Role(StrEnum):
    """What an organisation does in an activity (IATI OrganisationRole, by name)."""

    FUNDING = "funding"
    ACCOUNTABLE = "accountable"
    EXTENDING = "extending"
    IMPLEMENTING = "implementing"
    OTHER = "other"
