"""What can be seen of a clause: its words, their fields of meaning, what stands around it.

Owns the names of the features; the model knows a feature by its name alone. Must never look beyond the report, nor
at what a row of the table made of the clause. Invariant: a pure function of its arguments; the same clause has the
same features at training and at reading.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from contested.reading.clauses import Clause
from contested.reading.neighbours import in_time
from contested.reading.passages import Passage
from contested.reading.saying import Attribution
from contested.reading.tokens import Token
from contested.reading.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, is_finite, word_class

_STEM = 6  # letters of a word that are kept: "captured", "captures" and "capturing" are one
_NOUNS = ("forces", "civilians", "units", "territory", "equipment")
_MODALS = frozenset("will would shall 'll won't wouldn't".split())
_MAYBE = frozenset("could may might can cannot can't couldn't".split())
_NOT = frozenset(
    "not no n't never nobody none without neither hasn't haven't didn't doesn't wasn't weren't isn't".split()
)
_BE = frozenset("is are was were be been being".split())
_LENGTHS = (3, 5, 8, 12, 18, 26)


def clause_features(
    passage: Passage, clause: Clause, attribution: Attribution | None, before: str, row: str = ""
) -> frozenset[str]:
    """The features of a clause.

    Args:
        passage: The sentence.
        clause: Its clause.
        attribution: Whose words it is; None for the outlet's own voice.
        before: The kind of the claim made before it in the sentence, or "".
        row: The row of the frame table that reads it, or "".
    """
    tokens = [t for t in passage.within((clause.start, clause.end)) if t.is_word]
    voice = "own" if attribution is None else "said"
    found = {"bias", voice, f"{voice}+joint:{clause.joint}", f"before:{before}", f"{voice}+before:{bool(before)}"}
    if attribution is not None:
        found.add(f"stance:{attribution.stance.value}")
        found.add(f"frame:{attribution.frame}")
        side = attribution.speaker.side.value if attribution.speaker else "none"
        found.add(f"side:{side}")
        found.update(f"side:{side}+field:{name}" for t in tokens for name in fields_of(t.low))
        if attribution.cue:
            found.add(f"cue:{passage.low[attribution.cue[0] : attribution.cue[1]][:_STEM]}")
    found.add(f"{voice}+length:{sum(len(tokens) >= n for n in _LENGTHS)}")
    found.update(_of_words(passage, tokens, voice))
    found.update(_of_verb(tokens))
    found.update(_of_numbers(passage, clause, voice))
    found.update((f"row:{row}", f"row:{row.partition('.')[0]}", f"{voice}+row:{bool(row)}"))
    found.update(f"{voice}+trigger:{t.frame.kind.value}" for t in clause.triggers)
    return frozenset(found)


def _of_words(passage: Passage, tokens: Sequence[Token], voice: str) -> Iterator[str]:
    fields: set[str] = set()
    for token in tokens:
        if in_time(passage, token) or token.low in DETERMINERS:
            continue
        here = fields_of(token.low)
        fields.update(here)
        if not token.is_capital or passage.shouting or here:
            yield f"word:{token.low[:_STEM]}"
        for name in _NOUNS:
            if token.low in word_class("nouns", name):
                yield f"noun:{name}"
    for name in fields:
        yield f"field:{name}"
        yield f"{voice}+field:{name}"
    if not fields:
        yield f"{voice}+field:none"


def _of_verb(tokens: Sequence[Token]) -> Iterator[str]:
    """The first finite verb, what it means, and what stands before it."""
    lows = {t.low for t in tokens}
    for name, words in (("will", _MODALS), ("maybe", _MAYBE), ("not", _NOT), ("be", _BE)):
        if lows & words:
            yield f"has:{name}"
    at = next((n for n, t in enumerate(tokens) if is_finite(t) or t.low.endswith("ed")), None)
    if at is None:
        yield "verb:none"
        return
    head = next((t for t in tokens[at:] if t.low not in AUXILIARIES), tokens[at])
    yield f"verb:{head.low[:_STEM]}"
    meant = fields_of(head.low)
    subject = {name for t in tokens[:at] for name in _NOUNS if t.low in word_class("nouns", name)} or {"none"}
    after = tokens[tokens.index(head) + 1 :]
    objects = {name for t in after[:6] for name in _NOUNS if t.low in word_class("nouns", name)} or {"none"}
    for name in meant:
        yield f"verb-field:{name}"
        for who in subject:
            yield f"verb-field:{name}+subject:{who}"
        for what in objects:
            yield f"verb-field:{name}+object:{what}"
    for name in subject:
        yield f"subject:{name}"
    for name in objects:
        yield f"object:{name}"
    if tokens[0].low in ("he", "she", "it", "they", "we", "i", "this", "that", "there"):
        yield f"opens:{tokens[0].low}"
    following = tokens[tokens.index(head) + 1 : tokens.index(head) + 2]
    if following and following[0].low in PREPOSITIONS:
        yield f"then:{following[0].low}"


def _of_numbers(passage: Passage, clause: Clause, voice: str) -> Iterator[str]:
    amounts = [a for a in passage.amounts if a.start >= clause.start and a.end <= clause.end]
    if amounts:
        yield f"{voice}+number"
        for amount in amounts:
            following = next((t for t in passage.tokens if t.start >= amount.end and t.is_word), None)
            if following:
                yield f"counted:{following.low[:_STEM]}"
    if any(g.start >= clause.start and g.end <= clause.end for g in passage.places):
        yield f"{voice}+place"
    if any(t.start >= clause.start and t.end <= clause.end for t in passage.times):
        yield f"{voice}+time"
    yield f"{voice}+paragraph:{min(passage.paragraph // 4, 4)}"
    if passage.quoted(clause.start):
        yield "quoted"
    if any(
        t.start >= clause.start and t.end <= clause.end and len(t.edtf or "") == len("2021") for t in passage.times
    ):
        yield f"{voice}+year"


@cache
def _meanings() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Whole words, and beginnings of words, each with its fields."""
    raw = files("contested.reading.recognition").joinpath("meanings.toml").read_text(encoding="utf-8")
    whole: dict[str, set[str]] = {}
    begins: dict[str, set[str]] = {}
    for name, words in tomllib.loads(raw).items():
        for word in words.split():
            (begins if word.endswith("*") else whole).setdefault(word.rstrip("*"), set()).add(name)
    return ({k: frozenset(v) for k, v in whole.items()}, {k: frozenset(v) for k, v in begins.items()})


@lru_cache(maxsize=20_000)
def fields_of(low: str) -> frozenset[str]:
    """The fields of meaning of a word in lower case.

    >>> sorted(fields_of("recaptured"))
    ['taking']
    """
    whole, begins = _meanings()
    found = set(whole.get(low, ()))
    for n in range(2, len(low) + 1):
        found |= begins.get(low[:n], frozenset())
    return frozenset(found)
