"""From trees to batches: sentences of like length, and runs of sentences for learning where they start.

Variations are what reports hold and treebanks hold little of: old wires in capitals, text in small letters, names
merged to one token as they are at run time. The same seed and round give the same batches in the same order.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from conllu import Tree, Word, paragraphs, trained_relation, with_texts

from contested.reading.parse.forms import form

_NAME_LINKS = frozenset({"flat", "compound", "goeswith"})
_LONGEST = 120


@dataclass(frozen=True)
class Sample:
    """A sentence to learn the tree of, or a run of sentences to learn the starts of."""

    words: tuple[Word, ...]
    starts: tuple[bool, ...]
    whole_tree: bool


def known_forms(trees: list[Tree], least: int = 2) -> list[str]:
    """Forms that occur at least ``least`` times, in order of the alphabet."""
    counted = Counter(form(w.text) for tree in trees for w in tree.words)
    return sorted(f for f, n in counted.items() if n >= least)


def tag(word: Word) -> str:
    """Both tags of a word as one label."""
    return f"{word.upos} {word.xpos}"


def labels(trees: list[Tree]) -> tuple[list[str], list[str]]:
    """Tags and relations, in order of the alphabet."""
    return (
        sorted({tag(w) for t in trees for w in t.words}),
        sorted({trained_relation(w.relation) for t in trees for w in t.words}),
    )


def merged_names(tree: Tree, rng: random.Random, share: float) -> Tree:
    """The tree with some of its names of several words as one token, which stands as the name's head word."""
    words = tree.words
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        j = i
        while j < len(words) and (words[j].upos == "PROPN" or (j > i and words[j].text in ("-", "'", "’"))):
            j += 1
        while j > i and words[j - 1].upos != "PROPN":
            j -= 1
        if j - i > 1 and _is_one_name(words, i, j) and rng.random() < share:
            spans.append((i, j))
        i = max(j, i + 1)
    if not spans:
        return tree
    groups = _groups(words, spans)
    new_index = {k: n for n, (start, end, _) in enumerate(groups) for k in range(start, end)}
    return replace(
        tree,
        words=tuple(
            replace(words[head], head=new_index[words[head].head], space_after=words[end - 1].space_after)
            for _, end, head in groups
        ),
    )


def _is_one_name(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Exactly one word of the span hangs outside it, all others are parts of the name."""
    out = [k for k in range(start, end) if not start <= words[k].head < end or words[k].head == k]
    return len(out) == 1 and all(
        words[k].relation.split(":")[0] in _NAME_LINKS or words[k].upos == "PUNCT"
        for k in range(start, end)
        if k not in out
    )


def _groups(words: tuple[Word, ...], spans: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Start, end and head of each token to be."""
    ends = dict(spans)
    groups: list[tuple[int, int, int]] = []
    i = 0
    while i < len(words):
        end = ends.get(i, i + 1)
        head = next((k for k in range(i, end) if not i <= words[k].head < end or words[k].head == k), i)
        groups.append((i, end, head))
        i = end
    return groups


def _recased(tree: Tree, rng: random.Random, upper: float, lower: float) -> Tree:
    drawn = rng.random()
    if drawn < upper:
        return with_texts(tree, [w.text.upper() for w in tree.words])
    if drawn < upper + lower:
        return with_texts(tree, [w.text.lower() for w in tree.words])
    return tree


def samples(
    trees: list[Tree], rng: random.Random, *, upper: float, lower: float, merged: float, runs: float
) -> Iterator[Sample]:
    """Every sentence once, varied; and a share of runs of two to six sentences of a paragraph."""
    for block in paragraphs(trees):
        for tree in block:
            varied = _recased(merged_names(tree, rng, merged), rng, upper, lower)
            if len(varied.words) <= _LONGEST:
                yield Sample(varied.words, (True,) + (False,) * (len(varied.words) - 1), whole_tree=True)
        if rng.random() < runs:
            first = rng.randrange(len(block))
            run = [_recased(t, rng, upper, lower) for t in block[first : first + rng.randint(2, 6)]]
            words = tuple(w for t in run for w in t.words)
            starts = tuple(k == 0 for t in run for k in range(len(t.words)))
            length = min(_LONGEST, len(words) // 8 * 8)  # few lengths: full batches
            if not length:
                continue
            words, starts = words[:length], starts[:length]
            yield Sample(words, starts, whole_tree=False)


def batches(drawn: list[Sample], rng: random.Random, words: int) -> list[list[Sample]]:
    """Samples of one kind and one length, at most ``words`` words a batch: nothing is ever padded."""
    alike: dict[tuple[bool, int], list[Sample]] = {}
    for sample in drawn:
        alike.setdefault((sample.whole_tree, len(sample.words)), []).append(sample)
    made: list[list[Sample]] = []
    for (_, length), group in sorted(alike.items()):
        rng.shuffle(group)
        size = max(1, words // length)
        made += [group[i : i + size] for i in range(0, len(group), size)]
    rng.shuffle(made)
    return made
