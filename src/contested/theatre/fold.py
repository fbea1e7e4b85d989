"""Folding of names, so that spellings of one name meet: case, diacritics, scripts' variant letters, ezafe.

Owns the one rule by which two spellings count as the same; knows no place. Must never lose where a folded
character came from: every match in a folded text leads back to exact code point offsets of the original.
Invariant: folding is idempotent, and a folded name holds letters and digits only.

A text is folded by whole-text replacements that keep its length, so that no Python code runs for each word; where
a match came from is worked out only for the few matches there are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

BREAK = "\n"  # stands in a folded text where no name may run on

_JOINT, _INSIDE = " ", "\x01"  # between two words of one name; inside a word: both are left out of what is folded
_APOSTROPHES = "'`\u2018\u2019\u02bc\u02bf\u02be\u00b4"
_DASHES = "-\u00ad\u2010\u2011\u2012\u2013"
_PARAGRAPH = re.compile(r"\n\s*\n")
_DOTTED = re.compile(r"\.(?<=\w\.)(?=[A-Z]\b)")  # in "U.S." the first dot is inside the word
_LINKED = re.compile(r"(?<=\w)[\s-]+(?:ye|yi|e|i|E|I)[\s-]+(?=\w)")
# The Persian link between two words; in capitals only between hyphens, for " I " is an English word.
_EZAFE = (" e ", " i ", " ye ", " yi ")
_HYPHENED_EZAFE = ("-E-", "-I-", "-Ye-", "-Yi-", "-YE-", "-YI-", "-E ", "-I ", " E-", " I-")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ONE_LETTER_FOR_MANY = str.maketrans(
    {
        "ك": "ک",
        "ڪ": "ک",
        "ي": "ی",
        "ى": "ی",
        "ې": "ی",
        "ۍ": "ی",
        "ے": "ی",
        "ئ": "ی",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ۀ": "ه",
        "ۂ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ټ": "ت",
        "ٹ": "ت",
        "ډ": "د",
        "ڈ": "د",
        "ړ": "ر",
        "ڑ": "ر",
        "ڼ": "ن",
        "ں": "ن",
        "ښ": "ش",
        "ږ": "ژ",
        "ګ": "گ",
        "څ": "چ",
        "ځ": "ز",
        "ـ": None,
        "ء": None,
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
    }
)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Fold one word: lower case, no diacritics, one letter for variant letters, letters and digits only."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return _fold_any(word)


def _fold_any(word: str) -> str:
    for _ in range(4):  # compatibility forms may unfold into forms that fold again; a few rounds settle them
        plain = unicodedata.normalize("NFKD", word.translate(_ONE_LETTER_FOR_MANY)).casefold()
        plain = unicodedata.normalize("NFKD", plain).translate(_ONE_LETTER_FOR_MANY)
        plain = "".join(c for c in plain if c.isalnum())
        if plain == word:
            break
        word = plain
    return word


class _Letters(dict[int, str]):
    """What each character becomes, worked out when it is first met. Letters keep their case."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isascii() and character.isalnum():
            becomes = character
        elif character.isspace() or character in _DASHES:
            becomes = _JOINT
        elif character in _APOSTROPHES or unicodedata.category(character) in ("Mn", "Cf") or character == _INSIDE:
            becomes = _INSIDE
        elif character.isalnum():
            becomes = _keeping_case(_fold_any(character), character) or _INSIDE
        else:
            becomes = BREAK
        self[code] = becomes
        return becomes


def _keeping_case(folded: str, character: str) -> str:
    capital = folded.upper()
    return capital if character.isupper() and capital.lower() == folded else folded


class _Shapes(dict[int, str]):
    """Every letter as "a", so that a word's first letter can be marked in one replacement."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if character in (_JOINT, BREAK) else "a"
        return self[code]


_LETTERS, _SHAPES = _Letters(), _Shapes()


class FoldedText:
    """A text folded for matching.

    Attributes:
        folded: Folded words without spaces between them; ``BREAK`` where a name cannot run on.
        cased: The same before capitals became small letters.
        shape: As long as ``folded``: "A" for a word's first character after another word, "a" for the others,
            ``BREAK`` as there.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        plain = _plain(text)
        words = plain.translate(_LETTERS)
        self._grown = _grown(plain) if len(words) != len(plain) else []
        for link in _EZAFE:
            if link in words:
                words = words.replace(link, _JOINT * len(link))
        self._words = words
        kept = words.replace(_INSIDE, "")
        self.cased = kept.replace(_JOINT, "")
        self.folded = self.cased.lower()
        self.shape = kept.translate(_SHAPES).replace(" a", "A").replace(_JOINT, "")
        self._has_insides = len(kept) != len(words)
        self._at = self._passed = 0

    def is_word_start(self, offset: int) -> bool:
        """Whether a word begins at a folded offset."""
        return offset == 0 or self.shape[offset] == "A" or self.shape[offset - 1] == BREAK

    def is_word_end(self, offset: int) -> bool:
        """Whether a word ends just before a folded offset."""
        return offset == len(self.shape) or self.shape[offset] != "a"

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Half-open offsets in the original of a half-open stretch of ``folded``, its marks included."""
        text, at = self._text, self._passage(first)
        end = at + after - first
        if self._grown or (_JOINT in self._words[at:end] or _INSIDE in self._words[at:end]):
            end = self._original(self._passage(after - 1)) + 1
        start = self._original(at)
        while end < len(text) and text[end] > "\u02ff" and unicodedata.combining(text[end]):
            end += 1
        return start, end

    def _passage(self, folded: int) -> int:
        """Where in ``_words`` a folded character stands; quick when asked in ascending order."""
        if folded < self._passed:
            self._passed = self._at = 0
        words, at, passed = self._words, self._at, self._passed
        while passed < folded:  # ``passed`` characters before ``at`` are kept; each round skips the rest it can
            step = folded - passed
            left_out = words.count(_JOINT, at, at + step)
            if self._has_insides:
                left_out += words.count(_INSIDE, at, at + step)
            at += step
            passed += step - left_out
        while words[at] == _JOINT or words[at] == _INSIDE:
            at += 1
        self._at, self._passed = at, passed
        return at

    def _original(self, at: int) -> int:
        return at - bisect_right(self._grown, at) if self._grown else at


def fold_text(text: str) -> FoldedText:
    """Fold a whole text, keeping the way back to the original's offsets."""
    return FoldedText(text)


def fold_name(text: str) -> str:
    """The key under which all spellings of a name meet; "" if there is no letter or digit in it.

    >>> fold_name("Pul-e-Khumri") == fold_name("Pul-i Khumrī") == fold_name("PULKHUMRI")
    True
    >>> fold_name("Eshkashim") == fold_name("Eshkamish")
    False
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    return _folded_name(text)


@lru_cache(maxsize=8192)
def _folded_name(text: str) -> str:
    key = fold_text(text).folded.replace(BREAK, "")
    return key if key.isascii() else _fold_any(key)


def spelling_keys(text: str) -> frozenset[str]:
    """All keys of one spelling: as ``fold_name``, and with its ezafe written onto the word before it.

    >>> sorted(spelling_keys("Qala-e-Naw"))
    ['qalaenaw', 'qalainaw', 'qalanaw', 'qalayenaw']
    """
    keys = {fold_name(text)}
    if _LINKED.search(text):
        keys |= {fold_name(_LINKED.sub(f"{glued} ", text)) for glued in ("e", "i", "ye")}
    return frozenset(keys - {""})


def _plain(text: str) -> str:
    """The text in its own length, in ASCII as far as that goes, possessives and links taken apart."""
    plain = text
    if not plain.isascii():
        for character in set(_NOT_ASCII.findall(plain)):
            becomes = "'" if character in _APOSTROPHES else _LETTERS[ord(character)]
            if len(becomes) == 1 and becomes.isascii():
                plain = plain.replace(character, ";" if becomes == BREAK else becomes)
    if "'" in plain:  # inside a word it is transliteration (La'l); before an s it is the English possessive
        plain = plain.replace("'s", " s").replace("'S", " S")
    if "-E" in plain or "-I" in plain or "-Y" in plain or " E-" in plain or " I-" in plain:
        for link in _HYPHENED_EZAFE:
            plain = plain.replace(link, "-" * len(link))
    if "." in plain:
        plain = _DOTTED.sub(_INSIDE, plain)
    if "\n" in plain:
        plain = _PARAGRAPH.sub(lambda gap: ";" + " " * (len(gap[0]) - 1), plain)
    return plain


def _grown(plain: str) -> list[int]:
    """Offsets, after folding, of characters that have none of their own before it ("ﬁ" becomes two)."""
    grown: list[int] = []
    at = 0
    for character in plain:
        length = len(_LETTERS[ord(character)])
        grown += range(at + 1, at + length)
        at += length
    return grown
