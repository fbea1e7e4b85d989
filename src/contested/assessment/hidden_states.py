"""The hidden Markov model of control: beliefs about states, day by day, from log-likelihoods.

Owns the mathematics, on arrays: states are the parties and, last, "contested". Belief without news fades towards
the prior, which is what the chain comes to by itself, so that silence is no evidence. Must never know what a
claim is. Invariant: beliefs are finite, between 0 and 1 (neither reached), and sum to one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from contested.assessment.coding import Floats, Ints
from contested.assessment.weights import Dynamics
from contested.model.vocabulary import Side

_LEAST = 1e-150
_LONGEST_GAP = 4000
"""After so many days without news belief is the prior to the last digit."""
_MOST_NEWS = 50.0
"""However many say that it changed today, the odds rise by no more than this factor's exponential."""
_CELLS = 4_000_000


class Evidence(NamedTuple):
    """Evidence by place and day.

    Attributes:
        days: Ordinals, sorted and unique.
        logs: Log-likelihoods of the states, shape (places, days, states).
        news: Logarithms, of the same shape, of how much likelier the day's claims are if its state began that day.
    """

    days: Ints
    logs: Floats
    news: Floats


class Chain(NamedTuple):
    """Transition matrix of one day, rows from, columns to, and the distribution that it leaves unchanged."""

    day: Floats
    prior: Floats

    def powers(self, gaps: Ints) -> dict[int, Floats]:
        """Transition matrices over some numbers of days."""
        found = {0: np.eye(len(self.prior))}
        for gap in np.unique(np.minimum(gaps, _LONGEST_GAP)):
            found[int(gap)] = np.linalg.matrix_power(self.day, int(gap))
        return found


def chain_of(sides: tuple[Side, ...], dynamics: Dynamics) -> Chain:
    """The chain over parties on these sides, in order."""
    parties = len(sides)
    share = np.array([1.0 if sides.index(side) == i else dynamics.minor_party for i, side in enumerate(sides)])
    day = np.zeros((parties + 1, parties + 1))
    for party in range(parties):
        others = share.copy()
        others[party] = 0.0
        fought_over = dynamics.fought_over if others.any() else 1.0
        leave = dynamics.exit_government if sides[party] == Side.GOVERNMENT else dynamics.exit_insurgent
        day[party, :parties] = leave * (1 - fought_over) * others / max(others.sum(), 1e-9)
        day[party, parties] = leave * fought_over
    day[parties, :parties] = dynamics.exit_contested * share / max(share.sum(), 1e-9)
    np.fill_diagonal(day, 1 - day.sum(axis=1))
    values, vectors = np.linalg.eig(day.T)
    prior = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))
    return Chain(day, prior / prior.sum())


def summed(place: Ints, day: Ints, values: Floats, places: int, days: Ints) -> Floats:
    """Values added up by place and day, shape (places, days, states); ``days`` sorted and unique."""
    states = values.shape[1]
    cell = place * len(days) + np.searchsorted(days, day)
    size = places * len(days)
    out = np.empty((size, states))
    for state in range(states):
        out[:, state] = np.bincount(cell, weights=values[:, state], minlength=size)
    return out.reshape(places, len(days), states)


def forward(chain: Chain, evidence: Evidence) -> Floats:
    """Beliefs after each day's evidence and all before it, shape (places, days, states)."""
    logs, days = evidence.logs, evidence.days
    beliefs = np.empty_like(logs)
    rates, news = _rates(logs), _news(evidence.news)
    quiet = np.minimum(np.diff(days, prepend=days[0] - 1) - 1, _LONGEST_GAP)
    powers = chain.powers(quiet)
    stay = chain.day.diagonal()
    belief = np.broadcast_to(chain.prior, (logs.shape[0], logs.shape[2]))
    for i, gap in enumerate(quiet.tolist()):
        before = belief @ powers[gap] if gap else belief
        stayed = before * stay
        belief = _normal((stayed + (before @ chain.day - stayed) * news[:, i]) * rates[:, i])
        beliefs[:, i] = belief
    return beliefs


def backward(chain: Chain, evidence: Evidence) -> Floats:
    """For each day and state, how well it fits the evidence of all later days, scaled; shape as the beliefs."""
    logs, days = evidence.logs, evidence.days
    later = np.ones_like(logs)
    rates, news = _rates(logs), _news(evidence.news)
    quiet = np.minimum(np.diff(days) - 1, _LONGEST_GAP)
    powers = chain.powers(quiet)
    stay = chain.day.diagonal()
    for i in range(len(days) - 2, -1, -1):
        weight = rates[:, i + 1] * later[:, i + 1]
        came = weight * news[:, i + 1]
        message = (weight * stay + came @ chain.day.T - came * stay) @ powers[int(quiet[i])].T
        later[:, i] = np.maximum(message / message.max(axis=1, keepdims=True), _LEAST)
    return later


def smoothed(chain: Chain, evidence: Evidence) -> Floats:
    """Beliefs on each day from the evidence of all days."""
    return _normal(forward(chain, evidence) * backward(chain, evidence))


def faded(chain: Chain, beliefs: Floats, gap: int) -> Floats:
    """Beliefs some days after the last evidence."""
    if gap <= 0:
        return beliefs
    gap = min(gap, _LONGEST_GAP)
    return _normal(beliefs @ chain.powers(np.array([gap]))[gap])


def in_parts(places: int, days: int, states: int) -> list[tuple[int, int]]:
    """Half-open ranges of places whose grids fit into memory together."""
    step = max(1, _CELLS // max(1, days * states))
    return [(start, min(places, start + step)) for start in range(0, places, step)]


def _rates(logs: Floats) -> Floats:
    rates: Floats = np.exp(np.maximum(logs - logs.max(axis=2, keepdims=True), -230.0))
    return rates


def _news(logs: Floats) -> Floats:
    ratios: Floats = np.exp(np.minimum(logs, _MOST_NEWS))
    return ratios


def _normal(values: Floats) -> Floats:
    total = values.sum(axis=-1, keepdims=True)
    share = np.maximum(values / total, _LEAST)
    normal: Floats = share / share.sum(axis=-1, keepdims=True)
    return normal
