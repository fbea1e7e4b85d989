"""Whether an amount is by how much something rose or fell: "sales rose 6.2 %", "a 5 percent drop".

Only beside shares, money and points, and only where the word stands right at the amount: "rose to 30" is where
it rose to, not by how much.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.numbers import Amount
from contested.reading.tokens import Token

_UP = frozenset(
    "rise rises rose risen rising increase increases increased increasing gain gains gained gaining climb"
    " climbs climbed climbing rally rallied rallies expand expands expanded expanding swell swelled swells rebound"
    " rebounded ascend ascended jump jumps jumped jumping surge surges surged surging soar soars soared soaring"
    " grow grows grew grown growing growth advance advanced advances up higher added adds upturn hike hiked"
    " raise raised".split()
)
_DOWN = frozenset(
    "fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease"
    " decreases decreased decreasing slide slides slid sliding slump slumps slumped slumping plunge plunges"
    " plunged plunging tumble tumbled tumbles dip dipped dips shed sheds shedding shrink shrank shrunk"
    " shrinking down lower lost loses losing reduction reduced reduce reduces cut cuts"
    " slipped slip slips slipping eased eases sank sink sinks sag sagged plummet plummets plummeted collapse"
    " collapsed skid skidded stumble stumbled contract contracts contracted retreat retreated descend descended"
    " off".split()
)
_COMPARED = {"more": "up", "less": "down", "fewer": "down"}
# What moves something else by so much.
_MOVED = dict.fromkeys(
    "raise raised raises raising lift lifted boost boosted increase increased hike hiked".split(), "up"
)
_MOVED |= dict.fromkeys(
    "cut cuts cutting lower lowered reduce reduced reduces trim trimmed slash slashed".split(), "down"
)
# Behind an amount these are no movement of it: "5 % up front", "a 5 % cut" of a loaf.
_NOT_BEHIND = frozenset("up down cut cuts lost added adds raise off sink retreat contract".split())
_BETWEEN = frozenset(
    "by of another a an annualised annualized annual further some nearly about almost roughly"
    " around only just as much".split()
)


# Rising and falling and nothing else: with these a count is by how much, too ("fell by 300 cases").
_CLEAR = frozenset(
    "rise rises rose risen rising increase increases increased increasing climb climbed jump jumped surge surged"
    " grow grew grown growth up fall falls fell fallen falling drop dropped decline declined decrease decreased"
    " decreasing slump slumped plunge plunged down".split()
)
_MOVED_MEASURES = frozenset(
    "point|percentage|percentage point|basis point|degree|celsius|fahrenheit|cent|penny|barrel".split("|")
)


def trend_of(tokens: Sequence[Token], amount: Amount, unit: str | None = None) -> str | None:
    """Give "up", "down", or None.

    Args:
        tokens: Of the sentence.
        amount: One of its amounts.
        unit: What it measures or counts, as ``unit_of`` has it.
    """
    measured = amount.unit is not None or (unit or "").partition(" per ")[0] in _MOVED_MEASURES
    i = amount.first - 1
    by = False
    while i >= 0 and (tokens[i].low in _BETWEEN or tokens[i].low.endswith("ly")):
        by = by or tokens[i].low in ("by", "of")
        i -= 1
    if i >= 0 and (direction := _direction(tokens[i].low)):
        return direction if measured or (by and tokens[i].low in _CLEAR) else None
    if by and measured and i >= 0 and i + 1 < len(tokens) and tokens[i + 1].low == "by":
        moved = [found for token in tokens[max(0, i - 5) : i + 1] if (found := _MOVED.get(token.low))]
        if moved:
            return moved[-1]  # "raised its key rate by 25 basis points"
    following = tokens[amount.last].low if amount.last < len(tokens) else ""
    if not measured or following in _NOT_BEHIND:
        return None
    if amount.unit == "%" and following in _COMPARED:
        return _COMPARED[following]
    return _direction(following)


def _direction(word: str) -> str | None:
    return "up" if word in _UP else "down" if word in _DOWN else None
