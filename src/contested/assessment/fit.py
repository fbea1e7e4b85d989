"""Fitting the table of weights: expectation maximisation with the standing table as prior, or from labels.

Owns the estimates. In each round the states are smoothed under the current table, and the rate of every row is the
expected number of its claims over the expected number of days, drawn towards the prior. Rows are pooled over
parties: what matters is how the speaker stands to what is said. Invariant: rows that the claims say nothing of
stay as they were, and a fitted table passes every check of ``weights``.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np

from contested.assessment.beliefs import Model, beliefs_by_day, leads_of, weigh
from contested.assessment.coding import Coded, Floats, Ints
from contested.assessment.hidden_states import chain_of
from contested.assessment.weights import COLUMNS, ClaimRow, Weights
from contested.errors import QueryError
from contested.model.vocabulary import Side

PSEUDO_CLAIMS = 8.0
"""How many claims of a row it takes before they weigh as much as the prior."""
FEWEST_VOICES = 200
FEWEST_PLACES = 20
FEWEST_OF_A_SIDE = 20
_PLAIN = 0.7
"""Voices that circumstances leave less of than this (vague, undated, unverified) say little about their row."""
_LEAST, _MOST = 1e-6, 0.95


class Fitted(NamedTuple):
    """A fitted table, and how much it was fitted to."""

    weights: Weights
    voices: int
    counts: Floats


def see_that_enough(leads: Coded, parties: int) -> None:
    """Refuse to fit to too little.

    Raises:
        QueryError: ``query.too-thin``.
    """
    places = len(np.unique(leads.place))
    sides = np.bincount(leads.says, minlength=parties + 1)[:parties]
    named = int((sides >= FEWEST_OF_A_SIDE).sum())
    if len(leads.place) >= FEWEST_VOICES and places >= FEWEST_PLACES and named >= 2:
        return
    raise QueryError(
        f"There are {len(leads.place)} independent voices on {places} districts, and "
        f"{named} parties that {FEWEST_OF_A_SIDE} of them or more name as holder: "
        "too thin to fit a table to",
        code="query.too-thin",
        remedy=f"Fit to {FEWEST_VOICES} voices on {FEWEST_PLACES} districts with both sides among them, or keep "
        "the table that ships with the program.",
    )


def fit(
    coded: Coded,
    places: int,
    days: Ints,
    model: Model,
    sides: tuple[Side, ...],
    *,
    rounds: int = 8,
    known: Floats | None = None,
) -> Fitted:
    """Fit the table to claims.

    Args:
        coded: The claims.
        places: Number of units.
        days: Consecutive ordinals that the claims speak of.
        model: The model with the table to begin with, which is the prior too.
        sides: The side of each party, in order.
        rounds: Rounds of expectation maximisation.
        known: States as known, shape (places, days, states), rows of ones and zeros; they take the place of the
            expectation, and rows of zeros are days that nobody knows.
    """
    leads = leads_of(coded)
    see_that_enough(leads, len(model.parties))
    prior = np.exp(model.weights.log_rates())
    current = model
    counts = np.zeros_like(prior)
    for _ in range(1 if known is not None else rounds):
        weighed = weigh(leads, current)
        states = beliefs_by_day(weighed, places, days, current, hindsight=True) if known is None else known
        plain = (weighed.found.factor(current.weights) >= 1.0) & (leads.factor >= _PLAIN)
        counts, exposure = _expected(leads.take(plain), states, days, len(prior))
        rates = _drawn(counts, exposure, prior)
        weights = _with_rates(current.weights, rates)
        current = Model(weights, chain_of(sides, weights.dynamics), model.parties)
    return Fitted(current.weights, len(leads.place), counts)


def _expected(leads: Coded, states: Floats, days: Ints, rows: int) -> tuple[Floats, Floats]:
    """Expected claims and expected days by row and column of the table."""
    contested = states.shape[2] - 1
    inside = (leads.last >= days[0]) & (leads.last <= days[-1])
    leads = leads.take(inside)
    last = leads.last - days[0]
    before = np.maximum(leads.first - 1 - days[0], 0)
    now = states[leads.place, last]
    held = states[leads.place, last, leads.says]
    earlier = states[leads.place, before, leads.says]
    known = now.sum(axis=1)
    fought = np.where(leads.says == contested, 0.0, now[:, contested])
    column = np.stack([held * (1 - earlier), held * earlier, fought, known - held - fought], axis=1)
    counts = np.zeros((rows, len(COLUMNS)))
    np.add.at(counts, leads.row, np.maximum(column, 0.0))
    spoken = np.unique(leads.says)
    exposure = np.zeros((2, len(COLUMNS)))
    for state in spoken:
        kind = 1 if state == contested else 0
        there = states[:, :, state]
        came = np.maximum(there[:, 1:] - there[:, :-1], 0).sum()
        other = states.sum(axis=2) - there - (0 if kind else states[:, :, contested])
        exposure[kind] += [came, there.sum(), 0 if kind else states[:, :, contested].sum(), other.sum()]
    contests = np.array([row // 4 == 4 for row in range(rows)])
    return counts, np.where(contests[:, None], exposure[1], exposure[0])


def _drawn(counts: Floats, exposure: Floats, prior: Floats) -> Floats:
    """Rates from counts, drawn towards the prior at the level at which a row's claims are met."""
    usable = exposure > 0
    expected = np.where(usable, exposure * prior, 0.0).sum(axis=1)
    total = np.where(usable, counts, 0.0).sum(axis=1)
    level = np.where((expected > 0) & (total > 0), total / np.maximum(expected, 1e-12), 1.0)
    centre = prior * level[:, None]
    drawn = (counts + PSEUDO_CLAIMS) / (exposure + PSEUDO_CLAIMS / centre)
    drawn = np.where(usable & (total > 0)[:, None], drawn, centre)
    drawn[:, 0] = np.maximum(drawn[:, 0], drawn[:, 1])
    contests = np.arange(len(drawn)) // 4 == 4
    drawn[contests, 2] = drawn[contests, 1]
    drawn *= np.minimum(1.0, _MOST / drawn.max(axis=1))[:, None]
    bounded: Floats = np.clip(drawn, _LEAST, _MOST)
    return bounded


def _with_rates(weights: Weights, rates: Floats) -> Weights:
    rows = tuple(
        ClaimRow(
            proposition=row.proposition,
            relation=row.relation,
            reason=row.reason,
            **dict(zip(COLUMNS, (float(f"{rate:.4g}") for rate in rates[i]), strict=True)),
        )
        for i, row in enumerate(weights.rows())
    )
    return msgspec.structs.replace(weights, version="fitted/1", claim=rows)
