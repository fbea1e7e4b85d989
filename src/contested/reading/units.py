"""The unit of an amount: what stands beside the number, or the noun that is counted.

The names of measures are written out in the singular ("kilometre", "dollar", "percentage"); a counted noun is
given as the head of its phrase, in the singular.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.numbers import Amount
from contested.reading.tokens import Token
from contested.reading.words import ADVERBS, AUXILIARIES, PREPOSITIONS, SUBORDINATORS

_SIGNS = {"%": "percentage", "$": "dollar", "€": "euro", "£": "pound sterling"}
_STOPS = ADVERBS | AUXILIARIES | PREPOSITIONS | SUBORDINATORS


def unit_of(tokens: Sequence[Token], amount: Amount) -> str | None:
    """The unit of an amount of these tokens, or None where nothing is counted."""
    if amount.unit:
        return _SIGNS.get(amount.unit, amount.unit)
    words = []
    for token in tokens[amount.last : amount.last + 5]:
        if not token.is_word or token.low in _STOPS:
            break
        words.append(token.low)
    return _singular(words[-1]) if words else None


def _singular(noun: str) -> str:
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
