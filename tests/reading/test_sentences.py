"""Where sentences begin and end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.sentences import lead_length, split_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, 0, len(text), 0)]


@pytest.mark.parametrize(
    "text",
    [
        # A bar marks where one sentence ends and the next begins.
        "The army left. | The Taliban came.",
        "He fled on Sept. 11 with Gen. Ahmadi and Mr. A. B. Karimi. | Nobody followed.",
        "U.S. forces left Bagram. | They went at night.",
        "The base belongs to the U.S. | The army runs it.",
        "It began at 6 a.m. on Sunday. | It ended at 9 p.m. | The town was quiet.",
        "He said no. | The army denied it.",
        "It is No. 5 on the list. | The rest is unknown.",
        "“We hold it.” | The army denied it.",
        '"We hold it." | "We do not," said another.',
        "“Who holds it?” he asked. | Nobody knew.",
        "They left… | The town was quiet.",
        "Was it so? | Yes! | It was.",
        "The Taliban’s spokesman, Zabihullah Mujahid, said so (on Twitter). | The army denied it.",
        "Example Corp. said on Sunday it would leave. | Others stay.",
        "It grew by 3.5 percent and 1.2 million. | Then it fell.",
        "ذهبوا. | عادوا.",
    ],
)
def test_sentences_end_where_the_bars_stand(text: str) -> None:
    parts = text.split(" | ")
    assert sentences(" ".join(parts)) == parts


def test_a_lost_space_still_ends_a_sentence() -> None:
    assert sentences("The army left, he said.In Kabul all was quiet.") == [
        "The army left, he said.",
        "In Kabul all was quiet.",
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("KABUL (Example Wire) - The army left.", "The army left."),
        ("KABUL, Afghanistan (Example Wire) — The army left.", "The army left."),
        ("KANDAHAR, July 4 (Example Wire) -- The army left.", "The army left."),
        ("KABUL, July 4, 2021 (Example Wire) - Soldiers left.", "Soldiers left."),
        ("KABUL, Sunday, July 4, 2021 (Example Wire) - The army left.", "The army left."),
        ("Kabul, 4 July 2021 (Example Wire): The army left.", "The army left."),
        ("DUBAI/KABUL, Aug. 12, 2021 - The army left.", "The army left."),
        ("BAKU/YEREVAN (Example Wire) - The army left.", "The army left."),
        ("BAKU/YEREVAN A column left.", "A column left."),
        ("LASHKAR GAH, Afghanistan The army left.", "The army left."),
        ("GAZA CITY, Gaza Strip The army left.", "The army left."),
        ("BEIRUT, 4 July The army left.", "The army left."),
        ("SAN SALVADOR, 12 NOV 89 (EXAMPLE-WIRE) -- [TEXT] THE ARMY LEFT.", "THE ARMY LEFT."),
        ("KHARTOUM (Sudan), 3 March 2024 (Example) – The army left.", "The army left."),
        ("July 4, 2021 - The army left.", "The army left."),
        ("KABUL, Afghanistan is calm.", "KABUL, Afghanistan is calm."),
        ("KABUL, Kandahar and Herat fell.", "KABUL, Kandahar and Herat fell."),
        ("KABUL police said so.", "KABUL police said so."),
        ("Kabul - the capital - fell.", "Kabul - the capital - fell."),
        ("Taliban, July 4 - a day to remember.", "Taliban, July 4 - a day to remember."),
        ("14:30 GMT The army left.", "The army left."),
        ("[14:30 GMT] – The army left.", "The army left."),
        ("1430 GMT: The army left.", "The army left."),
        ("1500 Afghan soldiers fled.", "1500 Afghan soldiers fled."),
        ("115USD were paid.", "115USD were paid."),
        ("The army left. (Reporting by Jane Doe; Editing by John Smith)", "The army left."),
        ("The army left. All Content by Example Wire is licensed under terms.", "The army left."),
        ("NO PUNCTUATION AT ALL", "NO PUNCTUATION AT ALL"),
    ],
)
def test_datelines_stamps_and_desk_lines_are_left_outside(text: str, first: str) -> None:
    assert sentences(text) == [first]


def test_a_lead_is_no_whole_paragraph() -> None:
    assert lead_length("KABUL - ") == 0


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "\x00", "—"])
def test_nothing_to_say_gives_no_sentence(text: str) -> None:
    assert sentences(text) == []


def test_offsets_are_into_the_whole_text() -> None:
    text = "skip this\n  The army left. It was night.  \n"
    found = split_sentences(text, 10, len(text), 3)
    assert [text[s.start : s.end] for s in found] == ["The army left.", "It was night."]
    assert {s.paragraph for s in found} == {3}


@given(st.text(alphabet="aBc.?!…  “”\"')1\x00\n", max_size=120))
@settings(max_examples=200)
def test_sentences_are_ordered_disjoint_and_trimmed(text: str) -> None:
    cursor = 0
    for s in split_sentences(text, 0, len(text), 0):
        assert cursor <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        cursor = s.end


def test_text_without_full_stops_is_cut_between_words() -> None:
    found = sentences("the taliban came and the army went " * 1_000)
    assert all(len(s) <= 2_000 for s in found)
    assert " ".join(found) == ("the taliban came and the army went " * 1_000).strip()


@pytest.mark.parametrize(
    "unit", ["U.S. ", "A.", "a.b ", "x.” ", "( ", " ", "He left. ", "A A ", "12:", " (reporting"]
)
def test_endless_lines_take_no_endless_time(unit: str) -> None:
    started = time.process_time()
    sentences(unit * 40_000)
    assert time.process_time() - started < 3.0
