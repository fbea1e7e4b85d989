"""Tolls of one happening: who counted what, the same toll in other words joined, and UCDP's low, best and high.

Owns the counting. Must never take a side's count of its enemy's dead for more than that side's claim. Invariant:
low <= best <= high wherever they are given, and a copy of a claim changes none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum

import msgspec

from contested.assessment.speakers import speaker_keys
from contested.assessment.weights import BELLIGERENTS
from contested.model.claim import Claim
from contested.model.observation import Observation
from contested.model.vocabulary import Kind, Stance
from contested.theatre.theatre import Theatre

_MEASURES = (
    ("killed, wounded or captured", frozenset({"killed", "wounded", "captured"})),
    ("killed or wounded", frozenset({"killed", "wounded"})),
    ("killed", frozenset({"killed"})),
    ("wounded", frozenset({"wounded"})),
    ("captured", frozenset({"captured"})),
)
_WORDS = {
    **dict.fromkeys(("killed", "dead", "death", "deaths", "died", "fatalities", "bodies", "martyred"), "killed"),
    **dict.fromkeys(("wounded", "injured", "hurt", "injuries"), "wounded"),
    **dict.fromkeys(("captured", "detained", "arrested", "prisoners"), "captured"),
}


class Standing(IntEnum):
    """How a claimant stands to the dead that are counted; the least is the best to rely on."""

    OUTSIDE = 1
    OWN = 2
    ENEMY = 3


_STANDINGS = {
    Standing.OUTSIDE: "an outsider's count",
    Standing.OWN: "a side's count of its own or of civilians",
    Standing.ENEMY: "a side's count of its enemy's losses, or of some it does not say whose: that side's claim",
}


class TollUtterance(msgspec.Struct, frozen=True, kw_only=True):
    """One claimant's count of one sort of loss, however many reports relay it and in whatever words.

    Attributes:
        lead: The earliest claim of it.
        claims: All claims of it, ordered by (known_from, id).
        measure: "killed", "wounded" ...
        victims: Party id, or the words for those who were hit; "unstated" where nobody is named.
        low: The greatest of the least values told, inclusive, or None.
        high: The least of the greatest values told, inclusive, or None.
        standing: How the claimant stands to the dead.
        because: Why its claims are one utterance, in words.
    """

    lead: Observation
    claims: tuple[Observation, ...]
    measure: str
    victims: str
    low: int | None
    high: int | None
    standing: Standing
    because: str

    @property
    def standing_words(self) -> str:
        """How the claimant stands to the dead, in words."""
        return _STANDINGS[self.standing]


class TollCount(msgspec.Struct, frozen=True, kw_only=True):
    """What the claimants together say of one sort of loss, as UCDP counts.

    Attributes:
        low: Least count by anybody but the enemy; None where nobody else counts.
        best: The newest count by those best to rely on; None as ``low``.
        high: Greatest count by anybody.
        utterances: By standing, then publication.
        opposed: Pairs of indexes into ``utterances`` whose bounds leave no common number.
        because: How best was chosen.
    """

    measure: str
    victims: str
    low: int | None
    best: int | None
    high: int | None
    utterances: tuple[TollUtterance, ...]
    opposed: tuple[tuple[int, int], ...]
    because: str


def toll_counts(observations: Sequence[Observation], theatre: Theatre) -> tuple[TollCount, ...]:
    """The tolls told in the claims of one happening, by victims and measure."""
    groups: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for observation in observations:
        measure = measure_of(observation.claim)
        if measure is not None and observation.claim.stance != Stance.DENIES:
            groups[_victims(observation.claim), measure].append(observation)
    return tuple(
        _counted(victims, measure, members, theatre) for (victims, measure), members in sorted(groups.items())
    )


def measure_of(claim: Claim) -> str | None:
    """What sort of loss a claim counts; None where it gives no number of people lost."""
    quantity = claim.quantity
    if claim.kind != Kind.CASUALTIES or quantity is None or (quantity.low is None and quantity.high is None):
        return None
    words = (quantity.unit or "").casefold().replace(",", " ").split()
    named = frozenset(_WORDS[word] for word in words if word in _WORDS)
    if not named:
        return "killed or wounded" if "casualties" in words else None
    return next((measure for measure, parts in _MEASURES if parts == named), "killed or wounded")


def _victims(claim: Claim) -> str:
    return claim.target_party or (claim.target or "unstated").casefold()


def _counted(victims: str, measure: str, members: list[Observation], theatre: Theatre) -> TollCount:
    utterances = _utterances(victims, measure, members, theatre)
    relied = [u for u in utterances if u.standing != Standing.ENEMY and u.low is not None]
    # A count with only an upper bound ("up to 20") cannot be a best one; it can raise the high.
    least = min((u.standing for u in relied), default=None)
    best_ones = [u for u in relied if u.standing == least]
    newest = max((u.lead.known_from for u in best_ones), default=None)
    best = min((u.low for u in best_ones if u.lead.known_from == newest and u.low is not None), default=None)
    highs = [max(u.high or 0, u.low or 0) for u in utterances]
    opposed = tuple(
        (a, b)
        for a in range(len(utterances))
        for b in range(a + 1, len(utterances))
        if _key(utterances[a].lead) != _key(utterances[b].lead) and _apart(utterances[a], utterances[b])
    )
    return TollCount(
        measure=measure,
        victims=victims,
        low=min((u.low for u in relied if u.low is not None), default=None),
        best=best,
        high=max(highs, default=None),
        utterances=utterances,
        opposed=opposed,
        because=f"best is the newest of {_STANDINGS[least]}"
        if least
        else "only a side speaks, of its enemy or without saying whose losses",
    )


def _utterances(
    victims: str, measure: str, members: list[Observation], theatre: Theatre
) -> tuple[TollUtterance, ...]:
    """Claims of one claimant whose bounds have a number in common, joined."""
    by_speaker: dict[str, list[Observation]] = defaultdict(list)
    for observation in members:
        by_speaker[_key(observation)].append(observation)
    found = []
    for key in sorted(by_speaker):
        told = sorted(by_speaker[key], key=lambda o: (_bounds(o.claim), o.known_from, o.claim.id))
        run: list[Observation] = []
        reach = float("inf")
        for observation in told:
            low, high = _bounds(observation.claim)
            if run and low > reach:
                found.append(_utterance(victims, measure, run, theatre))
                run, reach = [], float("inf")
            run.append(observation)
            reach = min(reach, high)
        found.append(_utterance(victims, measure, run, theatre))
    return tuple(sorted(found, key=lambda u: (u.standing, u.lead.known_from, u.lead.claim.id)))


def _utterance(victims: str, measure: str, run: list[Observation], theatre: Theatre) -> TollUtterance:
    run = sorted(run, key=lambda o: (o.known_from, o.claim.id))
    quantities = [o.claim.quantity for o in run if o.claim.quantity is not None]
    lows = [q.low for q in quantities if q.low is not None]
    highs = [q.high for q in quantities if q.high is not None]
    words = sorted({q.verbatim for q in quantities})
    because = "a single claim"
    if len(run) > 1:
        same = "in the same words" if len(words) == 1 else "in other words that leave a number in common"
        because = f"{speaker_keys(run[0])[0].because}; the same toll {same}"
    return TollUtterance(
        lead=run[0],
        claims=tuple(run),
        measure=measure,
        victims=victims,
        low=max(lows, default=None),
        high=min(highs, default=None),
        standing=_standing(run[0].claim, theatre),
        because=because,
    )


def _standing(claim: Claim, theatre: Theatre) -> Standing:
    speaker = claim.speaker
    if speaker is None or speaker.side not in BELLIGERENTS:
        return Standing.OUTSIDE
    if claim.target_party is None:
        # Whose dead a side counts must be told: else its count of the enemy would pass for one of its own.
        return Standing.OWN if "civilian" in (claim.target or "").casefold() else Standing.ENEMY
    if claim.target_party != speaker.party and theatre.side_of(claim.target_party) in BELLIGERENTS:
        return Standing.ENEMY
    return Standing.OWN


def _key(observation: Observation) -> str:
    return speaker_keys(observation)[0].key


def _bounds(claim: Claim) -> tuple[float, float]:
    quantity = claim.quantity
    low = quantity.low if quantity and quantity.low is not None else 0
    high = quantity.high if quantity and quantity.high is not None else float("inf")
    return float(low), float(max(low, high))


def _apart(one: TollUtterance, other: TollUtterance) -> bool:
    """Their bounds leave no common number."""
    return max(one.low or 0, other.low or 0) > min(
        float("inf") if one.high is None else one.high, float("inf") if other.high is None else other.high
    )
