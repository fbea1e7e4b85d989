"""What plainer methods say, beside the model: last report wins, majority of reports, Dawid-Skene.

Owns the baselines. They count printed reports, as such methods do, so a copy is a vote. States are the parties
and, last, "contested", as in the model.
"""

from __future__ import annotations

import numpy as np

from contested.assessment.coding import Coded, Floats, Ints, parties_of
from contested.theatre.theatre import Theatre

METHODS = ("last report wins", "majority", "Dawid-Skene")
WINDOW_DAYS = 30
_ROUNDS = 12
_PSEUDO = 1.0


def plain_verdicts(coded: Coded, place: int, as_of: int, theatre: Theatre) -> dict[str, str]:
    """What each method says of one place at the end of a day: a party id, "contested" or "unknown"."""
    names = (*parties_of(theatre), "contested")
    chosen = coded.take(coded.last <= as_of)
    states = len(names)
    places = int(chosen.place.max(initial=place)) + 1
    voted = votes(chosen, places, as_of, states)
    found = {
        METHODS[0]: last_report(chosen, places, states),
        METHODS[1]: voted,
        METHODS[2]: posterior(chosen, places, as_of, states, confusions(chosen, states)),
    }
    return {
        method: names[int(shares[place].argmax())] if shares[place].max() > 0 else "unknown"
        for method, shares in found.items()
    }


def last_report(coded: Coded, places: int, states: int) -> Floats:
    """One for what the newest report (by event, then publication) says of a place, zeros where there is none."""
    shares = np.zeros((places, states))
    if len(coded.place):
        by = np.lexsort((coded.order, coded.known, coded.last, coded.place))
        ends = np.flatnonzero(np.append(coded.place[by][1:] != coded.place[by][:-1], True))
        shares[coded.place[by[ends]], coded.says[by[ends]]] = 1.0
    return shares


def votes(coded: Coded, places: int, as_of: int, states: int) -> Floats:
    """The share of each state among the reports of the last days; of all reports where those have none."""
    shares = np.zeros((places, states))
    for recent in (np.ones(len(coded.place), dtype=np.bool_), coded.last > as_of - WINDOW_DAYS):
        cells = coded.place[recent] * states + coded.says[recent]
        counted = np.bincount(cells, minlength=places * states).reshape(places, states)
        total = counted.sum(axis=1)
        spoken = total > 0
        shares[spoken] = counted[spoken] / total[spoken, None]
    return shares


def confusions(coded: Coded, states: int, window_days: int = 7) -> Floats:
    """P(what a source says | state), shape (sources, states, states), by Dawid and Skene's EM.

    An item is a place in a week, a source a speaker's first key. Each source's matrix is drawn towards all
    sources' common one, because most have said little.
    """
    sources = int(coded.keys[:, 0].max(initial=0)) + 1
    if not len(coded.place):
        return np.full((sources, states, states), 1 / states)
    item = coded.place * (int(coded.last.max()) // window_days + 2) + coded.last // window_days
    _, item = np.unique(item, return_inverse=True)
    items = int(item.max()) + 1
    belief = np.full((items, states), 0.01)
    np.add.at(belief, (item, coded.says), 1.0)
    belief /= belief.sum(axis=1, keepdims=True)
    table = np.zeros((sources, states, states))
    for _ in range(_ROUNDS):
        seen = np.zeros((sources, states, states))
        source = coded.keys[:, 0]
        for state in range(states):
            np.add.at(seen[:, state, :], (source, coded.says), belief[item, state])
        common = seen.sum(axis=0) + _PSEUDO * (np.eye(states) + 1 / states)
        common /= common.sum(axis=1, keepdims=True)
        table = seen + 4.0 * common
        table /= table.sum(axis=2, keepdims=True)
        prior = belief.mean(axis=0) + 1e-6
        logs = np.log(prior / prior.sum())[None, :].repeat(items, axis=0)
        np.add.at(logs, item, np.log(table[source, :, coded.says]))
        belief = _softmax(logs)
    return table


def posterior(
    coded: Coded, places: int, as_of: int, states: int, table: Floats, days: int = WINDOW_DAYS
) -> Floats:
    """Beliefs from the reports of the last days, or else of the days before the newest report; zeros for none."""
    newest = np.full(places, np.iinfo(np.int64).min)
    np.maximum.at(newest, coded.place, coded.last)
    since = np.minimum(newest, as_of)[coded.place] - days
    recent: Ints = np.flatnonzero((coded.last > as_of - days) | (coded.last > since))
    logs = np.zeros((places, states))
    np.add.at(logs, coded.place[recent], np.log(table[coded.keys[recent, 0], :, coded.says[recent]]))
    beliefs = _softmax(logs)
    beliefs[newest == np.iinfo(np.int64).min] = 0.0
    return beliefs


def _softmax(logs: Floats) -> Floats:
    rates = np.exp(logs - logs.max(axis=1, keepdims=True))
    share: Floats = rates / rates.sum(axis=1, keepdims=True)
    return share
