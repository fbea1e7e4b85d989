"""The parse of sentences that were read: the one place where the reader calls the parser.

Owns the loading of the parser, and of NumPy with it, on first use. Invariant: a sentence gets the same view
whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.parse.one_thread import load_numpy
from contested.reading.parse.view import ParseView
from contested.reading.passages import Passage


def parse_passages(passages: Sequence[Passage]) -> list[ParseView]:
    """One view for each sentence, whatever reports they are from."""
    load_numpy()
    from contested.reading.parse.parser import default_parser  # noqa: PLC0415 - NumPy takes a fifth of a second

    return default_parser().views_of([(passage.text, (passage.start, passage.end)) for passage in passages])
