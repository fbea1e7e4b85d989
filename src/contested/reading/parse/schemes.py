"""Which label scheme a parser has, and the trees of it. A scheme that is not known is refused.

Rules on the wrong scheme would fail silently: they would find no subject, and so no claim, in every sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from contested.errors import ModelError
from contested.reading.parse import clearnlp, ud
from contested.reading.parse.tree import Tree, Word

Adapter = Callable[[Sequence[Word], Sequence[int], Sequence[str]], Tree]

_SCHEMES: tuple[tuple[str, frozenset[str], Adapter], ...] = (
    ("Universal Dependencies", ud.LABELS, ud.tree),
    ("ClearNLP", clearnlp.LABELS, clearnlp.tree),
)
# A parser that really has a scheme has learned more of its own labels than this.
_LEAST = 3


def adapter_for(labels: Iterable[str], *, parser: str) -> Adapter:
    """What turns trees with these labels into the program's own.

    Args:
        labels: All labels the parser can give.
        parser: Its name, for the message.

    Raises:
        ModelError: if the labels are of no scheme known here, or of more than one.
    """
    known = frozenset(label.lower() for label in labels)
    found = [adapter for _, own, adapter in _SCHEMES if len(known & own) >= _LEAST]
    if len(found) == 1:
        return found[0]
    seen = ", ".join(sorted(known)[:8]) or "none"
    raise ModelError(
        f"The parser {parser!r} has labels of no one scheme that is known here ({seen} ...).",
        code="model.unknown-scheme",
        remedy="Use a parser with the labels of Universal Dependencies or ClearNLP, or the one that is shipped.",
    )
