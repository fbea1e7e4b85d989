"""What stands between quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We hold it,” he said.", ["“We hold it,”"]),
        ('"We hold it," he said, "all of it."', ['"We hold it,"', '"all of it."']),
        ("He said: “We hold it", ["“We hold it"]),
        ("« On tient », dit-il", ["« On tient »"]),
        ('“They said "go" to us,” he said.', ['“They said "go" to us,”']),
        ("``We hold it,'' he said.", ["``We hold it,''"]),
        ("the Taliban's men, the soldiers' post", []),
        ('as before," he said. "We stay."', ['"We stay."']),
        ("", []),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in find_quotations(text, 0, len(text))] == expected


@given(st.text(alphabet="a .“”\"«»„`'", max_size=60), st.integers(0, 10))
@settings(max_examples=150)
def test_quotations_are_ordered_and_inside(text: str, start: int) -> None:
    cursor = min(start, len(text))
    for a, b in find_quotations(text, cursor, len(text)):
        assert cursor <= a < b <= len(text)
        cursor = b
