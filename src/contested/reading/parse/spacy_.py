"""A spaCy model of the user's own in place of the parser that is shipped (``contested[spacy]``).

spaCy is imported when a model is loaded, never before. Its labels decide how its trees are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from contested.errors import ModelError
from contested.reading.parse.names import Span, by_sentence, joined
from contested.reading.parse.schemes import Adapter, adapter_for
from contested.reading.parse.tree import Link, Tree, Word
from contested.reading.parse.view import ParseView, TreeView

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class SpacyParser:
    """Parses sentences with a spaCy pipeline."""

    def __init__(self, pipeline: Language) -> None:
        name = pipeline.meta.get("name") or "unnamed"
        self.version = f"spacy/{name}"
        labels = pipeline.pipe_labels.get("parser", [])
        self._adapter = adapter_for(labels, parser=str(name))
        self._pipeline = pipeline

    def views(self, text: str, sentences: Sequence[Span], names: Iterable[Span] = ()) -> list[ParseView]:
        """A view of each sentence; see ``Parser.views``."""
        named = by_sentence(list(names), sentences)
        cut = [self._words(text, span, near) for span, near in zip(sentences, named, strict=True)]
        docs = list(self._pipeline.pipe([self._doc(text, words) for words in cut]))
        return [view_of(doc, self._adapter, words) for doc, words in zip(docs, cut, strict=True)]

    def _words(self, text: str, sentence: Span, names: Sequence[Span]) -> list[Span]:
        """Words as the pipeline's own tokenizer cuts them."""
        start, end = sentence
        found = self._pipeline.make_doc(text[start:end])
        spans = [(start + t.idx, start + t.idx + len(t.text)) for t in found if not t.is_space]
        return joined(spans, names)

    def _doc(self, text: str, words: Sequence[Span]) -> Doc:
        from spacy.tokens import Doc  # noqa: PLC0415  (spaCy is an extra)

        spaces = [b < len(text) and text[b].isspace() for _, b in words]
        # One sentence is given, so the pipeline must not cut it again.
        starts = [k == 0 for k in range(len(words))]
        return Doc(
            self._pipeline.vocab, words=[text[a:b] for a, b in words], spaces=spaces, sent_starts=list(starts)
        )


def view_of(doc: Doc, adapter: Adapter, spans: Sequence[Span]) -> ParseView:
    """The view of a parsed document of one sentence; ``spans`` are where its tokens stand in the text."""
    words = [Word(a, b, t.text, t.pos_, t.tag_) for (a, b), t in zip(spans, doc, strict=True)]
    return TreeView(one_root(adapter(words, [t.head.i for t in doc], [t.dep_ for t in doc])))


def one_root(tree: Tree) -> Tree:
    """The tree with all roots but the first hung on it: a pipeline may see several sentences in one."""
    roots = [k for k, head in enumerate(tree.heads) if head == k]
    if len(roots) < 2:
        return tree
    heads, links = list(tree.heads), list(tree.links)
    for root in roots[1:]:
        heads[root], links[root] = roots[0], Link.PARATAXIS
    return Tree(tree.words, tuple(heads), tuple(links))


def load(name: str) -> SpacyParser:
    """A spaCy model that is installed, by its name or folder.

    Raises:
        ModelError: if spaCy or the model is not installed, or its labels are not known here.
    """
    try:
        import spacy  # noqa: PLC0415  (an extra, and slow to import)
    except ImportError as error:
        raise ModelError(
            f"The spaCy model {name!r} needs spaCy.",
            code="model.spacy-missing",
            remedy='Install it: pip install "contested[spacy]".',
        ) from error
    try:
        pipeline = spacy.load(name, exclude=["ner", "lemmatizer"])
    except OSError as error:
        raise ModelError(
            f"There is no spaCy model {name!r} here.",
            code="model.missing",
            remedy=f"Install it (python -m spacy download {name}), or give the folder it is in.",
        ) from error
    return SpacyParser(pipeline)
