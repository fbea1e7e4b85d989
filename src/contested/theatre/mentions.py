"""The names of one text with what the sentence says about them: level, list, the province that holds them.

Collects; ``ground`` decides. Must never look up a unit by anything but a hit's ids. Invariant: mentions stay in
text order, and a province held against a mention is one its units can lie in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from contested.model.vocabulary import PlaceLevel
from contested.theatre.fold import fold_name
from contested.theatre.gazetteer import NameHit
from contested.theatre.near import consonants
from contested.theatre.surroundings import Surroundings
from contested.theatre.theatre import Theatre
from contested.theatre.values import District, Province, Unit

_DISTRICT, _PROVINCE = PlaceLevel.DISTRICT, PlaceLevel.PROVINCE
_SIDE = r"(?:[a-z]+(?:ern|east|west)|central|north|south|east|west|restive|volatile|neighbou?ring|border|remote)"
# What stands between a district and the province after it: "district on Sunday in the southern province of".
_HELD_BY_NEXT = re.compile(
    rf".{{0,50}}?(?:\b(?:in|of|inside)\s+(?:the\s+)?(?:{_SIDE}[\s,-]+)*(?:provinces?\s+of\s+)?|,\s*|\s*\(\s*(?:in\s+)?)",
    re.DOTALL,
)
# What stands between a province and the district after it: "'s", "province, the".
_HELD_BY_PREVIOUS = re.compile(
    r"(?:\s+province)?(?:['’]s?)?(?:\s+province['’]s)?(?:,|\s*:)?\s*"
    r"(?:(?:key|strategic|remote|the|district of|districts of|several|where|and)\s+)*"
)


@dataclass(eq=False)
class Mention:
    """A hit with what has been found out about it so far.

    Attributes:
        level: What the words beside it say it is.
        province: Id of the province the sentence says it is in.
        listed: All mentions of the list it stands in, itself included.
        located: Its spelling is weak, and the words beside it speak of a place ("in ...", "... has fallen").
    """

    name: str
    hit: NameHit
    units: tuple[Unit, ...]
    level: PlaceLevel | None = None
    province: str | None = None
    located: bool = False
    listed: list[Mention] = field(default_factory=list)

    @property
    def province_named(self) -> str | None:
        """The province a mention can name, unless it is said to be something else."""
        if self.level not in (None, _PROVINCE):
            return None
        return next((unit.id for unit in self.units if isinstance(unit, Province)), None)

    @property
    def is_weak(self) -> bool:
        """Whether its spelling is weak in all its uses."""
        return bool(self.hit.ids) and len(self.hit.weak) == len(self.hit.ids)

    @property
    def is_meant(self) -> bool:
        """Whether it names a place at all: a weak spelling needs the words around it to say so."""
        if not self.is_weak or self.level is not None or self.province is not None:
            return True
        if self.hit.strict:
            return False
        return self.located or any(not other.is_weak for other in self.listed)


def mentions_of(text: str, hits: Iterable[NameHit], theatre: Theatre, around: Surroundings) -> list[Mention]:
    """Collect the mentions of a text from its hits, in text order."""
    mentions = []
    for found in hits:
        hit = _with_namesake(found, text[found.start : found.end], theatre)
        units = tuple(unit for unit in map(theatre.unit, hit.ids) if unit)
        said = around.level_after(hit.end) or around.level_before(hit.start) or (None,)
        level = around.level_within(hit.start, hit.end) or said[0]
        if level is _DISTRICT and around.is_one_of(hit.start):
            level = _or_province(level, units)
        mention = Mention(text[hit.start : hit.end], hit, units, level)
        mention.located = mention.is_weak and around.is_located(hit.start, hit.end)
        mentions.append(mention)
    _share_levels(mentions, around)
    _hold(mentions, theatre, around)
    return mentions


def _with_namesake(hit: NameHit, name: str, theatre: Theatre) -> NameHit:
    """Add the province where only its capital of the same name has the spelling ("Konduz")."""
    for place in hit.ids:
        district = theatre.districts.get(place)
        if (
            district
            and district.is_capital
            and district.name == district.province_name
            and district.province_id not in hit.ids
            and consonants(fold_name(name)) == consonants(fold_name(district.name))
        ):
            return hit._replace(ids=tuple(sorted((*hit.ids, district.province_id))))
    return hit


def _or_province(level: PlaceLevel, units: Sequence[Unit]) -> PlaceLevel:
    """The level PROVINCE where one of the units is a province: "five Herat districts" are Herat province's."""
    return _PROVINCE if any(isinstance(unit, Province) for unit in units) else level


def _share_levels(mentions: Sequence[Mention], around: Surroundings) -> None:
    """A level said of several goes to every name listed with it."""
    previous: Mention | None = None
    for mention in mentions:
        if previous and around.links(previous.hit.end, mention.hit.start):
            mention.listed = previous.listed
        mention.listed.append(mention)
        previous = mention
    for mention in mentions:
        if mention.listed[0] is not mention:
            continue
        after = around.level_after(mention.listed[-1].hit.end)
        before = around.level_before(mention.hit.start)
        said = after if after and after[1] else before if before and before[1] else None
        if not said:
            continue
        if len(mention.listed) == 1 and said[0] is _DISTRICT:
            mention.level = _or_province(said[0], mention.units)
        for one in mention.listed:
            one.level = one.level or said[0]


def _hold(mentions: Sequence[Mention], theatre: Theatre, around: Surroundings) -> None:
    """Give each name the province that the sentence says it is in; that name is then the province's."""
    for number, mention in enumerate(mentions):
        inside = _provinces_of(mention, theatre)
        holder = _holder_after(mentions, number, inside, around) or _holder_before(
            mentions, number, inside, around
        )
        if holder:
            mention.province = holder.province_named
            holder.level = _PROVINCE
        elif number and around.links(mentions[number - 1].hit.end, mention.hit.start):
            listed = mentions[number - 1].province
            mention.province = listed if listed in inside else None


def _holder_after(
    mentions: Sequence[Mention], number: int, inside: Collection[str | None], around: Surroundings
) -> Mention | None:
    """The name after it that says its province: "Baharak, Takhar", "A, B and C districts of Takhar"."""
    mention, last = mentions[number], number
    while last + 1 < len(mentions) and around.links(mentions[last].hit.end, mentions[last + 1].hit.start):
        last += 1
        if _can_hold(mentions[last], mention, inside):
            return mentions[last]
    for other in mentions[last + 1 : last + 2]:
        gap = around.gap(mentions[last].hit.end, other.hit.start)
        if gap is not None and _HELD_BY_NEXT.fullmatch(gap) and _can_hold(other, mention, inside):
            return other
    return None


def _holder_before(
    mentions: Sequence[Mention], number: int, inside: Collection[str | None], around: Surroundings
) -> Mention | None:
    """The name before it that says its province: "Kandahar's Panjwai"."""
    if not number:
        return None
    mention, previous = mentions[number], mentions[number - 1]
    gap = around.gap(previous.hit.end, mention.hit.start)
    if gap is None or not _HELD_BY_PREVIOUS.fullmatch(gap):
        return None
    return previous if _can_hold(previous, mention, inside) else None


def _can_hold(holder: Mention, mention: Mention, inside: Collection[str | None]) -> bool:
    province = holder.province_named
    return province is not None and holder.hit.ids != mention.hit.ids and province in inside


def _provinces_of(mention: Mention, theatre: Theatre) -> Collection[str | None]:
    """The provinces a mention can lie in: any, for a name that no spelling matches."""
    if not mention.units:
        return theatre.provinces.keys()
    return {theatre.province_of(unit) for unit in mention.units if isinstance(unit, District)}
