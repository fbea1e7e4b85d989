"""The closed vocabularies of a claim. Their values are the words used in tables, JSON and pages."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What sort of proposition a claim makes."""

    CONTROL_CHANGE = "control_change"
    CONTROL_STATUS = "control_status"
    CONTROL_TALLY = "control_tally"
    CLASH_OR_ATTACK = "clash_or_attack"
    CASUALTIES = "casualties"
    RETREAT_OR_FLIGHT = "retreat_or_flight"
    DISPLACEMENT = "displacement"
    SURRENDER_OR_DETENTION = "surrender_or_detention"
    TERRITORY_DENIAL_OR_DISPUTE = "territory_denial_or_dispute"
    ACCUSATION = "accusation"
    RESPONSIBILITY = "responsibility"
    WITHDRAWAL = "withdrawal"
    COMMITMENT = "commitment"
    OTHER = "other"


class Stance(StrEnum):
    """How the speaker stands to the proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DISPUTES = "disputes"
    ACCUSES = "accuses"
    REPORTS_UNVERIFIED = "reports_unverified"


class Side(StrEnum):
    """Where a speaker or party stands in the conflict, fixed per theatre."""

    GOVERNMENT = "government"
    INSURGENT = "insurgent"
    NEIGHBOURING_STATE = "neighbouring_state"
    FOREIGN_STATE = "foreign_state"
    INTERNATIONAL_ORG = "international_org"
    CIVILIAN = "civilian"
    MEDIA = "media"
    UNKNOWN = "unknown"


class PlaceLevel(StrEnum):
    """The level of a place. ``district_centre`` and ``provincial_capital`` occur in coded claims."""

    DISTRICT = "district"
    DISTRICT_CENTRE = "district_centre"
    CITY = "city"
    PROVINCIAL_CAPITAL = "provincial_capital"
    PROVINCE = "province"
    COUNTRY = "country"
    BASE = "base"
    BORDER_CROSSING = "border_crossing"
    OTHER = "other"


class Outcome(StrEnum):
    """What a control claim says happened to the place; ``holder`` says who holds it after."""

    TAKES = "takes"
    RETAKES = "retakes"
    HOLDS = "holds"
    LOSES = "loses"
    CONTESTS = "contests"
    REPELS = "repels"
    SURRENDERS_WITHOUT_FIGHT = "surrenders-without-fight"


class ControlState(StrEnum):
    """Who holds a district, as assessed."""

    GOVERNMENT = "government"
    CONTESTED = "contested"
    INSURGENT = "insurgent"
    UNKNOWN = "unknown"


class Grade(StrEnum):
    """The readable rule layer beside the probability (after Airwars)."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"
    NONE = "none"


class Relation(StrEnum):
    """How a speaker stands to what they say about a place."""

    AGAINST_INTEREST = "against interest"
    BENEFICIARY = "beneficiary"
    THIRD_PARTY = "third party"
    OWN_VOICE = "own voice"


class Decision(StrEnum):
    """What a reviewer rules on a claim. ``amend`` and ``duplicate`` name the claim that stands in its place."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    DUPLICATE = "duplicate"
    UNVERIFIABLE = "unverifiable"
    """Read rightly, and nobody can find out whether it is so; it stands, as an accepted claim does."""
    UNDO = "undo"
    """Takes back the ruling in force; the one before it is in force again, if there is one."""
