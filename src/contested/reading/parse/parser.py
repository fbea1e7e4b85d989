"""The parser: sentences in, dependency trees out. Labels are those of Universal Dependencies.

Deterministic: a sentence gets the same tree in any batch, in any order. Threads may share a parser. Linear: a
sentence of more than 160 words is parsed in pieces, cut where a mark stands, and its pieces are joined under the
first root. Importing this module loads no model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec
import numpy as np

from contested.reading.parse.arborescence import best_heads
from contested.reading.parse.encoder import Encoder, in_strips
from contested.reading.parse.names import Span, by_sentence, joined
from contested.reading.parse.pieces import Piece, pieces
from contested.reading.parse.rows import BLOCK, ROWS, Rows
from contested.reading.parse.schemes import adapter_for
from contested.reading.parse.tokens import Tokenizer
from contested.reading.parse.tree import Word
from contested.reading.parse.view import ParseView, TreeView
from contested.reading.parse.weights import Floats, Weights, shipped

# A piece with its heads (as candidates: 0 is the root), relations and tags.
_Done = tuple[Piece, list[int], list[int], list[int]]
_FIT = 1_000  # words
_AT_ONCE = 4  # blocks


class Parsed(msgspec.Struct, frozen=True):
    """One sentence as a tree.

    Attributes:
        spans: Half-open code point offsets of each word into the text that was given.
        heads: Index of each word's head; the root's is its own.
        relations: Universal Dependencies, the root's is "root".
        tags: "UPOS XPOS".
    """

    spans: tuple[Span, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]


class Parser:
    """Parses sentences with one model."""

    def __init__(self, weights: Weights, encoder: Encoder | None = None) -> None:
        self._weights = weights
        self._encoder = encoder or Encoder(weights)
        self._tokenizer = Tokenizer(weights.about.spelling)
        self._adapter = adapter_for(weights.about.relations, parser=weights.about.version)
        self._parts_of_tag = {tag: tuple(tag.split(" ", 1)) for tag in weights.about.tags}
        self.version = weights.about.version

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """The words of ``text[start:end]``, as the parser counts them."""
        return self._tokenizer(text, start, end)

    def views(self, text: str, sentences: Sequence[Span], names: Iterable[Span] = ()) -> list[ParseView]:
        """What rules may ask of each sentence; arguments as for ``parse``."""
        return [self._view(text, parsed) for parsed in self.parse(text, sentences, names)]

    def views_of(self, sentences: Sequence[tuple[str, Span]]) -> list[ParseView]:
        """As ``views`` for sentences of any texts, each with its own: many at once cost less than a few."""
        parts = [
            part
            for k, (text, (start, end)) in enumerate(sentences)
            for part in pieces(text, k, self.words(text, start, end), end)
        ]
        parsed = self._parsed(parts, len(sentences))
        return [self._view(text, one) for (text, _), one in zip(sentences, parsed, strict=True)]

    def _view(self, text: str, parsed: Parsed) -> ParseView:
        words = [
            Word(a, b, text[a:b], *self._parts_of_tag[tag])
            for (a, b), tag in zip(parsed.spans, parsed.tags, strict=True)
        ]
        return TreeView(self._adapter(words, parsed.heads, parsed.relations))

    def parse(self, text: str, sentences: Sequence[Span], names: Iterable[Span] = ()) -> list[Parsed]:
        """A tree for each sentence; one without words gets an empty tree.

        Args:
            text: What the offsets point into.
            sentences: Half-open offsets, in any order.
            names: Half-open offsets of names; the words of each become one.
        """
        named = by_sentence(list(names), sentences)
        words = [joined(self.words(text, *s), near) for s, near in zip(sentences, named, strict=True)]
        return self.parse_words(text, words)

    def parse_words(self, text: str, sentences: Sequence[Sequence[Span]]) -> list[Parsed]:
        """A tree for each sentence, given by its words. A word may hold white space (a name)."""
        return self._parsed(
            [part for k, spans in enumerate(sentences) for part in pieces(text, k, spans)], len(sentences)
        )

    def _parsed(self, parts: Sequence[Piece], sentences: int) -> list[Parsed]:
        """A tree for each of so many sentences, given by their pieces."""
        done: list[list[_Done]] = [[] for _ in range(sentences)]
        for batch in _batches(parts):
            for found in self._run(batch):
                done[found[0].sentence].append(found)
        return [self._sentence(of_sentence) for of_sentence in done]

    def _run(self, batch: Sequence[Piece]) -> Iterator[_Done]:
        """Heads, relations and tags of some pieces."""
        encoder = self._encoder
        rows = Rows([len(piece.words) for piece in batch])
        low = encoder.lower([p.words for p in batch], [p.spacing for p in batch], rows)
        tags = encoder.linear("tag", low).argmax(axis=1)
        high = encoder.upper(low, rows)
        arc_d = encoder.linear("arc.product", encoder.bent("arc_dependent", high))
        arc_h = encoder.bent("arc_head", high)
        heads = [self._heads(arc_d[of], arc_h[of]) for of in rows.of]
        # The row of each word's head; behind them all stands the root.
        dependents = [row for of in rows.of for row in range(of.start, of.stop, of.step)]
        of_heads = [
            of.start + of.step * (head - 1) if head else rows.count
            for of, found in zip(rows.of, heads, strict=True)
            for head in found
        ]
        rel_h = np.concatenate([encoder.bent("rel_head", high), self._weights["root.rel"]])
        relations = self._relations(encoder.bent("rel_dependent", high)[dependents], rel_h[of_heads])
        at = 0
        for piece, of, found in zip(batch, rows.of, heads, strict=True):
            yield piece, found, relations[at : at + len(found)], tags[of].tolist()
            at += len(found)

    def _heads(self, dependents: Floats, heads: Floats) -> list[int]:
        """The best tree of one piece; these products are of its own size, whatever else is in the batch."""
        scores = dependents @ np.concatenate([self._weights["root.arc"], heads]).T
        words = np.arange(len(scores))
        scores[words, words + 1] = -np.inf
        return best_heads(scores)

    def _relations(self, dependents: Floats, heads: Floats) -> list[int]:
        """The best relation of each pair of rows."""
        weight = self._weights["rel.product"]  # [dependent + 1, relations, head + 1]
        flat = weight.reshape(len(weight), -1)
        blocks = -(-len(heads) // BLOCK)
        left = np.ones((blocks * BLOCK, weight.shape[0]), dtype=np.float32)
        right = np.ones((blocks * BLOCK, weight.shape[2]), dtype=np.float32)
        left[: len(heads), :-1] = dependents
        right[: len(heads), :-1] = heads
        left_blocks = left.reshape(blocks, BLOCK, -1)
        mapped = np.empty((min(blocks, _AT_ONCE), BLOCK, flat.shape[1]), dtype=np.float32)
        scores = np.empty((len(left), weight.shape[1], 1), dtype=np.float32)
        for start in range(0, blocks, _AT_ONCE):
            some = mapped[: blocks - start]
            in_strips(left_blocks[start : start + _AT_ONCE], flat, some)
            of = slice(start * BLOCK, (start + len(some)) * BLOCK)
            np.matmul(some.reshape(-1, *weight.shape[1:]), right[of, :, None], out=scores[of])
        best: list[int] = scores[: len(heads), :, 0].argmax(axis=1).tolist()
        return best

    def _sentence(self, parts: list[_Done]) -> Parsed:
        """The tree of a sentence from its pieces."""
        about = self._weights.about
        spans: list[Span] = []
        heads: list[int] = []
        relations: list[str] = []
        tags: list[str] = []
        first_root = -1
        for piece, found, labels, found_tags in sorted(parts, key=lambda part: part[0].spans[0]):
            offset = len(spans)
            spans += piece.spans
            tags += [about.tags[t] for t in found_tags]
            for word, (head, label) in enumerate(zip(found, labels, strict=True)):
                if head:
                    heads.append(offset + head - 1)
                    relations.append(about.relations[label] if about.relations[label] != "root" else "dep")
                elif first_root < 0:
                    first_root = offset + word
                    heads.append(first_root)
                    relations.append("root")
                else:
                    heads.append(first_root)
                    relations.append("parataxis")
        return Parsed(tuple(spans), tuple(heads), tuple(relations), tuple(tags))


def _batches(parts: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Pieces of like length together, as many as the cache holds; which are together changes no tree."""
    ordered = sorted(parts, key=lambda part: len(part.words))
    start = words = 0
    for end, part in enumerate(ordered, 1):
        words += len(part.words)
        if end == len(ordered) or (words >= _FIT and (end - start) % ROWS == 0):
            yield ordered[start:end]
            start, words = end, 0


@cache
def default_parser() -> Parser:
    """The parser that comes with the package, loaded once.

    Raises:
        ModelError: if its model is missing or not whole.
    """
    return Parser(shipped("english.npz"))
