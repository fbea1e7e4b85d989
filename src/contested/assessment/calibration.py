"""Calibrating the table to a ledger: fit on some districts, score on the others.

Owns the split and what is reported. Must never score on what was fitted to. Invariant: the same claims, truth and
table give the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.assessment import scores
from contested.assessment.bearing import bearings, place_units
from contested.assessment.beliefs import Model, beliefs_by_day, leads_of, model_of, weigh
from contested.assessment.coding import Coded, Floats, Ints, code
from contested.assessment.fit import fit
from contested.assessment.scores import Bin
from contested.assessment.weights import Weights
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState
from contested.theatre.theatre import Theatre

HELD_OUT = 3
"""Every third district is held out."""
_SPARE_DAYS = 14

Truth = Mapping[tuple[str, date], str]


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How well a table does on the districts held out."""

    error: float
    brier: float
    calibration_error: float
    reliability: tuple[Bin, ...]


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """A fitted table and how it does.

    Attributes:
        labelled: Fitted to known states, not by expectation maximisation.
        voices: Independent voices that it was fitted to.
        cases: Labelled district-days held out; 0 without labels.
        before: The standing table on them; None without labels.
        after: The fitted one.
    """

    weights: Weights
    labelled: bool
    voices: int
    districts: int
    cases: int
    before: Score | None
    after: Score | None


def calibrate(
    observations: Sequence[Observation],
    theatre: Theatre,
    weights: Weights,
    *,
    known_at: datetime,
    truth: Truth | None = None,
    district_set: str | None = None,
) -> Calibration:
    """Fit the table to the claims known at a moment, and with labels score it on districts held out.

    Args:
        observations: Claims in any order.
        theatre: The conflict they are about.
        weights: The table to begin with; the prior.
        known_at: Claims published later do not count.
        truth: A party id or "contested" by (place, day); days and places without a label are left out.
        district_set: The theatre's default set where None.

    Raises:
        QueryError: ``query.too-thin`` where there is too little to fit to.
    """
    _, units = place_units(theatre, district_set)
    found, _ = bearings(observations, theatre, units, as_of=date.max, known_at=known_at)
    places = sorted(units)
    coded = code(found, theatre, {place: i for i, place in enumerate(places)}, weights)
    model = model_of(theatre, weights)
    days = _days(coded, truth)
    known = _labels(truth, places, days, model) if truth else None
    sides = tuple(theatre.parties[party].side for party in model.parties)
    held_out = np.arange(len(places)) % HELD_OUT == 0
    training = coded.take(~held_out[coded.place]) if known is not None else coded
    labels = known * ~held_out[:, None, None] if known is not None else None
    fitted = fit(training, len(places), days, model, sides, known=labels)
    before = after = None
    cases = 0
    if known is not None:
        wanted = (known.sum(axis=2) > 0) & held_out[:, None] & _spoken(coded, len(places), days)
        cases = int(wanted.sum())
    if known is not None and cases:
        after_model = model_of(theatre, fitted.weights)
        before = _score(coded, len(places), days, model, known, wanted)
        after = _score(coded, len(places), days, after_model, known, wanted)
    return Calibration(
        weights=fitted.weights,
        labelled=known is not None,
        voices=fitted.voices,
        districts=len(np.unique(training.place)),
        cases=cases,
        before=before,
        after=after,
    )


def _score(
    coded: Coded,
    places: int,
    days: Ints,
    model: Model,
    known: Floats,
    wanted: NDArray[np.bool_],
) -> Score:
    beliefs = beliefs_by_day(weigh(leads_of(coded), model), places, days, model)[wanted]
    truth = known[wanted].argmax(axis=1)
    return Score(
        error=scores.error(beliefs, truth),
        brier=scores.brier(beliefs, truth),
        calibration_error=scores.calibration_error(beliefs, truth),
        reliability=tuple(scores.reliability(beliefs, truth)),
    )


def _days(coded: Coded, truth: Truth | None) -> Ints:
    """Consecutive days: those of the labels, else those the claims speak of, old lists cut off."""
    if truth:
        told = [day.toordinal() for _, day in truth]
        return np.arange(min(told), max(told) + 1)
    if not len(coded.last):
        return np.arange(1, 2)
    first = int(np.quantile(coded.last, 0.005)) - _SPARE_DAYS
    return np.arange(max(1, first), int(coded.last.max()) + 1)


def _labels(truth: Truth, places: Sequence[str], days: Ints, model: Model) -> Floats:
    states = {party: i for i, party in enumerate(model.parties)} | {
        ControlState.CONTESTED.value: len(model.parties)
    }
    index = {place: i for i, place in enumerate(places)}
    known = np.zeros((len(places), len(days), model.states))
    for (place, day), state in truth.items():
        if place in index and state in states:
            known[index[place], day.toordinal() - int(days[0]), states[state]] = 1.0
    return known


def _spoken(coded: Coded, places: int, days: Ints) -> NDArray[np.bool_]:
    """Whether anything was said of a place about a day or an earlier one, shape (places, days)."""
    first = np.full(places, np.iinfo(np.int64).max)
    np.minimum.at(first, coded.place, coded.last)
    spoken: NDArray[np.bool_] = first[:, None] <= days[None, :]
    return spoken
