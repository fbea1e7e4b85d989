"""From coded claims to beliefs: the model of control over all places at once, on one day or on every day.

Owns the order of the steps: join, discount, spread, add up, filter or smooth. Pure, on arrays. Invariant: a
place's belief depends on its own claims alone.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from contested.assessment.coding import Coded, Floats, Ints, parties_of
from contested.assessment.evidence import Discounts, discounts, log_likelihoods, spread
from contested.assessment.hidden_states import (
    Chain,
    Evidence,
    backward,
    chain_of,
    faded,
    forward,
    in_parts,
    smoothed,
    summed,
)
from contested.assessment.joining import voices_of
from contested.assessment.weights import Weights
from contested.theatre.theatre import Theatre

_MOST_ROWS = 1_000_000


class Model(NamedTuple):
    """The table and the chain of one theatre; states are the parties in order and, last, "contested"."""

    weights: Weights
    chain: Chain
    parties: tuple[str, ...]

    @property
    def states(self) -> int:
        """Number of states."""
        return len(self.parties) + 1


class Weighed(NamedTuple):
    """Voices with what they add.

    Attributes:
        leads: The leading claim of each voice, as columns.
        found: What each has in common with others.
        logs: Log-likelihoods of the states, shape (voices, states).
        news: How much likelier each is if what it says came about on its day.
    """

    leads: Coded
    found: Discounts
    logs: Floats
    news: Floats


def model_of(theatre: Theatre, weights: Weights) -> Model:
    """The model of a theatre's parties."""
    parties = parties_of(theatre)
    sides = tuple(theatre.parties[party].side for party in parties)
    return Model(weights, chain_of(sides, weights.dynamics), parties)


def weigh(leads: Coded, model: Model) -> Weighed:
    """Voices with their discounts and log-likelihoods."""
    found = discounts(leads, model.weights)
    factor = leads.factor * found.factor(model.weights)
    return Weighed(leads, found, *log_likelihoods(leads, factor, len(model.parties), model.weights))


def leads_of(coded: Coded) -> Coded:
    """The leading claims, one a voice, by (place, order)."""
    leads = np.unique(voices_of(coded))
    taken = coded.take(leads)
    return taken.take(np.lexsort((taken.order, taken.place)))


def beliefs_at(weighed: Weighed, places: int, as_of: int, model: Model) -> Floats:
    """Beliefs at the end of a day (an ordinal), shape (places, states).

    Voices that speak of later days count too, as the smoother has them; leave them out for the filter.
    """
    if not len(weighed.leads.place):
        return np.tile(model.chain.prior, (places, 1))
    told = _spread_out(weighed, model)
    days = np.unique(told.day)
    if int(days[-1]) > as_of:
        days = np.union1d(days, [as_of])
    at = int(np.searchsorted(days, as_of, side="right")) - 1
    out = np.empty((places, model.states))
    for start, end in in_parts(places, len(days), model.states):
        evidence = told.grid(start, end, days)
        beliefs = forward(model.chain, evidence)
        if at + 1 < len(days):
            product = beliefs[:, at] * backward(model.chain, evidence)[:, at]
            out[start:end] = product / product.sum(axis=1, keepdims=True)
        else:
            out[start:end] = faded(model.chain, beliefs[:, -1], as_of - int(days[-1]))
    return out


def beliefs_by_day(weighed: Weighed, places: int, days: Ints, model: Model, *, hindsight: bool = False) -> Floats:
    """Beliefs at the end of each of some consecutive days, shape (places, days, states).

    Evidence of days before the first one counts; that of later days only with ``hindsight``.
    """
    out = np.empty((places, len(days), model.states))
    if not len(weighed.leads.place):
        out[:] = model.chain.prior
        return out
    told = _spread_out(weighed, model)
    everything = np.union1d(told.day, days)
    wanted = np.searchsorted(everything, days)
    run = smoothed if hindsight else forward
    for start, end in in_parts(places, len(everything), model.states):
        out[start:end] = run(model.chain, told.grid(start, end, everything))[:, wanted]
    return out


def log_odds_of(beliefs: Floats, state: Ints) -> Floats:
    """Log-odds of one state a row."""
    rows = np.arange(len(state))
    stated = beliefs[rows, state]
    others = beliefs.copy()
    others[rows, state] = 0.0
    odds: Floats = np.log(stated) - np.log(others.sum(axis=1))
    return odds


def left_out(leads: Coded, stated: Ints, as_of: int, model: Model) -> Floats:
    """What each voice adds to the log-odds of its place's stated state: with it, less without it.

    Each difference is exact: everything is worked out again without the voice, discounts too. Only where voices
    and sorts of voices on one place multiply to more than a million is a voice that repeats its speaker given the
    difference that another of its sort makes.

    Args:
        leads: Voices sorted by place.
        stated: The stated state of each voice's place, one a voice.
        as_of: The day, an ordinal.
        model: The model.
    """
    added = np.zeros(len(leads.place))
    if not len(added):
        return added
    starts = np.flatnonzero(np.concatenate(([True], leads.place[1:] != leads.place[:-1]))).tolist()
    ends = [*starts[1:], len(added)]
    firsts, sorts = _alike(leads)
    bounds = np.searchsorted(firsts, [*starts, len(added)]).tolist()
    batch: list[tuple[Ints, Ints, Ints]] = []
    rows = 0
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        members = np.arange(start, end)
        first, alike = firsts[bounds[number] : bounds[number + 1]] - start, sorts[start:end] - bounds[number]
        if len(first) * len(members) > _MOST_ROWS:  # thousands of voices on one place: tell no speakers apart
            first, alike = _alike(leads.take(members), by_speaker=False)
        batch.append((members, first, alike))
        rows += (len(first) + 1) * len(members)
        if rows > _MOST_ROWS:
            _leave_out(leads, batch, stated, as_of, model, added)
            batch, rows = [], 0
    if batch:
        _leave_out(leads, batch, stated, as_of, model, added)
    return added


def _alike(voices: Coded, *, by_speaker: bool = True) -> tuple[Ints, Ints]:
    """The first voice of each sort that cannot be told apart by what it adds, and each voice's sort.

    Sorts are numbered by their first voice, so that those of one place stand together.
    """
    speaker = voices.place * (int(voices.keys[:, 0].max(initial=0)) + 1) + voices.keys[:, 0]
    _, which, often = np.unique(speaker, return_inverse=True, return_counts=True)
    signature = np.column_stack(
        [
            voices.place,
            voices.says,
            voices.row,
            voices.factor.view(np.int64),
            voices.first,
            voices.last,
            voices.lasts.astype(np.int64),
            voices.named.astype(np.int64),
            np.where((often[which] > 1) & by_speaker, voices.keys[:, 0], -1),
        ]
    )
    by = np.lexsort(signature.T[::-1])
    new = np.concatenate(([True], (signature[by][1:] != signature[by][:-1]).any(axis=1)))
    group = np.empty(len(by), dtype=np.int64)
    group[by] = np.cumsum(new) - 1
    first = by[new]  # the sort is stable, so the first of a group is the one with the least index
    number = np.empty(len(first), dtype=np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    return np.sort(first), number[group]


def _leave_out(
    leads: Coded, batch: list[tuple[Ints, Ints, Ints]], stated: Ints, as_of: int, model: Model, added: Floats
) -> None:
    """Work out a batch of places with and without each sort of voice, each variant as a place of its own."""
    rows, variant_of, states = [], [], []
    variant = 0
    for members, first, _ in batch:
        variants = len(first) + 1
        kept = np.ones((variants, len(members)), dtype=np.bool_)
        kept[np.arange(len(first)) + 1, first] = False
        which, member = np.nonzero(kept)
        rows.append(members[member])
        variant_of.append(which + variant)
        states.append(np.full(variants, stated[members[0]]))
        variant += variants
    copies = leads.take(np.concatenate(rows))._replace(place=np.concatenate(variant_of))
    beliefs = beliefs_at(weigh(copies, model), variant, as_of, model)
    odds = log_odds_of(beliefs, np.concatenate(states))
    variant = 0
    for members, first, alike in batch:
        of_place = odds[variant : variant + len(first) + 1]
        added[members] = (of_place[0] - of_place[1:])[alike]
        variant += len(first) + 1


class _Told(NamedTuple):
    """One entry for each voice and day it speaks of."""

    place: Ints
    day: Ints
    logs: Floats
    news: Floats

    def grid(self, start: int, end: int, days: Ints) -> Evidence:
        """The evidence of a range of places by place and day."""
        inside = (self.place >= start) & (self.place < end)
        place, day, logs, news = (
            (self.place, self.day, self.logs, self.news)
            if inside.all()
            else (self.place[inside], self.day[inside], self.logs[inside], self.news[inside])
        )
        places = end - start
        return Evidence(
            days, summed(place - start, day, logs, places, days), summed(place - start, day, news, places, days)
        )


def _spread_out(weighed: Weighed, model: Model) -> _Told:
    over = spread(weighed.leads, model.weights)
    logs = weighed.logs[over.voice] * over.share[:, None]
    news = np.zeros_like(logs)
    came = np.log1p((weighed.news[over.voice] - 1) * over.chance)
    news[np.arange(len(came)), weighed.leads.says[over.voice]] = came
    return _Told(weighed.leads.place[over.voice], over.day, logs, news)
