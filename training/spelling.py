"""Counts in the treebank what no rule of spelling can say, for ``contested.reading.parse.tokens``."""

from __future__ import annotations

from collections import Counter

from conllu import Tree

from contested.reading.parse.tokens import Spelling, Tokenizer

_STRAIGHT = str.maketrans("’´`‘", "''''")


def chunks(trees: list[Tree]) -> Counter[tuple[str, tuple[int, ...]]]:
    """Pieces of text without white space, with the lengths of their words."""
    counted: Counter[tuple[str, tuple[int, ...]]] = Counter()
    for tree in trees:
        parts: list[str] = []
        for w in tree.words:
            parts.append(w.text)
            if w.space_after:
                counted["".join(parts), tuple(map(len, parts))] += 1
                parts = []
        if parts:
            counted["".join(parts), tuple(map(len, parts))] += 1
    return counted


def words_kept_whole(trees: list[Tree], least: int) -> frozenset[str]:
    """Single words that hold a mark and that the rules alone would cut, where the treebank mostly keeps them."""
    bare = Tokenizer(Spelling(frozenset(), {}))
    kept: Counter[str] = Counter(w.text.lower().translate(_STRAIGHT) for t in trees for w in t.words)
    wanted = {f for f, n in kept.items() if n >= least and len(f) > 1 and len(bare(f)) > 1}
    cut: Counter[str] = Counter()
    for (text, lengths), n in chunks(trees).items():
        low, at = text.lower().translate(_STRAIGHT), 0
        bounds = [0]
        for length in lengths:
            at += length
            bounds.append(at)
        for i in range(len(bounds)):
            for j in range(i + 2, min(len(bounds), i + 6)):
                if low[bounds[i] : bounds[j]] in wanted:
                    cut[low[bounds[i] : bounds[j]]] += n
    return frozenset(f for f in wanted if kept[f] > cut[f])


def learn(trees: list[Tree], least: int = 2) -> Spelling:
    """Words kept whole, and pieces that are cut against the rules, by majority."""
    whole = words_kept_whole(trees, least)
    ruled = Tokenizer(Spelling(whole, {}))
    seen: dict[str, Counter[tuple[int, ...]]] = {}
    for (text, lengths), n in chunks(trees).items():
        seen.setdefault(text.lower().translate(_STRAIGHT), Counter())[lengths] += n
    pieces: dict[str, tuple[int, ...]] = {}
    for text, counted in sorted(seen.items()):
        lengths, n = counted.most_common(1)[0]
        plain = n > least and len(lengths) > 1 and text.replace("'", "").isalpha()
        if plain and tuple(b - a for a, b in ruled(text)) != lengths:
            pieces[text] = lengths
    return Spelling(whole, pieces)
