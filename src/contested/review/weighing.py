"""Verdicts on districts with some claims left out, thousands at once, by the arrays of the assessment.

Owns the asking. Must never weigh by rules of its own: joining, discounts, spreading and the chain are the
assessment's. Invariant: each verdict is what ``assess_control`` states for that district and day from the same
claims, everything known counting, whenever it was published.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

import msgspec
import numpy as np

from contested.assessment.bearing import bearings, place_units
from contested.assessment.beliefs import Model, beliefs_at, leads_of, model_of, weigh
from contested.assessment.coding import Coded, Floats, Ints, code
from contested.assessment.joining import voices_of
from contested.assessment.likelihood import PRIOR, kept_from_certainty
from contested.assessment.weights import standard
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState, Kind, Side
from contested.theatre.theatre import Theatre

EVER = datetime.max.replace(tzinfo=UTC)
_DIGITS = 9
_MOST_ROWS = 500_000
_NOW = 10_000_000
"""The day, as an ordinal, that every case is moved to, so that cases of many days are one calculation."""


_NO_ROWS: Ints = np.zeros(0, dtype=np.int64)


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is stated of one district.

    Attributes:
        place: Bare P-code.
        party: Party id that holds it; None where contested or unknown.
        probability: P(the stated state); for ``unknown`` 1/3.
        beliefs: P(state) by party id and "contested", the likeliest first; empty where nothing is known.
    """

    place: str
    name: str
    state: ControlState
    party: str | None
    probability: float
    beliefs: tuple[tuple[str, float], ...] = ()


class Case(NamedTuple):
    """A district at the end of a day, from all claims but some."""

    place: str
    day: date
    without: frozenset[str] = frozenset()


class Weighing:
    """The claims of a theatre as columns, ready to be weighed in any case.

    Args:
        observed: Claims in any order.
        theatre: The conflict they are about.
    """

    def __init__(self, observed: Sequence[Observation], theatre: Theatre) -> None:
        self.theatre = theatre
        self._weights = standard()
        self._model: Model = model_of(theatre, self._weights)
        chosen, units = place_units(theatre, None)
        self._units = {unit.id: unit for unit in theatre.districts_of(chosen)}
        # As of the last of all days, so that every claim bears; ``_members`` cuts down to the days of a case.
        found, _ = bearings(observed, theatre, units, as_of=date.max, known_at=EVER)
        number = {place: index for index, place in enumerate(sorted(units))}
        self._coded: Coded = code(found, theatre, number, self._weights)
        claims = [bearing.observation.claim for bearing in found]
        self._claim_ids = [claim.id for claim in claims]
        self._lasts_long = np.array(
            [
                claim.kind is Kind.CONTROL_STATUS and bearing.first_day is not None
                for claim, bearing in zip(claims, found, strict=True)
            ],
            dtype=np.bool_,
        )
        self._coder = np.array([claim.quote is None for claim in claims], dtype=np.bool_)
        ids = sorted(set(self._claim_ids))
        rank = {claim_id: index for index, claim_id in enumerate(ids)}
        self._id_rank = np.array([rank[claim_id] for claim_id in self._claim_ids], dtype=np.int64)
        self._begins = np.where(self._lasts_long, self._coded.first, self._coded.last)
        self._place_of = [bearing.place for bearing in found]
        self._rows_of_claim: dict[str, list[int]] = {}
        on_place: dict[str, list[int]] = {}
        for row, bearing in enumerate(found):
            self._rows_of_claim.setdefault(bearing.observation.claim.id, []).append(row)
            on_place.setdefault(bearing.place, []).append(row)
        self._rows_of_place = {place: np.array(rows, dtype=np.int64) for place, rows in on_place.items()}

    def name_of(self, place: str) -> str:
        """A district's display name."""
        return self._units[place].name

    def told(self, verdict: Verdict) -> str:
        """Who is stated to hold a district, in words."""
        party = self.theatre.parties.get(verdict.party) if verdict.party else None
        return party.name if party else verdict.state.value

    def borne_on(self, claim_id: str) -> list[str]:
        """The districts that a claim bears on."""
        return sorted(self._place_of[row] for row in self._rows_of_claim.get(claim_id, ()))

    def verdicts(self, cases: Sequence[Case]) -> list[Verdict]:
        """What is stated in each case, in their order."""
        stated: list[Verdict] = []
        for some in self._batches(cases):
            stated += self._stated(some)
        return stated

    def said_otherwise(self, cases: Sequence[tuple[str, Case]], within_days: int) -> list[int]:
        """How many voices say otherwise than a claim's own one does, on days near its own.

        Args:
            cases: The claim's id and the case to look at; the claim bears on its place.
            within_days: What is near.
        """
        counts: list[int] = []
        at = 0
        for some in self._batches([case for _, case in cases]):
            rows, variant = self._members(some)
            copies = self._copies(rows, variant, some)
            lead_of = voices_of(copies)
            leads = np.unique(lead_of)
            for number in range(len(some)):
                claim_id = cases[at + number][0]
                own = self._own_rows(rows, variant, number, claim_id)
                if not len(own):
                    counts.append(0)
                    continue
                lead = lead_of[own[0]]
                beside = leads[copies.place[leads] == number]
                otherwise = copies.says[beside] != copies.says[lead]
                near = np.abs(copies.last[beside] - copies.last[lead]) <= within_days
                counts.append(int((otherwise & near).sum()))
            at += len(some)
        return counts

    def _own_rows(self, rows: Ints, variant: Ints, number: int, claim_id: str) -> Ints:
        start, end = np.searchsorted(variant, [number, number + 1])
        own = [row for row in self._rows_of_claim.get(claim_id, ()) if row in rows[start:end]]
        return np.flatnonzero(rows[start:end] == own[0])[:1] + start if own else _NO_ROWS

    def _batches(self, cases: Sequence[Case]) -> list[list[Case]]:
        batches: list[list[Case]] = [[]]
        rows = 0
        for case in cases:
            size = len(self._rows_of_place.get(case.place, ())) + 1
            if rows + size > _MOST_ROWS and batches[-1]:
                batches.append([])
                rows = 0
            batches[-1].append(case)
            rows += size
        return batches if batches[0] else []

    def _members(self, cases: Sequence[Case]) -> tuple[Ints, Ints]:
        """The rows that count in each case, and the number of the case of each."""
        rows: list[Ints] = []
        variants: list[Ints] = []
        for number, case in enumerate(cases):
            on_place = self._rows_of_place.get(case.place, _NO_ROWS)
            kept = on_place[self._begins[on_place] <= case.day.toordinal()]
            for claim_id in case.without:
                for row in self._rows_of_claim.get(claim_id, ()):
                    kept = kept[kept != row]
            rows.append(kept)
            variants.append(np.full(len(kept), number, dtype=np.int64))
        return np.concatenate(rows), np.concatenate(variants)

    def _copies(self, rows: Ints, variant: Ints, cases: Sequence[Case]) -> Coded:
        """The members with each case as a place of its own, and its day moved to ``_NOW``."""
        copies = self._coded.take(rows)
        days = np.array([case.day.toordinal() for case in cases], dtype=np.int64)[variant]
        last = np.where(self._lasts_long[rows], np.minimum(copies.last, days), copies.last)
        order = np.empty(len(rows), dtype=np.int64)
        ranked = np.lexsort((variant, self._id_rank[rows], last - copies.first, self._coder[rows], copies.known))
        order[ranked] = np.arange(len(rows))
        moved = _NOW - days
        return copies._replace(place=variant, first=copies.first + moved, last=last + moved, order=order)

    def _stated(self, cases: Sequence[Case]) -> list[Verdict]:
        rows, variant = self._members(cases)
        leads = leads_of(self._copies(rows, variant, cases)) if len(rows) else self._coded.take(rows)
        beliefs = np.round(beliefs_at(weigh(leads, self._model), len(cases), _NOW, self._model), _DIGITS)
        newest = np.full(len(cases), -1, dtype=np.int64)
        np.maximum.at(newest, leads.place, leads.last)
        known = (newest >= 0) & (_NOW - newest <= self._weights.dynamics.lately_days)
        return [
            self._verdict(case, beliefs[number], known=bool(known[number])) for number, case in enumerate(cases)
        ]

    def _verdict(self, case: Case, beliefs: Floats, *, known: bool) -> Verdict:
        name = self._units[case.place].name
        if not known:
            return Verdict(
                place=case.place,
                name=name,
                state=ControlState.UNKNOWN,
                party=None,
                probability=round(PRIOR, 4),
            )
        surest = self._weights.dynamics.surest
        names: tuple[str | None, ...] = (*self._model.parties, None)
        ranked = sorted(zip(names, beliefs.tolist(), strict=True), key=lambda pair: -pair[1])
        party = ranked[0][0]
        kept = [(name_, round(kept_from_certainty(p, surest), 4)) for name_, p in ranked]
        return Verdict(
            place=case.place,
            name=name,
            state=self._state(party),
            party=party,
            probability=kept[0][1],
            beliefs=tuple((name_ or ControlState.CONTESTED.value, p) for name_, p in kept),
        )

    def _state(self, party: str | None) -> ControlState:
        if party is None:
            return ControlState.CONTESTED
        is_government = self.theatre.side_of(party) == Side.GOVERNMENT
        return ControlState.GOVERNMENT if is_government else ControlState.INSURGENT
