from __future__ import annotations

import csv
import io
import json

import pytest

from contested.model.vocabulary import ControlState, Grade

ENTRY = {
    "place": str,
    "name": str,
    "admin1": str,
    "state": str,
    "party": str | None,
    "probability": float,
    "likelihood": str,
    "grade": str,
    "voices": int,
    "days_since_evidence": int | None,
    "claims": list,
}


@pytest.fixture(scope="module")
def picture(contested, ask):
    told = contested("control", *ask, "--format", "json")
    assert told.code == 0
    return told.json


def test_json_has_the_documented_keys_and_one_entry_for_every_district_of_the_set(picture, afghanistan):
    assert list(picture) == ["theatre", "district_set", "as_of", "known_at", "places"]
    assert (picture["theatre"], picture["district_set"], picture["as_of"]) == ("afghanistan", "401", "2021-07-04")
    assert picture["known_at"] == "2021-07-05T00:00:00Z"
    units = sorted(unit.id for unit in afghanistan.districts.values() if "401" in unit.sets)
    assert [entry["place"] for entry in picture["places"]] == units
    for entry in picture["places"]:
        assert list(entry) == list(ENTRY)
        for key, kind in ENTRY.items():
            assert isinstance(entry[key], kind), (key, entry[key])
        ControlState(entry["state"])
        Grade(entry["grade"])
        assert 0 <= entry["probability"] <= 1
        assert (entry["party"] is None) == (entry["state"] in ("contested", "unknown"))
        assert bool(entry["claims"]) == bool(entry["voices"]) == (entry["state"] != "unknown")
        assert len(entry["claims"]) >= entry["voices"]


def test_every_claim_of_the_picture_stands_in_the_ledger(contested, picture, filled):
    recorded = {
        row["id"] for row in contested("ledger", "dump", "--ledger", filled).lines if row["type"] == "claim"
    }
    shown = [claim for entry in picture["places"] for claim in entry["claims"]]
    assert len(shown) > 300
    assert recorded.issuperset(shown)


def test_panjwai_is_held_by_the_taliban_on_the_word_of_at_least_three_voices(picture):
    panjwai = next(entry for entry in picture["places"] if entry["place"] == "AF2704")
    assert (panjwai["state"], panjwai["party"], panjwai["grade"]) == ("insurgent", "taliban", "confirmed")
    assert panjwai["voices"] >= 3


def test_moments_with_and_without_seconds_or_with_a_zone_are_the_same(contested, filled):
    answers = {
        contested("control", "--as-of", "2021-07-04", "--known-at", moment, "--format", "json", "--ledger", filled)
        for moment in ("2021-07-04T00:00Z", "2021-07-04T00:00:00Z", "2021-07-04", "2021-07-04T04:30+04:30")
    }
    assert len(answers) == 1


def test_a_publication_known_by_its_day_counts_from_the_next_midnight(contested, docs, tmp_path):
    url = tmp_path / "ledger.db"
    fall = {"id": "1", "text": "Panjwai district fell to the Taliban, officials said.", "published": "2021-07-04"}
    assert contested("ingest", docs(fall), "--ledger", url).code == 0

    def voices(moment):
        words = ("--as-of", "2021-07-04", "--known-at", moment, "--format", "json", "--ledger", url)
        return sum(entry["voices"] for entry in contested("control", *words).json["places"])

    assert voices("2021-07-04T23:59:59Z") == 0
    assert voices("2021-07-05T00:00Z") == 1


def test_as_of_a_day_includes_the_whole_of_it_and_nothing_after(contested, docs, tmp_path):
    url = tmp_path / "ledger.db"
    fall = "Panjwai district fell to the Taliban on July 4, officials said."
    assert (
        contested("ingest", docs({"id": "1", "text": fall, "published": "2021-07-10"}), "--ledger", url).code == 0
    )
    states = []
    for day in ("2021-07-03", "2021-07-04"):
        words = ("--as-of", day, "--known-at", "2021-08-01", "--format", "json", "--ledger", url)
        states.append(
            next(e["state"] for e in contested("control", *words).json["places"] if e["place"] == "AF2704")
        )
    assert states == ["unknown", "insurgent"]


def test_by_the_recorded_clock_nothing_was_known_before_it_was_recorded(contested, ask):
    told = contested("control", *ask, "--clock", "recorded", "--format", "json")
    assert {entry["state"] for entry in told.json["places"]} == {"unknown"}


def test_csv_holds_the_same_values_a_district_a_row(contested, ask, picture):
    told = contested("control", *ask, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert list(rows[0]) == ["theatre", "district_set", "as_of", "known_at", *ENTRY]
    assert [row["place"] for row in rows] == [entry["place"] for entry in picture["places"]]
    for row, entry in zip(rows, picture["places"], strict=True):
        assert row["state"] == entry["state"]
        assert row["party"] == (entry["party"] or "")
        assert float(row["probability"]) == entry["probability"]
        assert row["claims"].split() == entry["claims"]


def test_geojson_draws_every_district_once_or_lists_it_in_the_one_it_is_drawn_in(contested, ask, picture):
    collection = contested("control", *ask, "--format", "geojson").json
    assert collection["type"] == "FeatureCollection"
    assert collection["licences"]
    shown = []
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert feature["id"] == feature["properties"]["place"]
        assert feature["geometry"]["type"] in ("MultiPolygon", "Point")
        shown.append({k: v for k, v in feature["properties"].items() if k != "also"})
        shown += feature["properties"]["also"]
    assert sorted(shown, key=lambda entry: entry["place"]) == picture["places"]
    ring = next(f for f in collection["features"] if f["id"] == "AF2704")["geometry"]["coordinates"][0][0]
    assert ring[0] == ring[-1]
    assert all(60 < lon < 75 and 29 < lat < 39 for lon, lat in ring)


def test_another_district_set_has_its_own_number_of_entries(contested, ask):
    told = contested("control", *ask, "--set", "398", "--format", "json")
    assert told.json["district_set"] == "398"
    assert len(told.json["places"]) == 398


def test_the_table_names_holders_with_voices_and_words_and_no_escape_codes(contested, ask):
    told = contested("control", *ask)
    (line,) = [line for line in told.out.splitlines() if "AF2704" in line]
    assert line.startswith("Panjwai")
    assert "confirmed" in line
    assert "No usable claim: " not in told.out
    assert "\x1b" not in told.out
    assert "not a fact verified" in told.out
    everything = contested("control", *ask, "--all").out
    assert "Paghman" in everything
    assert len(everything) > len(told.out)


def test_defaults_ask_for_now(contested, filled):
    told = contested("control", "--ledger", filled, "--format", "json")
    assert told.code == 0
    assert told.json["known_at"] > "2021-07-05"


def test_the_ledger_of_the_environment_is_asked_where_none_is_named(contested, ask, filled, monkeypatch, picture):
    monkeypatch.setenv("CONTESTED_LEDGER", filled)
    assert (
        contested("control", *ask[2:], "--format", "json").out
        == json.dumps(picture, separators=(",", ":"), ensure_ascii=False) + "\n"
    )
