"""Words that point back to a place: "the district", "the area", "its capital".

Resolves to the last suitable mention of the same text, or leaves it open; must never point forward, to a list of
several, or past a name that was left open itself. Invariant: a resolved phrase has the id and the level of a
mention before it, but for a capital, which is that of a province named before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.model.vocabulary import PlaceLevel
from contested.theatre.grounding import Grounding
from contested.theatre.surroundings import Surroundings
from contested.theatre.theatre import Theatre

_FARTHEST = 900  # characters; what was named longer ago is no longer what a phrase means
_CONFIDENCE = 0.75
_POINTS = re.compile(
    r"\b(?:(?:the|this|that)\s+(?:same\s+|entire\s+|whole\s+)?(?P<word>districts?\s+cent(?:er|re)|district|province|city|town"
    r"|area|base|airbase|airfield|border\s+crossing|crossing|(?P<capital>provincial\s+capital))"
    r"|its\s+(?P<its>(?:provincial\s+)?capital))\b",
    re.IGNORECASE,
)
# What follows says which is meant ("the city of X"), or makes it part of another noun ("the district governor").
_NOT_ALONE = re.compile(
    r"\s+(?:of|called|named)\b|,?\s+[A-Z]|['’]|-"
    r"|\s+(?:governor|chief|police|council|councillor|headquarters|officials?|administration|administrator|compound|hospital"
    r"|prison|jail|airport|cent(?:er|re)s?|commander|governor's|office|buildings?|bazaar|market|elders?|residents?)\b"
)
_LEVELS = {
    "district": (PlaceLevel.DISTRICT,),
    "province": (PlaceLevel.PROVINCE,),
    "city": (PlaceLevel.CITY,),
    "town": (PlaceLevel.CITY, PlaceLevel.DISTRICT),
    "base": (PlaceLevel.BASE,),
    "airbase": (PlaceLevel.BASE,),
    "airfield": (PlaceLevel.BASE,),
    "crossing": (PlaceLevel.BORDER_CROSSING,),
}
_ANY = (PlaceLevel.DISTRICT, PlaceLevel.CITY, PlaceLevel.BASE, PlaceLevel.BORDER_CROSSING, PlaceLevel.PROVINCE)


def point_back(text: str, named: Sequence[Grounding], theatre: Theatre) -> tuple[Grounding, ...]:
    """One grounding for each phrase that points back to a place, in text order.

    Args:
        text: The text.
        named: The places it names, in text order.
        theatre: Where capitals are looked up.
    """
    around = Surroundings(text, theatre.words, theatre.person_words)
    return tuple(
        _resolved(phrase, named, theatre, around)
        for phrase in _POINTS.finditer(text)
        if not _NOT_ALONE.match(text, phrase.end())
    )


def _resolved(
    phrase: re.Match[str], named: Sequence[Grounding], theatre: Theatre, around: Surroundings
) -> Grounding:
    earlier = [g for g in named if g.end <= phrase.start() and phrase.start() - g.start <= _FARTHEST]
    if phrase["capital"] or phrase["its"]:
        levels: tuple[PlaceLevel, ...] = (PlaceLevel.PROVINCE,)
    else:
        levels = _LEVELS.get(phrase["word"].lower().split()[-1] if phrase["word"] else "", _ANY)
        if phrase["word"].lower().startswith("district"):
            levels = (PlaceLevel.DISTRICT,)
    meant = _last(earlier, levels, around)
    if meant and (phrase["capital"] or phrase["its"]):
        meant = _capital(meant, theatre)
    return Grounding(
        start=phrase.start(),
        end=phrase.end(),
        name=phrase[0],
        id=meant.id if meant else None,
        level=meant.level if meant else None,
        lat=meant.lat if meant else None,
        lon=meant.lon if meant else None,
        method="points-back" if meant else "undecided",
        confidence=_CONFIDENCE if meant else 0.0,
    )


def _last(earlier: Sequence[Grounding], levels: tuple[PlaceLevel, ...], around: Surroundings) -> Grounding | None:
    """The last mention of one of the levels; None where it is open, or one of several named together."""
    for at in range(len(earlier) - 1, -1, -1):
        one = earlier[at]
        if one.level is PlaceLevel.COUNTRY:
            continue
        if one.level is PlaceLevel.PROVINCE and PlaceLevel.DISTRICT in levels and _holds(earlier, at, around):
            continue  # "Nerkh district in Wardak": the area is Nerkh
        if one.level not in levels:
            if one.id is None and one.level is None:
                return None
            continue
        before = earlier[at - 1] if at else None
        listed = before is not None and before.level is one.level and around.links(before.end, one.start)
        return None if one.id is None or listed else one
    return None


def _holds(earlier: Sequence[Grounding], at: int, around: Surroundings) -> bool:
    """Whether a province is only named to say where the place before it lies."""
    return (
        at > 0
        and around.same_sentence(earlier[at - 1].start, earlier[at].start)
        and earlier[at - 1].level not in (PlaceLevel.PROVINCE, PlaceLevel.COUNTRY)
    )


def _capital(province: Grounding, theatre: Theatre) -> Grounding | None:
    """The capital of a province, as a grounding at the province's own place in the text."""
    seats = [d for d in theatre.districts.values() if d.is_capital and d.province_id == province.id]
    if len(seats) != 1:
        return None
    return Grounding(
        start=province.start,
        end=province.end,
        name=province.name,
        id=seats[0].id,
        level=PlaceLevel.CITY,
        lat=seats[0].lat,
        lon=seats[0].lon,
        method="points-back",
        confidence=_CONFIDENCE,
    )
