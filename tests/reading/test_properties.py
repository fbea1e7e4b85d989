"""What holds for every text: the reader never fails, quotes exactly, and says the same when asked again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.claim import Claim
from contested.model.report import Report
from contested.reading.attribution import find_attributions
from contested.reading.passages import read_passages
from contested.reading.rules import RulesReader, stretches
from contested.reading.speakers import Speakers
from contested.theatre.load import load_theatre

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(categories=("Lu", "Ll", "Lo", "Mn", "Nd", "Po", "Pd", "Pi", "Pf", "Zs")),
        st.sampled_from("aeTs 12.,;:—-“”\"'’()\n"),
    ),
    max_size=200,
)
WORDS = st.sampled_from(
    "The the Taliban army officials governor Hasti Mohammad Reuters residents he they it reports Panjwai Kandahar"
    " Exampleville said told added denied accused claimed confirmed according to that who which and but while as"
    " of in on Sunday yesterday captured fell fled killed wounded held retook lost attacked 12 300 a third"
    ' more than districts soldiers province not no will , . ; : — “ ” " ( ) % \n\n'.split(" ")
)
NEWS_LIKE = st.lists(WORDS, max_size=60).map(" ".join)
THEATRES = st.sampled_from(["afghanistan", "world"])


def read(text: str, theatre: str) -> list[Claim]:
    report = Report(id="r", text=text, published="2021-07-04", theatre=theatre)
    return list(RulesReader().read(report, load_theatre(theatre)))


def check(text: str, theatre: str) -> None:
    claims = read(text, theatre)
    for claim in claims:
        assert claim.span is not None
        assert text[slice(*claim.span)] == claim.quote
        assert claim.quote.strip()
        assert 0 <= claim.confidence <= 1
        assert claim.cue is None or claim.cue in text
        assert claim.speaker is None or claim.speaker.name in text
    assert len({claim.id for claim in claims}) == len(claims)
    assert [claim.span for claim in claims] == sorted(claim.span for claim in claims if claim.span)
    assert read(text, theatre) == claims


@given(ANY_TEXT, THEATRES)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_failing(text: str, theatre: str) -> None:
    check(text, theatre)


@given(NEWS_LIKE, THEATRES, st.booleans())
@settings(max_examples=250, deadline=None)
def test_words_of_the_news_in_any_order_are_quoted_exactly(text: str, theatre: str, shouting: bool) -> None:
    check(text.upper() if shouting else text, theatre)


@given(NEWS_LIKE, THEATRES)
@settings(max_examples=200, deadline=None)
def test_sources_cues_and_contents_lie_in_the_text_and_stretches_do_not_run_backwards(
    text: str, theatre: str
) -> None:
    pack = load_theatre(theatre)
    passages = read_passages(Report(id="r", text=text), pack)
    found = find_attributions(passages, pack, Speakers(pack))
    assert len(found) == len(passages)
    for passage, attributions in zip(passages, found, strict=True):
        for attribution in attributions:
            spans = [s for s in (attribution.source, attribution.cue, *attribution.content) if s]
            assert all(0 <= a < b <= len(text) for a, b in spans)
            assert list(attribution.content) == sorted(attribution.content)
            assert all(passage.start <= a < b <= passage.end for a, b in attribution.content)
        spans = [span for span, _ in stretches(passage, attributions)]
        assert spans == sorted(spans)
