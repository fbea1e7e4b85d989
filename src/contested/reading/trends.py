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
    " climbs climbed climbing jump jumps jumped jumping surge surges surged surging soar soars soared soaring"
    " grow grows grew grown growing growth advance advanced advances up higher added adds upturn hike hiked"
    " raise raised".split()
)
_DOWN = frozenset(
    "fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease"
    " decreases decreased decreasing slide slides slid sliding slump slumps slumped slumping plunge plunges"
    " plunged plunging tumble tumbled tumbles dip dipped dips shed sheds shedding shrink shrank shrunk"
    " shrinking down lower lost loses losing loss reduction reduced reduce reduces cut cuts"
    " slipped slip slips".split()
)
_BETWEEN = frozenset(
    "by of another a an further some nearly about almost roughly around only just as much".split()
)


def trend_of(tokens: Sequence[Token], amount: Amount) -> str | None:
    """Give "up", "down", or None."""
    i = amount.first - 1
    while i >= 0 and (tokens[i].low in _BETWEEN or tokens[i].low.endswith("ly")):
        i -= 1
    if i >= 0 and (direction := _direction(tokens[i].low)):
        return direction
    following = tokens[amount.last].low if amount.last < len(tokens) else ""
    return _direction(following) if following not in ("up", "down", "cut", "cuts", "lost") else None


def _direction(word: str) -> str | None:
    return "up" if word in _UP else "down" if word in _DOWN else None
