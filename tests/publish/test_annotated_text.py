from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

from contested.publish.annotated_text import Mark, Pointer, annotated_html, segments

TEXTS = st.text(alphabet=st.one_of(st.sampled_from("ab <>&\"'\n\r\t\u202e\u00a0{}"), st.characters()), max_size=60)


class Reading(HTMLParser):
    """The text content, and for each character the classes of the span around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.looks: list[frozenset[str]] = []
        self.open: list[tuple[str, frozenset[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        self.open.append((tag, frozenset((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data) -> None:
        looks = frozenset[str]().union(*(look for tag, look in self.open if tag == "span"))
        self.text += data
        self.looks += [looks] * len(data)


def shown(text: str) -> str:
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


@st.composite
def marked(draw):
    text = draw(TEXTS)
    offsets = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(offsets, offsets), max_size=8))
    return text, [(min(pair), max(pair)) for pair in spans]


def mark(number: int, start: int, end: int) -> Mark:
    pointer = Pointer(f"p{number}", "x", number, "label", "n") if number % 2 else None
    tip = None if number % 3 else f"tip {number}"
    return Mark(start, end, f"look{number}", pointer, tip, f"e{number}", f"at{number}", tick=not number % 4)


@settings(max_examples=150)
@given(marked())
@example(("\n\na\r\n<b>", [(0, 7), (1, 4), (2, 2)]))
def test_the_text_content_is_the_text_and_each_mark_is_on_each_of_its_characters(given_):
    text, spans = given_
    read = Reading(str(annotated_html(text, [mark(n, a, b) for n, (a, b) in enumerate(spans)])))
    assert read.open == []
    assert read.text == shown(text)
    for offset, looks in enumerate(read.looks):
        over = {f"look{n}" for n, (a, b) in enumerate(spans) if a <= offset < b}
        assert looks - {"seg"} == over
        assert ("seg" in looks) == bool(over)


@settings(max_examples=100)
@given(marked())
def test_segments_cover_the_text_once_and_are_as_few_as_the_ends_ask_for(given_):
    text, spans = given_
    found = segments(spans, len(text))
    assert "".join(text[s.start : s.end] for s in found) == text
    assert len(found) <= 2 * len(spans) + 1
    for segment in found:
        assert segment.start < segment.end
        assert segment.marks == tuple(
            n for n, (a, b) in enumerate(spans) if a <= segment.start and segment.end <= b
        )


def test_spans_beyond_the_text_are_clipped():
    assert [(s.start, s.end, s.marks) for s in segments([(-3, 2), (1, 99)], 3)] == [
        (0, 1, (0,)),
        (1, 2, (0, 1)),
        (2, 3, (1,)),
    ]


def test_lines_are_paragraphs_and_a_mark_over_several_goes_on_in_each():
    html = str(annotated_html("one\n\ntwo", [Mark(1, 8, "content")]))
    assert html.count("<p ") == html.count("</p>") == 2
    assert html.count('<span class="seg content">') == 3
