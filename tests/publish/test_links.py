from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.publish.links import safe_cell, safe_url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "//example.org/x",
        "/local",
        "http://",
        "http://[bad",
        "",
        None,
    ],
)
def test_addresses_that_are_not_of_the_web_are_dropped(url) -> None:
    assert safe_url(url) is None


def test_web_addresses_are_kept_as_they_are() -> None:
    assert safe_url("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


@given(st.text())
def test_no_cell_begins_like_a_formula(text) -> None:
    assert not str(safe_cell(text)).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
