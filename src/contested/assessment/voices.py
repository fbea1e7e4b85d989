"""Independent voices: one speaker on one thing is one voice, however many outlets print it.

Owns the voices as values, with their copies and the reason why they are one (``joining`` finds them). Invariant:
the voices are the same in whatever order the claims come, and every bearing claim is in exactly one voice of its
place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from contested.assessment.bearing import Bearing, bearings, place_units
from contested.assessment.coding import Coded, code
from contested.assessment.joining import voices_of
from contested.assessment.speakers import SpeakerKey, speaker_keys
from contested.assessment.weights import standard
from contested.model.assessment import Voice
from contested.model.observation import Observation
from contested.theatre.theatre import Theatre


def collect_voices(
    observations: Sequence[Observation],
    theatre: Theatre,
    *,
    as_of: date,
    known_at: datetime,
    clock: str = "published",
    district_set: str | None = None,
) -> Mapping[str, tuple[Voice, ...]]:
    """The voices on each district that has any, by P-code, each place's oldest first.

    Raises:
        QueryError: for a clock or district set that does not exist.
    """
    _, units = place_units(theatre, district_set)
    found, _ = bearings(observations, theatre, units, as_of=as_of, known_at=known_at, clock=clock)
    index = {place: i for i, place in enumerate(sorted(units))}
    return join(found, code(found, theatre, index, standard()))


def join(found: Sequence[Bearing], coded: Coded) -> dict[str, tuple[Voice, ...]]:
    """Join bearing claims into voices, by place."""
    by_place: dict[str, list[Voice]] = defaultdict(list)
    for lead, voice in voices_by_lead(found, coded).items():
        by_place[found[lead].place].append(voice)
    return {
        place: tuple(sorted(by_place[place], key=lambda v: (v.last_day, v.lead.known_from, v.key)))
        for place in sorted(by_place)
    }


def voices_by_lead(found: Sequence[Bearing], coded: Coded) -> dict[int, Voice]:
    """The voices of bearing claims by the index of the claim that leads each."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, lead in enumerate(voices_of(coded).tolist()):
        groups[lead].append(index)
    return {lead: _voice(found[lead], [found[i] for i in members]) for lead, members in groups.items()}


def speaker_of(voice: Voice) -> str:
    """The key of a voice's speaker, equal for two voices of one speaker on different days."""
    return speaker_keys(voice.lead)[0].key


def _voice(lead: Bearing, members: list[Bearing]) -> Voice:
    members = sorted(members, key=lambda m: (m.observation.known_from, m.observation.claim.id))
    holder = lead.says or "contested"
    key = speaker_keys(lead.observation)[0].key
    return Voice(
        key=f"{lead.place}|{holder}|{key}|{lead.last_day.isoformat()}|{lead.observation.claim.id[:8]}",
        lead=lead.observation,
        copies=tuple(bearing.observation for bearing in members),
        joined_because=_why_joined([(m, speaker_keys(m.observation)) for m in members]),
        says=lead.says,
        first_day=lead.first_day,
        last_day=lead.last_day,
    )


def _why_joined(members: list[tuple[Bearing, tuple[SpeakerKey, ...]]]) -> str:
    """The commonest shared key, in words."""
    if len(members) == 1:
        return "a single claim"
    counts = Counter(key.key for _, keys in members for key in keys)
    because = {key.key: key.because for _, keys in reversed(members) for key in keys}
    commonest = min(counts, key=lambda key: (-counts[key], key))
    return f"{because[commonest]}; the days agree"
