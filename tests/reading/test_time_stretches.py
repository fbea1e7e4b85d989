"""Stretches, distances and what is repeated; the day of reference is 4 July 2021."""

from __future__ import annotations

from datetime import date

import pytest

from contested.reading.times import find_times


@pytest.mark.parametrize(
    ("marked", "kind", "value"),
    [
        ("[about a month or so ago]", "DATE", "2021-06"),
        ("[a year and a half ago]", "DATE", "2020-01"),
        ("[a year and a half] of war", "DURATION", "P1.5Y"),
        ("[six months from now]", "DATE", "2022-01"),
        ("[minutes ago]", "DATE", "PAST_REF"),
        ("over [the next week]", "DURATION", "P1W"),
        ("[the next decade]", "DURATION", "P10Y"),
        ("in [coming weeks]", "DURATION", "PXW"),
        ("[the first nine months] of calm", "DURATION", "P9M"),
        ("expected to last [two weeks]", "DURATION", "P2W"),
        ("for [3,000 years]", "DURATION", "P3000Y"),
        ("[hundreds of years] of rule", "DURATION", "PXY"),
        ("[two million years] of rain", "DURATION", "P2000000Y"),
        ("[a half-century] of rule", "DURATION", "P50Y"),
        ("[a quarter of a century]", "DURATION", "P25Y"),
        ("each of [the past four years]", "SET", "P1Y"),
        ("[60 hours a week]", "SET", "P1W"),
        ("[three days every month]", "SET", "P1M"),
        ("[every Saturday morning]", "SET", "XXXX-WXX-6TMO"),
        ("on [Monday nights]", "SET", "XXXX-WXX-1TNI"),
        ("on [weekends]", "SET", "XXXX-WXX-WE"),
        ("[every summer]", "SET", "XXXX-SU"),
        ("[each September]", "SET", "XXXX-09"),
    ],
)
def test_stretch_has_its_extent_kind_and_value(marked: str, kind: str, value: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    (found,) = find_times(text, 0, len(text), date(2021, 7, 4))
    assert text[found.start : found.end] == marked[marked.index("[") + 1 : marked.index("]")]
    assert (found.type, found.value) == (kind, value)


def test_only_what_is_past_up_to_now_covers_days() -> None:
    text = (
        "the last three days, the first three days, the last three days of the siege, and it must last three days"
    )
    assert [t.edtf for t in find_times(text, 0, len(text), date(2021, 7, 4))] == [
        "2021-07-01/2021-07-04",
        None,
        None,
        None,
    ]
