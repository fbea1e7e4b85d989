"""Words that point back to a place: "the district", "the area", "its capital".

Resolves to the last suitable mention of the same text, or leaves it open; must never point forward, to a list of
several, or past a name that was left open itself. Invariant: a resolved phrase has the id and the level of a
mention before it, but for a province that holds one, and for that province's capital.
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
    r"\s+(?:of|called|named|outside|around|near|between|where|that|which|under|surrounding)\b|,?\s+[A-Z]|['’]|-"
    r"|\s+(?:governor|chief|police|council|councillor|headquarters|officials?|administration|administrator|compound|hospital"
    r"|prison|jail|airport|cent(?:er|re)s?|commander|governor's|office|buildings?|bazaar|market|elders?|residents?)\b"
)
_LEVELS = {
    "district": (PlaceLevel.DISTRICT,),
    "city": (PlaceLevel.CITY,),
    "town": (PlaceLevel.CITY,),
    "base": (PlaceLevel.BASE,),
    "airbase": (PlaceLevel.BASE,),
    "airfield": (PlaceLevel.BASE,),
    "crossing": (PlaceLevel.BORDER_CROSSING,),
}
_ANY = (PlaceLevel.DISTRICT, PlaceLevel.CITY, PlaceLevel.BASE, PlaceLevel.BORDER_CROSSING, PlaceLevel.PROVINCE)


def point_back(
    text: str, named: Sequence[Grounding], theatre: Theatre, around: Surroundings
) -> tuple[Grounding, ...]:
    """One grounding for each phrase that points back to a place, in text order.

    Args:
        text: The text.
        named: The places it names, in text order.
        theatre: Where capitals are looked up.
        around: Its surroundings.
    """
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
        meant = _capital(earlier, phrase.start(), theatre, around)
    else:
        word = phrase["word"].lower()
        if word == "province":
            meant = _province(earlier, phrase.start(), theatre, around)
        else:
            level = _LEVELS["district"] if word.startswith("district") else _LEVELS.get(word.split()[-1], _ANY)
            meant = _last(earlier, level, around)
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


def _province(earlier: Sequence[Grounding], at: int, theatre: Theatre, around: Surroundings) -> Grounding | None:
    """The province meant at an offset: the last named if all since lie in it, else that of the same sentence.

    A province that was not named itself is given as a grounding at the place that lies in it.
    """
    named = _last(earlier, (PlaceLevel.PROVINCE,), around)
    since = [g for g in earlier if (named is None or g.start > named.start) and g.level is not PlaceLevel.COUNTRY]
    held = {_province_of(g, theatre) for g in since}
    if named and held <= {named.id}:
        return named
    beside = [g for g in since if around.same_sentence(g.start, at)]
    inside = {_province_of(g, theatre) for g in beside}
    province = theatre.provinces.get(next(iter(inside)) or "") if len(inside) == 1 else None
    if province is None:
        return None
    return _given(beside[-1], province.id, PlaceLevel.PROVINCE, province.lat, province.lon)


def _capital(earlier: Sequence[Grounding], at: int, theatre: Theatre, around: Surroundings) -> Grounding | None:
    """The capital of the province meant at an offset, or the one just named ("Ghazni city, the capital")."""
    seats = {d.id: d for d in theatre.districts.values() if d.is_capital}
    last = earlier[-1] if earlier else None
    if last and last.level is PlaceLevel.CITY and last.id in seats and around.same_sentence(last.start, at):
        return last
    province = _province(earlier, at, theatre, around)
    found = [d for d in seats.values() if province and d.province_id == province.id]
    if province is None or len(found) != 1:
        return None
    return _given(province, found[0].id, PlaceLevel.CITY, found[0].lat, found[0].lon)


def _province_of(grounding: Grounding, theatre: Theatre) -> str | None:
    unit = theatre.unit(grounding.id) if grounding.id else None
    return theatre.province_of(unit) if unit else None


def _given(at: Grounding, place: str, level: PlaceLevel, lat: float, lon: float) -> Grounding:
    return Grounding(
        start=at.start,
        end=at.end,
        name=at.name,
        id=place,
        level=level,
        lat=lat,
        lon=lon,
        method="points-back",
        confidence=_CONFIDENCE,
    )
