"""Independent voices: one speaker on one thing is one voice, however many outlets print it.

Owns the joining of relays. Copies are joined when their speakers share a key (``speakers``), they say the same
of the same place, and the days they speak of overlap or touch. Invariant: the voices are the same in whatever
order the claims come, and every bearing claim is in exactly one voice of its place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from contested.assessment.bearing import Bearing, bearings, place_units
from contested.assessment.speakers import SpeakerKey, speaker_keys
from contested.model.assessment import Voice
from contested.model.observation import Observation
from contested.theatre.theatre import Theatre

TOUCHING = timedelta(days=1)
"""An event of the night is put on either day, and a report from another time zone on the next one."""


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
    return join(found)


def join(found: Iterable[Bearing]) -> dict[str, tuple[Voice, ...]]:
    """Join bearing claims into voices, by place."""
    by_place: dict[str, dict[str | None, list[Bearing]]] = defaultdict(lambda: defaultdict(list))
    for bearing in found:
        by_place[bearing.place][bearing.says].append(bearing)
    voices = {}
    for place in sorted(by_place):
        of_place = [voice for same in by_place[place].values() for voice in _join_same(same)]
        voices[place] = tuple(sorted(of_place, key=lambda v: (v.last_day, v.lead.known_from, v.key)))
    return voices


def speaker_of(voice: Voice) -> str:
    """The key of a voice's speaker, equal for two voices of one speaker on different days."""
    return speaker_keys(voice.lead)[0].key


def _join_same(same: list[Bearing]) -> list[Voice]:
    """Voices of the claims that say one thing of one place."""
    keys = [speaker_keys(bearing.observation) for bearing in same]
    parent = list(range(len(same)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    by_key: dict[str, list[int]] = defaultdict(list)
    for index, of_one in enumerate(keys):
        for key in of_one:
            by_key[key.key].append(index)
    for members in by_key.values():
        members.sort(key=lambda i: (same[i].start, same[i].last_day))
        reach, previous = same[members[0]].last_day, members[0]
        for index in members[1:]:
            if same[index].start <= reach + TOUCHING:
                parent[root(index)] = root(previous)
                reach = max(reach, same[index].last_day)
            else:
                reach = same[index].last_day
            previous = index
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(same)):
        groups[root(index)].append(index)
    return [_voice([(same[i], keys[i]) for i in members]) for members in groups.values()]


def _voice(members: list[tuple[Bearing, tuple[SpeakerKey, ...]]]) -> Voice:
    members = sorted(members, key=lambda m: (m[0].observation.known_from, m[0].observation.claim.id))
    lead, lead_keys = min(members, key=lambda member: _lead_order(member[0]))
    holder = lead.says or "contested"
    return Voice(
        key=f"{lead.place}|{holder}|{lead_keys[0].key}|{lead.last_day.isoformat()}",
        lead=lead.observation,
        copies=tuple(bearing.observation for bearing, _ in members),
        joined_because=_why_joined(members),
        says=lead.says,
        first_day=lead.first_day,
        last_day=lead.last_day,
    )


def _lead_order(bearing: Bearing) -> tuple[datetime, bool, int, str]:
    """The earliest known, then exact words before a coder's, then the most precise days."""
    observation = bearing.observation
    days = (bearing.last_day - bearing.start).days
    return (observation.known_from, observation.claim.quote is None, days, observation.claim.id)


def _why_joined(members: list[tuple[Bearing, tuple[SpeakerKey, ...]]]) -> str:
    """The commonest shared key, in words."""
    if len(members) == 1:
        return "a single claim"
    counts = Counter(key.key for _, keys in members for key in keys)
    because = {key.key: key.because for _, keys in reversed(members) for key in keys}
    commonest = min(counts, key=lambda key: (-counts[key], key))
    return f"{because[commonest]}; the days agree"
