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
