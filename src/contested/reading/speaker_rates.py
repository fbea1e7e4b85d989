"""How surely each way of attributing finds the right speaker: counted in the project's own reports, not believed.

Owns the names of the ways and the share of right speakers of each (``frames/speaker_rates.toml``, which
``tests/golden/speaker_rates.py`` counts and writes). Must never be fed from the benchmarks it is measured on.
Invariant: each rate lies between 0 and 1, and a way that was met seldom keeps near the share of all.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from contested.reading.cues import is_cue_here
from contested.reading.passages import Passage, Span
from contested.reading.saying import Attribution
from contested.reading.words import cue_stances, weak_cues, word_class

# Words of saying that open no frame: "by his account", "called the advance a fabrication", "recorded 19 deaths".
_SPEECH = frozenset(
    "account according described describes called calls gave gives recorded documented counted counts estimate"
    " estimates estimated listed version spoke blamed blames".split()
)
# What the share of all ways weighs beside the counts of one, in claims.
_PRIOR = 10.0

Counts = dict[str, tuple[int, int]]
"""For each way, in how many claims the speaker was right, of how many."""


def way_of(attribution: Attribution | None, passage: Passage, *, house: bool = False) -> str:
    """The name of the way by which a claim got its speaker.

    Args:
        attribution: Whose words the claim is; None for the outlet's own voice.
        passage: The sentence.
        house: The report is a transcript of a party's own medium.
    """
    if attribution is not None:
        return way_of_frame(attribution.frame, attribution.source, passage.text)
    if house:
        return "house-voice"
    return "own-voice-in-speech" if _speech_is_near(passage) else "own-voice"


def way_of_frame(frame: str, source: Span | None, text: str) -> str:
    """The name of the way that a frame found its source: whom a pronoun means has to be found as well."""
    pronoun = source is not None and text[slice(*source)].casefold() in word_class("sources", "pronouns")
    return f"{frame}-pronoun" if pronoun else frame


def _speech_is_near(passage: Passage) -> bool:
    """Words of saying or quotation marks stand in the sentence: it may be somebody's after all."""
    if any(a < passage.end and passage.start < b for a, b in passage.quotations):
        return True
    return any(
        token.low in _SPEECH
        or (token.low in cue_stances() and token.low not in weak_cues() and is_cue_here(passage, index))
        for index, token in enumerate(passage.tokens)
    )


def rates(counts: Counts) -> tuple[dict[str, float], float]:
    """The share of right speakers of each way, drawn to the share of all; and that share.

    >>> known, other = rates({"before": (90, 100), "continued": (0, 0)})
    >>> round(known["before"], 3), round(known["continued"], 3), round(other, 3)
    (0.9, 0.9, 0.9)
    """
    right, of = (sum(pair[part] for pair in counts.values()) for part in (0, 1))
    pooled = (right + 1) / (of + 2) if not of else right / of
    return {way: (a + _PRIOR * pooled) / (b + _PRIOR) for way, (a, b) in counts.items()}, pooled


def speaker_rate(way: str) -> float:
    """How surely this way finds the right speaker; for one never met, the share of all."""
    known, pooled = _measured()
    return known.get(way, pooled)


@cache
def _measured() -> tuple[dict[str, float], float]:
    return rates(
        read_counts(files("contested.reading").joinpath("frames/speaker_rates.toml").read_text(encoding="utf-8"))
    )


def read_counts(toml: str) -> Counts:
    """The counts as they are written in the file."""
    return {way: (int(right), int(of)) for way, (right, of) in tomllib.loads(toml)["right_of"].items()}
