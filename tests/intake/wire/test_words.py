from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.intake.wire.words import NOT_OWN, own_words

SENTENCE = "The garrison of the river fort surrendered at noon after nine days."


def own(text: str) -> int:
    return int((own_words(text)[1] != NOT_OWN).sum())


def test_quotations_are_not_a_reports_own_words():
    for quote in ('"We had no bread," he said.', "“We had no bread,” he said.", "«We had no bread», he said."):
        assert own(f"{SENTENCE} {quote}") == 12 + 2


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    assert own(f'{SENTENCE}\n"We had no bread.\n{SENTENCE}') == 24


def test_a_text_that_is_nearly_all_quotation_is_a_statement_and_counts():
    assert own('"The garrison of the river fort has surrendered to us today," it said.') == 13


@pytest.mark.parametrize(
    "line",
    [
        "KABUL, July 4 (AFP) - ",
        "(Reporting by A B; Editing by C D)\n",
        "READ MORE: The fall\n",
        "A head\n",
        "Reuters\n",
    ],
)
def test_datelines_credits_heads_and_invitations_are_left_out(line):
    assert list(own_words(line + SENTENCE)[0]) == list(own_words(SENTENCE)[0])


def test_case_and_compatible_letters_make_no_difference():
    assert list(own_words(SENTENCE.upper())[0]) == list(own_words(SENTENCE)[0])
    assert list(own_words("ﬁve officers fled the ﬁeld at noon.")[0]) == list(
        own_words("five officers fled the field at noon.")[0]
    )


def test_scripts_without_spaces_have_words_too():
    assert own("政府军周四重新夺回了该镇的中心。") > 10


def test_figures_are_kept_apart_but_for_those_in_quotation_marks():
    _, _, figures = own_words('They lost 12 men and 3 guns on the road that day, and "not 40" as was said.')
    assert len(figures) == 2


@given(st.text(max_size=300))
def test_any_text_gives_as_many_sentence_numbers_as_words(text):
    words, units, _ = own_words(text)
    assert len(words) == len(units)
    assert not len(units) or units.min() >= NOT_OWN


def test_a_bulletin_of_short_lines_is_read_whole():
    lines = ["Zhari: two posts lost", "Maiwand: bazaar shelled", "Dand: nothing new"]
    assert own("\n".join(lines)) == 10
