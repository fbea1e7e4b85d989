from __future__ import annotations

import pytest

TALLY = [
    *("id", "claimant", "publisher", "url", "report_id", "claim_id", "scope", "scope_id", "as_of", "published"),
    *("unit", "denominator", "holder", "low", "high", "stock_or_flow", "baseline", "words", "note", "external_id"),
]
ACCOUNT = [
    *("low", "expected", "high", "names", "comparable", "verdict", "explanation"),
    *("district_set", "missing", "candidates"),
]


@pytest.fixture(scope="module")
def told(contested, ask):
    return contested("tallies", *ask, "--format", "json").json


def test_json_has_the_documented_keys(told):
    assert list(told) == ["known_at", "tallies"]
    assert told["known_at"] == "2021-07-05T00:00:00Z"
    assert len(told["tallies"]) > 30
    for tally in told["tallies"]:
        assert list(tally) == [*TALLY, "accounted"]
        assert list(tally["accounted"]) == ACCOUNT
        assert tally["accounted"]["verdict"] in ("consistent", "unaccounted", "contradicted", "not comparable")


def test_tallies_published_or_counting_later_are_left_out(told):
    for tally in told["tallies"]:
        assert (tally["published"] or "")[:10] <= "2021-07-04"
        assert (tally["as_of"] or "")[:10] <= "2021-07-04"


def test_a_third_of_421_and_more_than_100_of_nearly_400_stay_two_tallies_with_their_bases(told):
    ours = [tally for tally in told["tallies"] if tally["publisher"] == "TRT World"]
    bases = {(tally["denominator"], tally["low"]) for tally in ours}
    assert {("421", None), ("~400", 101.0)} <= bases
    third = next(tally for tally in ours if tally["denominator"] == "421")
    rough = next(tally for tally in ours if tally["denominator"] == "~400")
    assert not third["accounted"]["comparable"]
    assert "398, 399, 401, 407" in rough["accounted"]["explanation"]
    assert rough["accounted"]["district_set"] is None


def test_a_round_hundred_of_421_districts_and_centres_is_counted_in_the_list_of_421(told):
    counted = [tally for tally in told["tallies"] if tally["unit"] == "districts and district centres"]
    assert [tally["accounted"]["district_set"] for tally in counted] == ["421"]


def test_series_never_mix_units_bases_or_sorts_of_count(contested, ask, told):
    series = contested("tallies", *ask, "--series", "--format", "json").json["series"]
    keys = ("holder", "unit", "base", "scope", "stock_or_flow", "baseline")
    assert len({tuple(one[key] for key in keys) for one in series}) == len(series)
    by_id = {tally["id"]: tally for tally in told["tallies"]}
    for one in series:
        days = [point["day"] for point in one["points"]]
        assert days == sorted(days)
        for point in one["points"]:
            tally = by_id[point["tally_id"]]
            assert (tally["denominator"], tally["stock_or_flow"]) == (one["base"], one["stock_or_flow"])
    assert any(one["base"] == "~400" and len(one["sets"]) == 4 for one in series)
    assert "407" in contested("tallies", *ask, "--series").out


def test_the_table_has_a_row_for_each_tally_and_no_escape_codes(contested, ask, told):
    table = contested("tallies", *ask).out
    title, head, *rows = table.splitlines()
    assert title.endswith(f": {len(told['tallies'])}")
    assert head.split()[:3] == ["for", "claimant", "claims"]
    assert len(rows) == len(told["tallies"])
    assert "\x1b" not in table
