"""Noun phrases without a parser: where one ends, and what its head is a word for.

Owns the noun classes' use on a stretch of words; the classes themselves are ``frames/words.toml``. Must never look
beyond the stretch it is given. Invariant: a phrase begins where its stretch does, adverbs and marks left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.neighbours import in_time
from contested.reading.passages import Passage, Span
from contested.reading.tokens import Token
from contested.reading.words import ADVERBS, DETERMINERS, PREPOSITIONS, is_finite, word_class

_PRONOUNS = frozenset("they he she it we them him us i who which this these those".split())
_JOINTS = frozenset("and or but to who which that where when while as after before since because not".split())
_PARTS = frozenset(("-", "'s", ".", "&", "(", ")"))
_ENDING_WORDS = frozenset("who which that if even too there".split())
_TRAILING = frozenset(("and", "or", "(", "-", "only", "both"))
# These can open a count ("about 300 soldiers", "around a third").
_OPENING_PREPOSITIONS = frozenset("about over around off".split())
# A head noun may stand behind these: "control of the town", "advanced to the capital".
_PASSED_PREPOSITIONS = frozenset("of over about around to from".split())


def span_of(tokens: Sequence[Token]) -> Span | None:
    """From the first token's start to the last's end; None for no tokens."""
    return (tokens[0].start, tokens[-1].end) if tokens else None


def noun_phrase(passage: Passage, tokens: Sequence[Token]) -> Span | None:
    """From the first of the tokens to before the next preposition, verb, adverb, time or mark."""
    end = next((n for n, t in enumerate(tokens) if n and _ends_noun_phrase(passage, t)), len(tokens))
    kept = list(tokens[:end])
    while kept and kept[-1].low in _TRAILING:
        kept.pop()
    return span_of(kept)


def first_noun_phrase(passage: Passage, span: Span | None) -> Span | None:
    """The noun phrase that opens a stretch; None where it opens with a preposition."""
    if span is None:
        return None
    tokens = passage.within(span)
    while tokens and (tokens[0].low in ADVERBS or not tokens[0].is_word):
        tokens = tokens[1:]
    if not tokens or tokens[0].low in PREPOSITIONS - _OPENING_PREPOSITIONS:
        return None
    return noun_phrase(passage, tokens)


def is_pronoun(passage: Passage, span: Span | None) -> bool:
    """The phrase is a bare pronoun."""
    return span is not None and passage.low[span[0] : span[1]].strip() in _PRONOUNS


def holds_class(passage: Passage, span: Span | None, name: str, *, first: int = 12) -> bool:
    """One of the first words of a stretch belongs to a noun class of ``frames/words.toml``."""
    if span is None:
        return False
    nouns = word_class("nouns", name)
    return any(t.low in nouns for t in passage.within(span)[:first])


def first_class(passage: Passage, span: Span | None, names: Sequence[str]) -> str | None:
    """Which of the classes the head of the stretch's first noun phrase belongs to; a place counts as territory.

    Where a word belongs to several, the one named first is taken.
    """
    if span is None:
        return None
    tokens = passage.within(span)[:15]
    for n, token in enumerate(tokens[:14]):
        if token.low in DETERMINERS or _qualifies(passage, token, tokens[n + 1 : n + 2]):
            continue
        if token.low in (",", ";") or (token.low in PREPOSITIONS and token.low not in _PASSED_PREPOSITIONS):
            return None
        for name in names:
            if token.low in word_class("nouns", name) or (name == "territory" and _is_named_place(passage, token)):
                return name
    return None


def _qualifies(passage: Passage, token: Token, following: Sequence[Token]) -> bool:
    """A capitalised name no place is known by, before a noun: "an Azeri helicopter"."""
    if not (token.is_capital and following and following[0].is_word and not following[0].is_capital):
        return False
    if passage.shouting or any(g.start <= token.start < g.end for g in passage.places):
        return False
    low = following[0].low
    return not (low in PREPOSITIONS or low in ADVERBS or low in _JOINTS or is_finite(following[0]))


def _ends_noun_phrase(passage: Passage, token: Token) -> bool:
    if token.low in PREPOSITIONS:
        return token.low != "of"
    if not token.is_word:
        return token.low not in _PARTS
    if is_finite(token) or token.low in _ENDING_WORDS:
        return True
    return (token.low in ADVERBS and not token.is_capital) or in_time(passage, token)


def _is_named_place(passage: Passage, token: Token) -> bool:
    """A place the theatre knows, or a capitalised name that is no force: a town of a war without a pack."""
    if any(g.start <= token.start < g.end for g in passage.places):
        return True
    return (
        token.is_capital
        and not passage.shouting
        and token.start > passage.start
        and not any(c.isdigit() for c in token.text)  # "T-72"
        and not any(token.low in word_class("nouns", n) for n in ("forces", "civilians"))
        and not any(token.low in word_class("sources", n) for n in ("titles", "roles", "bodies"))
    )
