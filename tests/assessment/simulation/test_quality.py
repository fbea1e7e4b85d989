"""The assessment against made-up truth, small enough for every run: a gate, not the measurement.

The figures are in docs/evaluation.md, from benchmarks/control_quality.py; here a table gone wrong is caught.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np
import pytest

from contested.assessment import baselines, scores
from contested.assessment.bearing import bearings
from contested.assessment.beliefs import beliefs_at, beliefs_by_day, leads_of, model_of, weigh
from contested.assessment.coding import Coded, Floats, Ints, code
from contested.assessment.simulation.press import PressSettings, print_world
from contested.assessment.simulation.telling import FIRST_DAY, sides_of, tell
from contested.assessment.simulation.world import WorldSettings, make_world
from contested.assessment.weights import standard
from contested.model.observation import Observation

DISTRICTS, DAYS, EVERY = 150, 90, 15
LATE = datetime(2100, 1, 1, tzinfo=UTC)


class Told(NamedTuple):
    """Beliefs of each method and the truth, a row a district-day spoken of."""

    evening: Floats
    hindsight: Floats
    last: Floats
    majority: Floats
    truth: Ints


@pytest.fixture(scope="module")
def told(theatre) -> Told:
    worlds = [_told(seed, theatre) for seed in (3001, 3002, 3003)]
    return Told(*(np.concatenate(parts) for parts in zip(*worlds, strict=True)))


def _told(seed: int, theatre) -> Told:
    rng = np.random.default_rng(seed)
    units = theatre.districts_of(theatre.default_set)[:DISTRICTS]
    provinces = np.unique([unit.province_id for unit in units], return_inverse=True)[1]
    world = make_world(provinces, DAYS, WorldSettings(), rng)
    printed = print_world(world, PressSettings(), rng)
    observations = [
        Observation(claim=claim, report=report, seq=1, recorded_at=LATE)
        for report, claims in tell(printed, units, theatre, FIRST_DAY)
        for claim in claims
    ]
    index = {unit.id: i for i, unit in enumerate(units)}
    found, _ = bearings(observations, theatre, frozenset(index), as_of=date.max, known_at=LATE)
    coded, model = code(found, theatre, index, standard()), model_of(theatre, standard())
    names = [model.parties.index(party) for party in sides_of(theatre)] + [len(model.parties)]
    days = np.arange(FIRST_DAY.toordinal(), FIRST_DAY.toordinal() + DAYS)
    later = beliefs_by_day(weigh(leads_of(coded), model), DISTRICTS, days, model, hindsight=True)
    rows = []
    for day in range(EVERY, DAYS, EVERY):
        known = _known(coded, int(days[day]))
        spoken = np.zeros(DISTRICTS, dtype=bool)
        spoken[known.place] = True
        rows.append(
            (
                beliefs_at(weigh(leads_of(known), model), DISTRICTS, int(days[day]), model)[spoken][:, names],
                later[spoken, day][:, names],
                baselines.last_report(known, DISTRICTS, model.states)[spoken][:, names],
                baselines.votes(known, DISTRICTS, int(days[day]), model.states)[spoken][:, names],
                world.control[spoken, day],
            )
        )
    return Told(*(np.concatenate(parts) for parts in zip(*rows, strict=True)))


def _known(coded: Coded, day: int) -> Coded:
    return coded.take(coded.known <= (day + 1 - date(1970, 1, 1).toordinal()) * 86_400_000_000)


def test_control_is_told_with_little_more_than_half_the_errors_of_plainer_methods(told) -> None:
    error = scores.error(told.evening, told.truth)
    assert error <= 0.6 * scores.error(told.last, told.truth)
    assert error <= 0.6 * scores.error(told.majority, told.truth)


def test_hindsight_is_better_than_the_evening_itself(told) -> None:
    assert scores.error(told.hindsight, told.truth) <= 0.9 * scores.error(told.evening, told.truth)
    assert scores.brier(told.hindsight, told.truth) <= 0.9 * scores.brier(told.evening, told.truth)


def test_stated_probabilities_are_near_how_often_they_hold(told) -> None:
    assert scores.calibration_error(told.evening, told.truth) <= 0.06
    assert scores.calibration_error(told.hindsight, told.truth) <= 0.06
