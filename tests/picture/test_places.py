from __future__ import annotations

import pytest

from contested.errors import QueryError
from contested.picture.places import resolve_place
from contested.theatre.load import load_theatre


@pytest.mark.parametrize(
    ("text", "pcode"),
    [
        ("AF2704", "AF2704"),
        (" af2704 ", "AF2704"),
        ("Panjwai", "AF2704"),
        ("panjwayi", "AF2704"),
        ("Arghandab, Kandahar", "AF2702"),
        ("Arghandab, Zabul", "AF2605"),
    ],
)
def test_a_p_code_or_an_unambiguous_name_is_a_district(text, pcode) -> None:
    assert resolve_place(load_theatre("afghanistan"), text).id == pcode


def test_a_name_of_two_districts_lists_both() -> None:
    with pytest.raises(QueryError) as refused:
        resolve_place(load_theatre("afghanistan"), "Arghandab")
    assert refused.value.code == "query.ambiguous-place"
    assert "AF2702" in refused.value.message
    assert "AF2605" in refused.value.message


def test_an_unknown_name_lists_near_ones() -> None:
    with pytest.raises(QueryError) as refused:
        resolve_place(load_theatre("afghanistan"), "Panjwaj")
    assert refused.value.code == "query.unknown-place"
    assert "AF2704" in refused.value.message


@pytest.mark.parametrize("text", ["", "  ", ",", "Nowhere at all", "AF9999"])
def test_nonsense_is_an_unknown_place(text) -> None:
    with pytest.raises(QueryError) as refused:
        resolve_place(load_theatre("afghanistan"), text)
    assert refused.value.code == "query.unknown-place"
