"""Folding of names, so that spellings of one name meet: case, diacritics, scripts' variant letters, ezafe.

Owns the one rule by which two spellings count as the same; knows no place. Must never lose where a folded
character came from: every match in a folded text leads back to exact code point offsets of the original.
Invariant: folding is idempotent, and a folded name holds letters and digits only.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache

import msgspec

BREAK = "\n"  # stands in a folded text where no name may run on

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\ufeff"
_APOSTROPHE = "'`\u2018\u2019\u02bc\u02bf\u02be\u00b4"
# An apostrophe inside a word is transliteration (La'l); before a final s it is the English possessive.
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|[{_APOSTROPHE}](?![sS]\b)(?=[^\W_])|\.(?=[A-Z]\b))*")
_JOINS = re.compile(rf"[\s\-\u00ad\u2010-\u2013{_APOSTROPHE}]*")
_PARAGRAPH = re.compile(r"\n\s*\n")
_LINKED = re.compile(r"(?<=\w)[\s-]+(?:ye|yi|e|i|E|I)[\s-]+(?=\w)")
_EZAFE = frozenset({"e", "i", "ye", "yi"})
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


class FoldedText(msgspec.Struct, frozen=True):
    """A text folded for matching.

    Attributes:
        folded: Folded words without spaces between them; ``BREAK`` where a name cannot run on.
        starts: For each folded character, the offset in the original it came from.
        ends: For each folded character, the offset in the original just after where it came from.
        opens: Folded offsets at which a word begins.
        closes: Folded offsets just after a word's last character.
    """

    folded: str
    starts: array[int]
    ends: array[int]
    opens: frozenset[int]
    closes: frozenset[int]


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


def fold_name(text: str) -> str:
    """The key under which all spellings of a name meet; "" if there is no letter or digit in it.

    >>> fold_name("Pul-e-Khumri") == fold_name("Pul-i Khumrī") == fold_name("PULKHUMRI")
    True
    >>> fold_name("Eshkashim") == fold_name("Eshkamish")
    False
    """
    if text.isascii() and text.isalnum():
        return text.lower()
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


def fold_text(text: str) -> FoldedText:
    """Fold a whole text, keeping the way back to the original's offsets."""
    words = list(_WORD.finditer(text))
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    opens, closes = set[int](), set[int]()
    length = 0
    previous = 0
    for number, word in enumerate(words):
        start, end = word.span()
        if number and not _runs_on(text, previous, start):
            parts.append(BREAK)
            starts.append(start)
            ends.append(start)
            length += 1
        previous = end
        folded = fold_word(word[0])
        if not folded or (len(folded) < 3 and folded in _EZAFE and _is_ezafe(text, words, number)):
            continue
        opens.add(length)
        if len(folded) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(folded))
            ends.extend([end] * len(folded))
        parts.append(folded)
        length += len(folded)
        closes.add(length)
    return FoldedText("".join(parts), starts, ends, frozenset(opens), frozenset(closes))


def _runs_on(text: str, previous: int, start: int) -> bool:
    """Whether a name may run on from the word that ends at ``previous`` to the one that begins at ``start``."""
    if start - previous == 1 and text[previous] == " ":
        return True
    gap = text[previous:start]
    return _JOINS.fullmatch(gap) is not None and not _PARAGRAPH.search(gap)


def _is_ezafe(text: str, words: list[re.Match[str]], number: int) -> bool:
    """Whether a short word is the Persian link between two words, not the English pronoun."""
    if not 0 < number < len(words) - 1:
        return False
    word, before, after = words[number], words[number - 1], words[number + 1]
    if not (_runs_on(text, before.end(), word.start()) and _runs_on(text, word.end(), after.start())):
        return False
    return word[0].islower() or text[word.start() - 1] == "-" or text[word.end()] == "-"
