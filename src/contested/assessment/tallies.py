"""Claimed tallies beside what the claims account for: counted in the same unit and set, or not compared at all.

Owns the comparison. Invariant: numbers over different units or district sets are never set equal, and a tally
that cannot be compared says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from contested.assessment.bearing import is_vague
from contested.assessment.control import assess_control
from contested.assessment.voices import collect_voices, speaker_of
from contested.model import edtf
from contested.model.assessment import ControlPicture, DistrictAssessment, TallyAccount, Voice
from contested.model.observation import Observation
from contested.model.tally import Tally
from contested.model.vocabulary import ControlState, Grade, Outcome, Side, Stance
from contested.theatre.theatre import Theatre

_GOOD = frozenset({Grade.CONFIRMED, Grade.FAIR})
_CHANGES = frozenset({Outcome.TAKES, Outcome.RETAKES, Outcome.LOSES, Outcome.SURRENDERS_WITHOUT_FIGHT})
_CANDIDATES_SHOWN = 20
_ROUGHLY = 10
"""How far a district set's count may lie from a rough base ("nearly 400") and still be meant by it."""
_OVERNIGHT = timedelta(days=1)
"""A night's fall is dated to both days; counting "the last 24 hours" must not lose it."""


class _Counted(NamedTuple):
    """Units of a scope: accounted for on good evidence, expected, possible at most, and by name."""

    low: int
    expected: float
    high: int
    names: tuple[str, ...]
    candidates: tuple[str, ...]


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
    of 4 July, from everything known at ``known_at``.

    Raises:
        QueryError: for a clock or district set that does not exist.
    """
    chosen = district_set or theatre.default_set
    pictures: dict[date, ControlPicture] = {}
    voices: dict[date, Mapping[str, tuple[Voice, ...]]] = {}
    accounts = []
    for tally in tallies:
        day = day_of(tally)
        why_not = _why_not(tally, theatre, chosen)
        if why_not is not None or day is None:
            accounts.append(_not_comparable(tally, why_not or "It bears no day that it counts for."))
        elif tally.stock_or_flow == "flow":
            if day not in voices:
                voices[day] = collect_voices(
                    observations, theatre, as_of=day, known_at=known_at, clock=clock, district_set=chosen
                )
            accounts.append(_judged(tally, _flow(tally, voices[day], day, theatre, chosen), chosen))
        else:
            if day not in pictures:
                pictures[day] = assess_control(
                    observations, theatre, as_of=day, known_at=known_at, clock=clock, district_set=chosen
                )
            units = _units(tally, theatre, chosen)
            scope = [p for p in pictures[day].places if p.place in units]
            accounts.append(_judged(tally, _stock(tally, scope), chosen))
    return accounts


def day_of(tally: Tally) -> date | None:
    """The last day a tally counts for: its own, else that of its publication; None where it bears neither."""
    for text in (tally.as_of, (tally.published or "")[:10]):
        try:
            day = edtf.day_bounds(text)[1] if text else None
        except ValueError:
            continue
        if day is not None:
            return day
    return None


def _stock(tally: Tally, scope: Iterable[DistrictAssessment]) -> _Counted:
    """Units held by the tally's holder."""
    low, high, expected = 0, 0, 0.0
    names, candidates = [], []
    for place in scope:
        held = place.party == tally.holder
        other_on_good_evidence = place.state == ControlState.GOVERNMENT and place.grade in _GOOD
        low += held and place.grade in _GOOD
        high += not other_on_good_evidence
        if held:
            expected += place.probability
            names.append(place.name)
        elif not other_on_good_evidence:
            candidates.append(place.name)
        if not held and place.state != ControlState.UNKNOWN:
            expected += (1 - place.probability) / 2  # the rest is shared by the two other states
    return _Counted(low, expected, high, tuple(sorted(names)), tuple(sorted(candidates)))


def _flow(
    tally: Tally, voices: Mapping[str, tuple[Voice, ...]], day: date, theatre: Theatre, chosen: str
) -> _Counted:
    """Units that changed to the tally's holder from its baseline to its day."""
    since = _baseline(tally)
    low, names = 0, []
    units = _units(tally, theatre, chosen)
    for unit in sorted(units):
        changes = [v for v in voices.get(unit, ()) if _changed(v, tally.holder, since, day)]
        if not changes:
            continue
        names.append(theatre.districts[unit].name)
        admitted = any(v.lead.claim.against_interest for v in changes)
        inside = [v for v in changes if since is None or (v.first_day or v.last_day) > since]
        low += bool(inside) and (admitted or len({speaker_of(v) for v in inside}) > 1)
    others = sorted({theatre.districts[unit].name for unit in units} - set(names))
    return _Counted(low, float(len(names)), len(units), tuple(sorted(names)), tuple(others))


def _changed(voice: Voice, holder: str, since: date | None, day: date) -> bool:
    claim = voice.lead.claim
    if voice.says != holder or claim.outcome not in _CHANGES or claim.stance != Stance.ASSERTS:
        return False
    if since is None:
        return voice.last_day <= day
    start = voice.first_day or voice.last_day
    margin = timedelta(0) if is_vague(claim.kind, voice.first_day, voice.last_day) else _OVERNIGHT
    return since - margin <= start and since <= voice.last_day <= day


def _baseline(tally: Tally) -> date | None:
    try:
        return edtf.day_bounds(tally.baseline)[0] if tally.baseline else None
    except ValueError:
        return None


def _judged(tally: Tally, counted: _Counted, chosen: str) -> TallyAccount:
    """The verdict on a comparable tally."""
    count = len(counted.names)
    at_least, at_most = tally.low, tally.high
    claimed = _claimed(at_least, at_most)
    scope = f" in {tally.scope}" if tally.scope_id else ""
    baseline = _baseline(tally) if tally.stock_or_flow == "flow" else None
    open_start = tally.stock_or_flow == "flow" and baseline is None  # who counted may have begun later
    since = f" since {baseline.day} {baseline:%B}" if baseline else ""
    sure = f", {counted.low} of them on good evidence" if 0 < counted.low < count else ""
    found = f"the ledger accounts for {count}{scope}{since} by name{sure}"
    base = "" if tally.denominator else f" The tally names no base; it is read against the {chosen}-unit list."
    if open_start:
        base += " It names no start, so every change in the ledger counts."
    if at_least is not None and at_least > counted.high:
        verdict = "contradicted"
        words = f"Claimed {claimed}; at most {counted.high} are possible{scope}."
    elif at_most is not None and counted.low > at_most and not open_start:
        verdict = "contradicted"
        words = f"Claimed {claimed}; {found}."
    elif at_least is not None and count < at_least:
        missing = round(at_least - count)
        verdict = "unaccounted"
        words = f"Claimed {claimed}; {found}: {missing} {'is' if missing == 1 else 'are'} missing."
        if tally.scope_id and missing <= len(counted.candidates) <= _CANDIDATES_SHOWN:
            words += f" To be looked for in {', '.join(counted.candidates)}."
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
        explanation=words + base,
    )


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


def _why_not(tally: Tally, theatre: Theatre, chosen: str) -> str | None:
    """Why a tally cannot be compared with units of the chosen set, or None if it can."""
    if tally.unit not in ("district", "districts"):
        return f"It counts {_plain(tally.unit)}; here only districts are counted."
    if tally.low is None and tally.high is None:
        return "It gives no number."
    side = theatre.side_of(tally.holder)
    if tally.stock_or_flow == "stock" and side != Side.INSURGENT:
        what = "contested districts" if tally.holder == "contested" else "what the other side never took"
        return f"It counts {what}; districts nobody spoke of are unknown here, so a count would mean nothing."
    if side not in {Side.INSURGENT, Side.GOVERNMENT}:
        return "It counts for nobody who is a side of this conflict."
    if _scope_id(tally, theatre) is None and not _is_whole(tally, theatre):
        return f"Its area, {tally.scope}, is no province or district of this theatre."
    return _other_base(tally, theatre, chosen)


def _other_base(tally: Tally, theatre: Theatre, chosen: str) -> str | None:
    base = (tally.denominator or "").strip()
    if not base:
        return None
    if not _is_whole(tally, theatre):
        units = len(_units(tally, theatre, chosen))
        if base == str(units):
            return None
        return f"Its base is {base} districts in {tally.scope}; the {chosen}-unit list has {units} there."
    if base == chosen:
        return None
    if base.startswith("~"):
        near = [s for s in sorted(theatre.sets) if _is_near(s, base.strip("~ "))]
        among = f" It may be any of {', '.join(near)}." if near else ""
        return f"Its base is only roughly stated ({base}).{among} No count here can be set equal to it."
    known = "another list" if base in theatre.sets else "an unknown list"
    return f"Its base is {base} units, {known}, not the {chosen} counted here, and no crosswalk joins them yet."


def _is_near(set_id: str, rough: str) -> bool:
    return set_id.isdigit() and rough.isdigit() and abs(int(set_id) - int(rough)) <= _ROUGHLY


def _is_whole(tally: Tally, theatre: Theatre) -> bool:
    return tally.scope.casefold() in {theatre.country.casefold(), theatre.title.casefold(), ""}


def _scope_id(tally: Tally, theatre: Theatre) -> str | None:
    """The province or district counted over; None for the whole theatre or an unknown area."""
    if tally.scope_id in theatre.provinces or tally.scope_id in theatre.districts:
        return tally.scope_id
    if _is_whole(tally, theatre):
        return None
    named = [u.id for u in theatre.lookup(tally.scope) if u.id in theatre.provinces]
    return named[0] if len(named) == 1 else None


def _units(tally: Tally, theatre: Theatre, chosen: str) -> frozenset[str]:
    """The units of the chosen set that a tally counts over."""
    scope = _scope_id(tally, theatre)
    return frozenset(u.id for u in theatre.districts_of(chosen) if scope in (None, u.id, u.province_id))


def _plain(unit: str) -> str:
    return unit.replace("_", " ") + ("" if unit.endswith("s") or " " in unit else "s")
