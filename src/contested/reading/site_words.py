"""Nouns of places by the level they give: "town", "district", "barracks", and which of them belong to a name.

Owns the word lists and the patterns of them beside a name. Must never decide whether a name is a place. Invariant:
every word is lower case and has one level.
"""

from __future__ import annotations

import re

from contested.model.vocabulary import PlaceLevel

# Administrative words stand outside the name: "Exampleville district" is called Exampleville.
_OF_LEVEL = {
    PlaceLevel.CITY: "city,cities,town,towns,capital,village,villages,hamlet,hamlets,settlement,settlements"
    ",township"
    ",suburb,suburbs,oasis",
    PlaceLevel.PROVINCE: "province,provinces,governorate,governorates,department,departments,state,states,region"
    ",regions,oblast,oblasts",
    PlaceLevel.DISTRICT: "district,districts,county,counties,municipality,municipalities,locality,raion"
    ",subdistrict",
    PlaceLevel.BASE: "garrison",
    PlaceLevel.OTHER: "area,neighbourhood,neighborhood,neighbourhoods,neighborhoods",
}
# Words for a thing that stand inside its name: "the Example dam" is no place called Example.
_OF_SITE = {
    PlaceLevel.BASE: "base,bases,air base,airbase,military base,army base,naval base,camp,barracks,airfield"
    ",military camp,army camp,outpost,fort,fortress,citadel",
    PlaceLevel.BORDER_CROSSING: "border crossing,crossing,border post",
    PlaceLevel.OTHER: "quarter,quarters,colony,square,roundabout,circle,junction,intersection,crossroads"
    ",interchange"
    ",bridge,dam,road,highway,street,avenue,hospital,teaching hospital,maternity hospital,clinic,school,university"
    ",college,academy,airport,international airport,port,harbour,harbor,terminal,power station,power plant"
    ",nuclear plant,substation,refinery,oil refinery,oilfield,oil field,gas field,factory,plant,cement plant,mill"
    ",stadium,hotel,mosque,church,monastery,cathedral,shrine,temple,market,bazaar,palace,prison,jail,hall"
    ",conference hall,tower,tunnel,pass,valley,gorge,hill,hills,heights,mountain,mountains,ridge,island,river,lake"
    ",cemetery,gate,desert,peninsula,refugee camp,mine,farm,compound,checkpoint,building,centre,center,complex"
    ",depot"
    ",silos,station,metro,corridor,crater,plain,plateau,canal,parish",
}
LEVEL_WORDS = {word: level for level, words in _OF_LEVEL.items() for word in words.split(",")}
SITE_WORDS = {word: level for level, words in _OF_SITE.items() for word in words.split(",")}
# A camp of people who fled is no base; neither is a single farm or building a name by itself.
BEFORE_NAME = {
    **LEVEL_WORDS,
    "port": PlaceLevel.OTHER, "base": PlaceLevel.BASE, "airbase": PlaceLevel.BASE, "airport": PlaceLevel.OTHER,
    "bridge": PlaceLevel.OTHER, "quarter": PlaceLevel.OTHER, "island": PlaceLevel.OTHER, "camp": PlaceLevel.OTHER,
    "mount": PlaceLevel.OTHER,
}  # fmt: skip


def _any_of(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_SITE_AFTER = re.compile(
    rf" (?P<word>{_any_of(SITE_WORDS)})\b(?!['’-]?s? (?:chief|police|commander|spokes|official))", re.IGNORECASE
)
_LEVEL_AFTER = re.compile(
    rf"(?:['’]s)? (?:central|capital|border|coastal|rural)?\s?(?P<word>{_any_of(LEVEL_WORDS)})\b",
    re.IGNORECASE,
)
_LEVEL_BEFORE = re.compile(rf"\b(?P<word>{_any_of(BEFORE_NAME)})(?: of| named| called)? (?:the )?$", re.IGNORECASE)


def site_after(text: str, end: int) -> tuple[int, PlaceLevel] | None:
    """(where it ends, its level) of the noun of a thing right after a name that ends at ``end``, or None."""
    found = _SITE_AFTER.match(text, end)
    return (found.end("word"), SITE_WORDS[found["word"].lower()]) if found else None


def level_after(text: str, end: int) -> PlaceLevel | None:
    """The level that the administrative word right after a name gives it, or None."""
    found = _LEVEL_AFTER.match(text, end)
    return LEVEL_WORDS[found["word"].lower()] if found else None


def level_before(text: str, start: int, floor: int) -> PlaceLevel | None:
    """The level that the words right before a name give it ("the town of"), or None; not before ``floor``."""
    found = _LEVEL_BEFORE.search(text, max(floor, start - 40), start)
    return BEFORE_NAME[found["word"].lower()] if found else None


_CALLED_AFTER_TOWNS = frozenset("airport airfield airbase base airstrip hospital prison jail port".split())


def town_of_site(name: str) -> str:
    """The town in the name of a site, else the name itself.

    >>> town_of_site("Bagram airbase"), town_of_site("Bagram")
    ('Bagram', 'Bagram')
    """
    town, _, site = name.rpartition(" ")
    return town if town and site.casefold() in _CALLED_AFTER_TOWNS else name
