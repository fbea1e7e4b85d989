from __future__ import annotations

import csv
import io
import json

import msgspec

from contested.publish.control import control_csv, control_geojson, control_json

KEYS = [
    "place",
    "name",
    "admin1",
    "state",
    "party",
    "probability",
    "likelihood",
    "grade",
    "voices",
    "days_since_evidence",
    "claims",
]


def test_json_has_exactly_the_documented_keys_and_every_district(pictured, told) -> None:
    voice = told()
    found = json.loads(json.dumps(control_json(pictured(voice))))
    assert list(found) == ["theatre", "district_set", "as_of", "known_at", "places"]
    assert (found["as_of"], found["known_at"]) == ("2021-07-04", "2021-07-05T00:00:00Z")
    assert len(found["places"]) == 401
    assert all(list(place) == KEYS for place in found["places"])
    panjwai = next(p for p in found["places"] if p["place"] == "AF2704")
    assert panjwai["state"] == "insurgent"
    assert panjwai["claims"] == [voice.voice.lead.claim.id]


def test_csv_holds_no_formula(pictured, told) -> None:
    text = control_csv(pictured(told(), name="=cmd|' /C calc'!A0", admin1="@SUM(A1)"))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 401
    panjwai = next(row for row in rows if row["place"] == "AF2704")
    assert panjwai["name"].startswith("'=")
    assert panjwai["admin1"].startswith("'@")


def test_geojson_has_a_feature_for_each_polygon_and_names_the_units_it_covers(pictured, told, theatre) -> None:
    found = control_geojson(pictured(told()), theatre)
    features = found["features"]
    assert len(features) == 398
    assert {f["geometry"]["type"] for f in features} == {"MultiPolygon"}
    covered = [f["properties"]["place"] for f in features]
    covered += [unit["place"] for f in features for unit in f["properties"]["also"]]
    assert len(covered) == len(set(covered)) == 401
    assert found["licences"]


def test_geojson_without_polygons_has_points(pictured, told, theatre) -> None:
    import dataclasses

    bare = dataclasses.replace(theatre, read_polygons=lambda _: {})
    features = control_geojson(pictured(told()), bare)["features"]
    assert {f["geometry"]["type"] for f in features} == {"Point"}
    assert msgspec.json.encode(features)
