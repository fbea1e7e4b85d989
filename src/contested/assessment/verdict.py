"""The verdict on single districts: the likeliest state, and what each voice adds to it.

Owns the way from bearing claims to ``DistrictAssessment``. Invariant: the stated state is the one with the highest
belief; without evidence, or without any lately, it is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from contested.assessment.bearing import Bearing
from contested.assessment.beliefs import Weighed, beliefs_at, left_out, model_of, weigh
from contested.assessment.coding import Floats, Records, code, factor_rows
from contested.assessment.explain import verdict_reason, weight_reason
from contested.assessment.grades import Standing, credibilities, grade_of
from contested.assessment.likelihood import PRIOR, kept_from_certainty, likelihood_word
from contested.assessment.voices import voices_by_lead
from contested.assessment.weights import RELATIONS, Row, Weights
from contested.model.assessment import Contribution, DistrictAssessment
from contested.model.vocabulary import ControlState, Grade, Side
from contested.theatre.theatre import Theatre
from contested.theatre.values import District

_DECISIVE = 0.25
"""A voice that adds at least a quarter of what the heaviest one adds is among those that carry a verdict."""
_DIGITS = 9


def assess(
    found: Sequence[Bearing],
    units: Sequence[District],
    theatre: Theatre,
    as_of: date,
    weights: Weights,
    records: Records | None = None,
) -> list[DistrictAssessment]:
    """The verdicts on some units, in their order, from the claims that bear on them."""
    model = model_of(theatre, weights)
    coded = code(found, theatre, {unit.id: i for i, unit in enumerate(units)}, weights, records)
    of_leads = voices_by_lead(found, coded)
    leads = sorted(of_leads, key=lambda lead: (coded.place[lead], coded.order[lead]))
    weighed = weigh(coded.take(np.array(leads, dtype=np.int64)), model)
    day = as_of.toordinal()
    beliefs = np.round(beliefs_at(weighed, len(units), day, model), _DIGITS)
    stated = beliefs.argmax(axis=1)
    added = left_out(weighed.leads, stated[weighed.leads.place], day, model)
    standings: dict[int, list[Standing]] = {}
    of_claims = weights.rows()
    for number, lead in enumerate(leads):
        relation = RELATIONS[int(weighed.leads.relation[number])]
        standings.setdefault(int(weighed.leads.place[number]), []).append(
            Standing(
                voice=of_leads[lead],
                relation=relation,
                added=float(added[number]),
                reason=weight_reason(
                    [
                        Row(0.0, of_claims[int(weighed.leads.row[number])].reason),
                        *_rows(found[lead], weighed, number, theatre, weights, records),
                    ]
                ),
                vague=_is_vague(weighed, number, weights),
                reliability=theatre.reliability_of(_source(found[lead])),
            )
        )
    names = (*model.parties, None)
    return [
        _verdict(unit, standings.get(i, []), beliefs[i], names, names[int(stated[i])], theatre, as_of, weights)
        for i, unit in enumerate(units)
    ]


def _verdict(
    unit: District,
    standings: list[Standing],
    beliefs: Floats,
    names: tuple[str | None, ...],
    party: str | None,
    theatre: Theatre,
    as_of: date,
    weights: Weights,
) -> DistrictAssessment:
    age = min((_distance(s, as_of) for s in standings), default=None)
    known = age is not None and age <= weights.dynamics.lately_days
    state = _state(party, theatre) if known else ControlState.UNKNOWN
    holder = party if known else None
    supports = [_supports(s, state, party) for s in standings]
    surest = weights.dynamics.surest
    ranked = sorted(zip(names, beliefs.tolist(), strict=True), key=lambda pair: -pair[1])
    probability = kept_from_certainty(ranked[0][1], surest) if known else PRIOR
    contributions = _ordered(standings, supports, known=known)
    return DistrictAssessment(
        place=unit.id,
        name=unit.name,
        admin1=unit.province_name,
        state=state,
        party=holder,
        probability=round(probability, 4),
        likelihood=likelihood_word(probability),
        grade=grade_of(state, standings, supports) if known else Grade.NONE,
        days_since_evidence=age,
        contributions=contributions,
        because=verdict_reason(state, contributions, age),
        beliefs=tuple(
            (name or ControlState.CONTESTED.value, round(kept_from_certainty(p, surest), 4)) for name, p in ranked
        )
        if known
        else (),
    )


def _ordered(standings: list[Standing], supports: list[bool], *, known: bool) -> tuple[Contribution, ...]:
    """Decisive voices first, then by how much they move, then newest."""
    heaviest = max((s.added for s, for_it in zip(standings, supports, strict=True) if for_it), default=0.0)
    if heaviest <= 0:  # nobody says it in so many words: the voices that move the verdict most towards it carry it
        heaviest = max((s.added for s in standings), default=0.0)
        supports = [for_it or s.added >= heaviest for s, for_it in zip(standings, supports, strict=True)]
    contributions = [
        Contribution(
            voice=s.voice,
            supports=for_it,
            decisive=known
            and for_it
            and (s.added >= _DECISIVE * heaviest if heaviest > 0 else s.added >= heaviest),
            weight=round(s.added, 4),
            reason=s.reason,
            relation=s.relation,
            reliability=s.reliability,
            credibility=credibility,
        )
        for s, for_it, credibility in zip(standings, supports, credibilities(standings), strict=True)
    ]
    return tuple(
        sorted(
            contributions,
            key=lambda c: (not c.decisive, -abs(c.weight), -c.voice.last_day.toordinal(), c.voice.key),
        )
    )


def _supports(standing: Standing, state: ControlState, party: str | None) -> bool:
    """Whether a voice says what the verdict says; opposed voices together make a place contested."""
    if state == ControlState.UNKNOWN:
        return False
    if state == ControlState.CONTESTED:
        return standing.voice.says is None or standing.added > 0
    return standing.voice.says == party


def _state(party: str | None, theatre: Theatre) -> ControlState:
    if party is None:
        return ControlState.CONTESTED
    return ControlState.GOVERNMENT if theatre.side_of(party) == Side.GOVERNMENT else ControlState.INSURGENT


def _distance(standing: Standing, as_of: date) -> int:
    """Days between a day and those a voice speaks of; only the smoother hears voices of later days."""
    voice = standing.voice
    if voice.last_day <= as_of:
        return (as_of - voice.last_day).days
    return max(0, ((voice.first_day or voice.last_day) - as_of).days)


def _rows(
    bearing: Bearing,
    weighed: Weighed,
    number: int,
    theatre: Theatre,
    weights: Weights,
    records: Records | None,
) -> list[Row]:
    """The factors of the table that made a voice's weight, those of the claim's own circumstances first."""
    rows = factor_rows(bearing, theatre, weights, records)
    found = weighed.found
    for name, holds in (
        ("repeat", found.repeats),
        ("same_interest", found.shares_interest),
        ("chorus", found.in_chorus),
    ):
        if holds[number]:
            rows.append(weights.factors[name])
    return rows


def _is_vague(weighed: Weighed, number: int, weights: Weights) -> bool:
    leads = weighed.leads
    days = int(leads.last[number] - leads.first[number])
    return not leads.lasts[number] and days > weights.spread.vague_days


def _source(bearing: Bearing) -> str | None:
    claim = bearing.observation.claim
    return claim.speaker.name if claim.speaker else bearing.observation.report.outlet
