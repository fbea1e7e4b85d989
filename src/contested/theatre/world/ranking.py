"""Which place each name of a text means, by the text as a whole.

Owns the weights. Every name begins with what is likely of it anywhere (how many people live there, whether it is
the place's own name, what the words beside it say it is); then the names of a text speak for each other: a state
for what lies in it, a place for what lies near it. One name has one meaning throughout a text, but where a
container beside it says otherwise. Must never look at the text again. Invariant: the choice depends on the
mentions alone, in text order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from contested.theatre.world.mention import Mention
from contested.theatre.world.place import Candidate, Kind, WorldPlace, distance_km, lies_in

_ROUNDS = 3
_PEOPLE = 0.6  # per tenfold population
_KINDS = {Kind.COUNTRY: 8.5, Kind.REGION: 7.5, Kind.FIRST: 1.0, Kind.SECOND: -0.7, Kind.CITY: 0.0}
"""Added to the logarithm of the population; a country's and a region's count whole."""
_NAMED_AS_ITS_CITY = -1.2
"""Aleppo is the city, unless a word says that the province is meant."""
_CAPITAL = 1.6
"""A capital stands in the news for its government."""
_OTHER_NAME = -1.5
_KIND_SAID = 4.0
_KIND_DENIED = -0.9
_STATED = 4.0
_NAMED_AS_ITS_COUNTRY = -6.0
"""Mexico is the country, unless a word says that the state is meant."""
_INSIDE = {Kind.COUNTRY: 1.4, Kind.FIRST: 3.0, Kind.SECOND: 2.0}
"""How much a container named anywhere in the text speaks for what lies in it."""
_NEAR = 2.2
_NEAR_KM = 120.0
_SAME_FIRST = 0.3
_SAME_COUNTRY = 0.35
_MOST_SUPPORT = 5.0
_CONSIDERED = 80
_MEANINGS = 8
_DOUBTFUL = 0.01
_TRUST = 0.6
"""Below 1, so that a name with several meanings still speaks for what lies near any of them."""
_SHARPNESS = 1.5


class Choice(NamedTuple):
    """What a mention means.

    Attributes:
        candidate: None where there is none.
        share: How much of the belief it holds, 0..1.
        by: What decided: "stated-container", "context" or "prior".
        support: How much the other names of the text speak for it.
    """

    candidate: Candidate | None
    share: float
    by: str
    support: float = 0.0


class _Name(NamedTuple):
    """All mentions of one name that may mean one thing."""

    candidates: Sequence[Candidate]
    base: Sequence[float]
    stated: bool
    weight: float


def choose(mentions: Sequence[Mention]) -> list[Choice]:
    """For each mention, the place it means."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, mention in enumerate(mentions):
        groups.setdefault((mention.key, _container_of(mention)), []).append(number)
    _join_unstated(groups)
    names = {key: _name([mentions[n] for n in numbers]) for key, numbers in groups.items()}
    beliefs = {key: _shares(name.base) for key, name in names.items()}
    scores: Mapping[tuple[str, str], Sequence[float]] = {key: name.base for key, name in names.items()}
    for _ in range(_ROUNDS):
        tops = {key: _tops(names[key].candidates, beliefs[key], names[key].weight) for key in names}
        scores = {
            key: [
                base + _support(candidate.place, key, tops)
                for candidate, base in zip(name.candidates, name.base, strict=True)
            ]
            for key, name in names.items()
        }
        beliefs = {key: _shares(of_name) for key, of_name in scores.items()}
    choices: list[Choice] = [Choice(None, 0.0, "none")] * len(mentions)
    for key, numbers in groups.items():
        name = names[key]
        if not name.candidates:
            continue
        best = max(range(len(name.candidates)), key=lambda i: (scores[key][i], -i))
        prior = max(range(len(name.candidates)), key=lambda i: (name.base[i], -i))
        by = "stated-container" if name.stated else "prior" if best == prior else "context"
        for number in numbers:
            support = scores[key][best] - name.base[best]
            choices[number] = Choice(name.candidates[best], beliefs[key][best], by, support)
    return choices


def _container_of(mention: Mention) -> str:
    """A mark for what the container beside a mention says; "" where there is none."""
    if not any(mention.stated):
        return ""
    best = max(range(len(mention.stated)), key=lambda i: (mention.stated[i], -i))
    return f"{mention.candidates[best].place.country}.{mention.candidates[best].place.first}"


def _join_unstated(groups: dict[tuple[str, str], list[int]]) -> None:
    """A name without a container means what the same name with one means, if that is one thing."""
    for key in [key for key in groups if not key[1]]:
        said = [other for other in groups if other[0] == key[0] and other[1]]
        if said:
            first = min(said, key=lambda other: groups[other][0])
            groups[first] += groups.pop(key)


def _name(mentions: Sequence[Mention]) -> _Name:
    candidates = mentions[0].candidates[:_CONSIDERED]
    for mention in mentions:
        if any(mention.stated):
            candidates = mention.candidates
    base = []
    nations = {c.place.country for c in candidates if c.place.kind is Kind.COUNTRY}
    for number, candidate in enumerate(candidates):
        score = _prior(candidate)
        stated = max((m.stated[number] if number < len(m.stated) else 0.0) for m in mentions)
        kinds = {m.kind for m in mentions if m.kind is not None}
        if kinds:
            score += _KIND_SAID if candidate.place.kind in kinds else _KIND_DENIED
        if not kinds and not stated and candidate.place.country in nations and candidate.place.kind > Kind.COUNTRY:
            score += _NAMED_AS_ITS_COUNTRY
        if (
            not kinds
            and candidate.place.kind in (Kind.FIRST, Kind.SECOND)
            and _has_city(candidate.place, candidates)
        ):
            score += _NAMED_AS_ITS_CITY
        base.append(score + _STATED * stated)
    return _Name(candidates, base, any(any(m.stated) for m in mentions), max(m.weight for m in mentions))


def _has_city(unit: WorldPlace, candidates: Sequence[Candidate]) -> bool:
    """Whether a city of a unit's own name lies in it."""
    return any(c.place.kind is Kind.CITY and not c.other_name and lies_in(c.place, unit) for c in candidates)


def _prior(candidate: Candidate) -> float:
    place = candidate.place
    score = _KINDS[place.kind]
    if place.kind > Kind.REGION:
        score += _PEOPLE * math.log10(place.population + 100)
    if place.kind is Kind.CITY and place.id.startswith(f"{place.country}-"):
        score += _CAPITAL
    return score + (_OTHER_NAME if candidate.other_name else 0.0)


class _Top(NamedTuple):
    place: WorldPlace
    share: float


def _tops(candidates: Sequence[Candidate], belief: Sequence[float], weight: float) -> list[_Top]:
    """The likeliest meanings of a name, as far as they count."""
    ranked = sorted(zip(belief, candidates, strict=True), key=lambda pair: -pair[0])[:_MEANINGS]
    return [_Top(candidate.place, weight * share**_TRUST) for share, candidate in ranked if share > _DOUBTFUL]


def _support(place: WorldPlace, own: tuple[str, str], tops: Mapping[tuple[str, str], Sequence[_Top]]) -> float:
    """How much the other names of the text speak for a place."""
    total = 0.0
    for key, others in tops.items():
        if key[0] != own[0]:
            total += max((_speaks(other, place) for other in others), default=0.0)
    return _MOST_SUPPORT * math.tanh(total / _MOST_SUPPORT)


def _speaks(other: _Top, place: WorldPlace) -> float:
    """How much one place named in a text speaks for another."""
    named = other.place
    if lies_in(place, named):
        return other.share * _INSIDE.get(named.kind, 0.0)
    if lies_in(named, place):
        return other.share * _INSIDE.get(place.kind, 0.0)
    if named.kind <= Kind.REGION or place.kind <= Kind.REGION:
        return 0.0
    near = _NEAR * math.exp(-distance_km(named, place) / _NEAR_KM)
    if named.country == place.country:
        near += _SAME_COUNTRY + (_SAME_FIRST if named.first == place.first else 0.0)
    return other.share * near


def _shares(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(_SHARPNESS * (score - top)) for score in scores]
    whole = sum(raised)
    return [one / whole for one in raised]
