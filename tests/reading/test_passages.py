"""Sentences with everything seen in them."""

from __future__ import annotations

import time

import pytest

from contested.model.report import Report
from contested.reading.paragraphs import ParagraphKind
from contested.reading.passages import is_shouting, lower_same_length, read_passages
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("afghanistan")


def report(text: str) -> Report:
    return Report(id="r1", text=text, published="2021-07-04")


def test_a_passage_holds_what_lies_in_its_sentence_only(theatre: Theatre) -> None:
    text = "Panjwai fell on Sunday. “We hold 12 posts,” the army in Kandahar said."
    first, second = read_passages(report(text), theatre)
    assert [g.name for g in first.places] == ["Panjwai"]
    assert [g.name for g in second.places] == ["Kandahar"]
    assert ([a.value for a in first.amounts], [a.value for a in second.amounts]) == ([], [12])
    assert [t.edtf for t in first.times] == ["2021-07-04"]
    assert second.quoted(text.index("12"))
    assert not second.quoted(text.index("army"))
    assert [t.text for t in first.within((0, 12))] == ["Panjwai", "fell"]


def test_a_quotation_over_two_sentences_touches_both(theatre: Theatre) -> None:
    text = "“We hold it. We will stay,” the governor said."
    first, second = read_passages(report(text), theatre)
    assert first.quotations == second.quotations == ((0, 27),)


def test_numbers_of_dates_are_no_amounts(theatre: Theatre) -> None:
    (passage,) = read_passages(report("On 4 July 2021 the Taliban held 40 posts."), theatre)
    assert [a.value for a in passage.amounts] == [40]


def test_other_paragraphs_are_read_when_asked_for(theatre: Theatre) -> None:
    text = "What comes next\nThe army left Kabul on Sunday."
    assert [p.kind for p in read_passages(report(text), theatre, kinds=set(ParagraphKind))] == ["heading", "body"]
    assert [p.kind for p in read_passages(report(text), theatre)] == ["body"]


def test_lower_case_keeps_every_offset() -> None:
    assert lower_same_length("İstanbul and KABUL") == "İstanbul and kabul".replace("İ", "İ")
    assert len(lower_same_length("İİ")) == 2


@pytest.mark.parametrize(
    ("text", "shouts"), [("THE ARMY LEFT KABUL TODAY", True), ("The army left Kabul", False), ("USA", False)]
)
def test_shouting_is_nearly_all_capitals(text: str, shouts: bool) -> None:
    assert is_shouting(text) is shouts


def test_passages_of_a_long_report_take_time_in_proportion(theatre: Theatre) -> None:
    """Four times the text takes at most some six times the time, on one line as in many."""
    line = "The Taliban said on Sunday that more than 300 soldiers fled Panjwai district in Kandahar. "

    def seconds(times: int) -> float:
        started = time.process_time()
        read_passages(report(line * times), theatre)
        return time.process_time() - started

    seconds(50)
    assert seconds(1_600) < 8 * max(seconds(400), 0.05)
