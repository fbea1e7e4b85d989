"""Utterances: claims of any kind in which one speaker says one thing, relayed by however many outlets.

Owns the joining of claims about anything; ``voices`` joins what bears on a district, day by day, and weighs it.
Must never join by words alone: two people may say the same. Invariant: every claim is in exactly one utterance,
and which one depends on the set of claims, never on their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from contested.assessment.bearing import publication
from contested.assessment.speakers import SpeakerKey, name_key, speaker_keys
from contested.model.claim import Claim, Quantity
from contested.model.edtf import day_bounds
from contested.model.observation import Observation
from contested.model.vocabulary import Kind

RELAYED_WITHIN_DAYS = 3
"""An outlet that prints a statement later than this prints history."""
_TOUCHING_DAYS = 1
_SAME_WORDS = 0.4
"""Share of content words that wordings of one statement have in common, where no place or count tells more."""
_FEWEST_WORDS = 3
_SAME_FIGURE = 0.1
"""Relays of one count differ by so much ("over 200" and "212 or 213"); two counts differ by more."""
_TELLING = 10
"""A count from here on is seldom that of something else; one or two dead may be anybody."""
_COMPARED = 40
"""Claims of one speaker on one thing that each is compared with: the next ones by day."""
_BY_PLACE = frozenset(
    {Kind.CONTROL_CHANGE, Kind.CONTROL_STATUS, Kind.SURRENDER_OR_DETENTION, Kind.RETREAT_OR_FLIGHT}
)
"""Kinds of which one speaker says one thing of one place on one day, whatever words an outlet gives it."""
_COMMON_NAMES = frozenset(map(name_key, "Abdul Mohammad Ahmad Sayed Gul Khan Ali Hassan Hussein".split()))
"""Two officials of one office may share such a name; spellings of one person share another as well."""
_WORD = re.compile(r"[^\W_]{4,}|\d+")


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """What one speaker said once.

    Attributes:
        id: ``said-`` and the smallest claim id.
        claims: All claims of it, ordered by (known_from, id).
        because: Why they are one, in words.
    """

    id: str
    claims: tuple[Observation, ...]
    because: str

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who printed it, sorted."""
        return tuple(sorted({one.report.outlet for one in self.claims if one.report.outlet}))


class _Said(msgspec.Struct, frozen=True, eq=False):
    """A claim as it is compared."""

    observation: Observation
    keys: tuple[SpeakerKey, ...]
    published: date
    event: tuple[date | None, date | None]
    words: frozenset[str]


def utterances(observations: Iterable[Observation]) -> list[Utterance]:
    """The utterances of some claims, the one that became known first in front."""
    ordered = sorted(observations, key=lambda one: (one.known_from, one.claim.id))
    said = [_said(one) for one in ordered]
    parent = list(range(len(said)))
    because: dict[int, str] = {}
    for key, bucket in _buckets(said):
        for place, at in enumerate(bucket):
            for other in bucket[place + 1 : place + 1 + _COMPARED]:
                if (said[other].published - said[at].published).days > RELAYED_WITHIN_DAYS:
                    break
                why = _one_thing(said[at], said[other])
                low, high = sorted((_root(parent, at), _root(parent, other)))
                if why is not None and low != high:
                    parent[high] = low
                    because[low] = min(
                        f"{key.because}; {why}", because.get(low, "\uffff"), because.pop(high, "\uffff")
                    )
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(said)):
        groups[_root(parent, at)].append(at)
    return [_utterance([ordered[at] for at in members], because.get(root)) for root, members in groups.items()]


def _utterance(claims: Sequence[Observation], because: str | None) -> Utterance:
    return Utterance(
        id="said-" + min(one.claim.id for one in claims),
        claims=tuple(claims),
        because=because or "nobody else here relays it",
    )


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _buckets(said: Sequence[_Said]) -> Iterator[tuple[SpeakerKey, list[int]]]:
    """Claims that may be one: one speaker, kind, stance, holder and place; in the order of publication."""
    found: dict[tuple[object, ...], tuple[SpeakerKey, list[int]]] = {}
    for at, one in enumerate(said):
        claim = one.observation.claim
        for place in _places(claim):
            for key in one.keys:
                thing = (key.key, claim.kind, claim.stance, claim.holder, place)
                found.setdefault(thing, (key, []))[1].append(at)
    for key, bucket in found.values():
        if len(bucket) > 1:
            yield key, sorted(bucket, key=lambda at: (said[at].published, said[at].observation.claim.id))


def _one_thing(one: _Said, other: _Said) -> str | None:
    """Why two claims of one speaker, kind, stance and place say one thing; None where they may not."""
    if not _touch(one.event, other.event):
        return None
    first, second = one.observation.claim, other.observation.claim
    figure = _one_figure(first.quantity, second.quantity)
    if figure is not None and figure < 0:
        return None
    where = next((place.name for place in first.places), None)
    common = len(one.words & other.words)
    if where is not None and first.kind in _BY_PLACE:
        return f"the same said of {where}"
    if where is not None and figure is not None and (figure >= _TELLING or common):
        return f"the same count at {where}"
    if common and common >= _SAME_WORDS * len(one.words | other.words) and (where or common >= _FEWEST_WORDS):
        return "in much the same words"
    return None


def _one_figure(one: Quantity | None, other: Quantity | None) -> int | None:
    """The figure that two counts may both be; -1 where they cannot; None where one of them states none."""
    if one is None or other is None:
        return None
    first, second = _figure(one), _figure(other)
    if first is None or second is None:
        return None
    low, high = max(one.low or 0, other.low or 0), min(_above(one.high), _above(other.high))
    if low > high or abs(first - second) > _SAME_FIGURE * max(first, second):
        return -1
    return min(first, second) if one.unit == other.unit or None in (one.unit, other.unit) else -1


def _figure(quantity: Quantity) -> int | None:
    return quantity.low if quantity.low is not None else quantity.high


def _above(high: int | None) -> int:
    return 2**63 if high is None else high


def _touch(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    (first, last), (begin, end) = one, other
    if first and end and (first - end).days > _TOUCHING_DAYS:
        return False
    return not (begin and last and (begin - last).days > _TOUCHING_DAYS)


def _said(observation: Observation) -> _Said:
    claim = observation.claim
    try:
        event = day_bounds(claim.event) if claim.event else (None, None)
    except ValueError:
        event = (None, None)
    named = {word for place in claim.places for word in _words(place.name)}
    return _Said(
        observation,
        tuple(key for key in speaker_keys(observation) if not _is_too_common(key)),
        publication(observation),
        event,
        frozenset(_words(claim.words) - named),
    )


def _is_too_common(key: SpeakerKey) -> bool:
    return key.key.startswith("role|") and key.key.rpartition("|")[2] in _COMMON_NAMES


def _places(claim: Claim) -> Sequence[str]:
    """What a claim speaks of, by id where there is one; the empty text for a claim that names no place."""
    return sorted({place.id or " ".join(sorted(_words(place.name))) for place in claim.places}) or [""]


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return set(_WORD.findall("".join(char for char in plain if not unicodedata.combining(char))))
