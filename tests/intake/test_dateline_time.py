from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.intake.dateline_time import dated, published_in
from contested.intake.item import Item
from contested.model.instants import known_from
from contested.model.report import Report, report_id


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: 4 July 2021 18:30 GMT+4:30", "2021-07-04T14:00:00Z"),
        ("Published on July 4, 2021 at 6:30 pm EDT", "2021-07-04T22:30:00Z"),
        ("Posted 2021-07-04 09:15 UTC", "2021-07-04T09:15:00Z"),
        ("Updated 1430 GMT, July 4, 2021", "2021-07-04T14:30:00Z"),
        ("Published 04 Jul 2021 12:00 IST", "2021-07-04"),
        ("Published 04 Jul 2021", "2021-07-04"),
        ("Last updated: 31 February 2021", None),
        ("Published 4 Smarch 2021", None),
        ("Published by the ministry of works", None),
    ],
)
def test_a_stated_publication_is_read_with_its_zone_or_as_a_day(line, expected):
    assert published_in(f"A head\n{line}\n\nThe town fell.") == expected


def test_a_publication_counts_before_an_update_and_before_a_dateline():
    text = "Updated 5 July 2021 10:00 GMT\nPublished 4 July 2021 10:00 GMT\nKABUL, July 3, 2021 - It fell."
    assert published_in(text) == "2021-07-04T10:00:00Z"
    assert published_in("KABUL, July 3, 2021 (AFP) - It fell.") == "2021-07-03"
    assert published_in("KABUL, July 3 (AFP) - It fell.") is None


def test_what_the_giver_states_stays_and_a_filled_in_day_is_part_of_the_identity():
    text = "Published 4 July 2021 10:00 GMT\n\nThe town fell."
    stated = Item(path="a", report=Report(id="1", text=text, published="2020-01-01"))
    assert dated(stated) is stated
    report = dated(Item(path="a", report=Report(id="1", text=text))).report
    assert report is not None
    assert report.published == "2021-07-04T10:00:00Z"
    assert report.id == report_id(text, None, None, report.published)


@given(st.text(max_size=80))
def test_whatever_follows_it_is_a_time_or_nothing(words):
    found = published_in(f"Published: 4 July 2021 {words}")
    assert found is None or known_from(found)


@pytest.mark.parametrize("published", ["2170-01-01", "1970-01-01", "1970-01-01T00:00:00Z"])
def test_a_stated_date_that_cannot_be_is_set_aside_with_a_note_and_the_texts_own_is_taken(published):
    item = Item(path="a.jsonl", line=3, report=Report(id="1", text="The town fell.", published=published))
    told = dated(item)
    assert told.report.published is None
    assert told.report.id == report_id("The town fell.", None, None, None)
    (notice,) = told.notices
    assert notice.startswith(f"a.jsonl, line 3: its date {published}")
    text = f"Published 4 July 2021\n\nThe town fell, {published}."
    assert (
        dated(Item(path="a", report=Report(id="1", text=text, published=published))).report.published
        == "2021-07-04"
    )


def test_an_old_date_of_an_archive_stays_and_a_text_that_states_the_future_is_not_believed():
    old = Item(path="a", report=Report(id="1", text="The town fell.", published="1979-12-27"))
    assert dated(old) is old
    future = dated(Item(path="a", report=Report(id="1", text="Published 4 July 2170\n\nThe town fell.")))
    assert (future.report.published, future.report.id) == (None, "1")
