import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.theatre.frames import Frame, frame_of, is_dateline


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("The fall of Kunduz was quick.", Frame.TAKEN),
        ("The Taliban captured Kunduz.", Frame.TAKEN),
        ("Kunduz has not yet fallen.", Frame.TAKEN),
        ("Kunduz has now fallen.", Frame.TAKEN),
        ("Kunduz will soon be taken.", Frame.TAKEN),
        ("Shells landed three kilometres off Kunduz.", Frame.TAKEN),
        ("They stood at Kunduz's gates.", Frame.TAKEN),
        ("He took Herat, then Kunduz.", Frame.TAKEN),
        ("Fighting in Kunduz went on.", Frame.IN),
        ("Fighting in Kunduz went on across the city.", Frame.TAKEN),
        ("In Kunduz the prison was opened.", Frame.EITHER),
        ("The governor of Kunduz resigned.", Frame.OFFICE),
        ("Kunduz's deputy governor resigned.", Frame.OFFICE),
        ("Kunduz police headquarters burned.", Frame.EITHER),
        ("A lawmaker from Kunduz resigned.", Frame.OFFICE),
        ("A convoy from Kunduz came.", Frame.EITHER),
        ("They drove to Kunduz.", Frame.EITHER),
        ("Kunduz is calm.", Frame.EITHER),
    ],
)
def test_words_beside_a_name_tell_the_city_from_the_province(text, frame):
    start = text.index("Kunduz")
    assert frame_of(text, start, start + len("Kunduz"), text) is frame


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KUNDUZ, Afghanistan (Agency) — Guns fell silent.", True),
        ("KUNDUZ, July 4 (Agency) - Guns fell silent.", True),
        ("A headline\n\nKUNDUZ - Guns fell silent.", True),
        ("Kunduz, Afghanistan – Guns fell silent.", True),
        ("KUNDUZ: Guns fell silent.", True),
        ("Kunduz: guns fall silent", False),
        ("Kunduz fell.", False),
        ("In the news: KUNDUZ - Guns fell silent.", False),
    ],
)
def test_a_dateline_begins_a_text_or_stands_in_capitals_at_a_paragraph(text, expected):
    start = text.upper().index("KUNDUZ")
    assert is_dateline(text, start, start + len("Kunduz")) is expected


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=60)
def test_any_words_have_a_frame(before, after):
    text = f"{before} Kunduz {after}"
    assert frame_of(text, len(before) + 1, len(before) + 7, text) in set(Frame)
