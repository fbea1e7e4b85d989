import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.theatre.fold import BREAK, fold_name, fold_text, spelling_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pul-e-Khumri", "Pul-i Khumri"),
        ("Qala-e-Naw", "Qala-I- Naw"),
        ("Khān Ābād", "Khanabad"),
        ("La'l", "Lal"),
        ("Pa’in", "Pain"),
        ("كابل", "کابل"),
        ("خوجه غار", "خوجه\u200cغار"),
        ("قلعه نوي", "قلعه نوی"),
        ("ZURMAT", "Zurmat"),
    ],
)
def test_spellings_of_one_name_fold_to_one_key(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Eshkashim", "Eshkamish"), ("Bagram", "Bagrami"), ("Nerkh", "Nirkh")])
def test_different_names_keep_different_keys(one, other):
    assert fold_name(one) != fold_name(other)


def test_ezafe_written_onto_the_word_before_it_is_one_of_the_keys():
    assert fold_name("Puli Khumri") in spelling_keys("Pul-e-Khumri")


def test_possessive_s_is_not_part_of_a_name():
    folded = fold_text("Kandahar's fall")
    assert folded.folded == "kandaharsfall"
    assert 8 in folded.closes


def test_a_name_cannot_run_over_a_comma_or_a_paragraph():
    assert fold_text("Ali, Abad").folded == f"ali{BREAK}abad"
    assert fold_text("Ali\n\nAbad").folded == f"ali{BREAK}abad"
    assert fold_text("Ali\nAbad").folded == "aliabad"


@given(st.text())
@settings(max_examples=200)
def test_folding_is_idempotent(text):
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text())
@settings(max_examples=200)
def test_every_folded_character_leads_back_into_the_text_in_order(text):
    folded = fold_text(text)
    assert len(folded.folded) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
