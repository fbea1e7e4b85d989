"""From printed columns to reports with claims, as a reader of real reports would have made them.

Owns the wording. Every quote stands in its report at its span. Must never tell the truth apart from a lie: a
claim looks the same either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from contested.assessment.simulation.press import (
    CONTESTS,
    DENIES,
    HOLDS,
    LOCAL_OFFICIAL,
    MINISTRY,
    MONITOR,
    MOVEMENT,
    OUTLET,
    REPELS,
    RESIDENTS,
    RETAKES,
    TAKES,
    Printed,
)
from contested.assessment.simulation.world import CONTESTED, World
from contested.assessment.weights import BELLIGERENTS
from contested.model.claim import Claim, ClaimPlace, Speaker, with_id
from contested.model.report import Report, report_id
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance
from contested.theatre.theatre import Theatre
from contested.theatre.values import District

FIRST_DAY = date(2021, 5, 1)
MOST_CLAIMS = 5
_BODIES = ("Defence Ministry", "Interior Ministry", "Presidential Palace")
_SOUNDS = "bdfgklmnprstz"
_OUTCOME = {
    TAKES: Outcome.TAKES,
    RETAKES: Outcome.RETAKES,
    HOLDS: Outcome.HOLDS,
    REPELS: Outcome.REPELS,
    CONTESTS: Outcome.CONTESTS,
    DENIES: Outcome.HOLDS,
}
_KIND = {
    TAKES: Kind.CONTROL_CHANGE,
    RETAKES: Kind.CONTROL_CHANGE,
    HOLDS: Kind.CONTROL_STATUS,
    REPELS: Kind.CONTROL_STATUS,
    CONTESTS: Kind.CONTROL_STATUS,
    DENIES: Kind.TERRITORY_DENIAL_OR_DISPUTE,
}
_WORDS = {
    TAKES: "{party} forces took {place}{day}, {who} said.",
    RETAKES: "{party} forces won {place} back{day}, {who} said.",
    HOLDS: "{place} is in {party} hands{day}, {who} said.",
    REPELS: "{party} forces beat back an attack on {place}{day}, {who} said.",
    CONTESTS: "Fighting goes on in {place}{day}, {who} said.",
    DENIES: "{place} did not fall and stays with {party} forces{day}, {who} said.",
}


def sides_of(theatre: Theatre) -> tuple[str, str]:
    """The first government party and the first insurgent party of a theatre."""
    fighting = [party for party in theatre.parties.values() if party.side in BELLIGERENTS]
    government = next(party.id for party in fighting if party.side == Side.GOVERNMENT)
    return government, next(party.id for party in fighting if party.side == Side.INSURGENT)


def tell(
    printed: Printed, units: Sequence[District], theatre: Theatre, first_day: date
) -> Iterator[tuple[Report, list[Claim]]]:
    """Reports with their claims, oldest first; an outlet's claims of a day share reports of a few claims."""
    by = np.lexsort((printed.place, printed.family, printed.outlet, printed.published))
    columns = [column[by].tolist() for column in printed]
    rows = list(zip(*columns, strict=True))
    start = 0
    while start < len(rows):
        head = rows[start]
        end = start + 1
        while (
            end < len(rows) and end - start < MOST_CLAIMS and rows[end][7:] == head[7:]  # day, outlet, family
        ):
            end += 1
        yield _report(rows[start:end], start, units, theatre, first_day)
        start = end


def truth_csv(world: World, units: Sequence[District], theatre: Theatre) -> Iterator[str]:
    """The true control as lines of CSV: place, day, state (a party id or "contested"), a row a district-day."""
    names = (*sides_of(theatre), "contested")
    yield "place,day,state\n"
    days = [(FIRST_DAY + timedelta(days=day)).isoformat() for day in range(world.control.shape[1])]
    for unit, states in zip(units, world.control.tolist(), strict=True):
        for day, state in zip(days, states, strict=True):
            yield f"{unit.id},{day},{names[state]}\n"


def _report(
    rows: list[tuple[int, ...]], number: int, units: Sequence[District], theatre: Theatre, first_day: date
) -> tuple[Report, list[Claim]]:
    published, outlet, family = rows[0][7:]
    name = f"{_name(outlet)} Daily"
    day = (first_day + timedelta(days=published)).isoformat()
    url = f"https://example.org/simulated/{number}"
    sentences = [_sentence(row, units, theatre, first_day) for row in rows]
    text = "\n".join(sentences)
    report = Report(
        id=report_id(text, name, url, day),
        text=text,
        outlet=name,
        url=url,
        title="Simulated report",
        published=day,
        theatre=theatre.name,
        external_id=f"sim-{number}",
        wire_family=None if family < 0 else f"sim-wire-{family}",
    )
    claims, at = [], 0
    for row, sentence in zip(rows, sentences, strict=True):
        claims.append(_claim(row, sentence, at, report, units, theatre, first_day))
        at += len(sentence) + 1
    return report, claims


def _sentence(row: tuple[int, ...], units: Sequence[District], theatre: Theatre, first: date) -> str:
    place, proposition, says, speaker, number = row[:5]
    party = "no one's" if says == CONTESTED else theatre.parties[sides_of(theatre)[says]].name
    who = _speaker(speaker, number, units[place].name, theatre)
    event = _event(row, first)
    return _WORDS[proposition].format(
        party=party,
        place=units[place].name,
        day="" if event is None else f" ({event})",
        who=who.name,
    )


def _claim(
    row: tuple[int, ...],
    sentence: str,
    at: int,
    report: Report,
    units: Sequence[District],
    theatre: Theatre,
    first_day: date,
) -> Claim:
    place, proposition, says, speaker, number = row[:5]
    government, insurgent = sides_of(theatre)
    holder = None if says == CONTESTED else (government, insurgent)[says]
    who = _speaker(speaker, number, units[place].name, theatre)
    return with_id(
        Claim(
            id="",
            report_id=report.id,
            kind=_KIND[proposition],
            stance=Stance.DENIES if proposition == DENIES else Stance.ASSERTS,
            quote=sentence,
            span=(at, at + len(sentence)),
            speaker=who,
            places=(ClaimPlace(units[place].name, units[place].id, PlaceLevel.DISTRICT),),
            place_level=PlaceLevel.DISTRICT,
            event=_event(row, first_day),
            outcome=_OUTCOME[proposition],
            holder=holder,
            against_interest=who.side in BELLIGERENTS and who.party != holder,
            reader="simulation/1",
        )
    )


def _speaker(speaker: int, number: int, place: str, theatre: Theatre) -> Speaker:
    government, insurgent = sides_of(theatre)
    if speaker == OUTLET:
        return Speaker(f"{_name(number)} Daily", None, None, Side.MEDIA)
    return {
        MOVEMENT: Speaker(theatre.parties[insurgent].name, "movement", insurgent, Side.INSURGENT),
        LOCAL_OFFICIAL: Speaker(f"Governor {place}", f"{place} governor", government, Side.GOVERNMENT),
        MINISTRY: Speaker(
            _BODIES[number % len(_BODIES)],
            f"{_BODIES[number % len(_BODIES)]} spokesman",
            government,
            Side.GOVERNMENT,
        ),
        MONITOR: Speaker(f"{_name(number)} Monitor", None, None, Side.INTERNATIONAL_ORG),
        RESIDENTS: Speaker("residents", None, None, Side.CIVILIAN),
    }[speaker]


def _name(number: int) -> str:
    """A made-up name; names of different numbers differ in their consonants, by which speakers are told apart."""
    size = len(_SOUNDS)
    first, rest = number % size, number // size
    second, third = (first + 1 + rest % (size - 1)) % size, rest // (size - 1) % size
    return f"{_SOUNDS[first]}a{_SOUNDS[second]}o{_SOUNDS[third]}i".title()


def _event(row: tuple[int, ...], first_day: date) -> str | None:
    first, last = row[5], row[6]
    if first < 0:
        return None
    start, end = (first_day + timedelta(days=first)).isoformat(), (first_day + timedelta(days=last)).isoformat()
    return start if first == last else f"{start}/{end}"
