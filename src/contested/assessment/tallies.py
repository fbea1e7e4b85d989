"""Claimed tallies beside what the claims account for: counted in the same unit and set, or not compared at all.

Owns the comparison. Invariant: numbers over different units or district sets are never set equal, and a tally
that cannot be compared says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from contested.assessment.control import assess_control
from contested.assessment.tallies_base import Base, base_of, baseline_of, day_of
from contested.assessment.tallies_counted import Counted, changed, held, observations_in
from contested.assessment.voices import collect_voices
from contested.model.assessment import ControlPicture, TallyAccount, Voice
from contested.model.observation import Observation
from contested.model.tally import Tally
from contested.theatre.theatre import Theatre

__all__ = ["account_tallies", "day_of"]

_CANDIDATES_SHOWN = 20


def account_tallies(
    tallies: Sequence[Tally],
    observations: Sequence[Observation],
    theatre: Theatre,
    *,
    known_at: datetime,
    clock: str = "published",
    district_set: str | None = None,
) -> list[TallyAccount]:
    """What the claims known at a moment account for, for each tally's own day, in the tallies' order.

    A tally of 4 July is set beside the districts held (stock), or taken since its baseline (flow), by the end
    of 4 July, from everything known at ``known_at``. A tally is counted in the set its base means; one without
    a base in ``district_set``.

    Raises:
        QueryError: for a clock or district set that does not exist.
    """
    chosen = district_set or theatre.default_set
    counting = _Counting(observations, theatre, known_at, clock)
    accounts = []
    for tally in tallies:
        day = day_of(tally)
        base = base_of(tally, theatre, chosen)
        if isinstance(base, str):
            accounts.append(_not_comparable(tally, base))
        elif day is None:
            accounts.append(_not_comparable(tally, "It bears no day that it counts for."))
        else:
            accounts.append(_judged(tally, counting.count(tally, base, day), base))
    return accounts


class _Counting:
    """Counts for many tallies; each day's picture of a set is made once."""

    def __init__(
        self, observations: Sequence[Observation], theatre: Theatre, known_at: datetime, clock: str
    ) -> None:
        self._observations, self._theatre = observations, theatre
        self._known_at, self._clock = known_at, clock
        self._in: dict[tuple[str, bool], tuple[list[Observation], frozenset[str]]] = {}
        self._pictures: dict[tuple[date, str, bool], ControlPicture] = {}
        self._voices: dict[tuple[date, str, bool], Mapping[str, tuple[Voice, ...]]] = {}

    def count(self, tally: Tally, base: Base, day: date) -> Counted:
        """The units accounted for, for a tally's day."""
        group = (base.district_set, base.capitals)
        if group not in self._in:
            self._in[group] = observations_in(
                self._observations, self._theatre, base.district_set, capitals=base.capitals
            )
        observations, moved = self._in[group]
        key = (day, *group)
        if tally.stock_or_flow == "flow":
            if key not in self._voices:
                self._voices[key] = collect_voices(
                    observations,
                    self._theatre,
                    as_of=day,
                    known_at=self._known_at,
                    clock=self._clock,
                    district_set=base.district_set,
                )
            span = (baseline_of(tally), day)
            return changed(self._voices[key], base, tally.holder, self._theatre, span, moved)
        if key not in self._pictures:
            self._pictures[key] = assess_control(
                observations,
                self._theatre,
                as_of=day,
                known_at=self._known_at,
                clock=self._clock,
                district_set=base.district_set,
            )
        return held(self._pictures[key].places, base, tally.holder, moved)


def _judged(tally: Tally, counted: Counted, base: Base) -> TallyAccount:
    """The verdict on a comparable tally."""
    count = len(counted.names)
    at_least, at_most = tally.low, tally.high
    claimed = _claimed(at_least, at_most)
    scope = f" in {tally.scope}" if base.scope_id else ""
    baseline = baseline_of(tally)
    open_start = tally.stock_or_flow == "flow" and baseline is None  # who counted may have begun later
    since = f" since {baseline.day} {baseline:%B}" if baseline else ""
    sure = f", {counted.low} of them on good evidence" if 0 < counted.low < count else ""
    found = f"the ledger accounts for {count}{scope}{since} by name{sure}"
    note = base.note
    if open_start:
        note += " It names no start, so every change in the ledger counts."
    missing = max(0, round((at_least or 0) - count))
    if at_least is not None and at_least > counted.high:
        verdict = "contradicted"
        words = f"Claimed {claimed}; at most {counted.high} are possible{scope}."
    elif at_most is not None and counted.low > at_most and not open_start:
        verdict = "contradicted"
        words = f"Claimed {claimed}; {found}."
    elif missing:
        verdict = "unaccounted"
        words = f"Claimed {claimed}; {found}: {missing} {'is' if missing == 1 else 'are'} missing."
        words += _where(counted.candidates, missing, base)
    else:
        verdict = "consistent"
        words = f"Claimed {claimed}; {found}."
    return TallyAccount(
        tally_id=tally.id,
        low=counted.low,
        expected=round(counted.expected, 1),
        high=counted.high,
        names=counted.names,
        comparable=True,
        verdict=verdict,
        explanation=words + note,
        district_set=base.district_set,
        missing=missing,
        candidates=counted.candidates,
    )


def _where(candidates: tuple[str, ...], missing: int, base: Base) -> str:
    """Where the missing units may be."""
    if not candidates:
        return ""
    if len(candidates) <= _CANDIDATES_SHOWN:
        some = "" if len(candidates) >= missing else "Some are "
        return f" {some or 'They are '}to be looked for in {', '.join(candidates)}."
    if base.scope_id is None:
        return f" Of {len(candidates)} others somebody says something that points there."
    return f" They may be any of {len(candidates)} others."


def _claimed(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"at least {low:g}" if low is not None else f"at most {high:g}"


def _not_comparable(tally: Tally, why: str) -> TallyAccount:
    return TallyAccount(
        tally_id=tally.id,
        low=None,
        expected=None,
        high=None,
        comparable=False,
        verdict="not comparable",
        explanation=why,
    )
