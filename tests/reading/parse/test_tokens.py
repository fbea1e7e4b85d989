import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.parse.tokens import Spelling, Tokenizer

TOKENIZER = Tokenizer(Spelling(frozenset({"e.g.", "c'mon"}), {"cannot": (3, 3), "gonna": (3, 2)}))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They can't go.", "They|ca|n't|go|."),
        ("We cannot stay, you're gonna go", "We|can|not|stay|,|you|'re|gon|na|go"),
        ("Kandahar's 15-year-old wall", "Kandahar|'s|15|-|year|-|old|wall"),
        ("Gen. Noor met U.S. troops at 10:30 a.m.", "Gen.|Noor|met|U.S.|troops|at|10:30|a.m."),
        ("(“Two posts fell,” he said.)", "(|“|Two|posts|fell|,|”|he|said|.|)"),
        ("about $5.2m or 30% of 1,200", "about|$|5.2|m|or|30|%|of|1,200"),
        ("an anti-Taliban e-mail to a@b.org", "an|anti-Taliban|e-mail|to|a@b.org"),
        ("see https://example.org/x?y=1.", "see|https://example.org/x?y=1|."),
        ("wait... no -- yes!!", "wait|...|no|--|yes|!!"),
        ("and/or men–women", "and|/|or|men|–|women"),
        ("C’mon, e.g. this", "C’mon|,|e.g.|this"),
    ],
)
def test_words_are_those_of_the_treebank(text: str, wanted: str) -> None:
    assert "|".join(text[a:b] for a, b in TOKENIZER(text)) == wanted


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_every_character_but_white_space_is_in_one_word(text: str) -> None:
    words = TOKENIZER(text)
    assert "".join(text[a:b] for a, b in words) == "".join(text.split())
    assert all(a < b for a, b in words)
    assert all(b <= c for (_, b), (c, _) in pairwise(words))


@pytest.mark.parametrize("unit", ["a", ".", "-", "'", "1.", "a-", "a.b@", "(", "…", "www.", "!?", "x'"])
def test_long_unbroken_text_takes_linear_time(unit: str) -> None:
    started = time.perf_counter()
    TOKENIZER(unit * (50_000 // len(unit)))
    assert time.perf_counter() - started < 5.0
