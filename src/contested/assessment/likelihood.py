"""Probabilities as words: the seven likelihood terms of ICD 203, and the bounds that keep them honest.

Owns the boundaries between the terms. Says nothing about confidence, which is the grade's business and never
stands in one sentence with a likelihood.
"""

from __future__ import annotations

PRIOR = 1 / 3
"""The probability of any one of the three states (government, contested, insurgent) when nothing is known."""

# ICD 203's ranges touch at their ends (45-55, 55-80). A value on a boundary gets the weaker of the two words,
# that is, the one nearer to even odds.
_UPPER = (
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
_LOWER = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
)


def likelihood_word(probability: float) -> str:
    """The ICD 203 word for a probability.

    >>> [likelihood_word(p) for p in (0.02, 0.05, 0.44)]
    ['almost no chance', 'very unlikely', 'unlikely']
    >>> [likelihood_word(p) for p in (0.45, 0.55, 0.8, 0.95, 0.98)]
    ['roughly even chance', 'roughly even chance', 'likely', 'very likely', 'almost certain']

    Raises:
        ValueError: if it is no number from 0 to 1.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability!r} is not a probability")
    for below, word in _LOWER:
        if probability < below:
            return word
    return next(word for up_to, word in _UPPER if probability <= up_to)


def kept_from_certainty(probability: float, surest: float) -> float:
    """A probability kept between ``1 - surest`` and ``surest``, because press claims make nothing certain."""
    return min(surest, max(1 - surest, probability))
