from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.parse.names import by_sentence, joined

WORDS = [(0, 8), (9, 17), (18, 23), (24, 28), (28, 29)]  # "district governor Hasti said."


def test_a_name_of_several_words_becomes_one() -> None:
    assert joined(WORDS, [(0, 23)]) == [(0, 23), (24, 28), (28, 29)]


def test_a_name_of_one_word_changes_nothing() -> None:
    assert joined(WORDS, [(18, 23)]) == WORDS


def test_a_name_that_ends_inside_a_word_takes_the_word() -> None:
    assert joined(WORDS, [(9, 20)]) == [(0, 8), (9, 23), (24, 28), (28, 29)]


def test_of_overlapping_names_the_longest_first_counts() -> None:
    assert joined(WORDS, [(0, 17), (0, 23), (18, 28)]) == [(0, 23), (24, 28), (28, 29)]


def test_names_outside_the_words_are_passed_over() -> None:
    assert joined(WORDS, [(40, 60)]) == WORDS
    assert joined([], [(0, 3)]) == []


def test_each_sentence_gets_the_names_that_touch_it() -> None:
    names = [(50, 55), (0, 5), (8, 12), (0, 40)]
    assert by_sentence(names, [(0, 10), (10, 20), (41, 60)]) == [
        [(0, 5), (0, 40), (8, 12)],
        [(0, 40), (8, 12)],
        [(50, 55)],
    ]
    assert by_sentence([], [(0, 10)]) == [[]]


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: (min(p), max(p) + 1))


@settings(max_examples=100, deadline=None)
@given(st.lists(spans, max_size=6))
def test_joining_keeps_order_and_every_character(names: list[tuple[int, int]]) -> None:
    words = [(k * 6, k * 6 + 5) for k in range(10)]
    made = joined(words, sorted(names))
    assert all(b <= c for (_, b), (c, _) in pairwise(made))
    assert all(any(a <= x and y <= b for a, b in made) for x, y in words)
