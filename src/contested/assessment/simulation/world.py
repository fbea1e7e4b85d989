"""The truth of a made-up war: who holds which district on which day.

Owns offensives, falls, recaptures. Must never know what is printed. Invariant: the same settings and seed give the
same world.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

GOVERNMENT, INSURGENT, CONTESTED = 0, 1, 2


class WorldSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How the war goes; rates are per district and day.

    Attributes:
        held_at_first: Shares held by the government and by the insurgents on the first day; the rest is contested.
        attack: Attacks on a government district outside offensives.
        offensive: How many times more attacks an offensive brings.
        offensives: Expected number of offensives a province and 100 days.
        counterattack: Attempts to win a lost district back, long after it was lost.
        counterattack_soon: How many more of them right after a fall; they fade with ``soon_days``.
        attack_soon: How many more attacks on a district that has just been won back; they fade likewise.
        soon_days: Mean days by which what follows a change of hands at once has faded.
        overnight: Share of attacks that succeed or fail without a day of open fighting.
        fighting_days: Mean length of open fighting.
        falls: Share of attacks that succeed.
        recaptures: Share of counterattacks that succeed.
    """

    held_at_first: tuple[float, float] = (0.74, 0.2)
    attack: float = 0.004
    offensive: float = 6.0
    offensives: float = 1.2
    offensive_days: int = 15
    counterattack: float = 0.014
    counterattack_soon: float = 0.0
    attack_soon: float = 0.0
    soon_days: float = 5.0
    overnight: float = 0.45
    fighting_days: float = 4.0
    falls: float = 0.7
    recaptures: float = 0.6


class World(msgspec.Struct, frozen=True, kw_only=True):
    """The truth.

    Attributes:
        control: GOVERNMENT, INSURGENT or CONTESTED, shape (districts, days), at the end of each day.
        holder_before: Who held it last before a contested spell, same shape; the holder itself elsewhere.
    """

    control: NDArray[np.int8]
    holder_before: NDArray[np.int8]


def make_world(
    provinces: NDArray[np.int64], days: int, settings: WorldSettings, rng: np.random.Generator
) -> World:
    """A world over districts that lie in provinces (an index a district)."""
    districts = len(provinces)
    control = np.empty((districts, days), dtype=np.int8)
    before = np.empty((districts, days), dtype=np.int8)
    government, insurgent = settings.held_at_first
    state = rng.choice(3, size=districts, p=[government, insurgent, 1 - government - insurgent]).astype(np.int8)
    holder = np.where(state == CONTESTED, GOVERNMENT, state).astype(np.int8)
    pressed = _offensives(int(provinces.max()) + 1, days, settings, rng)
    soon = np.zeros(districts)
    for day in range(days):
        attack = settings.attack * np.where(pressed[provinces, day], settings.offensive, 1.0)
        attack += settings.attack_soon * soon
        counterattack = settings.counterattack + settings.counterattack_soon * soon
        starts = rng.random(districts) < np.where(holder == GOVERNMENT, attack, counterattack)
        ends = rng.random(districts) < 1 / settings.fighting_days
        overnight = rng.random(districts) < settings.overnight
        won = rng.random(districts) < np.where(holder == GOVERNMENT, settings.falls, settings.recaptures)
        quiet = state != CONTESTED
        decided = (quiet & starts & overnight) | (~quiet & ends)
        holder = np.where(decided & won, 1 - holder, holder).astype(np.int8)
        state = np.where(decided, holder, np.where(quiet & starts, CONTESTED, state)).astype(np.int8)
        soon = np.where(decided & won, 1.0, soon * np.exp(-1 / settings.soon_days))
        control[:, day], before[:, day] = state, holder
    return World(control=control, holder_before=before)


def _offensives(provinces: int, days: int, settings: WorldSettings, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Whether an offensive runs, shape (provinces, days)."""
    begins = rng.random((provinces, days)) < settings.offensives / 100
    running = np.zeros((provinces, days), dtype=np.bool_)
    for back in range(settings.offensive_days):
        running[:, back:] |= begins[:, : days - back] if back else begins
    return running
