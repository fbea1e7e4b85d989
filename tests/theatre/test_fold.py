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
    assert folded.is_word_end(8)
    assert not folded.is_word_end(7)


def test_words_begin_after_what_joins_or_breaks_them_and_not_inside():
    folded = fold_text("La'l of U.S., Pa’in")
    assert folded.folded == f"lalofus{BREAK}{BREAK}pain"
    starts = [at for at in range(len(folded.folded)) if folded.is_word_start(at)]
    assert [folded.folded[at] for at in starts if folded.folded[at] != BREAK] == ["l", "o", "u", "p"]


@pytest.mark.parametrize(
    ("text", "folded", "span"),
    [
        ("by Khān  Ābād, then", "khanabad", "Khān  Ābād"),
        ("ﬁfty ﬂew to Pul-e-\nKhumri’s ﬁelds", "pulkhumri", "Pul-e-\nKhumri"),
        ("در کابلِ ویران", "کابل", "کابلِ"),
        ("Straße to Sar-E-Pul", "sarpul", "Sar-E-Pul"),
    ],
)
def test_a_match_leads_back_to_its_exact_offsets(text, folded, span):
    whole = fold_text(text)
    first = whole.folded.index(folded)
    start, end = whole.span(first, first + len(folded))
    assert text[start:end] == span


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
    assert len(folded.folded) == len(folded.shape)
    spans = [folded.span(at, at + 1) for at in range(len(folded.folded))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert [folded.span(at, at + 1) for at in reversed(range(len(spans)))] == spans[::-1]
