"""Which lines carry statements, and that none is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.paragraphs import ParagraphKind, split_paragraphs

BODY = "The Taliban took Panjwai district on Sunday, its governor said."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("READ MORE", ParagraphKind.FURNITURE),
        ("Read more: What the Taliban want", ParagraphKind.FURNITURE),
        ("Loading", ParagraphKind.FURNITURE),
        ("Loading...", ParagraphKind.FURNITURE),
        ("Route 6", ParagraphKind.FURNITURE),
        ("***", ParagraphKind.FURNITURE),
        ("Loading docks at Hairatan were hit by rockets on Sunday, two officials said.", ParagraphKind.BODY),
        ("Recommended", ParagraphKind.FURNITURE),
        ("By Jane Doe and John Smith", ParagraphKind.BYLINE),
        ("(Reporting by Jane Doe; Editing by John Smith)", ParagraphKind.BYLINE),
        ("Afghan soldiers on guard near Kabul [File: Example/Reuters]", ParagraphKind.CAPTION),
        ("An Afghan soldier stands guard in this file photo taken in Kabul.", ParagraphKind.CAPTION),
        ("What happens next", ParagraphKind.HEADING),
        ("By Sunday evening the Taliban held the town, officials said.", ParagraphKind.BODY),
        ("From Kabul, the army sent 300 men.", ParagraphKind.BODY),
        ("“We hold it,” he said.", ParagraphKind.BODY),
    ],
)
def test_a_line_is_read_or_says_why_not(line: str, kind: ParagraphKind) -> None:
    kinds = [p.kind for p in split_paragraphs(f"A heading\n{BODY}\n{line}\nThe army denied it.")]
    assert kinds == [ParagraphKind.HEADING, ParagraphKind.BODY, kind, ParagraphKind.BODY]


def test_a_line_above_an_agency_credit_is_the_caption_of_its_picture() -> None:
    text = f"{BODY}\nAfghan soldiers stand guard outside Kabul.\nPhoto: Reuters\nThe army denied it."
    kinds = [p.kind for p in split_paragraphs(text)]
    assert kinds == [ParagraphKind.BODY, ParagraphKind.CAPTION, ParagraphKind.BYLINE, ParagraphKind.BODY]


def test_an_agency_that_signs_a_report_makes_no_caption_of_it() -> None:
    kinds = [p.kind for p in split_paragraphs(f"A heading\nBy Jane Doe\n{BODY}\nReuters")]
    assert kinds == [ParagraphKind.HEADING, ParagraphKind.BYLINE, ParagraphKind.BODY, ParagraphKind.BYLINE]


@pytest.mark.parametrize(
    "line",
    [
        "BAKU/YEREVAN, July 4, 2021 (Example/AFP) - The army left Panjwai.",
        "KABUL, July 4 (Example Wire) - Taliban take Panjwai",
        "SAN SALVADOR, 12 NOV 89 (EXAMPLE/EFE) -- [TEXT] THE ARMY LEFT.",
    ],
)
@pytest.mark.parametrize("before", ["", "By Jane Doe\n", "A heading\nBy Jane Doe\n"])
def test_what_a_dateline_opens_is_read_whatever_stands_around_it(line: str, before: str) -> None:
    found = split_paragraphs(f"{before}{line}\nReuters\n{BODY}")
    assert found[before.count("\n")].kind is ParagraphKind.BODY


def test_a_line_above_a_byline_is_no_caption() -> None:
    kinds = [p.kind for p in split_paragraphs(f"{BODY}\nBy Jane Doe\nThe army denied it.")]
    assert kinds == [ParagraphKind.BODY, ParagraphKind.BYLINE, ParagraphKind.BODY]


def test_a_repeated_line_is_a_caption_both_times() -> None:
    twice = "Fighters of the Taliban in the centre of the town of Example."
    kinds = [p.kind for p in split_paragraphs(f"{BODY}\n{twice}\n{twice}\nThe army denied it.")]
    assert kinds == [ParagraphKind.BODY, ParagraphKind.CAPTION, ParagraphKind.CAPTION, ParagraphKind.BODY]


def test_the_title_is_a_heading_wherever_it_stands() -> None:
    kinds = [p.kind for p in split_paragraphs(f"{BODY}\nTaliban take Panjwai!\n", "Taliban take Panjwai")]
    assert kinds == [ParagraphKind.BODY, ParagraphKind.HEADING]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\n\n\n", "\x0b"])
def test_every_line_end_ends_a_paragraph(end: str) -> None:
    text = f"{BODY}{end}The army denied it."
    assert [text[p.start : p.end] for p in split_paragraphs(text)] == [BODY, "The army denied it."]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n", "\x00", "\ufeff"])
def test_text_without_words_has_nothing_to_read(text: str) -> None:
    assert all(p.kind is ParagraphKind.FURNITURE for p in split_paragraphs(text))


@given(st.text(alphabet=st.sampled_from("aB1. \n\r\t\x00\u2028“[(/"), max_size=120))
@settings(max_examples=150)
def test_each_character_lies_in_exactly_one_paragraph(text: str) -> None:
    found = split_paragraphs(text)
    times_covered = [0] * len(text)
    for p in found:
        assert 0 <= p.start < p.end <= len(text)
        for i in range(p.start, p.end):
            times_covered[i] += 1
    assert all(
        n == (not c.isspace()) or (c.isspace() and n <= 1) for c, n in zip(text, times_covered, strict=True)
    )


@pytest.mark.parametrize(
    "line",
    ["By " + "A" * 20_000 + "!", "By " + "Aa " * 20_000, "[ap" * 20_000, "a" + " " * 50_000 + "b", "x/" * 20_000],
)
def test_an_endless_line_takes_no_endless_time(line: str) -> None:
    started = time.process_time()
    split_paragraphs(f"{BODY}\n{line}\n{BODY}")
    assert time.process_time() - started < 1.0
