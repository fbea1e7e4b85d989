"""What a made-up press prints of a made-up war: utterances, their copies, and what is wrong with them.

Owns bias, silence, delay, vague dates, false claims and copying, as columns. Must never look at how claims are
weighed. Invariant: the same world, settings and seed give the same columns.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.assessment.simulation.world import CONTESTED, GOVERNMENT, INSURGENT, World

Ints = NDArray[np.int64]
TAKES, RETAKES, HOLDS, REPELS, CONTESTS, DENIES = range(6)
MOVEMENT, LOCAL_OFFICIAL, MINISTRY, MONITOR, RESIDENTS, OUTLET = range(6)
OUTLETS, MONITORS, BODIES = 60, 8, 3


class Tellers(msgspec.Struct, frozen=True, kw_only=True):
    """Chances that each sort of speaker tells of a change of hands.

    Attributes:
        gainer: The side that gains by it: the movement of a fall, a ministry of a recapture.
        officials: The place's own officials; of a fall they admit it.
        loser: The side that loses, as a body; of a fall that is nobody, since its officials are told apart.
        monitors, residents: Those who stand outside.
        outlets: An outlet in its own voice.
    """

    gainer: float
    officials: float
    loser: float
    monitors: float
    residents: float
    outlets: float


FALLS = Tellers(gainer=0.75, officials=0.3, loser=0.0, monitors=0.2, residents=0.2, outlets=0.45)
RECAPTURES = Tellers(gainer=0.7, officials=0.25, loser=0.0, monitors=0.1, residents=0.1, outlets=0.225)


class PressSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How the press reports; chances are per happening, rates per district and day.

    Attributes:
        reported: Multiplies every chance that something true is told.
        falls, recaptures: Who tells of them, and how often.
        false_claims: Multiplies every rate of claims that are false.
        government_bias, insurgent_bias: Multiply that side's false claims.
        denials: Chance that the losing side denies a loss.
        copies: Mean number of further printings of an utterance about a fall.
        copies_of_recaptures: The same about anything else.
        credited: Share of outlets' copies that keep the agency's credit.
        delay_days: Mean delay of a publication.
        late: Share of copies that come late, and by how many days in the mean.
        undated, vague: Shares of copies that lose the day, or give a long span.
        recaptures_listed: How much less often that happens to news of a recapture.
    """

    reported: float = 1.0
    falls: Tellers = FALLS
    recaptures: Tellers = RECAPTURES
    false_claims: float = 1.0
    government_bias: float = 1.0
    insurgent_bias: float = 1.0
    denials: float = 0.25
    copies: float = 6.0
    copies_of_recaptures: float = 2.0
    credited: float = 0.6
    delay_days: float = 1.0
    late: tuple[float, float] = (0.25, 12.0)
    undated: float = 0.2
    vague: float = 0.12
    recaptures_listed: float = 1.0


class Printed(NamedTuple):
    """Printed claims as columns; days count from the world's first.

    Attributes:
        place: Index of the district.
        proposition: TAKES ... DENIES.
        says: GOVERNMENT, INSURGENT or CONTESTED.
        speaker: MOVEMENT ... OUTLET.
        number: Which of its sort the speaker is.
        first: First day of the event; -1 for a claim without a day.
        last: Last day of the event, or of the publication for a claim without a day.
        published: Day of the publication.
        outlet: Who printed it.
        family: The agency text it is part of; -1 for none.
    """

    place: Ints
    proposition: Ints
    says: Ints
    speaker: Ints
    number: Ints
    first: Ints
    last: Ints
    published: Ints
    outlet: Ints
    family: Ints

    def take(self, chosen: NDArray[np.bool_] | Ints) -> Printed:
        """The rows chosen by a mask or by their indices."""
        return Printed(*(column[chosen] for column in self))


def print_world(
    world: World, settings: PressSettings, rng: np.random.Generator, claims: int | None = None
) -> Printed:
    """What is printed within the world's days; with ``claims`` exactly so many, more by more copying outlets."""
    days = world.control.shape[1]
    said = _utterances(world, settings, rng)
    outlet = np.where(said.speaker == OUTLET, said.number, rng.integers(0, OUTLETS, len(said.place)))
    delay = rng.geometric(1 / (1 + settings.delay_days), len(said.place)) - 1
    published = said.last + delay
    first = np.where(rng.random(len(said.place)) < 0.12, np.maximum(said.last - 1, 0), said.first)
    wrong = np.where(rng.random(len(said.place)) < 0.1, -1, 0)
    originals = said._replace(
        first=np.maximum(first + wrong, 0),
        last=np.maximum(said.last + wrong, 0),
        published=published,
        outlet=outlet,
        family=np.where(said.speaker == OUTLET, np.arange(len(said.place)), -1),
    )
    about_falls = (said.proposition == TAKES) & (said.says == INSURGENT)
    mean = np.where(about_falls, settings.copies, settings.copies_of_recaptures)
    source = np.repeat(np.arange(len(mean)), rng.poisson(mean))
    parts = [_within(originals, days), _within(_copies(originals, source, settings, rng), days)]
    while claims is not None and (missing := claims - sum(len(part.place) for part in parts)) > 0:
        if not len(mean):
            break
        more = rng.integers(0, len(mean), missing * 2 + 10)
        parts.append(_within(_copies(originals, more, settings, rng), days))
    printed = _joined(parts)
    if claims is not None and len(printed.place) > claims:
        printed = printed.take(np.sort(rng.permutation(len(printed.place))[:claims]))
    return printed


def _utterances(world: World, settings: PressSettings, rng: np.random.Generator) -> Printed:
    """What is said, once each."""
    control, holder = world.control, world.holder_before
    past = np.concatenate([holder[:, :1], holder[:, :-1]], axis=1)
    was = np.concatenate([control[:, :1], control[:, :-1]], axis=1)
    fell, retaken = (past == GOVERNMENT) & (holder == INSURGENT), (past == INSURGENT) & (holder == GOVERNMENT)
    repelled = (was == CONTESTED) & (control == GOVERNMENT) & (past == GOVERNMENT)
    fighting = control == CONTESTED
    government, insurgent = control == GOVERNMENT, control == INSURGENT
    lost_lately = np.zeros_like(fell)
    for back in range(1, 10):
        lost_lately[:, back:] |= fell[:, :-back]
    lost_lately &= insurgent
    told, of_falls, of_recaptures = settings.reported, settings.falls, settings.recaptures
    false_ = settings.false_claims
    by_government, by_insurgents = false_ * settings.government_bias, false_ * settings.insurgent_bias
    older = np.concatenate([control[:, :1].repeat(10, axis=1), control[:, :-10]], axis=1)
    rules: list[tuple[NDArray[np.bool_], float, int, int, int]] = [
        (fell, of_falls.gainer * told, TAKES, INSURGENT, MOVEMENT),
        (fell, of_falls.officials * told, TAKES, INSURGENT, LOCAL_OFFICIAL),
        (fell, settings.denials, DENIES, GOVERNMENT, MINISTRY),
        (fell, of_falls.monitors * told, TAKES, INSURGENT, MONITOR),
        (fell, of_falls.residents * told, TAKES, INSURGENT, RESIDENTS),
        (fell, of_falls.outlets * told, TAKES, INSURGENT, OUTLET),
        (retaken, of_recaptures.gainer * told, RETAKES, GOVERNMENT, MINISTRY),
        (retaken, of_recaptures.officials * told, RETAKES, GOVERNMENT, LOCAL_OFFICIAL),
        (retaken, settings.denials, DENIES, INSURGENT, MOVEMENT),
        (retaken, of_recaptures.loser * told, RETAKES, GOVERNMENT, MOVEMENT),
        (retaken, of_recaptures.monitors * told, RETAKES, GOVERNMENT, MONITOR),
        (retaken, of_recaptures.residents * told, RETAKES, GOVERNMENT, RESIDENTS),
        (retaken, of_recaptures.outlets * told, RETAKES, GOVERNMENT, OUTLET),
        (repelled, 0.4 * told, REPELS, GOVERNMENT, MINISTRY),
        (repelled, 0.1 * told, REPELS, GOVERNMENT, OUTLET),
        (fighting, 0.1 * told, CONTESTS, CONTESTED, OUTLET),
        (fighting, 0.06 * told, CONTESTS, CONTESTED, RESIDENTS),
        (fighting, 0.05 * told, CONTESTS, CONTESTED, LOCAL_OFFICIAL),
        (government, 0.006 * told, HOLDS, GOVERNMENT, MINISTRY),
        (insurgent, 0.005 * told, HOLDS, INSURGENT, MOVEMENT),
        (government, 0.003 * told, HOLDS, GOVERNMENT, MONITOR),
        (insurgent, 0.003 * told, HOLDS, INSURGENT, MONITOR),
        (older == GOVERNMENT, 0.004 * told, HOLDS, GOVERNMENT, OUTLET),
        (older == INSURGENT, 0.004 * told, HOLDS, INSURGENT, OUTLET),
        (fighting, 0.03 * by_insurgents, TAKES, INSURGENT, MOVEMENT),
        (government, 0.0004 * by_insurgents, TAKES, INSURGENT, MOVEMENT),
        (government, 0.003 * by_insurgents, HOLDS, INSURGENT, MOVEMENT),
        (insurgent, 0.002 * by_government, RETAKES, GOVERNMENT, MINISTRY),
        (insurgent, 0.006 * by_government, HOLDS, GOVERNMENT, MINISTRY),
        (lost_lately, 0.04 * by_government, HOLDS, GOVERNMENT, MINISTRY),
        (fighting, 0.008 * false_, TAKES, INSURGENT, OUTLET),
        (government, 0.0002 * false_, TAKES, INSURGENT, OUTLET),
        (government, 0.0001 * false_, TAKES, INSURGENT, RESIDENTS),
        (insurgent, 0.0002 * false_, RETAKES, GOVERNMENT, OUTLET),
        (government, 0.0001 * false_, TAKES, INSURGENT, MONITOR),
    ]
    false_fall_rules = [
        i for i, rule in enumerate(rules) if rule[3] == INSURGENT and rule[0] is government and rule[2] == TAKES
    ]
    false_recapture_rules = [
        i for i, rule in enumerate(rules) if rule[3] == GOVERNMENT and rule[0] is insurgent and rule[2] == RETAKES
    ]
    told_so = [_said(rule, rng) for rule in rules]
    false_falls = _marks([told_so[i] for i in false_fall_rules], control.shape) & ~insurgent
    false_recaptures = _marks([told_so[i] for i in false_recapture_rules], control.shape) & ~government
    answers: list[tuple[NDArray[np.bool_], float, int, int, int]] = [
        (false_falls & government, settings.denials * 2, DENIES, GOVERNMENT, MINISTRY),
        (false_falls & government, 0.3 * told, HOLDS, GOVERNMENT, LOCAL_OFFICIAL),
        (false_falls & government, 0.15 * told, HOLDS, GOVERNMENT, RESIDENTS),
        (false_falls & government, 0.2 * told, HOLDS, GOVERNMENT, OUTLET),
        (false_recaptures & insurgent, settings.denials * 2, DENIES, INSURGENT, MOVEMENT),
        (false_recaptures & insurgent, 0.1 * told, HOLDS, INSURGENT, LOCAL_OFFICIAL),
        (false_recaptures & insurgent, 0.15 * told, HOLDS, INSURGENT, RESIDENTS),
        (false_recaptures & insurgent, 0.15 * told, HOLDS, INSURGENT, OUTLET),
    ]
    return _joined([*told_so, *(_said(rule, rng) for rule in answers)])


def _marks(printed: list[Printed], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    marks = np.zeros(shape, dtype=np.bool_)
    for part in printed:
        marks[part.place, part.last] = True
    return marks


def _said(rule: tuple[NDArray[np.bool_], float, int, int, int], rng: np.random.Generator) -> Printed:
    where, chance, proposition, says, speaker = rule
    if chance > 0:
        place, day = np.nonzero(where & (rng.random(where.shape) < min(chance, 1.0)))
    else:  # without a draw: a press that never says one thing says all else as it did
        place = day = np.zeros(0, dtype=np.int64)
    size = len(place)
    number = {
        LOCAL_OFFICIAL: place,
        MINISTRY: rng.integers(0, BODIES, size),
        MONITOR: rng.integers(0, MONITORS, size),
        OUTLET: rng.integers(0, OUTLETS, size),
    }.get(speaker, np.zeros(size, dtype=np.int64))
    constant = np.ones(size, dtype=np.int64)
    return Printed(
        place,
        constant * proposition,
        constant * says,
        constant * speaker,
        number,
        day,
        day,
        day,
        constant,
        -constant,
    )


def _copies(originals: Printed, source: Ints, settings: PressSettings, rng: np.random.Generator) -> Printed:
    """Further printings of utterances, with what gets lost on the way."""
    copies = originals.take(source)
    size = len(source)
    share, mean_late = settings.late
    delay = rng.geometric(1 / (1 + settings.delay_days), size) - 1
    late = np.where(rng.random(size) < share, rng.geometric(1 / mean_late, size), 0)
    published = copies.published + delay + late
    outlet = rng.integers(0, OUTLETS, size)
    own = copies.speaker == OUTLET
    credited = rng.random(size) < settings.credited
    fate = rng.random(size)
    less = np.where(copies.proposition == RETAKES, settings.recaptures_listed, 1.0)
    undated = fate < settings.undated * less
    vague = (fate >= settings.undated * less) & (fate < (settings.undated + settings.vague) * less)
    undated &= copies.proposition != DENIES
    span = rng.integers(7, 40, size)
    return copies._replace(
        number=np.where(own & ~credited, outlet, copies.number),
        first=np.where(undated, -1, np.where(vague, np.maximum(copies.first - span, 0), copies.first)),
        last=np.where(undated | vague, published, copies.last),
        published=published,
        outlet=outlet,
        family=np.where(own & credited, copies.family, -1),
    )


def _within(printed: Printed, days: int) -> Printed:
    return printed.take(printed.published < days)


def _joined(parts: list[Printed]) -> Printed:
    return Printed(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
