from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.assessment.likelihood import kept_from_certainty, likelihood_word

ICD_203 = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}


@given(st.floats(0.01, 0.99))
def test_the_word_is_one_whose_icd_203_range_holds_the_probability(probability: float) -> None:
    low, high = ICD_203[likelihood_word(probability)]
    assert low <= probability <= high


def test_what_is_no_probability_is_refused() -> None:
    for nonsense in (-0.1, 1.1, math.nan):
        with pytest.raises(ValueError, match="not a probability"):
            likelihood_word(nonsense)


@given(st.floats(0, 1))
def test_nothing_is_made_certain_or_impossible(probability: float) -> None:
    assert 0.01 <= kept_from_certainty(probability, 0.99) <= 0.99
