from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.intake.wire.index import WireIndex
from contested.model.report import Report, report_id

GOLD = Path(__file__).parents[2] / "golden" / "wire"
LONG = (
    "The garrison of the river fort surrendered at noon after nine days without bread. "
    "Its commander handed his pistol to a boy of sixteen and asked for a receipt. "
    "Drums were heard from the western bank until it was quite dark. "
    "Nobody in the capital would say how many men had been inside."
)
OTHER = (
    "Snow closed the pass on Tuesday and forty lorries with flour stood in line below the tunnel. "
    "Drivers burned their crates to keep warm and sang. "
    "The road office promised a plough that had been promised last winter too."
)


def report(text: str, number: int = 0, **more) -> Report:
    url = f"https://example.org/{number}"
    outlet = more.pop("outlet", f"Outlet {number}")
    published = more.pop("published", "2021-07-04")
    return Report(
        id=report_id(text, outlet, url, published), text=text, outlet=outlet, url=url, published=published, **more
    )


def families(*reports: Report) -> list[str | None]:
    findings = WireIndex(reports).findings()
    return [findings[one.id].family for one in reports]


def gold_reports() -> list[Report]:
    lines = [
        json.loads(line)
        for name in ("reports.jsonl", "held_back.jsonl")
        for line in (GOLD / name).read_text("utf-8").splitlines()
    ]
    return [
        Report(
            id=report_id(line["text"], line["outlet"], line["url"], line["published"]),
            text=line["text"],
            outlet=line["outlet"],
            url=line["url"],
            published=line["published"],
            external_id=line["id"],
        )
        for line in lines
    ]


REPORTS = gold_reports()
WHOLE = WireIndex(REPORTS).findings()


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(REPORTS), cuts=st.sets(st.integers(1, len(REPORTS) - 1), max_size=4))
def test_neither_order_nor_batches_change_what_is_found(order, cuts):
    index = WireIndex()
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(order)], strict=True):
        for one in order[start:end]:
            index.add(one)
        index.findings()
    assert index.findings() == WHOLE


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(range(len(REPORTS))), min_size=2))
def test_a_part_of_the_reports_is_found_the_same_from_any_end(chosen):
    some = [REPORTS[number] for number in sorted(chosen)]
    found = WireIndex(some).findings()
    assert found == WireIndex(reversed(some)).findings()
    for finding in found.values():
        assert finding.family is None or finding.family.startswith("wire-")
        assert finding.reason


def test_a_family_is_named_after_its_smallest_report_id():
    some = [report(LONG, number) for number in range(5)]
    assert families(*some) == ["wire-" + min(one.id for one in some)] * 5


def test_a_bridge_that_arrives_later_makes_one_family_of_two_reports_that_stood_alone():
    sentences = LONG.split(". ")
    start, end = ". ".join(sentences[:2]) + ".", "By night it was over. " + ". ".join(sentences[1:])
    first, last, whole = report(start, 1), report(end, 2), report(LONG, 3)
    assert families(first, last) == [None, None]
    assert len(set(families(first, last, whole))) == 1


def test_a_merged_report_never_makes_one_family_of_two_origins():
    merged = report(f"{LONG}\n\nElsewhere:\n\n{OTHER}", 9)
    one, other = [report(LONG, n) for n in (1, 2)], [report(OTHER, n) for n in (3, 4)]
    found = families(*one, *other, merged)
    assert found[0] == found[1] == found[4]
    assert found[2] == found[3]
    assert found[0] != found[2]


def test_copies_of_a_merged_report_make_no_bridge_either():
    merged = [
        report(f"{LONG}\n\n{OTHER}\n\n{end}", 9 + n) for n, end in enumerate(("", "More follows later today."))
    ]
    found = families(report(LONG, 1), report(LONG, 2), report(OTHER, 3), report(OTHER, 4), *merged)
    assert found[0] == found[1] == found[4] == found[5]
    assert found[2] == found[3] != found[0]


def test_a_stated_family_stays_and_names_the_others():
    stated = report(LONG, 1, wire_family="AFP-1")
    found = WireIndex([stated, report(LONG, 2)]).findings()
    assert {finding.family for finding in found.values()} == {"AFP-1"}
    assert found[stated.id].given
    two = [report(LONG, 1, wire_family="AFP-1"), report(LONG, 2, wire_family="AFP-2"), report(LONG, 3)]
    assert families(*two) == ["AFP-1", "AFP-2", "AFP-1"]


def test_a_later_text_at_one_address_is_a_version_though_much_has_changed():
    later = "Peace was signed on the bridge. Flags of both sides hang there now, and a band plays. " + ". ".join(
        LONG.split(". ")[:1]
    )
    first = report(LONG, 1, outlet="Daily")
    second = report(later + ".", 1, outlet="Daily", published="2021-07-05")
    found = WireIndex([first, second]).findings()
    assert found[first.id].family == found[second.id].family is not None
    assert "a version of" in found[second.id].reason


def test_a_shared_quotation_or_footer_or_background_makes_no_family():
    quote = '"We asked for bread for nine days and were sent drums, and not even good drums at that," he said.'
    assert families(report(f"{OTHER} {quote}", 1), report(f"{LONG} {quote}", 2)) == [None, None]


@pytest.mark.parametrize(
    "text", ["", " \n", "Breaking", "Breaking news now", "!!!", "1 2 3 4", "\u200b\u0301", "a" * 5000]
)
def test_texts_too_short_to_tell_are_no_copies(text):
    found = WireIndex([report(text, 1), report(text, 2)]).findings()
    assert [finding.family for finding in found.values()] == [None, None]
    assert all("too short" in finding.reason or "no text" in finding.reason for finding in found.values())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=6))
def test_no_text_breaks_it(texts):
    assert len(WireIndex(report(text, n) for n, text in enumerate(texts)).findings()) == len(texts)


def test_ten_thousand_prints_of_one_brief_are_one_family_and_quick():
    index = WireIndex(Report(id=f"{number:032x}", text=LONG) for number in range(10_000))
    began = time.process_time()
    found = index.findings()
    assert {finding.family for finding in found.values()} == {f"wire-{0:032x}"}
    assert time.process_time() - began < 5


def test_a_thousand_edited_prints_are_one_family_and_compared_with_few():
    texts = [LONG.replace("noon", f"noon{number}").replace("dark", f"dark{number}") for number in range(1_000)]
    index = WireIndex(report(text, number) for number, text in enumerate(texts))
    assert len({finding.family for finding in index.findings().values()}) == 1
    assert len(index.memory.overlaps) < 60 * len(texts)
