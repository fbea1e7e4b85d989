"""Speakers: from the noun phrase beside a verb of saying to a name, a role, a party and a side.

Keeps who has been named in this report so far, so that "Rufi" and "he" later are the governor named before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.model.claim import Speaker
from contested.model.vocabulary import Side
from contested.reading.saying import SourcePhrase
from contested.reading.tokens import Token, tokenize
from contested.reading.words import DETERMINERS, PREPOSITIONS, word_class
from contested.theatre.theatre import Theatre

_NOT_NAMES = frozenset("the a an in on at for of and but however meanwhile also".split())
_PARTICLES = frozenset("ul al el bin ibn abu de la von van der di da jan din".split())


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

    def can_speak(self, tokens: Sequence[Token]) -> bool:
        """The words name somebody who can say things: a person, a role, a body, a pronoun."""
        words = [t.low for t in tokens if t.is_word]
        if not words or len(words) > 28:
            return False
        if len(words) == 1 and words[0] in word_class("sources", "pronouns"):
            return True
        head = self._head(tokens)
        speaking = word_class("sources", "roles") | word_class("sources", "bodies")
        if any(w in speaking for w in words[:1]) or head in speaking:
            return True
        if any(w in word_class("sources", "roles") for w in words):
            return True
        phrase = " ".join(t.text for t in tokens)
        if self._theatre.party_of(phrase) is not None:
            return head not in _UNSPEAKING
        if self._shouting:
            return False
        names = [t for t in tokens if t.is_capital and t.low not in _NOT_NAMES]
        return bool(names) and head not in _UNSPEAKING and len(names) * 2 >= len(words)

    def resolve(self, phrase: SourcePhrase, text: str) -> Speaker | None:
        """The speaker a phrase names; None for "reports" and "rumours", which are nobody's words."""
        words = [t.low for t in phrase.tokens if t.is_word]
        if len(words) == 1 and words[0] in word_class("sources", "pronouns"):
            # A pronoun that points at nobody is still somebody's words, not the outlet's.
            found = self._pronoun(words[0]) or Speaker(name=text[phrase.start : phrase.end])
        elif words and words[-1] in word_class("sources", "impersonal") and len(words) <= 2:
            return None
        else:
            found = self._named(phrase, text)
        self._remember(found)
        return found

    def _pronoun(self, word: str) -> Speaker | None:
        if word in ("he", "she", "i"):
            return self._last_person or self._last
        if word == "it":
            return self._bodies[-1] if self._bodies else self._last
        return self._last

    def _named(self, phrase: SourcePhrase, text: str) -> Speaker:
        whole = text[phrase.start : phrase.end]
        name, role = self._split(phrase, text)
        known = self._by_surname.get(name.rsplit(" ", 1)[-1].casefold()) if " " not in name else None
        if known and role is None:
            return known
        bare = _without_determiner(whole)
        if name == bare and self._definite_again(phrase):
            head = bare.casefold().split()[-1]
            again = next((s for s in reversed(self._bodies) if head in s.name.casefold().split()), None)
            if again:
                return again
        party = self._theatre.party_of(role or "") or self._theatre.party_of(whole)
        if party is None and bare.casefold() in (
            "statement",
            "bulletin",
            "communique",
            "spokesman",
            "spokeswoman",
            "ministry",
        ):
            party = self._last.party if self._last else None
        side = self._theatre.side_of(party)
        if party is None and _CIVILIAN.search(whole):
            side = Side.CIVILIAN
        return Speaker(name=name, role=role, party=party, side=side)

    def _definite_again(self, phrase: SourcePhrase) -> bool:
        return phrase.tokens[0].low == "the" and len(phrase.tokens) <= 3

    def _split(self, phrase: SourcePhrase, text: str) -> tuple[str, str | None]:
        """(name, role): the person's name where there is one, else the fullest descriptor."""
        whole = _without_determiner(text[phrase.start : phrase.end])
        parts = _comma_parts(phrase.tokens)
        if len(parts) > 1:
            people = [part for part in parts if self._is_person(part)]
            if people:
                name = self._person_in(people[0], text) or _words(people[0], text)
                rest = [_words(p, text) for p in parts if p is not people[0]]
                ahead = (
                    _words(people[0], text)[: -len(name)].strip() if _words(people[0], text).endswith(name) else ""
                )
                return name, ", ".join(filter(None, [ahead, *map(_without_determiner, rest)])) or None
        person = self._person_in(list(phrase.tokens), text)
        if person and person != whole:
            role = whole[: whole.rfind(person)].strip(" ,")
            return person, _without_determiner(role) or None
        return whole, None

    def _is_person(self, part: Sequence[Token]) -> bool:
        return self._person_in(part, "") is not None or (
            not self._shouting
            and 0 < len(part) <= 5
            and all(t.is_capital or t.low in _PARTICLES for t in part)
            and not any(t.low in word_class("sources", "bodies") for t in part)
        )

    def _person_in(self, tokens: Sequence[Token], text: str) -> str | None:
        """The run of capitalised names after the last role word, or a run of names by itself."""
        if self._shouting:
            return None
        roles = word_class("sources", "roles") | word_class("sources", "titles")
        last_role = max((n for n, t in enumerate(tokens) if t.low in roles), default=-1)
        run: list[Token] = []
        for token in tokens[last_role + 1 :]:
            if (
                token.is_capital
                and token.low not in word_class("sources", "bodies")
                and token.low not in DETERMINERS
            ) or (run and token.low in _PARTICLES):
                run.append(token)
            else:
                break
        if not run or last_role + 1 + len(run) < len(tokens) or (last_role < 0 and len(run) < len(tokens)):
            return None
        if last_role < 0 and (len(run) < 2 or self._theatre.party_of(" ".join(t.text for t in run)) is not None):
            return None
        if last_role >= 0 and tokens[last_role].low in ("of", "for"):
            return None
        return text[run[0].start : run[-1].end] if text else " ".join(t.text for t in run)

    def _head(self, tokens: Sequence[Token]) -> str:
        """The head noun: the last word before the first preposition, comma or "who"."""
        head = ""
        for token in tokens:
            if head and (token.low in PREPOSITIONS or token.low in (",", "who", "which", "(")):
                break
            if token.is_word and token.low not in DETERMINERS:
                head = token.low
        return head

    def _remember(self, speaker: Speaker) -> None:
        self._last = speaker
        head = self._head([*tokenize(speaker.name)])
        alone = head in word_class("sources", "roles") and not head.endswith("s")
        person = speaker.role is not None or alone or re.fullmatch(r"(?:[A-Z][\w'’-]+ ?){2,4}", speaker.name)
        if person:
            self._last_person = speaker
        if alone and speaker.role is None:
            self._bodies.append(speaker)
        elif person:
            self._by_surname[speaker.name.rsplit(" ", 1)[-1].casefold()] = speaker
        else:
            self._bodies.append(speaker)


_UNSPEAKING = frozenset(
    "attack attacks fall fighting violence district province city blast explosion deal war conflict toll operation"
    " operations talks withdrawal offensive advance battle clashes gains photo video image district ceasefire"
    " sunday monday tuesday wednesday thursday friday saturday".split()
)
_CIVILIAN = re.compile(
    r"\b(?:residents?|witness(?:es)?|locals?|villagers?|civilians?|survivors?|shopkeeper|relatives?)\b", re.I
)


def _comma_parts(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.low == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _words(tokens: Sequence[Token], text: str) -> str:
    return text[tokens[0].start : tokens[-1].end] if text else " ".join(t.text for t in tokens)


def _without_determiner(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words.strip(), flags=re.IGNORECASE)
