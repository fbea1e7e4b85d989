"""The frame table: each row reads its own example, and its columns hold together."""

from __future__ import annotations

import msgspec
import pytest

from contested.model.report import Report
from contested.reading.frame_table import Frame, find_triggers, frames
from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.id)
def test_each_row_reads_its_own_example(frame: Frame) -> None:
    report = Report(id="r", text=frame.example, published="2021-07-04")
    claims = RulesReader().read(report, load_theatre("afghanistan"))
    rules = {(c.rule or "").partition("+")[0] for c in claims}
    assert frame.id in rules, f"{frame.example!r} gave {rules or 'no claim'}"


def test_row_names_are_unique() -> None:
    names = [frame.id for frame in frames()]
    assert len(names) == len(set(names))


ROW = {
    "id": "control.take",
    "kind": "control_change",
    "class": "verb",
    "trigger": "took",
    "example": "They took it.",
}


def test_a_row_with_what_every_row_has_is_read() -> None:
    assert msgspec.convert(ROW, Frame).word_class == "verb"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("class", "adverb"),
        ("kind", "weather"),
        ("gains", "winner"),
        ("loses", "loser"),
        ("needs", "ground"),
        ("subject", "somebody"),
        ("outcome", "burns"),
        ("stance", "shouts"),
        ("colour", "red"),
    ],
)
def test_a_column_the_reader_does_not_know_is_refused(column: str, value: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**ROW, column: value}, Frame)


def test_a_verb_before_of_is_a_noun() -> None:
    found = {t.frame.id for t in find_triggers("the capture of panjwai", 0, 22)}
    assert "control.fall-noun" in found
    assert "control.take" not in found


def test_a_long_line_without_triggers_gives_none() -> None:
    # A row that backtracks without bound never gets to the end of this.
    line = "the men of the " * 4_000
    assert find_triggers(line, 0, len(line)) == []
