"""Why a verdict is what it is, in words: the reason of each voice's weight and of the verdict as a whole.

Owns sentences, decides nothing. Must never name a private person: who spoke is said where the voice is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.assessment.weights import Row
from contested.model.assessment import Contribution
from contested.model.vocabulary import ControlState, Relation

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_HOW = {
    Relation.AGAINST_INTEREST: (
        "admits it against its own side's interest",
        "admit it against their own side's interest",
    ),
    Relation.THIRD_PARTY: ("stands outside the fight", "stand outside the fight"),
    Relation.OWN_VOICE: ("is an outlet speaking for itself", "are outlets speaking for themselves"),
    Relation.BENEFICIARY: ("gains by it", "gain by it"),
}


def weight_reason(rows: Sequence[Row]) -> str:
    """The rows that made a voice's weight, base first, in words."""
    return "; ".join(row.reason for row in rows if row.value != 1.0)


def verdict_reason(state: ControlState, contributions: Sequence[Contribution], age: int | None) -> str:
    """One to three sentences: whose voices carry the verdict, and what stands against it."""
    if age is None:
        return "No usable claim is about this district. That is no evidence for either side."
    if state == ControlState.UNKNOWN:
        return f"The newest word on this district is {age} days old: who holds it now is not known."
    decisive = [c for c in contributions if c.decisive]
    against = [c for c in contributions if not c.supports and c.weight < 0]
    if state == ControlState.CONTESTED and len({c.voice.says for c in decisive}) > 1:
        said = f"It rests on {_voices(len(decisive))} that do not agree: {_make_up(decisive)}."
    elif len(decisive) == 1:
        said = f"It rests on one voice, which {_HOW[decisive[0].relation][0]}."
    else:
        said = f"It rests on {_voices(len(decisive))}: {_make_up(decisive)}."
    if state == ControlState.CONTESTED or not against:
        return said
    verb = "says" if len(against) == 1 else "say"
    return f"{said} {_voices(len(against)).capitalize()} {verb} otherwise."


def _make_up(contributions: Sequence[Contribution]) -> str:
    """How the speakers stand to what they say, those that weigh most first."""
    parts = []
    for relation, (one, several) in _HOW.items():
        count = sum(1 for c in contributions if c.relation == relation)
        if count:
            parts.append(f"{_number(count)} {one if count == 1 else several}")
    return ", ".join(parts)


def _voices(count: int) -> str:
    return f"{_number(count)} voice" if count == 1 else f"{_number(count)} voices"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
