"""Which places a claim is about, and at which level.

Owns the two slots; the options come from ``choices``, what decides among them are its learned weights. Must never
fill in a place that the report has not named. Invariant: the same report gives the same places.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.model.claim import Claim, ClaimPlace
from contested.model.vocabulary import PlaceLevel
from contested.reading.choices.levels import level_options
from contested.reading.choices.model import Choices
from contested.reading.choices.places import place_options
from contested.reading.context import ReportContext
from contested.reading.passages import Passage
from contested.reading.proposition import Proposition
from contested.reading.saying import Attribution
from contested.reading.site_words import town_of_site
from contested.theatre.theatre import Theatre

_SITES = (PlaceLevel.BASE, PlaceLevel.OTHER)


def claim_places(
    passage: Passage,
    proposition: Proposition,
    attribution: Attribution | None,
    earlier: Sequence[Claim],
    context: ReportContext,
    theatre: Theatre,
    choices: Choices,
) -> tuple[ClaimPlace, ...]:
    """The places a proposition is about, the one it is about first.

    Args:
        passage: The sentence.
        proposition: What is claimed.
        attribution: Whose words it is; None for the outlet.
        earlier: Claims already made from the same sentence, in order.
        context: What the report has said so far.
        theatre: Where names are looked up.
        choices: What decides.
    """
    options = place_options(passage, proposition, attribution, earlier, context, theatre)
    return tuple(
        _settlement(place, passage, theatre) for place in choices.pick("place", options, proposition.span)
    )


def _settlement(place: ClaimPlace, passage: Passage, theatre: Theatre) -> ClaimPlace:
    """For a site that only the words before name, the town or district it is called after: "Bagram airbase".

    What follows from an attack on it - the dead, who did it - is of the place, not of the site (codebook).
    """
    if place.level not in _SITES or place.name.casefold() in passage.low[passage.start : passage.end].casefold():
        return place
    head = town_of_site(place.name)
    if head == place.name:
        return place
    known = theatre.grounder.ground(head)
    if len(known) != 1 or known[0].end - known[0].start != len(head):
        return place
    return ClaimPlace(head, known[0].id, place.level)


def claim_level(
    passage: Passage, proposition: Proposition, places: Sequence[ClaimPlace], choices: Choices
) -> PlaceLevel | None:
    """The level of the thing claimed: a base in a city is a base, districts of a province are districts."""
    return choices.pick("level", level_options(passage, proposition, places), proposition.span)
