"""Sentences and labels for people: states, days, verdicts and voices in plain words.

Owns the wording of pages. Must never put a likelihood and a grade (how the evidence is made up) in one
sentence: the one is about the district, the other about the sources.
"""

from __future__ import annotations

from datetime import date, datetime

from contested.model import edtf
from contested.model.assessment import Contribution, ControlPicture, DistrictAssessment, Voice
from contested.model.vocabulary import ControlState, Grade, Outcome, Stance
from contested.theatre.theatre import Theatre

STATES = (ControlState.INSURGENT, ControlState.CONTESTED, ControlState.GOVERNMENT, ControlState.UNKNOWN)

GRADES = {
    Grade.CONFIRMED: "Both sides say so, or a side admits it against its own interest.",
    Grade.FAIR: "At least two independent credible voices say so.",
    Grade.WEAK: "One credible voice says so, or only those who gain by it.",
    Grade.CONTESTED: "Voices of equal standing say opposite things.",
    Grade.DISCOUNTED: "Only unverified or questioning voices speak of it.",
    Grade.NONE: "No usable claim.",
}
EVEN = 0.45
"""Below this a likelihood is "unlikely" or less in ICD 203's words."""
UNCERTAIN = frozenset({Grade.WEAK, Grade.CONTESTED, Grade.DISCOUNTED})


def day_words(day: date) -> str:
    """A day as a newspaper writes it.

    >>> day_words(date(2021, 7, 4))
    '4 July 2021'
    """
    return f"{day.day} {day:%B %Y}"


def moment_words(moment: datetime) -> str:
    """A UTC moment in words; one at midnight is told as the end of the day before."""
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0) and moment.date() > date.min:
        return f"the end of {day_words(date.fromordinal(moment.toordinal() - 1))} (UTC)"
    return f"{day_words(moment.date())}, {moment:%H:%M} UTC"


def event_words(event: str | None) -> str:
    """An EDTF event in words.

    >>> event_words("2021-07-03/2021-07-04")
    '3–4 July 2021'
    """
    if not event:
        return "day not given"
    try:
        first, last = edtf.day_bounds(event)
    except ValueError:
        return event
    if first is None and last is not None:
        return f"by {day_words(last)}"
    if first is not None and last is None:
        return f"since {day_words(first)}"
    return _span_words(first, last) if first and last else event


def _span_words(first: date, last: date) -> str:
    if first == last:
        return day_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    return f"{day_words(first)} to {day_words(last)}"


def party_words(party: str | None, theatre: Theatre) -> str:
    """A party's display name; its id where the theatre does not know it."""
    found = theatre.parties.get(party) if party else None
    return found.name if found else (party or "nobody")


def holders(picture: ControlPicture, theatre: Theatre) -> dict[ControlState, str]:
    """What each state is called in this picture: the name of the party that has it, or the state's own name."""
    names = {
        ControlState.INSURGENT: "Insurgents",
        ControlState.GOVERNMENT: "Government",
        ControlState.CONTESTED: "Contested",
        ControlState.UNKNOWN: "No usable claim",
    }
    for state in (ControlState.INSURGENT, ControlState.GOVERNMENT):
        parties = {p.party for p in picture.places if p.state == state}
        if not parties:
            parties = {p.id for p in theatre.parties.values() if p.side.value == state.value}
        if len(parties) == 1:
            names[state] = party_words(parties.pop(), theatre)
    return names


def verdict_words(place: DistrictAssessment, theatre: Theatre) -> str:
    """The verdict as one sentence, with its ICD 203 word and without the grade."""
    if place.state == ControlState.UNKNOWN:
        return "Nothing usable was claimed about this district."
    held = "Contested" if place.party is None else f"Held by {the(party_words(place.party, theatre))}"
    doubt = (
        "; the newest reports say so, but the claims together do not carry it" if place.probability < EVEN else ""
    )
    return f"{held}: {place.likelihood} ({round(place.probability * 100)} in 100){doubt}."


def state_words(state: str, theatre: Theatre) -> str:
    """A state of the model in words: a party's name, "contested" or "unknown"."""
    return party_words(state, theatre) if state in theatre.parties else state


def decibans_words(contribution: Contribution) -> str:
    """What a voice adds to the odds of the verdict, in decibans.

    Ten decibans make the odds ten times as high, three about twice.
    """
    return f"{contribution.decibans:+.1f} dB".replace("-", "\u2212")


def age_words(days: int) -> str:
    """How old the newest evidence is."""
    if days == 0:
        return "The newest evidence is of the day itself."
    return f"The newest evidence is {days} day{'' if days == 1 else 's'} old."


def says_words(voice: Voice, theatre: Theatre) -> str:
    """What a voice says of the place, short."""
    claim = voice.lead.claim
    if voice.says is None:
        return "Says it is contested"
    who = the(party_words(voice.says, theatre))
    clause = {
        Outcome.TAKES: f"{who} took it",
        Outcome.RETAKES: f"{who} retook it",
        Outcome.REPELS: f"an attack was beaten back by {who}",
        Outcome.SURRENDERS_WITHOUT_FIGHT: f"it went to {who} without a fight",
    }.get(claim.outcome or Outcome.HOLDS, f"it is held by {who}")
    opening = {
        Stance.DENIES: "Denies the opposite: says",
        Stance.DISPUTES: "Disputes the opposite: says",
        Stance.REPORTS_UNVERIFIED: "Passes on, unverified, that",
    }.get(claim.stance, "Says")
    return f"{opening} {clause}"


def the(name: str) -> str:
    """A party's name with its article."""
    return name if name.lower().startswith("the ") else f"the {name}"
