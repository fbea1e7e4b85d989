"""What the parser sees of a word: a few traits of its letters, never the word's place or its neighbours.

Training and reading both come through here, so a word looks alike to both. Words seen fewer than twice in training
share one form, so that the parser has learned what to do with a word it does not know: it goes by the word's
letters and its shape. Invariant: the traits of a word depend on nothing but the word, the list of known forms and
the sizes of the tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from zlib import crc32

import msgspec

_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'", "–": "-", "—": "-"}
    | {"‐": "-", "‑": "-", "−": "-", "…": ".", "\u00a0": " ", "\u00ad": ""}
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LONGEST = 40


class Traits(msgspec.Struct, frozen=True):
    """Rows of a word in the parser's tables.

    Attributes:
        form: Row of the word itself, 0 for a word that is not known.
        grams: Rows of its runs of three and four letters.
    """

    form: int
    grams: tuple[int, ...]
    prefix: int
    suffix: int
    shape: int


def form(word: str) -> str:
    """The word in lower case with plain marks, its digits alike.

    >>> form("Don’t"), form("1,204"), form("1996")
    ("don't", '0,000', '2000')
    """
    plain = word[:_LONGEST].translate(_MARKS).lower()
    if _YEAR.fullmatch(plain):
        return "2000"
    return _DIGIT.sub("0", plain) or word[:1]


def shape(word: str) -> str:
    """Capitals, small letters and digits as X, x and d, runs cut at three.

    >>> shape("Kabul"), shape("U.S."), shape("2021"), shape("al-Qaeda")
    ('Xxxx', 'X.X.', 'ddd', 'xx-Xxxx')
    """
    signs: list[str] = []
    for character in word[:_LONGEST].translate(_MARKS):
        if character.isalpha():
            sign = "X" if character.isupper() else "x"
        else:
            sign = "d" if character.isdigit() else character
        if signs[-3:] != [sign] * 3:
            signs.append(sign)
    return "".join(signs[:12])


def traits(word: str, known: Mapping[str, int], rows: Mapping[str, int]) -> Traits:
    """Where the word stands in each table; ``known`` maps forms to rows from 1, ``rows`` gives table sizes."""
    plain = form(word)
    bounded = f"<{plain}>"
    grams = [bounded[i : i + n] for n in (3, 4) for i in range(len(bounded) - n + 1)] or [bounded]
    return Traits(
        form=known.get(plain, 0),
        grams=tuple(_row(gram, rows["grams"]) for gram in grams),
        prefix=_row(plain[:2], rows["prefix"]),
        suffix=_row(plain[-3:], rows["suffix"]),
        shape=_row(shape(word), rows["shape"]),
    )


def _row(trait: str, rows: int) -> int:
    return crc32(trait.encode("utf-8", "surrogatepass")) % rows
