"""Who did what to whom: pairs of a sentence and the words in each place around its verb."""

from __future__ import annotations

import pytest

from contested.reading.arguments import Arguments, find_arguments
from contested.reading.clauses import split_clauses
from contested.reading.frame_table import find_triggers
from contested.reading.passages import Passage


def arguments_of(sentence: Passage, frame: str) -> Arguments:
    """The arguments of the first trigger of a row, in the clause it stands in."""
    span = (sentence.start, sentence.end)
    for clause in split_clauses(sentence, span, find_triggers(sentence.low, *span)):
        for trigger in clause.triggers:
            if trigger.frame.id == frame:
                return find_arguments(sentence, clause, trigger)
    raise AssertionError(f"no trigger of {frame} in {sentence.text!r}")


@pytest.mark.parametrize(
    ("text", "subject", "object_", "agent"),
    [
        ("Taliban fighters captured Panjwai district.", "Taliban fighters", "Panjwai district", None),
        ("Panjwai district was captured by the Taliban.", "Panjwai district", None, "the Taliban"),
        ("Panjwai was captured by Sunday.", "Panjwai", "by Sunday", None),
        ("On Sunday, Taliban fighters captured Panjwai.", "Taliban fighters", "Panjwai", None),
        ("On Sunday Taliban fighters captured Panjwai.", "Taliban fighters", "Panjwai", None),
        ("In Kandahar, fighters also captured Panjwai.", "fighters", "Panjwai", None),
        ("The rebels, who are led by a cleric, captured Kunduz.", "The rebels", "Kunduz", None),
        ("Meanwhile the insurgents captured Kunduz.", "the insurgents", "Kunduz", None),
        ("It was known that the insurgents captured Kunduz.", "the insurgents", "Kunduz", None),
        ("Captured on Sunday by insurgents.", None, "on Sunday", "insurgents"),
    ],
)
def test_words_around_a_verb(passage, marked, text: str, subject, object_, agent) -> None:
    sentence = passage(text)
    found = arguments_of(sentence, "control.take")
    spans = (found.subject, found.object, found.agent)
    assert tuple(marked(sentence, span) for span in spans) == (subject, object_, agent)


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("Taliban fighters captured Panjwai district.", False),
        ("Taliban fighters have captured Panjwai district.", False),
        ("Panjwai district was captured.", True),
        ("Panjwai district has been captured.", True),
        ("Panjwai district, captured by the Taliban on Sunday.", True),
        ("The districts captured in two days.", True),
    ],
)
def test_a_passive_is_told_by_its_auxiliary_or_by_what_is_missing(passage, text: str, passive: bool) -> None:
    assert arguments_of(passage(text), "control.take").passive is passive


@pytest.mark.parametrize(
    ("text", "unreal"),
    [
        ("The Taliban captured the district.", False),
        ("The Taliban will capture the district.", True),
        ("The Taliban could have captured the district.", True),
        ("The Taliban claim to have captured the district.", False),
        ("The Taliban sent more men to capture the district.", True),
        ("It was the fifth district to be captured.", False),
        ("The Taliban managed to capture the district.", False),
        ("The Taliban are due to capture the district.", True),
        ("The Taliban are still poised to capture the district.", True),
    ],
)
def test_what_stands_after_a_modal_or_to_has_not_happened(passage, text: str, unreal: bool) -> None:
    assert arguments_of(passage(text), "control.take").unreal is unreal


@pytest.mark.parametrize("to_come", ["are due to", "were set to", "are still expected to"])
def test_what_one_is_due_to_do_is_done_by_whom_it_is_due_from(passage, marked, to_come: str) -> None:
    sentence = passage(f"The Taliban {to_come} capture the district.")
    assert marked(sentence, arguments_of(sentence, "control.take").subject) == "The Taliban"


def test_an_article_alone_does_nothing(passage) -> None:
    assert arguments_of(passage("The training mission will end in May."), "withdrawal.end").subject is None


@pytest.mark.parametrize(
    ("text", "tried", "negated"),
    [
        ("The Taliban captured the district.", False, False),
        ("The Taliban have not captured the district.", False, True),
        ("No fighters captured the district.", False, True),
        ("The Taliban never captured the district.", False, True),
        ("The Taliban were trying to capture the district.", True, False),
    ],
)
def test_what_is_tried_and_what_is_denied(passage, text: str, tried: bool, negated: bool) -> None:
    found = arguments_of(passage(text), "control.take")
    assert (found.tried, found.negated) == (tried, negated)


def test_doer_and_what_is_acted_on_change_places_in_a_passive(passage, marked) -> None:
    active, passive = passage("Fighters captured Kunduz."), passage("Kunduz was captured by fighters.")
    one, other = arguments_of(active, "control.take"), arguments_of(passive, "control.take")
    assert marked(active, one.doer) == "Fighters"
    assert marked(passive, other.doer) == "fighters"
    assert marked(active, one.acted_on) == marked(passive, other.acted_on) == "Kunduz"
