"""Words of saying: where they say something, and where they mean something else."""

from __future__ import annotations

import pytest

from contested.reading.cues import is_cue_here


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Officials said the town had fallen.", "said", True),
        ("The United States said so.", "states", False),
        ("They came to claim the town.", "claim", False),
        ("The claim was false.", "claim", False),
        ("Officials state the town had fallen.", "state", True),
        ("The secretary of state left the town.", "state", False),
        ("The town's state is unknown.", "state", False),
        ("It was reported on Sunday.", "reported", False),
        ("He was reporting from Kabul.", "reporting", True),
        ("A man called Najib lives there.", "called", False),
        ("He called for an end of the war.", "called", True),
        ("He called it propaganda.", "called", True),
        ("He spoke of many dead.", "spoke", True),
        ("He spoke quietly.", "spoke", False),
        ("The report found that 12 were killed.", "found", True),
        ("Police found 12 bodies.", "found", False),
        ("Witnesses saw men with guns.", "saw", True),
        ("The year saw many attacks.", "saw", False),
        ("No group claimed responsibility.", "claimed", False),
        ("The group claimed responsibility.", "claimed", True),
        ("The commander boasted that the town was his.", "boasted", True),
        ("“The town is ours,” the commander boasted.", "boasted", True),
        ("The town boasted a fine bridge.", "boasted", False),
        ("They observed the truce.", "observed", False),
        ("They observed that the truce held.", "observed", True),
        ("The law allows for exceptions.", "allows", False),
        ("“Nothing is left,” a neighbour lamented.", "lamented", True),
        ("“Nothing is left,” is what all of the old neighbours here in the street lamented.", "lamented", False),
        ("The ministry promised to send help.", "promised", True),
        ("The general ordered his men to stay.", "ordered", True),
        ("The promised help never came.", "promised", False),
    ],
)
def test_a_cue_where_it_stands(passage, text: str, word: str, expected: bool) -> None:
    sentence = passage(text)
    index = next(n for n, t in enumerate(sentence.tokens) if t.low == word)
    assert is_cue_here(sentence, index) is expected
