"""Rows and lines of a picture for the terminal."""

from __future__ import annotations

from contested.cli.output import one_line
from contested.model.assessment import Contribution, ControlPicture, DistrictAssessment
from contested.model.vocabulary import ControlState, Outcome, Relation
from contested.publish.control import counts
from contested.publish.masking import Mask, mask_for
from contested.publish.words import STATES, holders, moment_words, party_words, the
from contested.theatre.theatre import Theatre

_WORDS_WIDTH = 88


def heading(picture: ControlPicture, theatre: Theatre) -> str:
    """What the picture is, in two lines."""
    names = holders(picture, theatre)
    number = counts(picture)
    held = ", ".join(f"{names[state]} {number[state.value]}" for state in STATES)
    return (
        f"{theatre.title}, the {len(picture.places)} districts of set {picture.district_set}, "
        f"end of {picture.as_of} UTC, as known at {moment_words(picture.known_at)}: {held}.\n"
        "A state is claims weighed, not a fact verified. No reviewer has seen these claims."
    )


def district_row(place: DistrictAssessment) -> tuple[str, ...]:
    """A district with its strongest words."""
    strongest = strongest_voice(place)
    days = "" if place.days_since_evidence is None else str(place.days_since_evidence)
    return (
        place.name,
        place.place,
        place.admin1,
        f"{place.likelihood} ({round(place.probability * 100)}%)" if place.contributions else "",
        place.grade.value,
        str(place.voices),
        days,
        "" if strongest is None else words_of(strongest, Mask(strongest.voice.copies)),
    )


def strongest_voice(place: DistrictAssessment) -> Contribution | None:
    """The voice that does most for the verdict: exact words before a coder's, among those that decide."""
    backing = [c for c in place.contributions if c.supports] or list(place.contributions)
    if not backing:
        return None
    return max(backing, key=lambda c: (c.decisive, round(c.weight, 3), c.voice.lead.claim.quote is not None))


def words_of(contribution: Contribution, mask: Mask) -> str:
    """A voice's words with its speaker: quotation marks only where they are the report's own."""
    claim, report = contribution.voice.lead.claim, contribution.voice.lead.report
    words = one_line(mask.words(claim.words), _WORDS_WIDTH)
    shown = f"“{words}”" if claim.quote is not None else f"[coded] {words}"
    who = mask.speaker(claim.speaker) if claim.speaker else (report.outlet or "the report")
    return f"{shown} - {one_line(who, 40)}"


def changes_of_the_day(picture: ControlPicture, theatre: Theatre) -> list[str]:
    """A paragraph for each district said to have changed hands on the picture's day, best attested first."""
    changed = [p for p in picture.places if _takers(p, picture)]
    changed.sort(key=lambda p: (-len(_takers(p, picture)), p.name))
    return [_change(place, picture, theatre) for place in changed]


def _takers(place: DistrictAssessment, picture: ControlPicture) -> list[Contribution]:
    """Voices for the verdict that say the district was taken in days that end on the picture's day."""
    if place.state not in (ControlState.INSURGENT, ControlState.GOVERNMENT):
        return []
    return [
        c
        for c in place.contributions
        if c.supports
        and c.decisive
        and c.voice.last_day == picture.as_of
        and c.voice.lead.claim.outcome in (Outcome.TAKES, Outcome.RETAKES, Outcome.SURRENDERS_WITHOUT_FIGHT)
        and c.voice.first_day is not None
        and (picture.as_of - c.voice.first_day).days <= 2
    ]


def _change(place: DistrictAssessment, picture: ControlPicture, theatre: Theatre) -> str:
    voices = _takers(place, picture)
    against = [c for c in voices if c.relation is Relation.AGAINST_INTEREST]
    opposed = [c for c in place.contributions if not c.supports and c.decisive]
    mask = mask_for(picture)
    lines = [
        f"{place.name} ({place.place}), {place.admin1}: taken by {the(party_words(place.party, theatre))} on "
        f"{picture.as_of}, say {_number(len(voices), 'voice')}, {len(against)} of them against interest"
        + (f"; {_number(len(opposed), 'voice')} opposed." if opposed else ".")
    ]
    lines += [f"    {_mark(c)} {words_of(c, mask)}" for c in voices[:4]]
    lines += [f"    opposed: {words_of(c, mask)}" for c in opposed[:2]]
    return "\n".join(lines)


def _mark(contribution: Contribution) -> str:
    return f"{contribution.relation.value.replace('_', ' ')}:"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
