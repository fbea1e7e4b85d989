"""The parser: sentences in, dependency trees out. Labels are those of Universal Dependencies.

Deterministic: a sentence gets the same tree in any batch, in any order. Threads may share a parser. Linear: a
sentence of more than 160 words is parsed in pieces, cut where a mark stands, and its pieces are joined under the
first root. Importing this module loads no model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec
import numpy as np

from contested.reading.parse.arborescence import best_heads
from contested.reading.parse.encoder import BLOCK, ROWS, Encoder, product
from contested.reading.parse.names import Span, by_sentence, joined
from contested.reading.parse.pieces import Piece, pieces
from contested.reading.parse.schemes import adapter_for
from contested.reading.parse.tokens import Tokenizer
from contested.reading.parse.tree import Word
from contested.reading.parse.view import ParseView, TreeView
from contested.reading.parse.weights import Floats, Weights, shipped


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
        self.version = weights.about.version

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """The words of ``text[start:end]``, as the parser counts them."""
        return self._tokenizer(text, start, end)

    def views(self, text: str, sentences: Sequence[Span], names: Iterable[Span] = ()) -> list[ParseView]:
        """What rules may ask of each sentence; arguments as for ``parse``."""
        return [self._view(text, parsed) for parsed in self.parse(text, sentences, names)]

    def views_of(self, sentences: Sequence[tuple[str, Span]]) -> list[ParseView]:
        """As ``views`` for sentences of any texts, each with its own: many at once cost less than a few."""
        whole, placed = "", []
        for text, (start, end) in sentences:
            placed.append((len(whole), len(whole) + end - start))
            whole += text[start:end] + "\n"
        parsed = self.parse(whole, placed)
        return [
            self._view(text, _moved(one, start - at))
            for (text, (start, _)), (at, _), one in zip(sentences, placed, parsed, strict=True)
        ]

    def _view(self, text: str, parsed: Parsed) -> ParseView:
        words = [
            Word(a, b, text[a:b], *tag.split(" ", 1))
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
        parts = [part for k, spans in enumerate(sentences) for part in pieces(text, k, spans)]
        done: dict[int, list[tuple[Piece, list[int], list[int], list[int]]]] = {}
        order = sorted(range(len(parts)), key=lambda k: len(parts[k].words))
        for start in range(0, len(order), ROWS):
            block = [parts[k] for k in order[start : start + ROWS]]
            for piece, heads, relations, tags in self._run(block):
                done.setdefault(piece.sentence, []).append((piece, heads, relations, tags))
        return [self._sentence(done.get(k, [])) for k in range(len(sentences))]

    def _run(self, block: list[Piece]) -> Iterable[tuple[Piece, list[int], list[int], list[int]]]:
        """Heads (as candidates: 0 is the root), relations and tags of at most ``ROWS`` pieces."""
        encoder = self._encoder
        lengths = [len(piece.words) for piece in block]
        low = encoder.lower([p.words for p in block], [p.spacing for p in block])
        tags = encoder.linear("tag", low).argmax(axis=2)
        high = encoder.upper(low, lengths)
        arc_d = encoder.linear("arc.product", encoder.bent("arc_dependent", high))
        arc_h = encoder.bent("arc_head", high)
        rel_d = encoder.bent("rel_dependent", high)
        rel_h = encoder.bent("rel_head", high)
        heads = [
            self._heads(arc_d[:length, column], arc_h[:length, column]) for column, length in enumerate(lengths)
        ]
        of_heads = [
            np.concatenate([self._weights["root.rel"], rel_h[:length, column]])[found]
            for column, (length, found) in enumerate(zip(lengths, heads, strict=True))
        ]
        dependents = [rel_d[:length, column] for column, length in enumerate(lengths)]
        relations = self._relations(np.concatenate(dependents), np.concatenate(of_heads))
        at = 0
        for column, (piece, length) in enumerate(zip(block, lengths, strict=True)):
            yield piece, heads[column], relations[at : at + length], tags[:length, column].tolist()
            at += length

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
        best: list[int] = []
        for start in range(0, len(heads), BLOCK):
            left = np.zeros((BLOCK, weight.shape[0]), dtype=np.float32)
            right = np.zeros((BLOCK, weight.shape[2], 1), dtype=np.float32)
            rows = min(BLOCK, len(heads) - start)
            left[:rows, :-1] = dependents[start : start + rows]
            right[:rows, :-1, 0] = heads[start : start + rows]
            left[:, -1] = 1.0
            right[:, -1] = 1.0
            mapped = product(left, flat).reshape(BLOCK, weight.shape[1], weight.shape[2])
            best += np.matmul(mapped, right)[:rows, :, 0].argmax(axis=1).tolist()
        return best

    def _sentence(self, parts: list[tuple[Piece, list[int], list[int], list[int]]]) -> Parsed:
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


def _moved(parsed: Parsed, by: int) -> Parsed:
    return msgspec.structs.replace(parsed, spans=tuple((start + by, end + by) for start, end in parsed.spans))


@cache
def default_parser() -> Parser:
    """The parser that comes with the package, loaded once.

    Raises:
        ModelError: if its model is missing or not whole.
    """
    return Parser(shipped("english.npz"))
