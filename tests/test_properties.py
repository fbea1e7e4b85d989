"""What must hold whatever is read, in whatever order: properties over the real reader, ledger and assessment."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contested.ingest.service import ingest
from contested.intake.item import Item
from contested.intake.sources import read_source
from contested.ledger.opening import open_ledger
from contested.model.report import Report, report_id
from contested.picture.service import Picture
from contested.publish.control import control_json
from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = (
    (date(2021, 7, 4), datetime(2021, 7, 5, tzinfo=UTC)),
    (date(2021, 6, 22), datetime(2021, 7, 20, tzinfo=UTC)),
    (date(2021, 8, 16), NOW),
)
PIECES = st.sampled_from(
    [
        *(
            "Panjwai",
            "Kandahar province",
            "the district",
            "Bagram Air Base",
            "more than 300 soldiers",
            "a third of all",
        ),
        *(
            "the Taliban",
            "the Defence Ministry",
            "district governor Hasti Mohammad",
            "officials",
            "residents",
            "he",
        ),
        *("captured", "fell", "said", "told AFP", "denied that", "retook", "were killed", "claim to have seized"),
        *("on Sunday", "two days after", "in the last 24 hours", "overnight", "by 31 February", "since 2001"),
        *(
            "“",
            "”",
            '"',
            "'",
            "(",
            ")",
            "—",
            "...",
            "\n",
            "\n\n",
            ". ",
            ", ",
            ": ",
            "\u00a0",
            "\u200f",
            "\u0301",
            "🏴",
        ),
        *(
            "421 districts",
            "1,000,000,000,000",
            "½",
            "٣",
            "12 out of 0",
            "-5",
            "dozens",
            "no",
            "not",
            "READ MORE: ",
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=40).map(" ".join),
    st.lists(PIECES, min_size=1, max_size=40).map("".join),
    st.text(max_size=200),
)


def _report(text: str, published: str | None = "2021-07-04") -> Report:
    return Report(id=report_id(text, None, None, published), text=text, published=published)


@pytest.fixture(scope="module")
def items(afghanistan) -> list[Item]:
    """The dispatches with what the reader reads in them, and a sample of the coded reports."""
    reader = RulesReader()
    told: list[Item] = []
    for item in read_source(EXAMPLES / "dispatches", afghanistan):
        assert isinstance(item, Item)
        assert item.report is not None
        claims = tuple(reader.read(item.report, afghanistan))
        told.append(Item(path=item.path, report=item.report, raw=item.raw, claims=claims))
    coded = [item for item in read_source(EXAMPLES / "afghanistan-2021", afghanistan) if isinstance(item, Item)]
    return told + random.Random(0).sample([item for item in coded if item.report is not None], 60)


def _filled(path: Path, items: Sequence[Item]) -> str:
    url = f"sqlite:///{path}"
    with open_ledger(url, create=True, clock=lambda: NOW) as ledger, ledger.batch():
        for item in items:
            assert item.report is not None
            ledger.record(item.report, item.claims or (), item.tallies, raw=item.raw)
    return url


def _answers(url: str, theatre: Theatre, moments: Sequence[tuple[date, datetime]] = MOMENTS) -> list[object]:
    with open_ledger(url) as ledger:
        picture = Picture(ledger, theatre)
        return [control_json(picture.control(day, moment)) for day, moment in moments]


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, published=st.sampled_from([None, "2021-07-04", "2021-07-04T18:00Z"]))
@example(text="", published=None)
@example(text="\ufeff“Panjwai fell,” he said", published=None)
def test_whatever_the_text_each_quote_is_exactly_its_span(text, published):
    report = _report(text, published)
    for claim in RulesReader().read(report, load_theatre("afghanistan")):
        assert claim.quote
        assert claim.span is not None
        start, end = claim.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == claim.quote
        assert claim.report_id == report.id
        assert 0 <= claim.confidence <= 1


def test_each_quote_of_a_dispatch_is_exactly_its_span(dispatches, afghanistan):
    for report in dispatches.values():
        claims = RulesReader().read(report, afghanistan)
        assert claims
        for claim in claims:
            assert claim.span is not None
            assert report.text[slice(*claim.span)] == claim.quote


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_what_is_read_can_be_recorded_and_reading_it_again_adds_nothing(texts, tmp_path_factory):
    theatre = load_theatre("afghanistan")
    readable = [text for text in texts if text.strip() and "\0" not in text]
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('twice')}/l.db", create=True) as ledger:
        for text in readable:
            report = _report(text)
            claims = RulesReader().read(report, theatre)
            assert [ledger.check(claim, report) for claim in claims] == [None] * len(claims)
            ledger.record(report, claims)
        before = ledger.info()
        for text in readable:
            report = _report(text)
            again = ledger.record(report, RulesReader().read(report, theatre))
            assert (again.new_report, again.new_claims) == (False, 0)
        assert ledger.info() == before


def test_ingesting_the_dispatches_twice_adds_nothing(tmp_path, afghanistan):
    with open_ledger(f"sqlite:///{tmp_path}/l.db", create=True) as ledger:
        paths = [EXAMPLES / "dispatches"]
        first = ingest(paths, ledger, RulesReader(), load_theatre, "afghanistan")
        before = ledger.info()
        second = ingest([*paths, *paths], ledger, RulesReader(), load_theatre, "afghanistan")
        assert first.claims_new > 0
        assert (second.reports_new, second.claims_new, second.tallies_new) == (0, 0, 0)
        assert ledger.info() == before
        ledger.verify()


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_the_order_in_which_reports_come_never_changes_the_picture(seed, items, tmp_path_factory, afghanistan):
    folder = tmp_path_factory.mktemp("order")
    shuffled = random.Random(seed).sample(items, len(items))
    straight = _answers(_filled(folder / "a.db", items), afghanistan)
    assert any(place["voices"] for place in straight[0]["places"])
    assert _answers(_filled(folder / "b.db", shuffled), afghanistan) == straight


@settings(max_examples=8, deadline=None)
@given(
    moment=st.datetimes(datetime(2021, 6, 1), datetime(2021, 8, 20), timezones=st.just(UTC)),
    back=st.integers(0, 30),
)
@example(moment=datetime(2021, 7, 5, tzinfo=UTC), back=1)
def test_what_is_published_later_never_changes_what_was_known(moment, back, items, tmp_path_factory, afghanistan):
    earlier = [item for item in items if item.report and (item.report.known_from or NOW) <= moment]
    later = [item for item in items if item.report and (item.report.known_from or NOW) > moment]
    url = _filled(tmp_path_factory.mktemp("known") / "l.db", earlier)
    asked = [((moment - timedelta(days=back)).date(), moment), (moment.date(), moment)]
    before = _answers(url, afghanistan, asked)
    _filled(Path(url.removeprefix("sqlite:///")), later)
    assert _answers(url, afghanistan, asked) == before
    with open_ledger(url) as ledger:
        assert ledger.info()["reports"] == len(items)
