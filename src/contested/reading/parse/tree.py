"""One parsed sentence in this program's own terms, whatever labels the parser has.

Heads are content words: prepositions, auxiliaries and forms of "to be" hang on the word they go with. Invariant:
words are in text order with exact offsets, there is one root, and heads form a tree.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Link(StrEnum):
    """How a word hangs on its head."""

    ROOT = "root"
    SUBJECT = "subject"
    PASSIVE_SUBJECT = "passive subject"
    OBJECT = "object"
    RECIPIENT = "recipient"
    AGENT = "agent"
    OBLIQUE = "oblique"
    CONTENT = "content clause"
    OPEN_CLAUSE = "open clause"  # its subject stands elsewhere: "claim to have seized"
    ADVERBIAL_CLAUSE = "adverbial clause"
    RELATIVE_CLAUSE = "relative clause"
    NOUN_CLAUSE = "noun clause"  # "the decision to leave", "troops stationed there"
    CONJUNCT = "conjunct"
    COORDINATOR = "coordinator"
    AUXILIARY = "auxiliary"
    PASSIVE_AUXILIARY = "passive auxiliary"
    COPULA = "copula"
    NEGATION = "negation"
    PREPOSITION = "preposition"
    MARKER = "marker"
    DETERMINER = "determiner"
    POSSESSOR = "possessor"
    NUMBER = "number"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    NAME_PART = "name part"
    APPOSITION = "apposition"
    NOUN_MODIFIER = "noun modifier"
    PARTICLE = "particle"
    PARATAXIS = "parataxis"
    EXPLETIVE = "expletive"
    PUNCTUATION = "punctuation"
    OTHER = "other"


class Word(msgspec.Struct, frozen=True):
    """One word; half-open code point offsets. A joined name is one word.

    Attributes:
        pos: Universal part of speech.
        tag: Penn Treebank tag.
    """

    start: int
    end: int
    text: str
    pos: str
    tag: str

    @property
    def low(self) -> str:
        """In lower case, with straight apostrophes."""
        return self.text.lower().replace("’", "'")


class Tree(msgspec.Struct, frozen=True):
    """Words with their heads and links; the root is its own head."""

    words: tuple[Word, ...]
    heads: tuple[int, ...]
    links: tuple[Link, ...]
