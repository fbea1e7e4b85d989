"""What plain rules would fill in: one guess for each slot, which the learned weights may follow or not.

Owns the rules. Must never look at weights. Invariant: a guess is named in the report or worked out from its times;
None and an empty tuple are guesses too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from contested.model.claim import Claim, ClaimPlace
from contested.model.vocabulary import Kind, PlaceLevel
from contested.reading.context import ReportContext, day_only, pointing_word
from contested.reading.passages import Passage, Span
from contested.reading.place_names import PlaceName, most_specific_first
from contested.reading.proposition import CONTROL, Proposition
from contested.reading.saying import Attribution
from contested.reading.times import TimeMention, find_times

# What a tally counts, by a part of its unit; the first that fits.
_UNIT_LEVELS = {
    "percent": PlaceLevel.COUNTRY, "share": PlaceLevel.COUNTRY,
    "district": PlaceLevel.DISTRICT, "province": PlaceLevel.PROVINCE, "capital": PlaceLevel.CITY,
    "cit": PlaceLevel.CITY, "town": PlaceLevel.CITY, "village": PlaceLevel.CITY, "cross":
    PlaceLevel.BORDER_CROSSING,
    "base": PlaceLevel.BASE, "cent": PlaceLevel.DISTRICT, "count": PlaceLevel.DISTRICT,
}  # fmt: skip
_OTHER_SITES = re.compile(
    r"\b(?:airport|port|hospital|ministry|building|headquarters|prison|dam|bridge|highway|road|station|checkpoint"
    r"|compound)\b"
)
_DISTRICT = re.compile(r"\bdistricts?\b")
# These go on where, and when, the claim before them in the sentence was.
_GOES_ON = frozenset(Kind) - {Kind.COMMITMENT, Kind.OTHER, Kind.CONTROL_TALLY, Kind.ACCUSATION}
_GOES_ON_WHEN = frozenset((Kind.CASUALTIES, Kind.RETREAT_OR_FLIGHT, Kind.CLASH_OR_ATTACK))
_HAPPENINGS = frozenset(
    (Kind.CLASH_OR_ATTACK, Kind.CASUALTIES, Kind.RETREAT_OR_FLIGHT, Kind.RESPONSIBILITY, Kind.ACCUSATION)
)
# Of these an official speaks for the place of the office, where no other is named.
_OF_THE_OFFICE = CONTROL | {Kind.OTHER, Kind.DISPLACEMENT, Kind.SURRENDER_OR_DETENTION}
# One story has one day: what is said again of a place happened when it was first said to have.
_SAME_STORY = _HAPPENINGS - {Kind.ACCUSATION} | {Kind.CONTROL_CHANGE}
# News of these is told on the day, where nothing else is said.
_TOLD_AT_ONCE = frozenset((Kind.CONTROL_CHANGE, Kind.CASUALTIES, Kind.CLASH_OR_ATTACK))
MOVES = frozenset((Kind.RETREAT_OR_FLIGHT, Kind.WITHDRAWAL, Kind.DISPLACEMENT, Kind.OTHER, Kind.COMMITMENT))
_MENTIONS = 12
_POINTING = frozenset(
    "event there area district province city town region base airbase airfield airport crossing checkpoint"
    " capital village"
    " facility compound site port".split()
)


def guess_places(
    passage: Passage,
    proposition: Proposition,
    attribution: Attribution | None,
    earlier: Sequence[Claim],
    context: ReportContext,
    names: Sequence[PlaceName],
) -> tuple[ClaimPlace, ...]:
    """The places of the claim's words, of the claim before it, or what a pointing word means."""
    own = most_specific_first(of_claim(passage, proposition, names))
    own = without_setting(own, proposition)
    if own:
        return own
    pointed = pointing_word(passage.low, proposition.clause)
    kind = proposition.kind
    if (
        earlier
        and earlier[-1].places
        and kind is not Kind.COMMITMENT
        and (kind in _GOES_ON or pointed == "it" or pointed in _POINTING)
    ):
        return earlier[-1].places
    if pointed in _POINTING:
        for mention in context.latest_mentions(_MENTIONS):
            if mention.fits(pointed):
                return (mention.place,)
    speaker = attribution.speaker.name if attribution and attribution.speaker else None
    office = context.office_of(speaker) if speaker else ()
    if office and kind in _OF_THE_OFFICE:
        return office
    if kind not in _HAPPENINGS or not context.last_claims:
        return ()
    last = context.last_claims[-1]
    away = passage.paragraph - last.paragraph
    if speaker and last.speaker == speaker and last.places and away <= 2:
        return last.places[:1]
    return office or (last.places[:1] if away <= 1 and kind is not Kind.ACCUSATION else ())


def without_setting(places: tuple[ClaimPlace, ...], proposition: Proposition) -> tuple[ClaimPlace, ...]:
    """Without the countries that only say where the places named with them lie; of a move a country is an end."""
    if proposition.kind in MOVES:
        return places
    return tuple(p for p in places if p.level is not PlaceLevel.COUNTRY) or places


def of_claim(passage: Passage, proposition: Proposition, names: Sequence[PlaceName]) -> list[PlaceName]:
    """The places of the clause; of a casualty statement those of its own words, of a rank those it counts over."""
    inside = [n for n in names if _within(n, proposition.clause)]
    if proposition.kind is Kind.CASUALTIES:
        return [n for n in inside if _within(n, proposition.span)] or inside
    if counts_over(proposition):
        return [n for n in inside if passage.low[max(0, n.start - 4) : n.start].strip() in ("in", "of")] or inside
    return inside


def counts_over(proposition: Proposition) -> bool:
    """A rank: "Panjwai is the fifth district in Kandahar to fall" counts over what stands after "in"."""
    return proposition.frame == "control.fall" and proposition.kind is Kind.CONTROL_TALLY


def _within(name: PlaceName, span: Span) -> bool:
    return name.start >= span[0] and name.end <= span[1]


def guess_level(passage: Passage, proposition: Proposition, places: Sequence[ClaimPlace]) -> PlaceLevel | None:
    """The level of the unit that is counted, of the thing the words name, or of the place."""
    words = passage.low[slice(*proposition.clause)]
    kind, count = proposition.kind, proposition.quantity
    if kind is Kind.CONTROL_TALLY and count and count.unit:
        unit = count.unit
        return next((level for key, level in _UNIT_LEVELS.items() if key in unit), PlaceLevel.OTHER)
    if "border crossing" in words and kind in CONTROL:
        return PlaceLevel.BORDER_CROSSING
    if not places:
        return None
    level = places[0].level
    if level is PlaceLevel.PROVINCE and kind in CONTROL and _DISTRICT.search(words):
        return PlaceLevel.DISTRICT
    if level in (PlaceLevel.CITY, None) and kind is not Kind.RETREAT_OR_FLIGHT and _OTHER_SITES.search(words):
        return PlaceLevel.OTHER
    return level or PlaceLevel.CITY


def guess_time(
    passage: Passage,
    proposition: Proposition,
    said: str | None,
    places: tuple[ClaimPlace, ...],
    earlier: Sequence[Claim],
    context: ReportContext,
    published: date | None,
) -> str | None:
    """The time of the clause, of the sentence's opening, of the claim before it, or of the same story."""
    anchor = day_only(said) or published
    clause = proposition.clause
    own: Sequence[TimeMention] = (
        find_times(passage.text, *clause, anchor)
        if said
        else [t for t in passage.times if t.start >= clause[0] and t.end <= clause[1]]
    )
    resolved = [t for t in own if t.edtf]
    if resolved:
        return min(resolved, key=_vagueness).edtf
    if any(t.value == "PAST_REF" for t in own):
        return None
    opening = next(
        (t for t in passage.times if t.edtf and t.start - passage.start < 14 and t.end <= clause[0]), None
    )
    if opening:
        return opening.edtf
    if anchor and any(t.value == "PRESENT_REF" for t in own):
        return anchor.isoformat()
    if earlier and earlier[-1].event and proposition.kind in _GOES_ON_WHEN:
        return earlier[-1].event
    meant = context.day_meant(places) if proposition.kind in _SAME_STORY else None
    return meant or (said if proposition.kind in _TOLD_AT_ONCE else None)


def _vagueness(t: TimeMention) -> tuple[int, int]:
    """A day says more than a stretch since some day, that more than a month or year; then the first."""
    edtf = t.edtf or ""
    return (0 if day_only(edtf) else 1 if "/" in edtf else 2), t.start
