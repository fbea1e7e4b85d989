"""Words and marks, and what is kept together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.tokens import index_at, tokenize, words_between


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kandahar's U.S. base", "Kandahar|'s|U.S.|base"),
        ("more than 1,000.", "more|than|1,000|."),
        ("al-Qaida and Qala-e-Naw", "al-Qaida|and|Qala-e-Naw"),
        ("an F-16, a Mi-24", "an|F-16|,|a|Mi-24"),
        ("said.In Kabul", "said|.|In|Kabul"),
        ("75ml, 5km and 1.8m", "75|ml|,|5|km|and|1.8|m"),
        ("the 3rd and 4TH brigades", "the|3rd|and|4TH|brigades"),
        ("USD115.5 or 115USD", "USD|115.5|or|115|USD"),
        ("a 6-mile or six-mile walk", "a|6|-|mile|or|six|-|mile|walk"),
        ("twenty-one, two-thirds", "twenty-one|,|two-thirds"),
        ("part 24703L202", "part|24703L202"),
        ("don’t", "don’t"),
        ("", ""),
    ],
)
def test_text_falls_into_these_tokens(text: str, expected: str) -> None:
    assert "|".join(t.text for t in tokenize(text)) == expected


@given(st.text(alphabet="aB1 ,.-'’“\"%$\n\x00éسĳİ½", max_size=80))
@settings(max_examples=150)
def test_tokens_are_the_text_in_order_and_leave_out_only_space(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text and t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    covered = {i for t in tokens for i in range(t.start, t.end)}
    assert all(text[i].isspace() or i in covered for i in range(len(text)))


def test_words_between_are_those_wholly_inside() -> None:
    tokens = tokenize("one two three four")
    assert [t.text for t in words_between(tokens, 4, 13)] == ["two", "three"]
    assert [t.text for t in words_between(tokens, 5, 13)] == ["three"]
    assert index_at(tokens, 99) == 4
