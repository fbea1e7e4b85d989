"""The levels a claim may be at, each with what speaks for it: the places found, the nouns of the clause, the kind.

Owns the options. Must never choose among them. Invariant: there is an option.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.model.claim import ClaimPlace
from contested.model.vocabulary import PlaceLevel
from contested.reading.choices.first_guess import guess_level
from contested.reading.choices.model import Option
from contested.reading.context import pointing_word
from contested.reading.passages import Passage
from contested.reading.proposition import Proposition
from contested.reading.site_words import LEVEL_WORDS, SITE_WORDS

_MORE = (
    "country nation nationwide border headquarters ministry office capitals outpost outposts"
    " checkpoints post posts"
    " positions south north east west front line streets percent crossings convoy house houses bases coast sea"
).split()
_ALL = {*LEVEL_WORDS, *SITE_WORDS, *_MORE, "district centre", "district center"}
_ANY = sorted(sorted(_ALL), key=len, reverse=True)
_NOUNS = re.compile(rf"\b(?:{'|'.join(_ANY)})\b")


def level_options(
    passage: Passage, proposition: Proposition, places: Sequence[ClaimPlace]
) -> list[Option[PlaceLevel | None]]:
    """Every level, with the claim's words and places as features."""
    first = places[0].level if places else None
    named = "nowhere" if not places else first.value if first else "-"
    found = {f"first={named}", f"first={named}&k={proposition.kind.value}", f"k={proposition.kind.value}"}
    found.add(f"grounded={bool(places and places[0].id)}&first={named}")
    if len(places) > 1:
        second = places[1].level
        found.add(f"first={named}&second={second.value if second else '-'}")
    pointed = pointing_word(passage.low, proposition.clause)
    found.add(f"points={pointed}&first={named}")
    found.add(f"points={pointed}")
    for part, (start, end) in (("span", proposition.span), ("clause", proposition.clause)):
        for word in {m[0] for m in _NOUNS.finditer(passage.low, start, end)}:
            found |= {f"{part}:{word}", f"{part}:{word}&first={named}"}
    if places:
        at = passage.text.find(places[0].name, *proposition.clause)
        found.add(f"own={at >= 0}&first={named}")
        if at >= 0:
            after = re.compile(r" ([a-z]+)").match(passage.low, at + len(places[0].name))
            before = re.compile(r"([a-z]+)(?: of| the)* $").search(passage.low, max(passage.start, at - 24), at)
            found |= {f"after={after[1] if after else '-'}", f"before={before[1] if before else '-'}"}
    if proposition.quantity:
        found.add(f"unit={proposition.quantity.unit}&k={proposition.kind.value}")
    guess = guess_level(passage, proposition, places)
    if guess is PlaceLevel.BORDER_CROSSING:
        return [Option(guess, frozenset({"guess"}))]  # the words name it
    values: tuple[PlaceLevel | None, ...] = (None, *PlaceLevel)
    options: list[Option[PlaceLevel | None]] = []
    for value in values:
        name = value.value if value else "none"
        features = {f"{name}<{f}" for f in found} | {name}
        if value is guess:
            features |= {
                "guess",
                f"guess&k={proposition.kind.value}",
                f"guess={name}",
                f"guess={name}&first={named}",
            }
        if value is first and places:
            features |= {"same", f"same&k={proposition.kind.value}"}
        options.append(Option(value, frozenset(features)))
    return options
