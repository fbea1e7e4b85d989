"""Rows and lines of a picture for the terminal."""

from __future__ import annotations

from contested.cli.output import one_line
from contested.model import edtf
from contested.model.assessment import Contribution, ControlPicture, DistrictAssessment
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState, Outcome, Relation
from contested.publish.control import counts
from contested.publish.masking import Mask, mask_for
from contested.publish.words import STATES, holders, moment_words, party_words, the
from contested.theatre.theatre import Theatre

_WORDS_WIDTH = 88
_SHOWN = 5
_CHANGE_DAYS = 2  # a change "on the day" may be dated by the night before; a longer stretch dates nothing
_CHANGES = (Outcome.TAKES, Outcome.RETAKES, Outcome.SURRENDERS_WITHOUT_FIGHT)


def heading(picture: ControlPicture, theatre: Theatre) -> str:
    """What the picture is, in two lines."""
    names = holders(picture, theatre)
    number = counts(picture)
    held = ", ".join(f"{names[state]} {number[state.value]}" for state in STATES)
    return (
        f"{theatre.title}, the {len(picture.places)} districts of set {picture.district_set}, "
        f"end of {picture.as_of} UTC, as known at {moment_words(picture.known_at)}: {held}.\n"
        f"A state is claims weighed, not a fact verified. {_looked_at(picture)}"
    )


def _looked_at(picture: ControlPicture) -> str:
    """How many of the claims behind a picture reviewers have looked at."""
    copies = {
        copy.claim.id: copy for place in picture.places for c in place.contributions for copy in c.voice.copies
    }
    ruled = sum(1 for copy in copies.values() if copy.ruling is not None)
    if not ruled:
        return "No reviewer has seen these claims."
    return f"Reviewers have looked at {ruled} of its {len(copies)} claims."


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
        "" if strongest is None else words_of(strongest.voice.lead, Mask(strongest.voice.copies)),
    )


def strongest_voice(place: DistrictAssessment) -> Contribution | None:
    """The voice that does most for the verdict: exact words before a coder's, among those that decide."""
    backing = [c for c in place.contributions if c.supports] or list(place.contributions)
    if not backing:
        return None
    return max(backing, key=lambda c: (c.decisive, round(c.weight, 3), c.voice.lead.claim.quote is not None))


def words_of(observation: Observation, mask: Mask) -> str:
    """A claim's words with its speaker: quotation marks only where they are the report's own."""
    claim, report = observation.claim, observation.report
    words = one_line(mask.words(claim.words), _WORDS_WIDTH)
    shown = f"“{words}”" if claim.quote is not None else f"[coded] {words}"
    who = mask.speaker(claim.speaker) if claim.speaker else (report.outlet or "the report")
    return f"{shown} - {one_line(who, 40)}"


def changes_of_the_day(picture: ControlPicture, theatre: Theatre) -> list[str]:
    """A paragraph for each district said to have changed hands on the picture's day, best attested first."""
    changed = [(place, _taken(place, picture)) for place in picture.places]
    changed = [(place, taken) for place, taken in changed if taken]
    changed.sort(key=lambda pair: (-len(pair[1]), pair[0].name))
    return [_change(place, taken, picture, theatre) for place, taken in changed]


def _taken(place: DistrictAssessment, picture: ControlPicture) -> list[tuple[Contribution, Observation]]:
    """The deciding voices that say the district was taken on the picture's day, each with its claim."""
    if place.state not in (ControlState.INSURGENT, ControlState.GOVERNMENT):
        return []
    backing = [c for c in place.contributions if c.supports and c.decisive]
    found = [(c, _taking_claim(c, picture)) for c in backing]
    return [(c, claim) for c, claim in found if claim is not None]


def _taking_claim(contribution: Contribution, picture: ControlPicture) -> Observation | None:
    """A voice may have spoken several times: the claim by which it dates the change, exact words first."""
    copies = [o for o in contribution.voice.copies if _is_change_of_the_day(o, picture)]
    return max(copies, key=lambda o: o.claim.quote is not None, default=None)


def _is_change_of_the_day(observation: Observation, picture: ControlPicture) -> bool:
    claim = observation.claim
    if claim.outcome not in _CHANGES or claim.event is None:
        return False
    first, last = edtf.day_bounds(claim.event)
    return first is not None and last == picture.as_of and (last - first).days <= _CHANGE_DAYS


def _change(
    place: DistrictAssessment,
    taken: list[tuple[Contribution, Observation]],
    picture: ControlPicture,
    theatre: Theatre,
) -> str:
    against = sum(c.relation is Relation.AGAINST_INTEREST for c, _ in taken)
    opposed = [c for c in place.contributions if not c.supports and c.voice.last_day == picture.as_of]
    mask = mask_for(picture)
    lines = [
        f"{place.name} ({place.place}), {place.admin1}: taken by {the(party_words(place.party, theatre))} on "
        f"{picture.as_of}, say {_number(len(taken), 'voice')}, {against} of them against interest"
        + (f"; {_number(len(opposed), 'voice')} opposed." if opposed else ".")
    ]
    lines += [f"    {_mark(c)} {words_of(claim, mask)}" for c, claim in taken[:_SHOWN]]
    lines += [f"    opposed: {words_of(c.voice.lead, mask)}" for c in opposed[:2]]
    return "\n".join(lines)


def _mark(contribution: Contribution) -> str:
    return f"{contribution.relation.value.replace('_', ' ')}:"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
