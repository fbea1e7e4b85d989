"""Runs of capitalised words: what may be a name, before it is known whose or what of.

Owns where such a run begins and ends. Must never decide what it names. Invariant: runs come in text order, do not
overlap, and hold no day or month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.reading.tokens import Token
from contested.reading.words import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, SUBORDINATORS

Run = tuple[int, int]  # half-open indices of tokens

_ARTICLE = re.compile(r"(?:a[lnrsdtz]|ash|el|ed|es|eş|ul)[-‑][A-Z]")
_PARTICLES = frozenset("al el de la las los del da di bin ibn abu e i ad as ash ul ed es".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december jan feb aug sept oct nov dec ramadan eid".split()
)
# Capitalised only because a sentence begins with them.
_OPENING = (
    DETERMINERS
    | PREPOSITIONS
    | SUBORDINATORS
    | ADVERBS
    | AUXILIARIES
    | frozenset(
        "he she it they we you i who what where why how there here yes no not nearby elsewhere another other"
        " others"
        " many most much more few fewer less some several hundreds dozens thousands scores half nearly about"
        " two three"
        " four five six seven eight nine ten eleven twelve fighting fighters troops soldiers rebels militants"
        " police"
        " residents witnesses officials insurgents government forces clashes shelling medics doctors locals state"
        " local security military army shells rockets heavy fresh new last next same first second third further"
        " one".split()
    )
)


def name_runs(text: str, tokens: Sequence[Token], sentence_start: int) -> list[Run]:
    """The runs of capitalised words of a sentence in ordinary spelling."""
    runs: list[Run] = []
    i = 0
    while i < len(tokens):
        if not _begins(tokens[i]) or (tokens[i].low in _OPENING and _opens(text, tokens[i], sentence_start)):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and _goes_on(text, tokens, end):
            end += 1
        runs.append((i, end))
        i = end
    return runs


def _begins(token: Token) -> bool:
    if token.low in _CALENDAR or not token.is_word:
        return False
    return bool(_ARTICLE.match(token.text)) or (
        token.is_capital and token.low not in DETERMINERS and len(token.text) > 1
    )


def _opens(text: str, token: Token, sentence_start: int) -> bool:
    """It is the first word of the sentence or of a quotation."""
    return not any(c.isalnum() for c in text[sentence_start : token.start]) or text[token.start - 1] in "\"“'‘"


def _goes_on(text: str, tokens: Sequence[Token], i: int) -> bool:
    before, token = tokens[i - 1], tokens[i]
    if text[before.end : token.start] != " " or token.low in _CALENDAR:
        return False
    if token.text[0].isdigit():
        return token.text.isdigit() and len(token.text) < 4
    if token.is_capital or _ARTICLE.match(token.text):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        token.low in _PARTICLES
        and following is not None
        and following.is_capital
        and following.start == token.end + 1
    )
