"""Who did what to whom in a clause: the words before a trigger, after it, and after "by"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contested.reading.clauses import Clause
from contested.reading.frame_table import Trigger
from contested.reading.passages import Passage, Span
from contested.reading.tokens import Token
from contested.reading.words import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, is_finite, word_class

_BE = frozenset("is are was were be been being get gets got".split())
_PRONOUNS = frozenset("they he she it we them him us i who which this these those".split())
MODALS = frozenset("will would could may might can should shall must to".split())
_TRYING = frozenset(
    "threatening threaten threatened trying tried try attempt attempted attempting bid fight vowed seeking sought"
    " plan plans planned hoping aim aims aiming about".split()
)


class Arguments(msgspec.Struct, frozen=True):
    """The words around a trigger; each a half-open span into the text, or None.

    Attributes:
        subject: The noun phrase before the verb, its adverbials left out.
        object: Everything after the trigger, up to the clause's end or "by".
        agent: The noun phrase after "by".
        passive: The subject is acted on.
        unreal: The verb stands after "to" or a modal: planned, feared or possible, not said to have happened.
        tried: It is said to be attempted or threatened.
        negated: A "not" or "no" belongs to it.
    """

    subject: Span | None
    object: Span | None
    agent: Span | None
    passive: bool
    unreal: bool
    tried: bool
    negated: bool


def find_arguments(passage: Passage, clause: Clause, trigger: Trigger) -> Arguments:
    """The arguments of a trigger in its clause."""
    tokens = passage.within((clause.start, clause.end))
    before = [t for t in tokens if t.end <= trigger.start]
    after = [t for t in tokens if t.start >= trigger.end]
    group, rest = _verb_group(before)
    words = passage.low[trigger.start : trigger.end].split()
    auxiliaries = {t.low for t in group} | set(words[:-1])
    by = next(
        (n for n, t in enumerate(after) if t.low == "by" and not _is_time(passage, after[n + 1 : n + 2])), None
    )
    participle = (
        words[0].endswith(("ed", "en")) or words[-1].endswith(("ed", "en")) or words[0] in _STRONG_PARTICIPLES
    )
    passive = bool(auxiliaries & _BE) and participle
    bare = participle and not passive and (by == 0 or _is_reduced(trigger, group, after[:by]))
    subject = _subject(passage, rest)
    return Arguments(
        subject=subject,
        object=_span(after[:by] if by is not None else after),
        agent=_noun_phrase(passage, after[by + 1 :]) if by is not None else None,
        passive=passive or bare,
        unreal=_unreal(group, rest),
        tried=bool({t.low for t in (*group, *rest[-6:])} & _TRYING),
        negated=any(
            t.low in ("not", "n't", "never", "no", "hasn't", "haven't", "didn't", "hadn't", "wasn't", "isn't")
            for t in (*group, *rest[-2:])
        ),
    )


def _is_reduced(trigger: Trigger, group: Sequence[Token], after: Sequence[Token]) -> bool:
    """ "districts lost within days": a participle of gaining or losing with nothing after it to act on."""
    if trigger.frame.needs != "territory" or {"has", "have", "had"} & {t.low for t in group}:
        return False
    return not after or after[0].low in PREPOSITIONS - {"about", "over", "around"} or not after[0].is_word


_STRONG_PARTICIPLES = frozenset("overrun held shot hit struck put taken driven lost".split())


def _verb_group(before: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    i = len(before)
    while i and (before[i - 1].low in ADVERBS or before[i - 1].low in AUXILIARIES or before[i - 1].low == "to"):
        i -= 1
    return list(before[i:]), list(before[:i])


def _unreal(group: Sequence[Token], rest: Sequence[Token]) -> bool:
    lows = [t.low for t in group]
    if "to" in lows:
        after = lows[lows.index("to") + 1 :]
        if "have" in after:
            return False
        # "the fifth district to fall", "managed to capture" happened; "to capture" else is a purpose.
        return not any(
            t.low
            in (
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
                "last",
                "latest",
                "managed",
                "continues",
                "continue",
                "continued",
                "able",
                "began",
                "started",
            )
            for t in rest[-9:]
        )
    return any(low in MODALS - {"to"} for low in lows)


def _is_time(passage: Passage, tokens: Sequence[Token]) -> bool:
    return bool(tokens) and any(t.start <= tokens[0].start < t.end for t in passage.times)


def _subject(passage: Passage, tokens: Sequence[Token]) -> Span | None:
    """The noun phrase right before the verb, without what stands before the last comma or finite verb."""
    kept = list(tokens)
    while kept and kept[-1].low in (",", '"', "“", "”"):
        kept.pop()
    kept = _without_relative(kept)
    if not kept:
        return None
    start = 0
    for n, token in enumerate(kept):
        if (
            (token.low == "," and n + 1 < len(kept) and _opens_with_adverbial(kept[start:n]))
            or (is_finite(token) and token.low not in ("led", "held"))
            or (token.low in ("that", "which", "who") and n + 1 < len(kept))
        ):
            start = n + 1
    while start < len(kept) and (
        kept[start].low in ADVERBS or kept[start].low in (",", "and", "but", "meanwhile", "to")
    ):
        start += 1
    while start < len(kept) and _is_time(passage, kept[start : start + 1]):
        start += 1
    phrase = kept[start:]
    if not phrase:
        return None
    if phrase[0].low in PREPOSITIONS and not any(a.start == phrase[0].start for a in passage.amounts):
        cut = next((n for n, t in enumerate(phrase) if t.low == ","), None)
        if cut is None:
            cut = _after_time_adverbial(passage, phrase)
        phrase = phrase[cut + 1 :] if cut is not None else []
    return _span(_head_phrase(phrase)) if phrase else None


def _without_relative(tokens: list[Token]) -> list[Token]:
    """ "The rebels, who are led by X" is the rebels."""
    for n in range(len(tokens) - 1, 1, -1):
        if tokens[n].low in ("who", "which", "whose", "where") and tokens[n - 1].low == ",":
            return tokens[: n - 1]
    return tokens


def _after_time_adverbial(passage: Passage, phrase: Sequence[Token]) -> int | None:
    end = next((t.end for t in passage.times if phrase[1:2] and t.start <= phrase[1].start < t.end), None)
    return None if end is None else sum(1 for t in phrase if t.end <= end) - 1


def _opens_with_adverbial(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.is_word]
    return bool(words) and (
        words[0].low in PREPOSITIONS
        or words[0].low in ADVERBS
        or words[0].low in ("however", "separately", "still", "but", "and")
    )


def _head_phrase(tokens: Sequence[Token]) -> list[Token]:
    """Up to the first comma: appositions and "including" lists don't belong to the name of the actor."""
    cut = next((n for n, t in enumerate(tokens) if n and t.low in (",", "(", "—", "–")), len(tokens))
    return list(tokens[:cut])


_NP_PARTS = frozenset(("-", "'s", ".", "&", "(", ")"))


def _noun_phrase(passage: Passage, tokens: Sequence[Token]) -> Span | None:
    """From the first of the tokens to before the next preposition, verb, adverb, time or mark."""
    kept: list[Token] = []
    for token in tokens:
        if kept and _ends_noun_phrase(passage, token):
            break
        kept.append(token)
    while kept and kept[-1].low in ("and", "or", "(", "-", "only", "both"):
        kept.pop()
    return _span(kept)


def _ends_noun_phrase(passage: Passage, token: Token) -> bool:
    if token.low in PREPOSITIONS:
        return token.low != "of"
    if not token.is_word:
        return token.low not in _NP_PARTS
    if is_finite(token) or token.low in ("who", "which", "that", "if", "even", "too", "there"):
        return True
    return (token.low in ADVERBS and not token.is_capital) or _is_time(passage, [token])


def _span(tokens: Sequence[Token]) -> Span | None:
    return (tokens[0].start, tokens[-1].end) if tokens else None


def first_noun_phrase(passage: Passage, span: Span | None) -> Span | None:
    """The noun phrase that opens a stretch; None where it opens with a preposition."""
    if span is None:
        return None
    tokens = passage.within(span)
    while tokens and (tokens[0].low in ADVERBS or not tokens[0].is_word):
        tokens = tokens[1:]
    if not tokens or tokens[0].low in PREPOSITIONS - {"about", "over", "around", "off"}:
        return None
    return _noun_phrase(passage, tokens)


def is_pronoun(passage: Passage, span: Span | None) -> bool:
    """The phrase is a bare pronoun."""
    return span is not None and passage.low[span[0] : span[1]].strip() in _PRONOUNS


def holds_class(passage: Passage, span: Span | None, name: str, *, first: int = 12) -> bool:
    """One of the first words of a stretch belongs to a noun class of ``frames/words.toml``."""
    if span is None:
        return False
    nouns = word_class("nouns", name)
    return any(t.low in nouns for t in passage.within(span)[:first])


def _is_named_place(passage: Passage, token: Token) -> bool:
    """A place the theatre knows, or a capitalised name that is no force: a town of a war without a pack."""
    if any(g.start <= token.start < g.end for g in passage.places):
        return True
    return (
        token.is_capital
        and not passage.shouting
        and token.start > passage.start
        and not any(token.low in word_class("nouns", n) for n in ("forces", "civilians"))
        and not any(token.low in word_class("sources", n) for n in ("titles", "roles", "bodies"))
    )


def first_class(passage: Passage, span: Span | None, names: Sequence[str]) -> str | None:
    """Which of the classes the head of the stretch's first noun phrase belongs to; a place counts as territory."""
    if span is None:
        return None
    for token in passage.within(span)[:14]:
        if token.low in DETERMINERS:
            continue
        if token.low in (",", ";") or (
            token.low in PREPOSITIONS and token.low not in ("of", "over", "about", "around", "to", "from")
        ):
            return None
        for name in names:
            if name == "territory" and _is_named_place(passage, token):
                return name
            if token.low in word_class("nouns", name):
                return name
    return None
