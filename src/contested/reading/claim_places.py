"""Which places a claim is about, and at which level.

Owns the choice among the places of the clause, of the claim made before it in the sentence, and of what the report
said before. Must never fill in a place that nothing points at. Invariant: the finest place comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.model.claim import Claim, ClaimPlace, Speaker
from contested.model.vocabulary import Kind, PlaceLevel
from contested.reading.context import ReportContext
from contested.reading.passages import Passage, Span
from contested.reading.place_names import PlaceName, most_specific_first, places_in
from contested.reading.proposition import CONTROL, Proposition
from contested.theatre.theatre import Theatre

# What a tally counts, by a part of its unit; the first that fits.
_UNIT_LEVELS = {  # the first that is in the unit's words counts
    "percent": PlaceLevel.COUNTRY, "share": PlaceLevel.COUNTRY,
    "district": PlaceLevel.DISTRICT, "province": PlaceLevel.PROVINCE, "capital": PlaceLevel.CITY,
    "cit": PlaceLevel.CITY, "town": PlaceLevel.CITY, "cross": PlaceLevel.BORDER_CROSSING, "base": PlaceLevel.BASE,
    "cent": PlaceLevel.DISTRICT, "county": PlaceLevel.DISTRICT, "counties": PlaceLevel.DISTRICT,
}  # fmt: skip
_OTHER_SITES = re.compile(
    r"\b(?:airport|port|hospital|ministry|building|headquarters|prison|dam|bridge|highway|road|station|checkpoint"
    r"|compound)\b"
)
_DISTRICT = re.compile(r"\bdistricts?\b")
_POINTS = re.compile(r"\b(?:it|there|the (?:city|area|district|town|province|region|base|crossing))\b")
_NO_PLACE_NEEDED = frozenset((Kind.COMMITMENT, Kind.ACCUSATION, Kind.OTHER))
# These go on where the claim before them in the sentence was.
_GOES_ON = frozenset(Kind) - {Kind.COMMITMENT, Kind.OTHER, Kind.CONTROL_TALLY, Kind.ACCUSATION}


def claim_places(
    passage: Passage,
    proposition: Proposition,
    speaker: Speaker | None,
    earlier: Sequence[Claim],
    context: ReportContext,
    theatre: Theatre,
) -> tuple[ClaimPlace, ...]:
    """The places a proposition is about.

    Args:
        passage: The sentence.
        proposition: What is claimed.
        speaker: Whose office may be of a place; None for the outlet.
        earlier: Claims already made from the same sentence, in order.
        context: What the report has said so far.
        theatre: Where names are looked up.
    """
    places = most_specific_first(_named(passage, proposition, theatre))
    if places:
        return places
    if earlier and earlier[-1].places and proposition.kind is not Kind.COMMITMENT:
        words = passage.low[proposition.clause[0] : proposition.clause[1]]
        if proposition.kind in _GOES_ON or _POINTS.search(words):
            return earlier[-1].places
    who = speaker.name if speaker else None
    return context.places_meant(passage.low, proposition.clause, proposition.kind, who, passage.paragraph)


def claim_level(passage: Passage, proposition: Proposition, places: Sequence[ClaimPlace]) -> PlaceLevel | None:
    """The level of the thing claimed: a base in a city is a base, districts of a province are districts.

    None where the kind needs no place and has none.
    """
    words = passage.low[proposition.clause[0] : proposition.clause[1]]
    kind, count = proposition.kind, proposition.quantity
    if kind is Kind.CONTROL_TALLY and count and count.unit:
        unit = count.unit
        return next((level for key, level in _UNIT_LEVELS.items() if key in unit), PlaceLevel.OTHER)
    if "border crossing" in words and kind in CONTROL:
        return PlaceLevel.BORDER_CROSSING
    if not places:
        return None if kind in _NO_PLACE_NEEDED else PlaceLevel.COUNTRY
    level = places[0].level
    if level is PlaceLevel.PROVINCE and kind in CONTROL and _DISTRICT.search(words):
        return PlaceLevel.DISTRICT
    if level in (PlaceLevel.CITY, None) and kind is not Kind.RETREAT_OR_FLIGHT and _OTHER_SITES.search(words):
        return PlaceLevel.OTHER
    return level or PlaceLevel.CITY


def _named(passage: Passage, proposition: Proposition, theatre: Theatre) -> list[PlaceName]:
    """The places of the clause; of a casualty statement those of its own words, of a rank those it counts over."""
    names = places_in(passage, proposition.clause, theatre)
    if proposition.kind is Kind.CASUALTIES:
        return [n for n in names if _within(n, proposition.span)] or names
    if proposition.frame == "control.fall" and proposition.kind is Kind.CONTROL_TALLY:
        # "Panjwai is the fifth district in Kandahar to fall": the count is over what stands after "in".
        return [n for n in names if passage.low[max(0, n.start - 4) : n.start].strip() in ("in", "of")] or names
    return names


def _within(name: PlaceName, span: Span) -> bool:
    return name.start >= span[0] and name.end <= span[1]
