"""Scores parses of raw text the way of the CoNLL 2018 shared task, written for this project.

Words are aligned by their characters (white space left out), words that are pieces of one written word by their
letters within it. LAS compares relations without their subtypes, as the shared task does. Precision is over the
words of the parse, recall over those of the treebank, F1 is what is reported.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass


@dataclass(frozen=True)
class Scored:
    """One sentence to be scored: words with character offsets (white space not counted), heads, relations.

    ``heads`` are indexes into the sentence, the root's its own.
    """

    spans: tuple[tuple[int, int], ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    upos: tuple[str, ...]


def f1(right: int, system: int, gold: int) -> float:
    """F1 in percent."""
    return 200.0 * right / (system + gold) if system + gold else 100.0


def score(gold: list[Scored], system: list[Scored]) -> dict[str, float]:
    """F1 of words, sentences, UPOS, UAS and LAS (and LAS with the subtypes that are trained)."""
    gold_words = [(s, k) for s in gold for k in range(len(s.spans))]
    system_words = {s.spans[k]: (s, k) for s in system for k in range(len(s.spans))}
    n_gold, n_system = len(gold_words), sum(len(s.spans) for s in system)
    words = upos = uas = las = full = 0
    for sentence, k in gold_words:
        found = system_words.get(sentence.spans[k])
        if found is None:
            continue
        other, j = found
        words += 1
        upos += other.upos[j] == sentence.upos[k]
        gold_head = None if sentence.heads[k] == k else sentence.spans[sentence.heads[k]]
        system_head = None if other.heads[j] == j else other.spans[other.heads[j]]
        if gold_head != system_head:
            continue
        uas += 1
        las += other.relations[j].split(":")[0].lower() == sentence.relations[k].split(":")[0].lower()
        full += other.relations[j].lower() == sentence.relations[k].lower()
    bounds = lambda s: (s.spans[0][0], s.spans[-1][1])  # noqa: E731
    right = len({bounds(s) for s in gold} & {bounds(s) for s in system})
    return {
        "words": f1(words, n_system, n_gold),
        "sentences": f1(right, len(system), len(gold)),
        "upos": f1(upos, n_system, n_gold),
        "uas": f1(uas, n_system, n_gold),
        "las": f1(las, n_system, n_gold),
        "las_full": f1(full, n_system, n_gold),
    }


class Unspaced:
    """Offsets into a text turned into offsets that do not count white space."""

    def __init__(self, text: str) -> None:
        self._spaces = [i for i, c in enumerate(text) if c.isspace()]

    def __call__(self, offset: int) -> int:
        """How many characters that are not white space stand before ``offset``."""
        return offset - bisect_left(self._spaces, offset)
