from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.assessment.hidden_states import Evidence, chain_of, faded, forward, smoothed
from contested.assessment.weights import standard
from contested.model.vocabulary import Side

SIDES = (Side.GOVERNMENT, Side.INSURGENT)
CHAIN = chain_of(SIDES, standard().dynamics)


def made(seed: int, days: list[int], scale: float = 3.0) -> Evidence:
    rng = np.random.default_rng(seed)
    shape = (1, len(days), 3)
    return Evidence(np.array(days), -scale * rng.random(shape), scale * rng.random(shape))


def by_hand(evidence: Evidence, until: int | None) -> np.ndarray:
    """Beliefs on each day by adding up every path through the days."""
    days, states = len(evidence.days), 3
    total = np.zeros((days, states))
    for day in range(days):
        last = day if until is None else days - 1
        for path in itertools.product(range(states), repeat=last + 1):
            weight = 1.0
            for i in range(last + 1):
                state = path[i]
                if i == 0:
                    before = CHAIN.prior
                else:
                    quiet = int(evidence.days[i] - evidence.days[i - 1]) - 1
                    before = np.linalg.matrix_power(CHAIN.day, quiet)[path[i - 1]]
                stayed = before[state] * CHAIN.day[state, state]
                came = before @ CHAIN.day[:, state] - stayed
                weight *= (stayed + came * np.exp(evidence.news[0, i, state])) * np.exp(evidence.logs[0, i, state])
            total[day, path[day]] += weight
    return total / total.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("seed", range(5))
def test_the_filter_gives_what_adding_up_every_path_gives(seed) -> None:
    evidence = made(seed, [10, 11, 15, 40])
    assert forward(CHAIN, evidence)[0] == pytest.approx(by_hand(evidence, None), abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_the_smoother_gives_what_adding_up_every_path_gives(seed) -> None:
    evidence = made(seed, [10, 11, 15, 40])
    assert smoothed(CHAIN, evidence)[0] == pytest.approx(by_hand(evidence, 1), abs=1e-12)


def test_belief_without_evidence_stays_the_prior_and_evidence_fades_towards_it() -> None:
    assert CHAIN.prior @ CHAIN.day == pytest.approx(CHAIN.prior)
    sure = np.array([[0.001, 0.998, 0.001]])
    fading = [faded(CHAIN, sure, gap)[0, 1] for gap in (0, 10, 100, 1000, 10**6)]
    assert fading == sorted(fading, reverse=True)
    assert faded(CHAIN, sure, 10**6)[0] == pytest.approx(CHAIN.prior, abs=1e-6)


def test_what_insurgents_hold_fades_sooner_because_recaptures_are_reported_less() -> None:
    government, insurgent = np.array([[0.998, 0.001, 0.001]]), np.array([[0.001, 0.998, 0.001]])
    lost = [sure.max() - faded(CHAIN, sure, 30).max() for sure in (government, insurgent)]
    assert lost[0] < lost[1]


@given(st.integers(0, 10**6), st.floats(0, 1e5), st.integers(1, 5000))
@settings(max_examples=60, deadline=None)
def test_beliefs_are_never_nan_zero_or_one(seed, scale, gap) -> None:
    evidence = made(seed, [1, 2, 2 + gap], scale)
    for beliefs in (forward(CHAIN, evidence), smoothed(CHAIN, evidence)):
        assert np.isfinite(beliefs).all()
        assert (beliefs > 0).all()
        assert beliefs.sum(axis=2) == pytest.approx(1.0)


def test_a_theatre_may_have_any_number_of_parties() -> None:
    for sides in ((Side.GOVERNMENT,), (Side.GOVERNMENT, *[Side.INSURGENT] * 4)):
        chain = chain_of(sides, standard().dynamics)
        assert len(chain.prior) == len(sides) + 1
        assert chain.day.sum(axis=1) == pytest.approx(1.0)
        assert (chain.prior > 0).all()
