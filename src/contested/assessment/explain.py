"""Why a verdict is what it is, in words: the reason of each voice's weight and of the verdict as a whole.

Owns sentences, decides nothing. Must never name a private person: who spoke is said where the voice is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.assessment.verdict import Decision, Effect, Weighed
from contested.model.assessment import Contribution
from contested.model.vocabulary import ControlState


def weight_reason(weighed: Weighed, effect: Effect) -> str:
    """The rows that made a voice's weight, base first, in words."""
    return "; ".join(row.reason for row in (*weighed.rows, *effect.rows) if row.value != 1.0)


def verdict_reason(state: ControlState, decision: Decision, contributions: Sequence[Contribution]) -> str:
    """One or two sentences: the rule that decided, and what stands against it."""
    if state == ControlState.UNKNOWN:
        return "No usable claim is about this district. That is no evidence for either side."
    decisive = sum(1 for c in contributions if c.decisive)
    clause = _singular(decision.because) if decisive == 1 else decision.because
    said = f"It rests on {_voices(decisive)} that {clause}."
    against = sum(1 for c in contributions if not c.supports and c.weight < 0)
    if state == ControlState.CONTESTED or not against:
        return said
    return f"{said} {_voices(against).capitalize()} {'say' if against > 1 else 'says'} otherwise."


def _singular(clause: str) -> str:
    verb, _, rest = clause.partition(" ")
    third = {"are": "is", "pass": "passes"}.get(verb, f"{verb}s")
    return f"{third} {rest}".replace("their own side", "its own side")


def _voices(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    number = words[count] if count < len(words) else str(count)
    return f"{number} voice" if count == 1 else f"{number} voices"
