"""An office and its named holder are one voice, where only one person can be meant."""

from __future__ import annotations

import pytest

from contested.model.claim import Speaker
from contested.reading.offices import by_name, office_holders

MOHAMMAD = Speaker("Hasti Mohammad", "governor of Panjwai")
RUFI = Speaker("Sheren Rufi", "governor of Bagram")


@pytest.mark.parametrize(
    ("office", "others", "expected"),
    [
        ("governor", [MOHAMMAD], "Hasti Mohammad"),
        ("its own governor", [MOHAMMAD], "Hasti Mohammad"),
        ("Panjwai governor", [MOHAMMAD, RUFI], "Hasti Mohammad"),
        ("governor", [MOHAMMAD, RUFI], "governor"),
        ("Ghorak governor", [MOHAMMAD, RUFI], "Ghorak governor"),
        ("deputy governor", [MOHAMMAD], "deputy governor"),
        ("governor", [Speaker("Karim Noor", "deputy governor of Panjwai")], "governor"),
        ("governor", [Speaker("Karim Noor", "spokesman for the governor of Panjwai")], "governor"),
        ("officials", [MOHAMMAD], "officials"),
        ("governor", [], "governor"),
    ],
)
def test_the_one_person_who_holds_an_office(office: str, others: list[Speaker], expected: str) -> None:
    speaker = Speaker(office)
    assert by_name(speaker, "The town has fallen.", office_holders([speaker, *others])).name == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Panjwai has fallen, its governor said.", "Hasti Mohammad"),
        ("Bagram has fallen, its governor said.", "Sheren Rufi"),
        ("Panjwai and Bagram have fallen, the governor said.", "governor"),
        ("The town has fallen, the governor said.", "governor"),
    ],
)
def test_of_two_the_one_whose_district_is_named(sentence: str, expected: str) -> None:
    speaker = Speaker("governor")
    assert by_name(speaker, sentence, office_holders([MOHAMMAD, RUFI, speaker])).name == expected


def test_somebody_with_a_name_stays_who_they_are() -> None:
    noor = Speaker("Karim Noor", "governor of Ghorak")
    assert by_name(noor, "Panjwai has fallen.", office_holders([MOHAMMAD, noor])) == noor


def test_who_is_named_twice_counts_once() -> None:
    assert office_holders([MOHAMMAD, Speaker("governor"), MOHAMMAD]) == [MOHAMMAD]
