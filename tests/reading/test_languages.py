from __future__ import annotations

import pytest

from contested.model.report import Report
from contested.reading.languages import why_unread

ENGLISH = frozenset({"en"})


@pytest.mark.parametrize("language", [None, "", "en", "EN-gb", "en_US", "English", "eng", "und", "mul"])
def test_english_and_unknown_languages_are_read(language):
    assert why_unread(Report(id="1", text="It fell.", language=language), ENGLISH, "rules/1") is None


@pytest.mark.parametrize("language", ["fa", "prs-AF", "es", "ps"])
def test_other_languages_are_not_and_the_reason_names_them(language):
    reason = why_unread(Report(id="1", text="It fell.", language=language), ENGLISH, "rules/1")
    assert reason is not None
    assert language in reason
    assert "rules/1" in reason
