"""Speakers: from the noun phrase beside a verb of saying to a name, a role, a party and a side.

Owns who has been named in a report so far, so that "Rufi" and "he" later are the governor named before. Must never
be shared between reports. Invariant: what is resolved is remembered, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.model.claim import Speaker
from contested.model.vocabulary import Side
from contested.reading.names_and_roles import head_of, name_and_role, without_determiner
from contested.reading.saying import SourcePhrase
from contested.reading.tokens import Token, tokenize
from contested.reading.words import word_class
from contested.theatre.theatre import Theatre

_LONGEST_PHRASE = 28
_LONGEST_PLAIN = 8
_NO_SUBJECTS = frozenset("there it's that this which what where here then so as".split())
_NOT_NAMES = frozenset("the a an in on at for of and but however meanwhile also".split())
_UNSPEAKING = frozenset(
    "attack attacks fall fighting violence district province city blast explosion deal war conflict toll operation"
    " operations talks withdrawal offensive advance battle clashes gains photo video image district ceasefire"
    " sunday monday tuesday wednesday thursday friday saturday".split()
)
# By themselves these speak for whoever spoke last: "the ministry", "a spokesman".
_SPEAKS_FOR_LAST = frozenset("statement bulletin communique spokesman spokeswoman ministry".split())
_CIVILIAN = re.compile(
    r"\b(?:residents?|witness(?:es)?|locals?|villagers?|civilians?|survivors?|shopkeeper|relatives?)\b",
    re.IGNORECASE,
)
_PERSONS_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:(?:al|el|ul|bin|ibn|ben|abu|de|la)[ -])*[A-Z][\w'’-]+){1,3}")


class Speakers:
    """Who has spoken in one report. Not shared between reports."""

    def __init__(self, theatre: Theatre, *, shouting: bool = False) -> None:
        self._theatre = theatre
        self._shouting = shouting
        self._by_surname: dict[str, Speaker] = {}
        self._last: Speaker | None = None
        self._last_person: Speaker | None = None
        self._bodies: list[Speaker] = []

    @property
    def last(self) -> Speaker | None:
        """Who spoke last."""
        return self._last

    def can_speak(self, tokens: Sequence[Token], *, plainly: bool = False) -> bool:
        """The words name somebody who can say things: a person, a role, a body, a pronoun.

        Args:
            tokens: The words.
            plainly: They are the subject of "said" or the like, which needs no more than a noun.
        """
        words = [t.low for t in tokens if t.is_word]
        if not words or len(words) > _LONGEST_PHRASE:
            return False
        roles, bodies = word_class("sources", "roles"), word_class("sources", "bodies")
        head = head_of(tokens)
        if _is_pronoun(words) or words[0] in bodies or head in bodies or any(w in roles for w in words):
            return True
        if self._theatre.party_of(" ".join(t.text for t in tokens)) is not None:
            return head not in _UNSPEAKING
        if self._shouting:
            return False
        if plainly and _is_plain_subject(tokens, head):
            return True
        names = [t for t in tokens if t.is_capital and t.low not in _NOT_NAMES]
        return bool(names) and head not in _UNSPEAKING and len(names) * 2 >= len(words)

    def resolve(self, phrase: SourcePhrase, text: str) -> Speaker | None:
        """The speaker a phrase names; None for "reports" and "rumours", which are nobody's words."""
        words = [t.low for t in phrase.tokens if t.is_word]
        if _is_pronoun(words):
            # A pronoun that points at nobody is still somebody's words, not the outlet's.
            found = self._meant_by(words[0]) or Speaker(name=text[phrase.start : phrase.end])
        elif words and words[-1] in word_class("sources", "impersonal") and len(words) <= 2:
            return None
        else:
            found = self._named(phrase, text)
        self._remember(found)
        return found

    def _meant_by(self, pronoun: str) -> Speaker | None:
        if pronoun in ("he", "she", "i"):
            return self._last_person or self._last
        if pronoun == "it":
            return self._bodies[-1] if self._bodies else self._last
        return self._last

    def _named(self, phrase: SourcePhrase, text: str) -> Speaker:
        whole = text[phrase.start : phrase.end]
        name, role = name_and_role(phrase, text, self._theatre, shouting=self._shouting)
        known = self._by_surname.get(name.casefold())
        if known and role is None:
            return known
        bare = without_determiner(whole)
        again = self._body_again(bare) if name == bare and _is_short_definite(phrase) else None
        if again:
            return again
        party = self._theatre.party_of(role or "") or self._theatre.party_of(whole)
        if party is None and self._last and bare.casefold() in _SPEAKS_FOR_LAST:
            party = self._last.party
        side = self._theatre.side_of(party)
        if party is None and _CIVILIAN.search(whole):
            side = Side.CIVILIAN
        return Speaker(name=name, role=role, party=party, side=side)

    def _body_again(self, bare: str) -> Speaker | None:
        """The body or office named before with the same head: "the ministry" after "the defence ministry"."""
        head = bare.casefold().split()[-1]
        return next((s for s in reversed(self._bodies) if head_of(tokenize(s.name)) == head), None)

    def _remember(self, speaker: Speaker) -> None:
        self._last = speaker
        head = head_of(tokenize(speaker.name))
        # One official without a name: "he" may mean them, and so may "the official".
        unnamed = head in word_class("sources", "roles") and not head.endswith("s")
        person = speaker.role is not None or unnamed or _PERSONS_NAME.fullmatch(speaker.name) is not None
        if person:
            self._last_person = speaker
        if person and not (unnamed and speaker.role is None):
            self._by_surname[speaker.name.rsplit(" ", 1)[-1].casefold()] = speaker
        else:
            self._bodies.append(speaker)


def _is_plain_subject(tokens: Sequence[Token], head: str) -> bool:
    """A short noun phrase that is no happening and no day: "experts", "63 percent", "the announcer"."""
    words = [t for t in tokens if t.is_word]
    return len(words) <= _LONGEST_PLAIN and head.isalpha() and head not in _UNSPEAKING | _NO_SUBJECTS


def _is_pronoun(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0] in word_class("sources", "pronouns")


def _is_short_definite(phrase: SourcePhrase) -> bool:
    return phrase.tokens[0].low == "the" and len(phrase.tokens) <= 3
