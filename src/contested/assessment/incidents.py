"""Incidents: claims about one happening, linked by sort, place, days and parties, each with its reason.

Owns the linking. Must never chain: days of fighting that follow one another stay separate happenings. Invariant:
the incidents do not depend on the order of the claims, a copy adds nothing but itself, and no claim is in two.

Claims with days are cut into windows: the one that ends first sets a day, and all that begin no later than the day
after it belong to it. Vague ones and bare denials are then added where exactly one window can be meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from contested.assessment.bearing import is_known
from contested.assessment.casualty_counts import TollCount, measure_of, toll_counts
from contested.assessment.incidents_happening import DENIALS, Happening, Sort, happening_of
from contested.model.identity import content_id
from contested.model.observation import Observation
from contested.theatre.theatre import Theatre

_TOUCHING = timedelta(days=1)
"""A night's fall is put on either day, and a report from another time zone on the next one."""
_UNDATED_DAYS = 7
"""How long after a count the same count without a day is taken for a relay of it."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of an incident, and why it is one."""

    observation: Observation
    because: str


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One happening, according to the claims about it.

    Attributes:
        id: Hash of its sort, place, day and direction: a further claim about it does not change it.
        place: Id of the place; "" where none is told.
        gains: Party id that gains the place; None where it is no change of hands.
        first_day: The earliest day (inclusive) told by a claim that is not vague; None where all are.
        last_day: The latest, as ``first_day``; else the latest publication.
        parties: Party ids involved, as far as told, sorted.
        links: Its claims, by (known_from, id).
        tolls: Its losses as counted by each claimant.
    """

    id: str
    sort: Sort
    place: str
    gains: str | None
    first_day: date | None
    last_day: date
    parties: tuple[str, ...]
    links: tuple[Link, ...]
    tolls: tuple[TollCount, ...]

    @property
    def denials(self) -> tuple[Observation, ...]:
        """The claims that deny or dispute it."""
        return tuple(link.observation for link in self.links if link.observation.claim.stance in DENIALS)


class _Window:
    """An incident in the making."""

    def __init__(self, sort: Sort, place: str, gains: str | None, day: date, mark: str) -> None:
        self.sort, self.place, self.gains, self.day, self.mark = sort, place, gains, day, mark
        self.parties: frozenset[str] = frozenset()
        self.told: list[tuple[Happening, str]] = []


_Place = tuple[Sort, str]


def incidents(
    observations: Iterable[Observation],
    theatre: Theatre,
    *,
    as_of: date,
    known_at: datetime,
    clock: str = "published",
) -> list[Incident]:
    """The happenings up to the end of a day (UTC), by what was known at a moment; newest first.

    Raises:
        QueryError: for a clock that does not exist.
    """
    told = [
        happening
        for observation in observations
        if is_known(observation, known_at, clock)
        and (happening := happening_of(observation)) is not None
        and happening.last <= as_of
    ]
    fine = [h for h in told if not h.is_coarse]
    found = [*_at_places(fine), *_counts_of_claimants([h for h in told if h.is_coarse])]
    made = [_incident(window, theatre) for window in found]
    return sorted(made, key=lambda i: (-i.last_day.toordinal(), i.place, i.sort, i.gains or "", i.id))


def _at_places(told: Sequence[Happening]) -> list[_Window]:
    """Windows of claims that name a place fine enough, with the vague ones added where one window can be meant."""
    by_place: dict[_Place, list[Happening]] = defaultdict(list)
    for happening in told:
        by_place[happening.sort, happening.place].append(happening)
    return [window for members in by_place.values() for window in _at_place(members)]


def _at_place(members: list[Happening]) -> list[_Window]:
    clear: dict[str | None, list[Happening]] = defaultdict(list)
    unclear = []
    for happening in members:
        if happening.is_vague or happening.against is not None:
            unclear.append(happening)
        else:
            clear[happening.gains].append(happening)
    windows = {gains: _windows(same) for gains, same in clear.items()}
    days = {gains: [window.day for window in cut] for gains, cut in windows.items()}
    alone: dict[tuple[object, ...], _Window] = {}
    for happening in unclear:
        meant = _meant(happening, windows, days)
        if len(meant) == 1:
            meant[0].told.append((happening, _why_added(happening)))
            continue
        direction = happening.gains or f"not {happening.against}"
        mark = f"{direction}|{happening.first}|{happening.last}|{sorted(happening.parties)}"
        key = (happening.first, happening.last, direction, happening.parties)
        if key not in alone:
            alone[key] = _Window(happening.sort, happening.place, happening.gains, happening.last, mark)
            alone[key].parties = happening.parties
        why = "it may mean any of several happenings here" if meant else "no other claim dates what it speaks of"
        alone[key].told.append((happening, f"{why}; alike claims of the same span stand together"))
    return [*(window for cut in windows.values() for window in cut), *alone.values()]


def _windows(members: list[Happening]) -> list[_Window]:
    """Claims of one sort, place and direction cut by days, then by parties where fights of several are told."""
    members = sorted(members, key=lambda h: (h.last, h.first or h.last, h.observation.claim.id))
    cuts: list[list[Happening]] = []
    pivot: date | None = None
    for happening in members:
        # Every member of a window can have happened on its pivot day or the day after: windows never chain.
        if pivot is None or (happening.first or happening.last) > pivot + _TOUCHING:
            pivot = happening.last
            cuts.append([])
        cuts[-1].append(happening)
    return [window for cut in cuts for window in _by_parties(cut)]


def _by_parties(cut: list[Happening]) -> list[_Window]:
    """One window for each pair of parties; claims that name fewer go to the only pair that has them."""
    pivot = cut[0]
    if pivot.sort is Sort.TERRITORY:
        sides = [frozenset[str]()]
    else:
        named = {h.parties for h in cut}
        sides = sorted((s for s in named if not any(s < other for other in named)), key=sorted)
    windows = []
    for parties in sides:
        mark = "|".join(sorted(parties))
        window = _Window(pivot.sort, pivot.place, pivot.gains, pivot.last, mark)
        window.parties = parties
        windows.append(window)
    unsure: dict[frozenset[str], _Window] = {}
    for happening in cut:
        fits = [w for w in windows if not w.parties or happening.parties <= w.parties]
        if pivot.sort is Sort.TERRITORY:
            fits = windows
        if len(fits) == 1:
            fits[0].told.append((happening, _why_linked(happening, pivot.last)))
            continue
        if happening.parties not in unsure:
            mark = f"{'|'.join(sorted(happening.parties))}|unsure"
            window = _Window(pivot.sort, pivot.place, pivot.gains, pivot.last, mark)
            window.parties = happening.parties
            unsure[happening.parties] = window
        unsure[happening.parties].told.append((happening, "it does not say which of several fights here it means"))
    return [window for window in (*windows, *unsure.values()) if window.told]


def _meant(
    happening: Happening, windows: dict[str | None, list[_Window]], days: dict[str | None, list[date]]
) -> list[_Window]:
    """Up to two windows that a vague claim or a bare denial may mean."""
    found: list[_Window] = []
    for gains, cut in windows.items():
        if happening.against is not None:
            if gains is None or gains == happening.against:
                continue
        elif gains != happening.gains:
            continue
        start = 0 if happening.first is None else bisect_left(days[gains], happening.first - _TOUCHING)
        end = bisect_right(days[gains], happening.last + _TOUCHING)
        for window in cut[start:end]:
            if window.sort is Sort.TERRITORY or not window.parties or happening.parties <= window.parties:
                found.append(window)
                if len(found) == 2:
                    return found
    return found


def _counts_of_claimants(told: Sequence[Happening]) -> list[_Window]:
    """Of a province, the country or no place, only what one claimant says of one day is told to be one thing."""
    windows: dict[tuple[object, ...], _Window] = {}
    by_toll: dict[tuple[object, ...], list[_Window]] = defaultdict(list)
    undated = []
    for happening in sorted(told, key=lambda h: (h.last, h.observation.claim.id)):
        if happening.first is None:
            undated.append(happening)
            continue
        key = (
            happening.sort,
            happening.place,
            happening.gains or happening.against,
            happening.speaker,
            happening.last,
        )
        if key not in windows:
            mark = f"{happening.speaker}|{happening.against}"
            windows[key] = _Window(happening.sort, happening.place, happening.gains, happening.last, mark)
        windows[key].told.append((happening, "one claimant, of the same area and day"))
        if (toll := _toll(happening)) is not None and windows[key] not in by_toll[toll][-1:]:
            by_toll[toll].append(windows[key])
    alone: dict[tuple[object, ...], _Window] = {}
    of_day: tuple[object, ...]
    for happening in undated:
        toll = _toll(happening)
        near = [
            window
            for window in (by_toll.get(toll, []) if toll is not None else [])
            if 0 <= (happening.last - window.day).days <= _UNDATED_DAYS
        ]
        if len(near) == 1:
            near[0].told.append((happening, "undated; the same toll by the same claimant within the week before"))
            continue
        of_day = (
            happening.sort,
            happening.place,
            happening.gains,
            happening.against,
            happening.speaker,
            happening.last,
        )
        if of_day not in alone:
            mark = f"{happening.speaker}|{happening.against}|undated"
            alone[of_day] = _Window(happening.sort, happening.place, happening.gains, happening.last, mark)
        alone[of_day].told.append((happening, "one claimant, of the same area, published on the same day"))
    return [*windows.values(), *alone.values()]


def _toll(happening: Happening) -> tuple[object, ...] | None:
    claim = happening.observation.claim
    measure = measure_of(claim)
    if measure is None or claim.quantity is None:
        return None
    return (happening.place, happening.speaker, measure, claim.quantity.low, claim.quantity.high)


def _why_linked(happening: Happening, day: date) -> str:
    what = "a change of hands" if happening.sort is Sort.TERRITORY else happening.sort.value
    same = "gained by the same party" if happening.sort is Sort.TERRITORY else "between the same parties"
    if happening.observation.claim.stance in DENIALS:
        return f"denies or disputes {what} at this place, of {day} or the day after"
    if happening.sort is not Sort.TERRITORY and not happening.parties:
        return f"{what} at this place, of {day} or the day after; it names no parties"
    return f"{what} at this place, of {day} or the day after, {same}"


def _why_added(happening: Happening) -> str:
    if happening.against is not None:
        return "denies a change of hands; only this one is told of the place and days"
    span = f"{happening.first or 'an open start'} to {happening.last}"
    return f"dated only {span}, and this is the only happening of its sort there"


def _incident(window: _Window, theatre: Theatre) -> Incident:
    told = sorted(window.told, key=lambda pair: (pair[0].observation.known_from, pair[0].observation.claim.id))
    dated = [happening for happening, _ in told if not happening.is_vague]
    first = min((h.first for h in dated if h.first is not None), default=None)
    parties = {party for happening, _ in told for party in happening.parties}
    return Incident(
        id=content_id("incident", window.sort, window.place, window.gains, window.day.isoformat(), window.mark),
        sort=window.sort,
        place=window.place,
        gains=window.gains,
        first_day=first,
        last_day=max(h.last for h in (dated or [happening for happening, _ in told])),
        parties=tuple(sorted(parties)),
        links=tuple(
            Link(
                observation=happening.observation,
                because=because if len(told) > 1 or happening.is_vague else "a single claim",
            )
            for happening, because in told
        ),
        tolls=toll_counts([happening.observation for happening, _ in told], theatre),
    )
