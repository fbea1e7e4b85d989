from __future__ import annotations

import pytest

from contested.model.claim import Speaker
from contested.model.vocabulary import Side
from contested.publish.masking import Mask, is_private


@pytest.mark.parametrize(
    ("name", "side", "private"),
    [
        ("Giran", Side.CIVILIAN, True),
        ("نجيب", Side.CIVILIAN, True),
        ("residents of Takhar", Side.CIVILIAN, False),
        ("unnamed resident", Side.CIVILIAN, False),
        ("Hasti Mohammad", Side.GOVERNMENT, False),
        ("TOLOnews", Side.MEDIA, False),
    ],
)
def test_only_named_civilians_are_private(name, side, private) -> None:
    assert is_private(Speaker(name, side=side)) is private


def test_a_private_name_is_hidden_in_everybody_s_words_but_officials_keep_theirs(told) -> None:
    resident = told(speaker=Speaker("Najibullah", side=Side.CIVILIAN))
    mask = Mask([resident.voice.lead])
    assert mask.words("NAJIBULLAH and Najibullahzai left") == "[name withheld] and Najibullahzai left"
    assert mask.speaker(Speaker("Najibullah", "governor", side=Side.GOVERNMENT)) == "Najibullah"


def test_somebody_called_by_name_in_a_quote_is_hidden() -> None:
    assert Mask([]).words("one of them, a man called Abdul Karim, said so") == (
        "one of them, a man called [name withheld], said so"
    )
    assert Mask([]).words("a town called Chora fell") == "a town called Chora fell"
    assert Mask([], reveal=True).words("a man called Karim") == "a man called Karim"
