"""From a speaker's noun phrase to a name and a role: "Kandahar council head Sayed Jan", "X, a spokesman for Y".

Owns which words of a phrase are a person's name. Must never look up a party, nor remember anybody. Invariant: name
and role are words of the phrase, in its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.reading.saying import SourcePhrase
from contested.reading.tokens import Token
from contested.reading.words import DETERMINERS, PREPOSITIONS, word_class
from contested.theatre.theatre import Theatre

_PARTICLES = frozenset("ul al el bin ibn abu de la von van der di da jan din".split())
_ARTICLED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul|ben|bin)-[A-Z]")
_ASIDE = re.compile(
    r",? (?:who|which|whose) .*$|,? (?:quoted|cited|contacted|reached|interviewed|speaking|asked) .*$"
    r"| (?:there|here)$"
)
_DETERMINER = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def name_and_role(phrase: SourcePhrase, text: str, theatre: Theatre, *, shouting: bool) -> tuple[str, str | None]:
    """The person's name and what else the phrase says of them; without a name, the whole phrase and None.

    Args:
        phrase: The words.
        text: What its offsets point into.
        theatre: A run of capitals that is a party ("Islamic State") is no person.
        shouting: The text is in capitals, which then show no names.
    """
    words = without_determiner(text[phrase.start : phrase.end])
    whole = without_aside(words)
    if shouting:
        return whole, None
    parts = _comma_parts(phrase.tokens)
    if len(parts) > 1:
        person = next((part for part in parts if _is_person(part, theatre)), None)
        if person:
            return _of_parts(person, parts, text, theatre)
    run = _person_in(phrase.tokens, theatre)
    name = _words(run, text)
    if not name or name == whole:
        return whole, None
    return name, without_determiner(words[: words.rfind(name)].strip(" ,")) or None


def head_of(tokens: Sequence[Token]) -> str:
    """The head noun: the last word before the first preposition, comma or "who"."""
    head = ""
    for token in tokens:
        if head and (token.low in PREPOSITIONS or token.low in (",", "who", "which", "(")):
            break
        if token.is_word and token.low not in DETERMINERS:
            head = token.low
    return head


def without_determiner(words: str) -> str:
    """The words without "the" or "a" before them."""
    return _DETERMINER.sub("", words.strip())


def without_aside(words: str) -> str:
    """The words without what only says where or how somebody spoke: "there", "who asked not to be named"."""
    return _ASIDE.sub("", words) or words


def _of_parts(
    person: Sequence[Token], parts: Sequence[Sequence[Token]], text: str, theatre: Theatre
) -> tuple[str, str | None]:
    """The name among parts set off by commas; the role is what stands before it, and the other parts."""
    words = _words(person, text)
    name = _words(_person_in(person, theatre), text) or words
    ahead = words[: -len(name)].strip() if words.endswith(name) else ""
    others = [without_determiner(_words(part, text)) for part in parts if part is not person]
    return name, ", ".join(filter(None, [ahead, *others])) or None


def _is_person(part: Sequence[Token], theatre: Theatre) -> bool:
    if _person_in(part, theatre):
        return True
    return (
        0 < len(part) <= 5
        and all(_is_name(t) or t.low in _PARTICLES for t in part)
        and not any(t.low in word_class("sources", "bodies") for t in part)
    )


def _person_in(tokens: Sequence[Token], theatre: Theatre) -> Sequence[Token]:
    """The names after the last role word, to the end; or two names and more by themselves. Empty where none."""
    roles = word_class("sources", "roles") | word_class("sources", "titles")
    last_role = max((n for n, t in enumerate(tokens) if t.low in roles), default=-1)
    run = tokens[last_role + 1 :]
    if not run or not all(_is_name(t) or (n and t.low in _PARTICLES) for n, t in enumerate(run)):
        return ()
    if last_role < 0 and (len(run) < 2 or theatre.party_of(" ".join(t.text for t in run)) is not None):
        return ()
    return run


def _is_name(token: Token) -> bool:
    """A capital, or the article of an Arabic name: "al-Rawi"."""
    capital = token.is_capital or _ARTICLED.match(token.text) is not None
    return capital and token.low not in word_class("sources", "bodies") and token.low not in DETERMINERS


def _comma_parts(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.low == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _words(tokens: Sequence[Token], text: str) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""
