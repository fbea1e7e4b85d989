from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.intake.byline import find_byline


@pytest.mark.parametrize(
    ("text", "writers", "agency"),
    [
        ("The fall\nBy Jane Doe and John Roe\n\nIt fell.", ("Jane Doe", "John Roe"), None),
        ("By Jane Doe, Reuters\n\nIt fell.", ("Jane Doe",), "Reuters"),
        ("BY JANE DOE AND JOHN ROE\n\nIt fell.", ("JANE DOE", "JOHN ROE"), None),
        (
            "It fell.\n\n(Reporting by Jane Doe in Kabul; Writing by John Roe; Editing by A B)",
            ("Jane Doe", "John Roe"),
            None,
        ),
    ],
)
def test_writers_are_named(text, writers, agency):
    found = find_byline(text)
    assert found is not None
    assert (found.writers, found.agency) == (writers, agency)


@pytest.mark.parametrize(
    "text", ["By dawn the town had fallen.", "By Sunday evening Kabul was quiet.", "", "It fell."]
)
def test_a_sentence_is_no_byline(text):
    assert find_byline(text) is None


@given(st.text(max_size=200))
def test_any_text_gives_a_span_of_it_or_nothing(text):
    found = find_byline(text)
    assert found is None or text[slice(*found.span)]
