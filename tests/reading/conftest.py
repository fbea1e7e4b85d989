"""Fixtures of the reader's tests.

passage: makes the one sentence of a text, as the reader sees it before it makes anything of it.
marked: the words of a span, or None; what the tables of these tests compare.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contested.model.report import Report
from contested.reading.passages import Passage, Span, read_passages
from contested.theatre.theatre import Theatre

PassageOf = Callable[[str], Passage]
Marked = Callable[[Passage, Span | None], str | None]


@pytest.fixture(scope="session")
def passage(afghanistan: Theatre) -> PassageOf:
    def one(text: str) -> Passage:
        (only,) = read_passages(Report(id="r", text=text, published="2021-07-04"), afghanistan)
        return only

    return one


@pytest.fixture(scope="session")
def marked() -> Marked:
    return lambda passage, span: passage.text[span[0] : span[1]] if span else None
