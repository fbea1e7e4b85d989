"""What claims add up to for places and days. Values only; how they are worked out is in ``assessment/``."""

from __future__ import annotations

import math
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
        decisive: It is among the voices that carry the verdict.
        weight: Log-odds of the stated state with this voice, less those without it.
        reason: Why it weighs that, in words.
        relation: How its speaker stands to what is said.
        reliability: Admiralty reliability of its source, A-F.
        credibility: Admiralty credibility of what it says, 1-6, from the other voices; rated apart.
    """

    voice: Voice
    supports: bool
    decisive: bool
    weight: float
    reason: str
    relation: Relation = Relation.THIRD_PARTY
    reliability: str = "F"
    credibility: int = 6

    @property
    def decibans(self) -> float:
        """The weight in decibans: ten make the odds tenfold."""
        return 10 * self.weight / math.log(10)


class DistrictAssessment(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one district for one day, as known at one moment.

    Attributes:
        place: Bare P-code.
        party: Party id that holds it; None where contested or unknown.
        probability: P(the stated state), the likeliest one; for ``unknown`` 1/3.
        likelihood: ICD 203 word for the probability.
        days_since_evidence: Days from the newest evidence's last day to ``as_of``; None without evidence.
        contributions: Every voice on the place, decisive first, then by weight.
        because: How the verdict was reached, one or two sentences.
        beliefs: P(state) by party id and "contested", the likeliest first; empty where nothing is known.
        baselines: What plainer methods say: (method, party id, "contested" or "unknown"); empty where not asked.
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
    beliefs: tuple[tuple[str, float], ...] = ()
    baselines: tuple[tuple[str, str], ...] = ()

    @property
    def voices(self) -> int:
        """Number of independent voices on the place."""
        return len(self.contributions)


class ControlPicture(msgspec.Struct, frozen=True, kw_only=True):
    """Every district of a set, for the end of day ``as_of`` (UTC), from what was known before ``known_at``.

    Attributes:
        hindsight: Reports of later days count too: what is now known of that day, not what could be known then.
    """

    theatre: str
    district_set: str
    as_of: date
    known_at: datetime
    clock: str
    places: tuple[DistrictAssessment, ...]
    hindsight: bool = False


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
    hindsight: bool = False


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
        district_set: The set the units were counted in; None where nothing was counted.
        missing: How many units are claimed beyond those accounted for by name; None where nothing was counted.
        candidates: Where those may be: units not accounted for, first those of which somebody says something
            that points there; of the whole theatre only such ones.
    """

    tally_id: str
    low: int | None
    expected: float | None
    high: int | None
    names: tuple[str, ...] = ()
    comparable: bool = True
    verdict: str
    explanation: str
    district_set: str | None = None
    missing: int | None = None
    candidates: tuple[str, ...] = ()
