"""Scores a model on the dev part of a treebank, from raw text and from the treebank's own words and sentences.

    python training/evaluate.py TREEBANKS [--treebank ewt|gum_ccby] [--model NPZ] [--splitter NPZ] [--json FILE]

Scoring is that of the CoNLL 2018 shared task (``scoring.py``). Needs no PyTorch: it runs what is shipped.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable
from pathlib import Path

from conllu import Tree, paragraphs, raw_text, read, trained_relation, with_texts
from corpus import merged_names
from scoring import Scored, Unspaced, score

from contested.reading.parse.parser import Parsed, Parser, default_parser
from contested.reading.parse.splitter import Splitter, default_splitter
from contested.reading.parse.weights import from_bytes
from contested.reading.sentences import split_sentences

Span = tuple[int, int]


def gold_scored(trees: list[Tree]) -> list[Scored]:
    """The treebank's sentences; offsets do not count white space."""
    made: list[Scored] = []
    at = 0
    for tree in trees:
        spans = []
        for w in tree.words:
            length = len("".join(w.text.split()))
            spans.append((at, at + length))
            at += length
        made.append(
            Scored(
                tuple(spans),
                tuple(w.head for w in tree.words),
                tuple(trained_relation(w.relation).replace("ROOT", "root") for w in tree.words),
                tuple(w.upos for w in tree.words),
            )
        )
    return made


def system_scored(parsed: list[Parsed], unspaced: Unspaced) -> list[Scored]:
    """Parses in the same form."""
    return [
        Scored(
            tuple((unspaced(a), unspaced(b)) for a, b in p.spans),
            p.heads,
            p.relations,
            tuple(t.split(" ")[0] for t in p.tags),
        )
        for p in parsed
        if p.spans
    ]


def blocks(text: str) -> list[Span]:
    """Offsets of the paragraphs of a raw text."""
    found: list[Span] = []
    at = 0
    for block in text.split("\n\n"):
        found.append((at, at + len(block)))
        at += len(block) + 2
    return found


def by_the_model(parser: Parser, splitter: Splitter, text: str) -> list[list[Span]]:
    """Words and sentences as the model finds them."""
    sentences: list[list[Span]] = []
    for a, b in blocks(text):
        words = parser.words(text, a, b)
        for word, starts in zip(words, splitter.starts(text, words), strict=True):
            if starts:
                sentences.append([])
            sentences[-1].append(word)
    return sentences


def by_the_reader(parser: Parser, text: str) -> list[list[Span]]:
    """Sentences of the reader's own splitter; what it leaves out (datelines) is made sentences of its own."""
    sentences: list[list[Span]] = []
    for k, (a, b) in enumerate(blocks(text)):
        words = parser.words(text, a, b)
        starts = {s.start for s in split_sentences(text, a, b, k)}
        for n, word in enumerate(words):
            if n == 0 or any(p in starts for p in range(word[0], word[1])):
                sentences.append([])
            sentences[-1].append(word)
    return sentences


def by_the_treebank(trees: list[Tree], text: str) -> list[list[Span]]:
    """The treebank's own words and sentences."""
    sentences: list[list[Span]] = []
    at = 0
    for tree in trees:
        sentences.append([])
        for w in tree.words:
            at = text.index(w.text, at)
            sentences[-1].append((at, at + len(w.text)))
            at += len(w.text)
    return sentences


def main() -> None:
    """Score, and print JSON."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("treebanks", type=Path)
    asked.add_argument("--model", type=Path)
    asked.add_argument("--splitter", type=Path)
    asked.add_argument("--treebank", default="ewt")
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    trees = read(given.treebanks / f"en_{given.treebank}-ud-dev.conllu.gz")
    parser = Parser(from_bytes(given.model.read_bytes())) if given.model else default_parser()
    splitter = Splitter(from_bytes(given.splitter.read_bytes())) if given.splitter else default_splitter()
    upper = [with_texts(t, [w.text.upper() for w in t.words]) for t in trees]
    rng = random.Random(1)
    joined = [merged_names(t, rng, 1.0) for t in trees]
    figures = {
        "model": parser.version,
        "treebank": given.treebank,
        "raw text": _figures(parser, trees, lambda text: by_the_model(parser, splitter, text)),
        "raw text, the reader's sentences": _figures(parser, trees, lambda text: by_the_reader(parser, text)),
        "treebank's words": _figures(parser, trees, lambda text: by_the_treebank(trees, text)),
        "treebank's words in capitals": _figures(parser, upper, lambda text: by_the_treebank(upper, text)),
        "treebank's words, names joined": _figures(parser, joined, lambda text: by_the_treebank(joined, text)),
    }
    printed = json.dumps(figures, indent=1)
    if given.json:
        given.json.write_text(printed + "\n", encoding="utf-8")
    print(printed)


def _figures(parser: Parser, trees: list[Tree], cut: Callable[[str], list[list[Span]]]) -> dict[str, float]:
    text = raw_text([t for block in paragraphs(trees) for t in block])
    parsed = parser.parse_words(text, cut(text))
    found = score(gold_scored(trees), system_scored(parsed, Unspaced(text)))
    return {name: round(value, 2) for name, value in found.items()}


if __name__ == "__main__":
    main()
