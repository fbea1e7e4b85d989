"""What claims add up to for places and days. Values only; how they are worked out is in ``assessment/``."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from contested.model.observation import Observation
from contested.model.vocabulary import ControlState, Grade, Relation


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One independent voice: a speaker on one thing, however many outlets printed it.

    Attributes:
        key: What the copies have in common (speaker or wire family, place, what is said).
        lead: The copy that stands for it: the earliest known with the most exact words.
        copies: All claims joined in it, lead included, ordered by (known_from, id).
        joined_because: Why the copies count as one, in words.
        says: Party id that holds the place according to it; None when it says "contested".
        first_day: First day (inclusive) it may speak of; None where unknown.
        last_day: Last day (inclusive) it may speak of, no later than its publication.
    """

    key: str
    lead: Observation
    copies: tuple[Observation, ...]
    joined_because: str
    says: str | None
    first_day: date | None
    last_day: date


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """What one voice does to the verdict on a district.

    Attributes:
        voice: The voice.
        supports: It says what the verdict says.
        decisive: It belongs to the newest evidence, on which the verdict rests.
        weight: Log-odds it adds (positive) or takes (negative) for the stated state.
        reason: Why it weighs that, in words.
        relation: How its speaker stands to what is said.
    """

    voice: Voice
    supports: bool
    decisive: bool
    weight: float
    reason: str
    relation: Relation = Relation.THIRD_PARTY


class DistrictAssessment(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one district for one day, as known at one moment.

    Attributes:
        place: Bare P-code.
        party: Party id that holds it; None where contested or unknown.
        probability: P(the stated state); for ``unknown`` the prior of knowing nothing, 1/3.
        likelihood: ICD 203 word for the probability.
        days_since_evidence: Days from the newest evidence's last day to ``as_of``; None without evidence.
        contributions: Every voice on the place, decisive first, then by weight.
        because: How the verdict was reached, one or two sentences.
    """

    place: str
    name: str
    admin1: str
    state: ControlState
    party: str | None
    probability: float
    likelihood: str
    grade: Grade
    days_since_evidence: int | None
    contributions: tuple[Contribution, ...] = ()
    because: str = ""

    @property
    def voices(self) -> int:
        """Number of independent voices on the place."""
        return len(self.contributions)


class ControlPicture(msgspec.Struct, frozen=True, kw_only=True):
    """Every district of a set, for the end of day ``as_of`` (UTC), from what was known before ``known_at``."""

    theatre: str
    district_set: str
    as_of: date
    known_at: datetime
    clock: str
    places: tuple[DistrictAssessment, ...]


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A claim about a place that is shown but moves no verdict, and why."""

    observation: Observation
    place: str | None
    reason: str


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One district's verdict with the question it answers and the claims that were set aside.

    Attributes:
        set_aside: Claims that name the district and were known, but cannot colour it.
    """

    theatre: str
    district_set: str
    as_of: date
    known_at: datetime
    clock: str
    assessment: DistrictAssessment
    set_aside: tuple[SetAside, ...] = ()


class TallyAccount(msgspec.Struct, frozen=True, kw_only=True):
    """A claimed tally beside what the ledger accounts for.

    Attributes:
        tally_id: The tally.
        low: Least number of units the ledger accounts for (grade fair or better).
        expected: Sum of probabilities.
        high: Greatest number: all units not held by others on good evidence.
        names: Display names of the units accounted for, sorted.
        comparable: Whether units and set can be compared at all.
        verdict: "consistent", "unaccounted", "contradicted" or "not comparable".
        explanation: The verdict in words.
    """

    tally_id: str
    low: int | None
    expected: float | None
    high: int | None
    names: tuple[str, ...] = ()
    comparable: bool = True
    verdict: str
    explanation: str
