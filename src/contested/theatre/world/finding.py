"""Names of a text that the store knows and that the words around them let be places.

Owns what counts as a name, and what makes one somebody or something else. Must never choose between places.
Invariant: mentions are in text order and do not overlap.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from contested.theatre.fold import fold_name
from contested.theatre.world.judging import TITLE, Before, Neighbours, begins, weigh
from contested.theatre.world.mention import Mention
from contested.theatre.world.place import Candidate, Kind, lies_in
from contested.theatre.world.spelled import KIND_WORDS, Spelled, kind_said

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_](?:[\w]|['’.-](?=[^\W\d_]))*\.?")
_PARTICLES = frozenset(
    "de la le los las del der den da do dos di du of el al ad an on upon sur am im and y e".split()
)
_LONGEST = 6
_GAP = re.compile(r"[ \u00a0]|-|\n(?!\n)")
_HOLDS = re.compile(
    r"(?:['’]s?)?\s+(?:[a-z]+\s+){0,2}(?:town|city|village|suburb|community|county|port|capital|province|state)\s+(?:of\s+)?"
    r"|['’]s?\s+"
)
_LONGEST_GAP = 40
_HELD_BY = re.compile(r"(?:,|\s+in|,\s+in|\s*\(|\s+of|,\s+a\s+[a-z]+\s+in)\s+(?:the\s+)?(?:state of\s+)?", re.I)


class _Token(NamedTuple):
    start: int
    end: int
    text: str


class Finder:
    """Finds names that may be places."""

    def __init__(self, spelled: Spelled, words: Path) -> None:
        """Read the words that are seldom places.

        Args:
            spelled: How names are looked up.
            words: Table of ``word, use``: "word" for ordinary words, "given" for given names, "family" for
                family names; each folded.
        """
        self._spelled = spelled
        self._uses: dict[str, str] = {}
        for line in words.read_text(encoding="utf-8").splitlines():
            use, _, listed = line.partition(":")
            if listed:
                for word in listed.split():
                    self._uses.setdefault(fold_name(word), use)

    def given(self, text: str, start: int, end: int) -> Mention:
        """A span that somebody says is a place."""
        name = text[start:end]
        key, candidates, adjective = self._spelled.look_up(name)
        before, after = text[max(0, start - 40) : start], text[end : end + 30]
        kind = kind_said(name, before, after)
        return Mention(start, end, name, key, candidates, kind, adjective)

    def find(self, text: str, taken: Collection[tuple[int, int]] = ()) -> list[Mention]:
        """The names of a text that may be places, but those that overlap what is taken."""
        tokens = [_Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text)]
        persons = self._persons(text, tokens)
        found = []
        at = 0
        while at < len(tokens):
            step = 1
            for size, (key, candidates, adjective) in self._runs(text, tokens, at):
                start, end = tokens[at].start, tokens[at + size - 1].end
                end = _without_stop(text, start, end, self._spelled)
                if any(start < b and a < end for a, b in taken):
                    continue
                mention = Mention(start, end, text[start:end], key, candidates, adjective=adjective)
                mention.kind = kind_said(mention.name, text[max(0, start - 40) : start], text[end : end + 30])
                mention.weight = weigh(
                    text,
                    mention,
                    Neighbours(
                        use=self._use(mention),
                        before=self._name_before(text, tokens, at),
                        given_before=at > 0 and self._uses.get(fold_name(tokens[at - 1].text)) == "given",
                        name_after=self._name_after(text, tokens, at + size),
                        short=self._spelled.is_short(mention.name),
                        held=_held(text, mention, self._spelled),
                        person=key in persons,
                    ),
                )
                step = size
                if mention.weight > 0:
                    found.append(mention)
                break
            at += step
        return found

    def _runs(
        self, text: str, tokens: Sequence[_Token], at: int
    ) -> Iterator[tuple[int, tuple[str, tuple[Candidate, ...], bool]]]:
        """The known names that begin at a token, the longest first."""
        first = tokens[at].text
        if not first[0].isupper() and not (
            first in ("al", "el") and text[tokens[at].end : tokens[at].end + 1] == "-"
        ):
            return
        size = 1
        while (
            size < _LONGEST
            and at + size < len(tokens)
            and _GAP.fullmatch(text[tokens[at + size - 1].end : tokens[at + size].start])
            and (tokens[at + size].text[0].isupper() or tokens[at + size].text in _PARTICLES)
        ):
            size += 1
        for length in range(size, 0, -1):
            last = tokens[at + length - 1].text
            if last in _PARTICLES:
                continue
            name = text[tokens[at].start : tokens[at + length - 1].end]
            after_comma = at > 0 and text[tokens[at - 1].end : tokens[at].start] == ", "
            after_comma = after_comma and not tokens[at - 1].text.isupper()
            found = self._spelled.exact(name, code=after_comma)
            if found[1]:
                yield length, found

    def _persons(self, text: str, tokens: Sequence[_Token]) -> set[str]:
        """Folded family names: what stands behind a given name or a title anywhere in the text."""
        found = set()
        for one, two in pairwise(tokens):
            if two.text[0].isupper() and text[one.end : two.start] in (" ", "\u00a0"):
                given = self._uses.get(fold_name(one.text)) == "given" and one.text[0].isupper()
                if given or (TITLE.search(text[max(0, two.start - 20) : two.start]) and two.start):
                    found.add(fold_name(two.text))
        return found

    def _use(self, mention: Mention) -> str:
        """What a name usually is, where that is no place; "" else."""
        if self._spelled.is_short(mention.name):
            return ""
        return self._uses.get(fold_name(mention.name), "")

    def _name_before(self, text: str, tokens: Sequence[_Token], at: int) -> Before:
        """What kind of capitalised word stands just before a name."""
        if not at or text[tokens[at - 1].end : tokens[at].start] not in (" ", "\u00a0"):
            return Before.NOTHING
        previous = tokens[at - 1]
        if not previous.text[0].isupper() or _begins_word(text, previous, self._uses):
            return Before.NOTHING
        _, places, adjective = self._spelled.exact(previous.text)
        return Before.PLACE if places or adjective else Before.NAME

    @staticmethod
    def _name_after(text: str, tokens: Sequence[_Token], after: int) -> bool:
        """Whether a capitalised word stands just after a name."""
        if after >= len(tokens) or text[tokens[after - 1].end : tokens[after].start] not in (" ", "\u00a0"):
            return False
        return tokens[after].text[0].isupper()


def _held(text: str, mention: Mention, spelled: Spelled) -> bool:
    """Whether a container of one of its candidates stands just after a name: "Paris, Texas"."""
    gap = re.match(r",\s+|\s+\(", text[mention.end :])
    if not gap:
        return False
    rest = re.match(r"(?:[A-Z][\w.]*[ ]?){1,3}", text[mention.end + gap.end() :])
    if not rest:
        return False
    words = rest[0].split()
    for size in range(len(words), 0, -1):
        _, outer, adjective = spelled.exact(" ".join(words[:size]).rstrip(","), code=True)
        if outer and not adjective:
            return any(lies_in(c.place, o.place) for c in mention.candidates for o in outer)
    return False


def state_containers(text: str, mentions: Sequence[Mention]) -> None:
    """Where one mention says in which container another lies, mark the candidates that lie in it."""
    for before, after in pairwise(mentions):
        gap = text[before.end : after.start]
        if len(gap) > _LONGEST_GAP:
            continue
        if not after.adjective and _HELD_BY.fullmatch(gap):
            one, two = before, after
        elif _HOLDS.fullmatch(gap):
            one, two = after, before
        else:
            continue
        best = max((_prior_size(o) for o in two.candidates), default=0.0)
        outer = [o for o in two.candidates if o.place.kind in KIND_WORDS.values() or o.place.kind is Kind.COUNTRY]
        stated = [
            float(any(lies_in(c.place, o.place) and _prior_size(o) * 50 >= best for o in outer))
            for c in one.candidates
        ]
        if any(stated) and not all(stated):
            one.stated = stated
            two.stated = [float(any(lies_in(c.place, o.place) for c in one.candidates)) for o in two.candidates]


def _prior_size(candidate: Candidate) -> float:
    return 1e9 if candidate.place.kind <= Kind.REGION else float(candidate.place.population)


def _begins_word(text: str, token: _Token, uses: dict[str, str]) -> bool:
    """Whether a capital begins a sentence or an ordinary word, and so no name."""
    return (begins(text, token.start) and uses.get(fold_name(token.text)) != "given") or uses.get(
        fold_name(token.text)
    ) == "word"


def _without_stop(text: str, start: int, end: int, spelled: Spelled) -> int:
    """The end of a name without a possessive or its sentence's full stop; an abbreviation keeps its own."""
    name = text[start:end]
    if name.endswith(("'s", "’s")):
        return end - 2
    return end - 1 if name.endswith(".") and not spelled.is_short(name) else end
