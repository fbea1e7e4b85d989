"""What a claimed tally counts: which unit, in which district set, over which area; or why it cannot be counted.

Owns that reading of a tally. Must never look at claims. Invariant: a tally whose set cannot be told has none.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from contested.model import edtf
from contested.model.tally import Tally
from contested.model.vocabulary import Side
from contested.theatre.counted_set import CountedSet, counted_set
from contested.theatre.theatre import Theatre

_DISTRICTS = frozenset({"district", "districts", "districts and district centres"})
_CAPITALS = frozenset({"provincial_capital", "provincial_capitals", "provincial capitals"})


class Base(NamedTuple):
    """What a tally counts.

    Attributes:
        district_set: The set it is counted in.
        units: Ids of the units of that set that it counts over.
        capitals: It counts provincial capitals: only what is said of the towns themselves bears on them.
        scope_id: The province or district counted over; None for the whole theatre.
        note: What the tally leaves open and was decided here, in words that follow a verdict; may be "".
    """

    district_set: str
    units: frozenset[str]
    capitals: bool
    scope_id: str | None
    note: str


def base_of(tally: Tally, theatre: Theatre, chosen: str) -> Base | str:
    """What a tally counts, or why it cannot be compared with units of this theatre, in words.

    Args:
        tally: The tally.
        theatre: Whose sets.
        chosen: The set to count in where the tally names no base.
    """
    capitals = tally.unit in _CAPITALS
    if tally.unit not in _DISTRICTS and not capitals:
        return f"It counts {_plain(tally.unit)}; here only districts and provincial capitals are counted."
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
    if capitals:
        return _capitals(tally, theatre, chosen)
    meant = sets_meant(tally, theatre)
    found = chosen if not _number(tally) or (chosen in meant.sets and _number(tally).isdigit()) else meant.decided
    if found is None:
        return _undecided(tally, meant)
    units = _units(tally, theatre, found)
    note = "" if _number(tally) else f" The tally names no base; it is read against the {found}-unit list."
    if found != chosen:
        note = f" Counted in the {found}-unit list, which its base means."
    if meant.without_centres:
        units = frozenset(unit for unit in units if not theatre.districts[unit].is_capital)
        note = f" Counted in the {found}-unit list without its provincial centres, which its base means."
    return Base(found, units, False, _scope_id(tally, theatre), note)


def sets_meant(tally: Tally, theatre: Theatre) -> CountedSet:
    """The district sets that a tally's base may be; a base inside a province is looked for among its units."""
    if _is_whole(tally, theatre):
        return counted_set(theatre, tally.denominator, tally.unit)
    number = _number(tally)
    if not number.isdigit():
        return CountedSet(sets=(), because="It names no base." if not number else f"Its base is {number}.")
    units = {set_id: _units(tally, theatre, set_id) for set_id in theatre.sets}
    exact = tuple(set_id for set_id in units if len(units[set_id]) == int(number))
    if len({units[set_id] for set_id in exact}) == 1 and theatre.default_set not in exact:
        exact = exact[:1]  # the lists agree inside this province: any of them counts the same units
    words = f"{number} is the number of units there." if exact else f"No list has {number} units there."
    return CountedSet(sets=exact, because=words)


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


def baseline_of(tally: Tally) -> date | None:
    """The first day a flow is counted from; None for a stock, or where it names no start."""
    if tally.stock_or_flow != "flow":
        return None
    try:
        return edtf.day_bounds(tally.baseline)[0] if tally.baseline else None
    except ValueError:
        return None


def _undecided(tally: Tally, meant: CountedSet) -> str:
    where = "" if tally.scope_id is None else f" in {tally.scope}"
    base = f"Its base is {_number(tally)} districts{where}. {meant.because}"
    if len(meant.sets) > 1:
        return f"{base} No count in one of them can be set equal to it."
    return f"{base} So no count here can be set equal to it."


def _capitals(tally: Tally, theatre: Theatre, chosen: str) -> Base | str:
    units = frozenset(u for u in _units(tally, theatre, chosen) if theatre.districts[u].is_capital)
    number = _number(tally)
    if number and number != str(len(units)):
        return f"Its base is {number} provincial capitals; this theatre has {len(units)} there."
    note = " Only what is said of the towns themselves counts."
    return Base(chosen, units, True, _scope_id(tally, theatre), note)


def _number(tally: Tally) -> str:
    return (tally.denominator or "").replace(",", "").strip()


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


def _units(tally: Tally, theatre: Theatre, district_set: str) -> frozenset[str]:
    """The units of a set that a tally counts over."""
    scope = _scope_id(tally, theatre)
    return frozenset(u.id for u in theatre.districts_of(district_set) if scope in (None, u.id, u.province_id))


def _plain(unit: str) -> str:
    return unit.replace("_", " ") + ("" if unit.endswith("s") or " " in unit else "s")
