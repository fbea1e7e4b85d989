"""Claims as columns: what the model needs of each bearing claim, as arrays.

Owns the way from a claim to its row of the table and its factor. Everything after it works on arrays, so that a
million claims cost what a thousand sentences do. Invariant: a row depends on its claim and report alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.assessment.bearing import Bearing
from contested.assessment.relations import proposition_of, relation_of
from contested.assessment.speakers import is_named, speaker_keys
from contested.assessment.weights import BELLIGERENTS, RELATIONS, Row, Weights, row_index
from contested.model.claim import Claim
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Relation, Stance
from contested.theatre.theatre import Theatre

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Records = Mapping[tuple[str, bool], Row]
"""By speaker's key and whether its side gains: what the source's record leaves of a claim (``source_record``)."""
MOST_KEYS = 3
_CENTRES = frozenset({PlaceLevel.DISTRICT_CENTRE, PlaceLevel.CITY, PlaceLevel.PROVINCIAL_CAPITAL})
_CHANGES = frozenset({Outcome.TAKES, Outcome.RETAKES, Outcome.LOSES, Outcome.SURRENDERS_WITHOUT_FIGHT})
_EPOCH = datetime(1970, 1, 1)


class Coded(NamedTuple):
    """Bearing claims as columns of one length.

    Attributes:
        place: Index of the unit.
        says: Index of the party that holds it according to the claim; the number of parties for "contested".
        row: Row of the table (``weights.row_index``).
        factor: What the claim's own circumstances leave of its weight.
        first: First day it may speak of, as an ordinal; for an open start as many days before ``last`` as the
            table allows.
        last: Last day.
        lasts: It tells of a state over its days, not of a change on one of them.
        known: When it was known, microseconds since 1970 UTC.
        order: Rank by (known, exact words first, fewest days, id): the lead of a voice has the least.
        named: Somebody answers for it by name.
        keys: Ids of its speaker's keys, shape (n, MOST_KEYS), the most telling first, -1 where there are fewer.
    """

    place: Ints
    says: Ints
    row: Ints
    factor: Floats
    first: Ints
    last: Ints
    lasts: NDArray[np.bool_]
    known: Ints
    order: Ints
    named: NDArray[np.bool_]
    keys: Ints

    def take(self, chosen: NDArray[np.bool_] | Ints) -> Coded:
        """The rows chosen by a mask or by their indices."""
        return Coded(
            self.place[chosen],
            self.says[chosen],
            self.row[chosen],
            self.factor[chosen],
            self.first[chosen],
            self.last[chosen],
            self.lasts[chosen],
            self.known[chosen],
            self.order[chosen],
            self.named[chosen],
            self.keys[chosen],
        )

    @property
    def relation(self) -> Ints:
        """Index of the speaker's relation, in the order of ``weights.RELATIONS``."""
        return self.row % len(RELATIONS)


def parties_of(theatre: Theatre) -> tuple[str, ...]:
    """The parties that can hold ground, in the theatre's order; "contested" is the state after the last."""
    return tuple(party.id for party in theatre.parties.values() if party.side in BELLIGERENTS)


def code(
    found: Sequence[Bearing],
    theatre: Theatre,
    place_index: Mapping[str, int],
    weights: Weights,
    records: Records | None = None,
) -> Coded:
    """The columns of bearing claims, in their order; with ``records``, each source's own factor counts too."""
    party_index: dict[str | None, int] = {party: i for i, party in enumerate(parties_of(theatre))}
    party_index[None] = len(party_index)
    interned: dict[str, int] = {}
    size = len(found)
    # Lists, turned into columns at the end: to fill in single cells of arrays is dear.
    whole: list[tuple[int, int, int, int, int, int]] = []
    factors: list[float] = []
    lasting: list[bool] = []
    named_ones: list[bool] = []
    keys = np.full((size, MOST_KEYS), -1, dtype=np.int64)
    order: list[tuple[int, bool, int, str]] = []
    for i, bearing in enumerate(found):
        claim = bearing.observation.claim
        factor = 1.0
        for row in factor_rows(bearing, theatre, weights, records):
            factor *= row.value
        factors.append(factor * min(1.0, max(0.05, claim.confidence)))
        lasts = tells_a_state(claim)
        lasting.append(lasts)
        named_ones.append(is_named(bearing.observation))
        last = bearing.last_day.toordinal()
        open_days = 0 if lasts else weights.spread.undated_days - 1
        first = bearing.first_day.toordinal() if bearing.first_day else last - open_days
        known = _micros(bearing.observation.known_from)
        whole.append(
            (
                place_index[bearing.place],
                party_index[bearing.says],
                row_index(proposition_of(claim, bearing.says), relation_of(claim, bearing.says)),
                first,
                last,
                known,
            )
        )
        for k, key in enumerate(speaker_keys(bearing.observation)[:MOST_KEYS]):
            keys[i, k] = interned.setdefault(key.key, len(interned))
        order.append((known, claim.quote is None, last - first, claim.id))
    ranks = np.empty(size, dtype=np.int64)
    ranks[sorted(range(size), key=order.__getitem__)] = np.arange(size)
    columns = np.array(whole, dtype=np.int64).reshape(size, 6).T.copy()
    place, says, row_of, first_day, last_day, known_from = columns
    return Coded(
        place,
        says,
        row_of,
        np.array(factors, dtype=np.float64),
        first_day,
        last_day,
        np.array(lasting, dtype=np.bool_),
        known_from,
        ranks,
        np.array(named_ones, dtype=np.bool_),
        keys,
    )


def factor_rows(bearing: Bearing, theatre: Theatre, weights: Weights, records: Records | None = None) -> list[Row]:
    """The factors on a claim that lie in its own circumstances, and its source's record where that is to count."""
    claim, report = bearing.observation.claim, bearing.observation.report
    rows = []
    if not is_named(bearing.observation):
        rows.append(weights.factors["unnamed"])
    if claim.stance == Stance.REPORTS_UNVERIFIED:
        rows.append(weights.factors["unverified"])
    if not tells_a_state(claim):
        if claim.event is None:
            rows.append(weights.factors["undated"])
        elif bearing.first_day and (bearing.last_day - bearing.first_day).days > weights.spread.vague_days:
            rows.append(weights.factors["vague"])
    if claim.place_level in _CENTRES:
        rows.append(weights.factors["centre"])
    elif claim.place_level == PlaceLevel.PROVINCE:
        rows.append(weights.factors["province"])
    letter = theatre.reliability_of(claim.speaker.name if claim.speaker else report.outlet)
    if letter in weights.factors and report.wire_family is None:
        rows.append(weights.factors[letter])
    if records:
        key = speaker_keys(bearing.observation)[0].key
        record = records.get((key, relation_of(claim, bearing.says) == Relation.BENEFICIARY))
        if record is not None:
            rows.append(record)
    return rows


def tells_a_state(claim: Claim) -> bool:
    """Whether a claim tells how things stood over its days, rather than that they changed on one of them."""
    if claim.kind == Kind.CONTROL_TALLY:
        return claim.outcome not in _CHANGES
    return claim.kind != Kind.CONTROL_CHANGE


def _micros(moment: datetime) -> int:
    since = moment.replace(tzinfo=None) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
