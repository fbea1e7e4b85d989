"""Who holds each district on a day, as known at a moment: the whole picture from the claims.

Owns the way from observations to ``ControlPicture``. Pure: the same observations in any order give the same
picture, and later publications never change an earlier ``known_at``. Invariant: the stated state is the likeliest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from contested.assessment.baselines import plain_verdicts
from contested.assessment.bearing import bearings, place_units, set_aside_for
from contested.assessment.coding import Records, code
from contested.assessment.verdict import assess
from contested.assessment.weights import Weights, standard
from contested.model.assessment import ControlPicture, DistrictAssessment, Explanation
from contested.model.observation import Observation
from contested.theatre.theatre import Theatre


def assess_control(
    observations: Sequence[Observation],
    theatre: Theatre,
    *,
    as_of: date,
    known_at: datetime,
    clock: str = "published",
    district_set: str | None = None,
    hindsight: bool = False,
    weights: Weights | None = None,
    records: Records | None = None,
) -> ControlPicture:
    """The verdict on every district of a set, for the end of day ``as_of`` (UTC).

    Args:
        observations: Claims in any order; those about other things or other days are ignored.
        theatre: The conflict they are about.
        as_of: Event time: nothing that happened after this day counts, unless ``hindsight``.
        known_at: Nothing published (clock ``published``) or recorded (``recorded``) after this moment counts.
        clock: Which of the two.
        district_set: The theatre's default set where None.
        hindsight: Smooth: let what is known of later days count too.
        weights: The table; the one that ships where None.
        records: Factors by source (``source_record.record_rows``), where past claims are to count.

    Raises:
        QueryError: for a clock or district set that does not exist.
    """
    chosen, units = place_units(theatre, district_set)
    until = date.max if hindsight else as_of
    found, _ = bearings(observations, theatre, units, as_of=until, known_at=known_at, clock=clock)
    places = assess(found, theatre.districts_of(chosen), theatre, as_of, weights or standard(), records)
    return ControlPicture(
        theatre=theatre.name,
        district_set=chosen,
        as_of=as_of,
        known_at=known_at,
        clock=clock,
        places=tuple(places),
        hindsight=hindsight,
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
    hindsight: bool = False,
    weights: Weights | None = None,
    baselines: bool = False,
    records: Records | None = None,
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
        hindsight: As there.
        weights: As there.
        baselines: Say beside it what plainer methods say; they look at all districts.
        records: As there.

    Raises:
        QueryError: for a clock or district set that does not exist.
        KeyError: if the theatre has no such district.
    """
    chosen, units = place_units(theatre, district_set)
    until = date.max if hindsight else as_of
    inside = {place, theatre.districts[place].province_id}
    named = observations if baselines else [o for o in observations if any(p.id in inside for p in o.claim.places)]
    found, aside = bearings(named, theatre, units, as_of=until, known_at=known_at, clock=clock)
    table = weights or standard()
    unit = theatre.districts[place]
    (verdict,) = assess([b for b in found if b.place == place], (unit,), theatre, as_of, table, records)
    if baselines:
        index = {id_: i for i, id_ in enumerate(sorted(units))}
        plain = plain_verdicts(code(found, theatre, index, table), index[place], as_of.toordinal(), theatre)
        verdict = _with_baselines(verdict, plain)
    return Explanation(
        theatre=theatre.name,
        district_set=chosen,
        as_of=as_of,
        known_at=known_at,
        clock=clock,
        assessment=verdict,
        set_aside=set_aside_for(place, aside),
        hindsight=hindsight,
    )


def _with_baselines(verdict: DistrictAssessment, plain: dict[str, str]) -> DistrictAssessment:
    return msgspec.structs.replace(verdict, baselines=tuple(plain.items()))
