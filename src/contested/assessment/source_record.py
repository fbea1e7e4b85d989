"""How often a source's claims were borne out by what others said, over time.

Owns the judging of claims one by one, and what a record is worth when somebody asks for it to count. Must never
let a source bear itself out: each claim is judged by a belief without any voice of its source on that place.
Invariant: a record is made of claims known at the moment asked about, and does not depend on their order.

A claim can be judged only where another source that gains nothing by what it says has spoken of the place from the
claim's days on, within a month: one side's denial judges nobody. It was borne out where the others leave what it
says a probability of at least 0.8 on its day or the day after, contradicted where they leave it at most 0.2 on
both, and is open otherwise.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec
import numpy as np

from contested.assessment.bearing import Bearing, bearings, place_units
from contested.assessment.beliefs import Model, beliefs_by_day, leads_of, model_of, weigh
from contested.assessment.coding import Coded, Floats, Ints, code
from contested.assessment.speakers import is_named, speaker_keys
from contested.assessment.weights import RELATIONS, Row, Weights, standard
from contested.model.observation import Observation
from contested.model.vocabulary import Relation
from contested.theatre.theatre import Theatre

BORNE_OUT, CONTRADICTED = 0.8, 0.2
JUDGED_WITHIN_DAYS = 30
PSEUDO_CLAIMS = 10.0
"""How many judged claims it takes before a source's own share weighs as much as that of all sources."""
_LEAST, _MOST = 0.5, 1.25
_GAINS = RELATIONS.index(Relation.BENEFICIARY)
_CELLS = 2_000_000

RecordKey = tuple[str, bool]


class Tally(msgspec.Struct, frozen=True):
    """Claims counted by how they stand beside what others said."""

    borne_out: int = 0
    contradicted: int = 0
    open: int = 0


class SourceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One source, in claims by which its side gains or in all others; the two are never mixed.

    Attributes:
        key: The speaker's key (``speakers``); with ``gains`` it names the record.
        name: How the source is most often named. A private person's name too: mask it before it is shown.
        carrier: Who carried it, where the source is unnamed people: these are told apart by it; else None.
        example: A claim of it, by which the name can be masked.
        gains: Its side gains by what it says.
        total: All its independent voices.
        share: Borne out, of those judged; None where none could be judged.
        by_month: The same by the month (``2021-07``) of the days spoken of, oldest first.
        factor: What the record leaves of its voices' weight when it is asked to count.
    """

    key: str
    name: str
    carrier: str | None
    example: Observation
    gains: bool
    total: Tally
    share: float | None
    by_month: tuple[tuple[str, Tally], ...]
    factor: float


def source_records(
    observations: Sequence[Observation],
    theatre: Theatre,
    *,
    as_of: date,
    known_at: datetime,
    clock: str = "published",
    district_set: str | None = None,
    weights: Weights | None = None,
) -> list[SourceRecord]:
    """Every source's record up to the end of a day (UTC), from what was known at a moment; the most judged first.

    Raises:
        QueryError: for a clock or district set that does not exist.
    """
    table = weights or standard()
    _, units = place_units(theatre, district_set)
    found, _ = bearings(observations, theatre, units, as_of=as_of, known_at=known_at, clock=clock)
    if not found:
        return []
    index = {place: i for i, place in enumerate(sorted(units))}
    coded = code(found, theatre, index, table)
    number = np.arange(len(found))
    leads = leads_of(coded)
    rank_of = np.empty(len(found), dtype=np.int64)
    rank_of[coded.order] = number
    standing = _judged(leads, model_of(theatre, table))
    by_record: dict[RecordKey, list[tuple[Bearing, int]]] = defaultdict(list)
    for lead, verdict, relation in zip(rank_of[leads.order], standing, leads.relation, strict=True):
        bearing = found[int(lead)]
        by_record[speaker_keys(bearing.observation)[0].key, bool(relation == _GAINS)].append(
            (bearing, int(verdict))
        )
    usual = {gains: _share(by_record, gains) for gains in (False, True)}
    records = [_record(key, told, usual[key[1]]) for key, told in by_record.items()]
    return sorted(records, key=lambda r: (-_judged_count(r.total), -r.total.open, r.key, r.gains))


def record_rows(records: Sequence[SourceRecord]) -> dict[RecordKey, Row]:
    """The factor of each record that could be judged, with the reason that a reader is shown."""
    return {
        (r.key, r.gains): Row(
            r.factor,
            f"of {_judged_count(r.total)} such claims of its source that others spoke of, "
            f"{r.total.borne_out} were borne out",
        )
        for r in records
        if _judged_count(r.total)
    }


def record_key(observation: Observation, relation: Relation) -> RecordKey:
    """Under which record a claim falls."""
    return speaker_keys(observation)[0].key, relation == Relation.BENEFICIARY


def _judged(leads: Coded, model: Model) -> Ints:
    """For each voice 1 borne out, -1 contradicted, 0 open."""
    days = np.unique(np.concatenate([leads.last, leads.last + 1]))
    source = leads.keys[:, 0]
    pair = np.stack([leads.place, source])
    pairs, which = np.unique(pair, axis=1, return_inverse=True)
    which = which.ravel()
    starts = np.searchsorted(leads.place, pairs[0])
    ends = np.searchsorted(leads.place, pairs[0], side="right")
    out = np.zeros(len(leads.place), dtype=np.int64)
    step = max(1, _CELLS // max(1, len(days) * model.states))
    for begin in range(0, pairs.shape[1], step):
        end = min(begin + step, pairs.shape[1])
        size = (ends - starts)[begin:end]
        variant = np.repeat(np.arange(end - begin), size)
        member = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size) + starts[begin:end][variant]
        others = source[member] != pairs[1][begin:end][variant]
        rest = leads.take(member[others])._replace(place=variant[others])
        beliefs = beliefs_by_day(weigh(rest, model), end - begin, days, model, hindsight=True)
        chosen = np.flatnonzero((which >= begin) & (which < end))
        out[chosen] = _stand(leads.take(chosen), which[chosen] - begin, rest, beliefs, days)
    return out


def _stand(voices: Coded, variant: Ints, rest: Coded, beliefs: Floats, days: Ints) -> Ints:
    """How voices stand beside the beliefs that the others' voices leave."""
    at = np.searchsorted(days, voices.last)
    after = np.searchsorted(days, voices.last + 1)
    then = np.stack([beliefs[variant, day, voices.says] for day in (at, after)])
    spoken = _spoken_of_later(voices, variant, rest)
    standing = np.where(then.max(axis=0) >= BORNE_OUT, 1, np.where(then.max(axis=0) <= CONTRADICTED, -1, 0))
    return np.where(spoken, standing, 0)


def _spoken_of_later(voices: Coded, variant: Ints, rest: Coded) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether another source, with nothing to gain, spoke of the place from a voice's days on, and soon enough."""
    rest = rest.take(rest.relation != _GAINS)
    if not len(rest.place):
        return np.zeros(len(variant), dtype=np.bool_)
    span = int(max(rest.last.max(), voices.last.max())) + JUDGED_WITHIN_DAYS + 2
    told = np.sort(rest.place * span + rest.last)
    since = np.searchsorted(told, variant * span + voices.last - 1)
    until = np.searchsorted(told, variant * span + voices.last + JUDGED_WITHIN_DAYS, side="right")
    spoken: np.ndarray[tuple[int], np.dtype[np.bool_]] = until > since
    return spoken


def _judged_count(tally: Tally) -> int:
    return tally.borne_out + tally.contradicted


def _share(by_record: Mapping[RecordKey, list[tuple[Bearing, int]]], gains: bool) -> float:
    """The share borne out of all sources' claims of one sort; with none judged, even."""
    counts = Counter(verdict for key, told in by_record.items() if key[1] == gains for _, verdict in told)
    return (counts[1] + 1) / (counts[1] + counts[-1] + 2)


def _record(key: RecordKey, told: list[tuple[Bearing, int]], usual: float) -> SourceRecord:
    told = sorted(told, key=lambda pair: (pair[0].last_day, pair[0].observation.claim.id))
    months: dict[str, list[int]] = defaultdict(list)
    for bearing, verdict in told:
        months[bearing.last_day.isoformat()[:7]].append(verdict)
    total = _tally([verdict for _, verdict in told])
    judged = _judged_count(total)
    share = (total.borne_out + PSEUDO_CLAIMS * usual) / (judged + PSEUDO_CLAIMS)
    names = Counter(_name(bearing.observation) for bearing, _ in told)
    name = min(names, key=lambda text: (-names[text], text))
    example = next(bearing.observation for bearing, _ in told if _name(bearing.observation) == name)
    return SourceRecord(
        key=key[0],
        name=name,
        carrier=None if is_named(example) else example.claim.via or example.report.outlet,
        example=example,
        gains=key[1],
        total=total,
        share=total.borne_out / judged if judged else None,
        by_month=tuple((month, _tally(verdicts)) for month, verdicts in months.items()),
        factor=round(min(_MOST, max(_LEAST, 1 + (_log_odds(share) - _log_odds(usual)) / 4)), 3),
    )


def _tally(verdicts: list[int]) -> Tally:
    return Tally(verdicts.count(1), verdicts.count(-1), verdicts.count(0))


def _name(observation: Observation) -> str:
    speaker = observation.claim.speaker
    return speaker.name if speaker else (observation.report.outlet or "outlet not named")


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))
