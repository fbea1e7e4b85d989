"""From words to a party: "a commander of border police" is the government's, "the insurgents" are not.

Owns the reading of a noun phrase's head; the words themselves are the pack's (``actors.csv``). Must never
guess: a phrase without a party word stays open. Invariant: words that only qualify ("anti-Taliban",
"US-backed", "Taliban-held") never decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from contested.theatre.fold import fold_word
from contested.theatre.values import Actor

# "anti-Taliban forces" fight the Taliban, "US-backed government" is not the US: the compound names no party.
_QUALIFIER = re.compile(
    r"\b(?:anti|pro|ex|non|counter)[-\u2010\u2011](?:[\w.]+)"
    r"|\b[\w.]+[-\u2010\u2011](?:backed|led|held|controlled|supported|funded|trained|aligned|allied|made|born|based"
    r"|installed|appointed|era|run|ruled|occupied|linked|affiliated)\b",
    re.IGNORECASE,
)
_PLAIN_EX = re.compile(r"\b(?:ex|former)[-\u2010\u2011 ]+", re.IGNORECASE)
# Where the head of a noun phrase ends: a relative or participle clause, or a prepositional complement.
_CLAUSE = re.compile(
    r"\s(?:who|which|that|whose|fighting|battling|against|opposing|opposed|loyal|while|after|before|said|told|as|near"
    r"|about|over|via|under|killed|captured|supported|backed|surrounded|fleeing|ousted)\b",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(r"(,|;|\(|\)|\s(?:of|for|from|in|at|on|with|to|by)\b)", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|or)\b", re.IGNORECASE)
_OWNING = {"of", "for"}  # "the police of Tajikistan", but not "the police in Tajikistan"
_WORD = re.compile(r"[^\W_][\w.]*")

NAME, GROUP, NATIONALITY, OFFICE = 4, 3, 2, 1


class _Found(NamedTuple):
    strength: int
    position: int
    party: str


class PartyWords:
    """The party words of one theatre."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._by_words: dict[tuple[str, ...], Actor] = {}
        for actor in actors:
            self._by_words[tuple(actor.words.split())] = actor
        self._longest = max(map(len, self._by_words), default=0)

    def party_of(self, words: str) -> str | None:
        """The party a noun phrase belongs to; None where it says nothing about it.

        The head decides ("governor of Kandahar"); a stronger name or a nationality in its complement outweighs
        an office ("a spokesman for the Taliban", "the border guard service of Tajikistan").
        """
        plain = _QUALIFIER.sub(" ", _PLAIN_EX.sub(" ", words.replace("\u00a0", " ")))
        plain = _CLAUSE.split(" " + plain, maxsplit=1)[0]
        pieces = _COMPLEMENT.split(plain)
        joined = [word for part in _AND.split(pieces[0]) if (word := self._strongest(part))]
        if len({word.party for word in joined}) > 1:
            return None  # "Afghan and Tajik officials" are no one party's
        head = max(joined, default=None)
        if head and head.strength >= GROUP:
            return head.party
        links = [link.strip().casefold() for link in pieces[1::2]]
        found = [(link, self._strongest(part)) for link, part in zip(links, pieces[2::2], strict=True)]
        complements = [part for _, part in found if part]
        outweighing = [part for link, part in found if part and link in _OWNING and part.strength >= NATIONALITY]
        if outweighing and (head is None or outweighing[0].strength > head.strength):
            return outweighing[0].party
        if head:
            return head.party
        return complements[0].party if complements else None

    def _strongest(self, part: str) -> _Found | None:
        """The strongest party word of a run of words; the last of equals, nearest to the noun."""
        folded = [
            word for word in (fold_word(m[0].rstrip(".").replace(".", "")) for m in _WORD.finditer(part)) if word
        ]
        found: list[_Found] = []
        at = 0
        while at < len(folded):
            for size in range(min(self._longest, len(folded) - at), 0, -1):
                actor = self._by_words.get(tuple(folded[at : at + size]))
                if actor:
                    found.append(_Found(actor.strength, at, actor.party))
                    at += size
                    break
            else:
                at += 1
        return max(found, default=None)
