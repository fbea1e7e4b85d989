from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def told(contested, ask):
    return contested("sources", *ask, "--format", "json").json


def test_the_record_of_every_source_is_listed_with_its_months(told):
    movement = next(s for s in told["sources"] if s["source"] == "Taliban" and s["gains"])
    judged = movement["borne_out"] + movement["contradicted"]
    assert judged > 20
    assert movement["share"] == pytest.approx(movement["borne_out"] / judged, abs=1e-4)
    assert sum(month["borne_out"] for month in movement["by_month"]) == movement["borne_out"]


def test_the_ministries_that_deny_falls_are_less_often_borne_out_than_those_who_claim_them(told):
    share = {s["source"]: s["share"] for s in told["sources"] if s["gains"] and s["share"] is not None}
    assert share["Ministry of Defence"] < 0.5 < share["Taliban"]


def test_no_private_person_is_named(contested, ask):
    out = contested("sources", *ask, "--least", "0").out
    assert "Najibullah" not in out
    assert "No truth is known here" in out


def test_records_count_only_when_asked(contested, ask):
    without = contested("control", *ask, "--format", "json").json
    again = contested("control", *ask, "--format", "json").json
    records = contested("control", *ask, "--format", "json", "--use-records").json
    assert without == again
    assert without != records
    assert "were borne out" in contested("explain", "Panjwai", *ask, "--use-records").out
    assert "were borne out" not in contested("explain", "Panjwai", *ask).out
