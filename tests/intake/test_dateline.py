from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.intake.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KABUL, July 4 (Reuters) - The town fell.", ("KABUL", "July 4", "Reuters")),
        ("KUNDUZ, Afghanistan, July 6 (Reuters) - Rockets fell.", ("KUNDUZ, Afghanistan", "July 6", "Reuters")),
        ("SAN SALVADOR, 26 SEP 89 (RADIO X) -- [TEXT] THE TOWN FELL.", ("SAN SALVADOR", "26 SEP 89", None)),
        ("A head\n\nADRE, Chad (AP) — They came on foot.", ("ADRE, Chad", None, "AP")),
        ("(Reuters) - The town fell.", (None, None, "Reuters")),
        ("MAZAR-E-SHARIF - The town fell.", ("MAZAR-E-SHARIF", None, None)),
        ("Gharyan, 27 June 2019 – The town fell.", ("Gharyan", "27 June 2019", None)),
    ],
)
def test_datelines_of_many_shapes_are_read(text, expected):
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.day, found.agency) == expected
    assert text[found.span[1] :][0].isupper()


@pytest.mark.parametrize(
    "text",
    [
        "The town fell - at last - to the rebels.",
        "LIBYA'S UN-BACKED GOVERNMENT HAS WON.",
        "Panjwai district governor Hasti Mohammad said so.",
        "DEV-MUC3-0522 (X)\n\nNo more.",
        "",
        "- ",
    ],
)
def test_a_sentence_has_none(text):
    assert find_dateline(text) is None


@given(st.text(max_size=200))
def test_any_text_gives_a_span_of_it_or_nothing(text):
    found = find_dateline(text)
    assert found is None or 0 <= found.span[0] < found.span[1] <= len(text)
