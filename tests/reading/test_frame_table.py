"""Triggers are looked for where their first letters stand; nothing may be missed by that."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from contested.reading.frame_table import find_triggers, frames

WORDS = sorted({word for frame in frames() for word in frame.example.lower().split()})


@given(st.lists(st.sampled_from([*WORDS, "of", "-", "(", "río"]), max_size=12), st.sampled_from([" ", "  ", "-"]))
def test_a_trigger_is_found_wherever_its_pattern_matches(words: list[str], between: str) -> None:
    text = between.join(words)
    found = {(t.rank, t.start, t.end) for t in find_triggers(text, 0, len(text))}
    for rank, frame in enumerate(frames()):
        of_verb = r"(?! of\b)" if frame.word_class == "verb" else ""
        bare = re.compile(rf"(?<![\w-])(?:{frame.trigger})(?!\w){of_verb}")
        assert {(rank, m.start(), m.end()) for m in bare.finditer(text)} == {t for t in found if t[0] == rank}


def test_triggers_come_by_position_then_rank_within_the_stretch() -> None:
    text = "the rebels seized the town and captured its bridge"
    start = text.index("town")
    found = find_triggers(text, start, len(text))
    assert found
    assert all(start <= t.start < t.end <= len(text) for t in found)
    assert [(t.start, t.rank) for t in found] == sorted((t.start, t.rank) for t in found)
