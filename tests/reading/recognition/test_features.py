"""What is seen of a clause: the same whatever surrounds its sentence, and nothing of names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.claim import Speaker
from contested.model.report import Report
from contested.model.vocabulary import Side, Stance
from contested.reading.clauses import Clause, split_clauses
from contested.reading.passages import Passage, read_passages
from contested.reading.propositions import find_triggers_of
from contested.reading.recognition.features import clause_features, fields_of
from contested.reading.saying import Attribution
from contested.theatre.load import load_theatre

SAID = Attribution(
    source=(0, 7), cue=None, content=(), via=None, speaker=Speaker(name="doctors", side=Side.CIVILIAN),
    stance=Stance.ASSERTS, frame="after",
)  # fmt: skip


def clauses(sentence: Passage) -> list[Clause]:
    span = (sentence.start, sentence.end)
    return split_clauses(sentence, span, find_triggers_of(sentence, span))


def seen(sentence: Passage, attribution: Attribution | None = None, before: str = "", row: str = "") -> set[str]:
    """The features of the first clause of a sentence."""
    return set(clause_features(sentence, clauses(sentence)[0], attribution, before, row))


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Shells killed nine people in Kunduz.", "verb-field:dying"),
        ("Shells killed nine people in Kunduz.", "own+number"),
        ("Shells killed nine people in Kunduz.", "own+place"),
        ("Shells killed nine people in Kunduz.", "counted:people"),
        ("Shells killed nine people in Kunduz.", "object:civilians"),
        ("Rebels stormed the bridge on Saturday.", "own+time"),
        ("Rebels stormed the bridge on Saturday.", "subject:forces"),
        ("The column will not halt.", "has:will"),
        ("The column will not halt.", "has:not"),
        ("The column might halt.", "has:maybe"),
        ("They halted at the river.", "opens:they"),
        ("They halted at the river.", "then:at"),
        ("THE REBELS BLOCKED THE BRIDGE.", "word:bridge"),
        ("Shelling went on.", "word:shelli"),
        ("A long winter.", "verb:none"),
        ("A long winter.", "own+field:none"),
    ],
)
def test_a_feature_that_the_words_show(passage, text: str, feature: str) -> None:
    assert feature in seen(passage(text))


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("The bridge held through the night.", "own+number"),
        ("The bridge held through the night.", "own+place"),
        ("Shells killed nine people in Kunduz.", "word:kunduz"),
        ("Rebels stormed the bridge on Saturday.", "word:saturd"),
        ("Rebels stormed the bridge at noon yesterday.", "word:yester"),
        ("The column will halt.", "has:not"),
    ],
)
def test_a_feature_that_the_words_do_not_show(passage, text: str, feature: str) -> None:
    assert feature not in seen(passage(text))


def test_the_names_of_speaker_and_outlet_are_no_features(passage) -> None:
    sentence = passage("Shells killed nine people in Kunduz.")
    words = " ".join(seen(sentence, SAID))
    assert "doctors" not in words
    assert {"stance:asserts", "frame:after", "side:civilian", "side:civilian+field:dying"} <= seen(sentence, SAID)
    assert not any(f.startswith("side:") for f in seen(sentence))


def test_whose_words_it_is_shows_in_the_features(passage) -> None:
    sentence = passage("Shells killed nine people in Kunduz.")
    assert "own" in seen(sentence)
    assert "own" not in seen(sentence, SAID)
    assert "said" in seen(sentence, SAID)


def test_what_came_before_and_the_row_show_and_nothing_else_does(passage) -> None:
    sentence = passage("Shells killed nine people in Kunduz.")
    plain = seen(sentence)
    changed = seen(sentence, before="clash_or_attack", row="casualties.kill") ^ plain
    assert {f.partition(":")[0] for f in changed} == {"before", "own+before", "row", "own+row"}


FILLERS = st.lists(
    st.sampled_from(
        [
            "The army retook Nahrin on Friday.",
            "Nobody answered the telephone.",
            "Prices rose by 12 percent.",
            "Doctors counted 40 dead, the mayor said.",
        ]
    ),
    max_size=3,
)


@given(FILLERS, FILLERS)
@settings(max_examples=25, deadline=None)
def test_the_rest_of_the_report_changes_no_feature(above: list[str], below: list[str]) -> None:
    theatre, text = load_theatre("afghanistan"), "Rebels stormed a bridge near Kunduz city and killed nine men."
    (alone,) = read_passages(Report(id="r", text=text, published="2021-07-04"), theatre)
    whole = "\n\n".join([*above, text, *below])
    among = next(
        p for p in read_passages(Report(id="r", text=whole, published="2021-07-04"), theatre)
        if whole[p.start : p.end] == text
    )  # fmt: skip
    for one, other in zip(clauses(alone), clauses(among), strict=True):
        features = clause_features(alone, one, SAID, "other", "clash.attack")
        assert features == clause_features(among, other, SAID, "other", "clash.attack")


@pytest.mark.parametrize(
    ("word", "fields"),
    [
        ("recaptured", {"taking"}),
        ("martyred", {"dying"}),
        ("outflanked", set()),
        ("bombardment", {"striking"}),
        ("soldiered", set()),
        ("", set()),
    ],
)
def test_the_fields_of_a_word(word: str, fields: set[str]) -> None:
    assert fields_of(word) == fields


def test_a_whole_word_is_not_the_beginning_of_another() -> None:
    assert "taking" in fields_of("took")
    assert "taking" not in fields_of("tooken")
    assert "taking" in fields_of("captured")
    assert "taking" not in fields_of("cap")
