"""A report's text as folded words in sentences, with what anybody may print taken out.

Owns which words of a report are its own. Words inside quotation marks are the speaker's: two reporters may hear
the same sentence, so sharing it proves nothing. Credit lines, the dateline, captions, invitations are nobody's.
Invariant: a pure function of the text, in any script.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from contested.intake.dateline import find_dateline
from contested.intake.wire_agencies import is_credit_line

Words = NDArray[np.uint64]
Units = NDArray[np.int16]

NOT_OWN = -1
_MAX_WORDS = 30_000
"""Of a longer text the first 30,000 words are compared: a book is no wire story."""
_MAX_UNITS = 2_000
_MOST_QUOTED = 0.3
"""Below this share of own words a text is a statement, and its quotation is what there is to compare."""

_TOKEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?؟۔。။])[\"”’»)\]]*\s+|(?<=[。။])")
_MARK = re.compile(r"([\"“”„«»])")
_ENDS = (".", "!", "?", "؟", "۔", "。", "။", '"', "”", "»", ":", "…")
_known: dict[str, int] = {}


def fold(text: str) -> str:
    """The text as it is compared: compatible forms made one, without case."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def own_words(text: str) -> tuple[Words, Units, frozenset[int]]:
    """A text's words as hashes, for each the number of its sentence or ``NOT_OWN``, and its figures as hashes."""
    words, units, figures = _read(text, short_too=False)
    if 2 * len(words) < len(text.split()):  # a text of short lines: a bulletin, a list, a few words
        words, units, figures = _read(text, short_too=True)
    hashes = np.array(words, dtype=np.uint64)
    numbered = np.array(units, dtype=np.int16)
    quoted = numbered < 0
    if quoted.size and 1 - quoted.mean() < _MOST_QUOTED:
        numbered = np.abs(numbered) - 1
    else:
        numbered = np.where(quoted, NOT_OWN, numbered - 1).astype(np.int16)
    return hashes, numbered.astype(np.int16), frozenset(figures)


def _read(text: str, *, short_too: bool) -> tuple[list[int], list[int], set[int]]:
    """Word hashes and their sentences, counted from 1, negative inside quotation marks; figures."""
    words: list[int] = []
    units: list[int] = []
    figures: set[int] = set()
    line = find_dateline(text)
    if line is not None:
        text = text[: line.span[0]] + text[line.span[1] :]
    unit = 0
    for paragraph in text.split("\n"):
        if not paragraph or is_credit_line(paragraph) or (not short_too and _is_caption(paragraph)):
            continue
        inside = False
        for sentence in _SENTENCE.split(fold(paragraph)):
            before = len(words)
            for piece in _MARK.split(sentence):
                if len(piece) == 1 and piece in '"“”„«»':
                    inside = not inside if piece == '"' else piece in "“„«"
                    continue
                found = _TOKEN.findall(piece)
                words += map(_hash, found)
                if not inside:
                    figures.update(_hash(word) for word in found if word.isdigit() and word.strip("0"))
                units += [-(unit + 1) if inside else unit + 1] * len(found)
            if len(words) - before >= 4 and unit < _MAX_UNITS:
                unit += 1
        if len(words) > _MAX_WORDS:
            return words[:_MAX_WORDS], units[:_MAX_WORDS], figures
    return words, units, figures


def _is_caption(paragraph: str) -> bool:
    """A short line without a full stop: a head, a caption, a link."""
    return len(paragraph) < 90 and not paragraph.rstrip().endswith(_ENDS)


def _hash(word: str) -> int:
    found = _known.get(word)
    if found is None:
        if len(_known) > 500_000:
            _known.clear()
        found = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
        _known[word] = found
    return found
