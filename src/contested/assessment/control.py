"""Who holds each district on a day, as known at a moment: the whole picture from the claims.

Owns the way from observations to ``ControlPicture``. Pure: the same observations in any order give the same
picture, and later publications never change an earlier ``known_at``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from contested.assessment import verdict
from contested.assessment.bearing import bearings, place_units, set_aside_for
from contested.assessment.explain import verdict_reason, weight_reason
from contested.assessment.grades import grade_of
from contested.assessment.likelihood import PRIOR, likelihood_word, probability_of
from contested.assessment.verdict import Decision, Effect, Weighed
from contested.assessment.voices import join
from contested.model.assessment import Contribution, ControlPicture, DistrictAssessment, Explanation, Voice
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState, Side
from contested.theatre.theatre import Theatre
from contested.theatre.values import District


def assess_control(
    observations: Sequence[Observation],
    theatre: Theatre,
    *,
    as_of: date,
    known_at: datetime,
    clock: str = "published",
    district_set: str | None = None,
) -> ControlPicture:
    """The verdict on every district of a set, for the end of day ``as_of`` (UTC).

    Args:
        observations: Claims in any order; those about other things or other days are ignored.
        theatre: The conflict they are about.
        as_of: Event time: nothing that happened after this day counts.
        known_at: Nothing published (clock ``published``) or recorded (``recorded``) after this moment counts.
        clock: Which of the two.
        district_set: The theatre's default set where None.

    Raises:
        QueryError: for a clock or district set that does not exist.
    """
    chosen, units = place_units(theatre, district_set)
    found, _ = bearings(observations, theatre, units, as_of=as_of, known_at=known_at, clock=clock)
    voices = join(found)
    places = tuple(
        assess_district(unit, voices.get(unit.id, ()), theatre, as_of) for unit in theatre.districts_of(chosen)
    )
    return ControlPicture(
        theatre=theatre.name, district_set=chosen, as_of=as_of, known_at=known_at, clock=clock, places=places
    )


def explain_control(
    observations: Sequence[Observation],
    theatre: Theatre,
    place: str,
    *,
    as_of: date,
    known_at: datetime,
    clock: str = "published",
    district_set: str | None = None,
) -> Explanation:
    """One district's verdict with its voices and the claims that were set aside.

    Args:
        observations: As for ``assess_control``.
        theatre: As there.
        place: P-code of a district of the set.
        as_of: As there.
        known_at: As there.
        clock: As there.
        district_set: As there.

    Raises:
        QueryError: for a clock or district set that does not exist.
        KeyError: if the theatre has no such district.
    """
    chosen, units = place_units(theatre, district_set)
    named = [o for o in observations if any(p.id == place for p in o.claim.places)]
    found, aside = bearings(named, theatre, units, as_of=as_of, known_at=known_at, clock=clock)
    voices = join(b for b in found if b.place == place)
    return Explanation(
        theatre=theatre.name,
        district_set=chosen,
        as_of=as_of,
        known_at=known_at,
        clock=clock,
        assessment=assess_district(theatre.districts[place], voices.get(place, ()), theatre, as_of),
        set_aside=set_aside_for(place, aside),
    )


def assess_district(unit: District, voices: Sequence[Voice], theatre: Theatre, as_of: date) -> DistrictAssessment:
    """The verdict on one district from its voices."""
    own = [verdict.weigh(voice, theatre, as_of) for voice in voices]
    decision = verdict.decide(own)
    state = _state(decision, theatre)
    weighed = verdict.mark_stale(own, decision)
    effects = verdict.effects(weighed, decision)
    supports = [w.voice.says == decision.says or decision.says is None for w in weighed]
    probability = probability_of(sum(e.log_odds for e in effects)) if decision.known else PRIOR
    contributions = _ordered(weighed, effects, supports, decision)
    newest = max((w.voice.last_day for w in weighed), default=None)
    return DistrictAssessment(
        place=unit.id,
        name=unit.name,
        admin1=unit.province_name,
        state=state,
        party=decision.says,
        probability=round(probability, 4),
        likelihood=likelihood_word(probability),
        grade=grade_of(state, weighed, supports),
        days_since_evidence=(as_of - newest).days if newest else None,
        contributions=contributions,
        because=verdict_reason(state, decision, contributions),
    )


def _state(decision: Decision, theatre: Theatre) -> ControlState:
    if not decision.known:
        return ControlState.UNKNOWN
    if decision.says is None:
        return ControlState.CONTESTED
    side = theatre.side_of(decision.says)
    return ControlState.GOVERNMENT if side == Side.GOVERNMENT else ControlState.INSURGENT


def _ordered(
    weighed: Sequence[Weighed], effects: Sequence[Effect], supports: Sequence[bool], decision: Decision
) -> tuple[Contribution, ...]:
    """Decisive voices first, then by how much they move, then newest."""
    contributions = [
        Contribution(
            voice=w.voice,
            supports=for_it,
            decisive=w.voice.key in decision.decisive,
            weight=round(effect.log_odds, 4),
            reason=weight_reason(w, effect),
            relation=w.relation,
        )
        for w, effect, for_it in zip(weighed, effects, supports, strict=True)
    ]
    return tuple(
        sorted(
            contributions,
            key=lambda c: (not c.decisive, -abs(c.weight), -c.voice.last_day.toordinal(), c.voice.key),
        )
    )
