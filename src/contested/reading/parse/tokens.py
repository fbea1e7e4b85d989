"""Cuts text into the words that the parser was trained on: clitics, hyphens and marks are words of their own.

The reader's own tokens (``reading.tokens``) serve its grammars; these serve the tree. What no rule can say (which
abbreviations keep their full stop, which words keep their hyphen) was counted in the treebank and comes with the
model. Invariant: words come in text order, do not overlap, and hold every character that is not white space. The
work is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

Span = tuple[int, int]


class Spelling(msgspec.Struct, frozen=True):
    """What was counted in the treebank; all keys in lower case with straight apostrophes.

    Attributes:
        whole: Pieces of text without white space that are one word though a rule would cut them ("e-mail", "Mr.").
        pieces: Pieces of text that are several words though no rule would cut them ("cannot": 3, 3).
    """

    whole: frozenset[str]
    pieces: Mapping[str, tuple[int, ...]]


_CHUNK = re.compile(r"\S+")
_OPENING = "([{<\"'“‘«`$£€¥#*~=+_|>-–—•·…/\\"
_CLOSING = ")]}>\"'”’»`,;:!?%*~=_|-–—•·…/\\°"
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"]+|[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?:[\w-]+\.)+(?:com|org|net|edu|gov|int|info|co\.uk|uk|af|ru|html?|php)(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_FACE = re.compile(r"[:;=][-o^']?[)(\]\[dDpP/\\|3]+|<3|\^[_.]?\^")
_RUN = re.compile(r"\.{2,}|-{2,}|…+|([!?*=_~#+$<>'’])\1+|[!?]{2,}")
_NUMBER = re.compile(
    r"\d{3}-\d{3}-\d{4}|\d{1,3}-\d{4}|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|'s)?|\.\d+", re.IGNORECASE
)
_MEASURE = re.compile(r"(\d+(?:[.,:]\d+)*)([A-Za-z]{1,6})")
_UNITS = frozenset(
    "am pm km kms mm cm kg kgs lb lbs mph mb gb kb ft hrs hr min mins sec oz k bn mw usd m mg ml".split()
)
_CLITIC = re.compile(r"(n['’´`]t)$|(['’´`](?:s|m|re|ve|d|ll))$", re.IGNORECASE)
# Written with a hyphen, these go with what follows; other hyphens stand between words.
_PREFIX = re.compile(
    r"(?:non|re|anti|pre|pro|co|mid|cross|post|over|sub|semi|pan|multi|ex|counter|mini|mis|un|e|bi|neo|inter|intra|de)"
    r"-[^\W\d_]+",
    re.IGNORECASE,
)
# Before a name or a number, or short for what follows them: the full stop is part of the word.
_SHORTENED = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr gov sen rep rev hon st mt ft jr sr inc ltd co"
    " corp bros jan feb mar apr jun jul aug sept oct nov dec mon tue tues wed thu thur thurs fri vs dept est"
    " approx fig vol".split()
)
_POINTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?|[A-Z]\.")
_INFIX = re.compile(
    r"(?<=\w)(?:-{2,}|\.{2,}|…|—)(?=\w)"  # dashes and dots that stand between words
    r"|(?<=[^\W_])[-‐‑–/+&](?=[^\W_])"  # "Al-Zaman", "and/or", "AT&T" is kept by the treebank's list
    r"|(?<=[A-Za-z])[,;:!?()\[\]\"](?=[A-Za-z(\"])"  # a space was lost
    r"|(?<=[a-z])\.(?=[A-Z][a-z])"
)
_APOSTROPHES = str.maketrans("’´`‘", "''''")
_LONGEST = 80
_LONGEST_ADDRESS = 2_000


class Tokenizer:
    """Words of a text by rules and a spelling list.

    >>> tokenizer = Tokenizer(Spelling(frozenset({"mr."}), {"cannot": (3, 3)}))
    >>> text = "Mr. Khan's 15-year-old son can't go, cannot stay."
    >>> [text[a:b] for a, b in tokenizer(text)]
    ['Mr.', 'Khan', "'s", '15', '-', 'year', '-', 'old', 'son', 'ca', "n't", 'go', ',', 'can', 'not', 'stay', '.']
    """

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._remembered: dict[str, tuple[Span, ...]] = {}

    def __call__(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Half-open offsets into ``text`` of the words of ``text[start:end]``."""
        words: list[Span] = []
        for found in _CHUNK.finditer(text, start, len(text) if end is None else end):
            offset, after = found.span()
            cut = self._of_chunk(found[0])
            if len(cut) == 1:
                words.append((offset, after))
            else:
                words += [(offset + a, offset + b) for a, b in cut]
        return words

    def _of_chunk(self, chunk: str) -> tuple[Span, ...]:
        known = self._remembered.get(chunk)
        if known is None:
            known = tuple(self._cut_long(chunk))
            if len(self._remembered) >= 50_000:
                self._remembered.clear()
            if len(chunk) <= 40:
                self._remembered[chunk] = known
        return known

    def _cut_long(self, chunk: str) -> Iterator[Span]:
        """Nobody writes words of 80 letters, but for addresses: others are cut, so that no pattern sees more."""
        if _LONGEST < len(chunk) < _LONGEST_ADDRESS and _ADDRESS.fullmatch(chunk):
            yield 0, len(chunk)
            return
        for offset in range(0, len(chunk), _LONGEST):
            piece = chunk[offset : offset + _LONGEST]
            yield from ((offset + a, offset + b) for a, b in self._cut(piece, 0, len(piece)))

    def _cut(self, chunk: str, a: int, b: int) -> list[Span]:
        """The words of ``chunk[a:b]``: marks off both ends, then what is left is cut inside."""
        before: list[Span] = []
        after: list[Span] = []
        while b - a > 1 and not self._is_whole(chunk[a:b]):
            if _ADDRESS.fullmatch(chunk, a, b) and chunk[b - 1] not in ".,;:!?)":
                return [*before, (a, b), *after[::-1]]
            face = _FACE.match(chunk, a, b)
            if face and face.end() == b:
                break
            cut = self._opening(chunk, a, b)
            if cut > a and cut < b:
                before.append((a, cut))
                a = cut
                continue
            cut = self._closing(chunk, a, b)
            if a < cut < b:
                after.append((cut, b))
                b = cut
                continue
            return [*before, *self._inside(chunk, a, b), *after[::-1]]
        return [*before, *([(a, b)] if a < b else []), *after[::-1]]

    def _is_whole(self, piece: str) -> bool:
        return piece.lower().translate(_APOSTROPHES) in self._spelling.whole

    def _opening(self, chunk: str, a: int, b: int) -> int:
        """Where the mark at the left end stops; ``a`` if there is none."""
        run = _RUN.match(chunk, a, b)
        if run:
            return run.end()
        if chunk[a] not in _OPENING:
            return a
        if _NUMBER.fullmatch(chunk, a, b) or _CLITIC.fullmatch(chunk[a:b]):
            return a
        return a + 1

    def _closing(self, chunk: str, a: int, b: int) -> int:
        """Where the mark at the right end starts; ``b`` if there is none."""
        last = chunk[b - 1]
        if last in ".!?*=_~#+-":
            at = b - 1
            while at > a and chunk[at - 1] == last:
                at -= 1
            if last == "." and b - at == 2 and chunk[a:at].lower() in _SHORTENED:
                return b - 1
            if last in "!?":
                while at > a and chunk[at - 1] in "!?":
                    at -= 1
            if last == ".":
                if b - at == 1 and (_POINTED.fullmatch(chunk, a, b) or chunk[a:at].lower() in _SHORTENED):
                    return b
                return at
            return at if last in _CLOSING or b - at > 1 else b
        return b - 1 if last in _CLOSING else b

    def _inside(self, chunk: str, a: int, b: int) -> list[Span]:
        """What is left when no mark stands at either end."""
        piece = chunk[a:b]
        lengths = self._spelling.pieces.get(piece.lower().translate(_APOSTROPHES))
        if lengths and sum(lengths) == b - a:
            words = []
            for length in lengths:
                words.append((a, a + length))
                a += length
            return words
        if _NUMBER.fullmatch(piece):
            return [(a, b)]
        clitic = _CLITIC.search(piece)
        if clitic and clitic.start():
            return [*self._cut(chunk, a, a + clitic.start()), (a + clitic.start(), b)]
        if _PREFIX.fullmatch(piece):
            return [(a, b)]
        infix = _INFIX.search(piece)
        if infix:
            left, right = a + infix.start(), a + infix.end()
            return [*self._cut(chunk, a, left), (left, right), *self._cut(chunk, right, b)]
        measure = _MEASURE.fullmatch(piece)
        if measure and measure[2].lower() in _UNITS:
            return [(a, a + measure.end(1)), (a + measure.end(1), b)]
        return [(a, b)]
