"""What rules may ask of a parsed sentence. They never see a parser's labels.

Words are named by their index in the sentence, stretches of text by half-open code point offsets. Nothing here
guesses from the meaning of words: what the tree does not say is None, empty or False.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from contested.reading.parse.tree import Link, Tree, Word

Span = tuple[int, int]

_MODALS = frozenset(
    "can could may might must shall should will would 'll 'd ca wo sha ought".split()
)  # "ca" and "wo" are what "can't" and "won't" leave
_NEGATIVE = frozenset("no not n't nt never neither nor nobody none nothing cannot".split())
_PREDICATES = frozenset({"VERB", "AUX"})
_CLAUSES = frozenset(
    {
        Link.ROOT,
        Link.CONTENT,
        Link.OPEN_CLAUSE,
        Link.ADVERBIAL_CLAUSE,
        Link.RELATIVE_CLAUSE,
        Link.NOUN_CLAUSE,
        Link.PARATAXIS,
    }
)
_LOOSE = frozenset({Link.RELATIVE_CLAUSE, Link.APPOSITION, Link.PARATAXIS, Link.CONJUNCT, Link.COORDINATOR})
_OUTSIDE = frozenset({Link.PREPOSITION, Link.MARKER, Link.COPULA, Link.AUXILIARY, Link.NEGATION, Link.SUBJECT})
_NOUN_PARTS = frozenset({Link.NAME_PART, Link.ADJECTIVE, Link.NUMBER, Link.DETERMINER})


class ParseView(Protocol):
    """Questions about one parsed sentence."""

    @property
    def words(self) -> Sequence[Word]:
        """The words, in text order."""

    @property
    def root(self) -> int | None:
        """The word that all others hang on; None in a sentence without words."""

    def at(self, offset: int) -> int | None:
        """The word that holds the character at ``offset``, or None."""

    def head(self, word: int) -> int | None:
        """The word it hangs on; None for the root."""

    def link(self, word: int) -> Link:
        """How it hangs there."""

    def dependents(self, word: int, *links: Link) -> tuple[int, ...]:
        """Words that hang on it, in text order; only those with one of the links, if any are named."""

    def subjects(self, verb: int) -> tuple[int, ...]:
        """Who does, is or (of a passive) undergoes it, with conjuncts; shared subjects count for each verb."""

    def agents(self, verb: int) -> tuple[int, ...]:
        """Who does it: the "by" phrase of a passive, the subject of an active verb."""

    def patients(self, verb: int) -> tuple[int, ...]:
        """Who undergoes it: the subject of a passive, the object of an active verb."""

    def is_passive(self, verb: int) -> bool:
        """The verb is passive, or a participle that hangs on what undergoes it."""

    def content(self, verb: int) -> int | None:
        """The predicate of what is said, for a verb of saying; before, after or around it."""

    def governor(self, word: int) -> int | None:
        """The predicate of the clause the word stands in (for a predicate: of the clause around its own)."""

    def obliques(self, word: int) -> tuple[tuple[str, int], ...]:
        """Prepositional phrases on it: the preposition in lower case ("according to"), and the noun."""

    def preposition(self, word: int) -> str | None:
        """The preposition before a noun, in lower case, or None."""

    def conjuncts(self, word: int) -> tuple[int, ...]:
        """All that are joined with it ("A, B and C"), itself among them, in text order."""

    def is_negated(self, word: int) -> bool:
        """A negation hangs on the word itself: "did not seize", "no deaths", "never"."""

    def auxiliaries(self, verb: int) -> tuple[int, ...]:
        """Its auxiliaries, in text order."""

    def modal(self, verb: int) -> str | None:
        """The form of a modal auxiliary ("may", "would"), in lower case, or None."""

    def name_head(self, word: int) -> int:
        """The head of the name or noun phrase in which the word stands as a part; else the word itself."""

    def noun_phrase(self, word: int) -> Span:
        """The noun phrase of a noun, without its preposition, relative clauses, appositions and conjuncts."""

    def whole_phrase(self, word: int) -> Span:
        """All that hangs on a word, but for marks at its ends."""


class TreeView:
    """The one implementation, over the program's own trees."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        children: list[list[int]] = [[] for _ in tree.words]
        for word, head in enumerate(tree.heads):
            if head != word:
                children[head].append(word)
        self._children = children

    @property
    def words(self) -> Sequence[Word]:
        """See ``ParseView``."""
        return self._tree.words

    @property
    def root(self) -> int | None:
        """See ``ParseView``."""
        return next((k for k, head in enumerate(self._tree.heads) if head == k), None)

    def at(self, offset: int) -> int | None:
        """See ``ParseView``."""
        words = self._tree.words
        k = bisect_right(words, offset, key=lambda word: word.start) - 1
        return k if k >= 0 and offset < words[k].end else None

    def head(self, word: int) -> int | None:
        """See ``ParseView``."""
        head = self._tree.heads[word]
        return None if head == word else head

    def link(self, word: int) -> Link:
        """See ``ParseView``."""
        return self._tree.links[word]

    def dependents(self, word: int, *links: Link) -> tuple[int, ...]:
        """See ``ParseView``."""
        found = self._children[word]
        return tuple(k for k in found if self._tree.links[k] in links) if links else tuple(found)

    def subjects(self, verb: int) -> tuple[int, ...]:
        """See ``ParseView``."""
        seen: set[int] = set()
        at: int | None = verb
        while at is not None and at not in seen:
            seen.add(at)
            own = self.dependents(at, Link.SUBJECT, Link.PASSIVE_SUBJECT)
            if own:
                return self._all_joined(own)
            at = self._shares_subject_with(at)
        return ()

    def agents(self, verb: int) -> tuple[int, ...]:
        """See ``ParseView``."""
        by = self.dependents(verb, Link.AGENT)
        if by:
            return self._all_joined(by)
        return () if self.is_passive(verb) else self.subjects(verb)

    def patients(self, verb: int) -> tuple[int, ...]:
        """See ``ParseView``."""
        if not self.is_passive(verb):
            return self._all_joined(self.dependents(verb, Link.OBJECT))
        found = self.subjects(verb)
        if not found and self.link(verb) is Link.NOUN_CLAUSE:
            return self._all_joined((self._tree.heads[verb],))
        return found

    def is_passive(self, verb: int) -> bool:
        """See ``ParseView``."""
        if self.dependents(verb, Link.PASSIVE_SUBJECT, Link.PASSIVE_AUXILIARY):
            return True
        if self._tree.words[verb].tag != "VBN" or self.dependents(verb, Link.SUBJECT):
            return False
        if self.link(verb) is Link.CONJUNCT and not self.dependents(verb, Link.AUXILIARY):
            return self.is_passive(self._tree.heads[verb])
        is_reduced = self.link(verb) in (Link.NOUN_CLAUSE, Link.ADVERBIAL_CLAUSE, Link.ADJECTIVE)
        return is_reduced and not self.dependents(verb, Link.AUXILIARY)

    def content(self, verb: int) -> int | None:
        """See ``ParseView``."""
        for wanted in (Link.CONTENT, Link.OPEN_CLAUSE):
            clauses = self.dependents(verb, wanted)
            if clauses:
                return clauses[0]
        if self.link(verb) is Link.PARATAXIS and self.dependents(verb, Link.SUBJECT):
            return self._tree.heads[verb]  # "Two posts fell, he said"
        loose = self.dependents(verb, Link.PARATAXIS)
        return loose[0] if loose else None

    def governor(self, word: int) -> int | None:
        """See ``ParseView``."""
        at = self.head(word)
        while at is not None and not self._is_predicate(at):
            at = self.head(at)
        return at

    def obliques(self, word: int) -> tuple[tuple[str, int], ...]:
        """See ``ParseView``."""
        found = self.dependents(word, Link.OBLIQUE, Link.AGENT, Link.NOUN_MODIFIER, Link.RECIPIENT)
        return tuple((preposition, k) for k in found if (preposition := self.preposition(k)) is not None)

    def preposition(self, word: int) -> str | None:
        """See ``ParseView``."""
        parts = [k for k in self.dependents(word, Link.PREPOSITION) if k < word]
        whole = sorted({k for part in parts for k in (part, *self._children[part])})
        return " ".join(self._tree.words[k].low for k in whole) or None

    def conjuncts(self, word: int) -> tuple[int, ...]:
        """See ``ParseView``."""
        first = word
        while self.link(first) is Link.CONJUNCT:
            first = self._tree.heads[first]
        found, waiting = {first}, [first]
        while waiting:
            more = self.dependents(waiting.pop(), Link.CONJUNCT)
            found.update(more)
            waiting += more
        return tuple(sorted(found))

    def is_negated(self, word: int) -> bool:
        """See ``ParseView``."""
        if self.dependents(word, Link.NEGATION):
            return True
        return any(
            self._tree.words[k].low in _NEGATIVE for k in self.dependents(word, Link.DETERMINER, Link.ADVERB)
        )

    def auxiliaries(self, verb: int) -> tuple[int, ...]:
        """See ``ParseView``."""
        return self.dependents(verb, Link.AUXILIARY, Link.PASSIVE_AUXILIARY)

    def modal(self, verb: int) -> str | None:
        """See ``ParseView``."""
        forms = (self._tree.words[k] for k in self.auxiliaries(verb))
        return next((w.low for w in forms if w.tag == "MD" or (not w.tag and w.low in _MODALS)), None)

    def name_head(self, word: int) -> int:
        """See ``ParseView``."""
        while self.link(word) in _NOUN_PARTS and self._tree.heads[word] != word:
            word = self._tree.heads[word]
        return word

    def noun_phrase(self, word: int) -> Span:
        """See ``ParseView``."""
        inside = {word}
        waiting = [k for k in self._children[word] if self.link(k) not in _OUTSIDE | _LOOSE]
        while waiting:
            k = waiting.pop()
            inside.add(k)
            waiting += [c for c in self._children[k] if self.link(c) is not Link.PARATAXIS]
        return self._span(inside, word)

    def whole_phrase(self, word: int) -> Span:
        """See ``ParseView``."""
        inside, waiting = {word}, [word]
        while waiting:
            more = self._children[waiting.pop()]
            inside.update(more)
            waiting += more
        return self._span(inside, word)

    def _span(self, inside: set[int], word: int) -> Span:
        """The unbroken run of these words around ``word``, without marks at its ends."""
        first = last = word
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        while first < word and self._is_mark(first):
            first += 1
        while last > word and self._is_mark(last):
            last -= 1
        return self._tree.words[first].start, self._tree.words[last].end

    def _is_mark(self, word: int) -> bool:
        return self.link(word) is Link.PUNCTUATION and not any(c.isalnum() for c in self._tree.words[word].text)

    def _is_predicate(self, word: int) -> bool:
        if self._tree.words[word].pos in _PREDICATES or self.link(word) in _CLAUSES:
            return True
        return bool(self.dependents(word, Link.COPULA, Link.SUBJECT, Link.PASSIVE_SUBJECT))

    def _all_joined(self, heads: Sequence[int]) -> tuple[int, ...]:
        """Each of the words and what is joined to it further right."""
        return tuple(sorted({k for head in heads for k in self.conjuncts(head) if k >= head}))

    def _shares_subject_with(self, verb: int) -> int | None:
        """The verb whose subject this one has too: of coordination, and of "claim to have seized"."""
        if self.link(verb) not in (Link.CONJUNCT, Link.OPEN_CLAUSE):
            return None
        if self.link(verb) is Link.OPEN_CLAUSE and self.dependents(self._tree.heads[verb], Link.OBJECT):
            return None  # "forced them to leave": the object leaves, not the subject
        return self._tree.heads[verb]
