"""Voices as evidence: what each says on which days, after what they have in common is counted once.

Owns the discounts between voices and the spreading of a voice over its days. Invariant: a further copy of a voice
changes nothing here, and a voice of a speaker who shares no interest with the others changes only itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.assessment.coding import Coded, Floats, Ints
from contested.assessment.weights import RELATIONS, Weights
from contested.model.vocabulary import Relation

_BENEFICIARY = RELATIONS.index(Relation.BENEFICIARY)
_THIRD_PARTY = RELATIONS.index(Relation.THIRD_PARTY)
_OWN_VOICE = RELATIONS.index(Relation.OWN_VOICE)


class Discounts(NamedTuple):
    """Per voice, whether it counts less because of another one."""

    repeats: NDArray[np.bool_]
    shares_interest: NDArray[np.bool_]
    in_chorus: NDArray[np.bool_]

    def factor(self, weights: Weights) -> Floats:
        """What they leave of each voice."""
        rows = weights.factors
        left = np.where(self.repeats, rows["repeat"].value, 1.0)
        left = left * np.where(self.shares_interest, rows["same_interest"].value, 1.0)
        return left * np.where(self.in_chorus, rows["chorus"].value, 1.0)


def discounts(leads: Coded, weights: Weights) -> Discounts:
    """Which voices repeat a speaker, share an interest, or join the outlets' chorus."""
    relation = leads.relation
    says_count = int(leads.says.max(initial=0)) + 1
    same = leads.place * says_count + leads.says
    speaker = same * (int(leads.keys[:, 0].max(initial=0)) + 1) + leads.keys[:, 0]
    is_echo = (relation == _OWN_VOICE) | ((relation == _THIRD_PARTY) & ~leads.named)
    everyone = np.ones(len(same), dtype=np.bool_)
    return Discounts(
        _followers(leads, speaker, everyone, weights.spread.repeat_days),
        _followers(leads, same, relation == _BENEFICIARY, weights.spread.chorus_days),
        _followers(leads, same, is_echo, weights.spread.chorus_days),
    )


def _followers(leads: Coded, group: Ints, among: NDArray[np.bool_], days: int) -> NDArray[np.bool_]:
    """The voices that come within some days after another of their group, or with a heavier one on its day."""
    chosen = np.flatnonzero(among)
    follows = np.zeros(len(group), dtype=np.bool_)
    if len(chosen) < 2:
        return follows
    by = chosen[
        np.lexsort(
            (
                leads.first[chosen],
                leads.lasts[chosen],
                leads.row[chosen],
                -leads.factor[chosen],
                leads.last[chosen],
                group[chosen],
            )
        )
    ]
    near = (group[by][1:] == group[by][:-1]) & (leads.last[by][1:] - leads.last[by][:-1] <= days)
    follows[by[1:]] = near
    return follows


def log_likelihoods(leads: Coded, factor: Floats, parties: int, weights: Weights) -> tuple[Floats, Floats]:
    """What each voice says of the states, and of a change to the state it says.

    Returns:
        Log-likelihoods of the states, shape (voices, parties + 1), the best one 0: the state a voice says gets
        the rate ``if_so``, contested ``if_contested``, every other ``if_not``. And by how much a change on the
        day itself makes the claim likelier than if it had been so before, a ratio of at least 1.
    """
    rates = weights.log_rates()[leads.row] * factor[:, None]
    states = np.repeat(rates[:, 3:4], parties + 1, axis=1)
    states[:, parties] = rates[:, 2]
    states[np.arange(len(leads.row)), leads.says] = rates[:, 1]
    if len(states):
        states -= states.max(axis=1, keepdims=True)
    return states, np.exp(rates[:, 0] - rates[:, 1])


class Spread(NamedTuple):
    """Voices over days: one entry for each voice and day it speaks of, with the share of its weight.

    The shares of a voice add up to one. A state lasts, so its shares are equal; a change may have come on any of
    its days, so that the place is the likelier to be held as claimed the later the day: its shares rise, while the
    chance that the change came just then (``chance``) is the same on each.
    """

    voice: Ints
    day: Ints
    share: Floats
    chance: Floats


def spread(leads: Coded, weights: Weights) -> Spread:
    """The days of each voice, at most ``knots`` of them, the last one always among them."""
    length = np.maximum(leads.last - leads.first, 0) + 1
    count = np.minimum(length, weights.spread.knots)
    voice = np.repeat(np.arange(len(length)), count)
    start = np.cumsum(count) - count
    number = np.arange(len(voice)) - start[voice] + 1
    back = (count[voice] - number) * length[voice] // count[voice]
    day = leads.last[voice] - back
    share = np.where(leads.lasts[voice], 1.0, number.astype(np.float64))
    total = np.bincount(voice, weights=share, minlength=len(length))
    return Spread(voice, day, share / total[voice], 1.0 / count[voice])
