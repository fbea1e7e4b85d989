from __future__ import annotations

import pytest

from contested.model.claim import Speaker
from contested.model.vocabulary import Side
from contested.publish.masking import is_private


@pytest.fixture(scope="module")
def told(contested, ask):
    return contested("incidents", *ask, "--format", "json").json


@pytest.fixture(scope="module")
def opposed(contested, ask):
    return contested("disputes", *ask, "--format", "json").json


def test_every_claim_is_in_one_incident_with_its_reason(told):
    claims = [claim for incident in told["incidents"] for claim in incident["claims"]]
    assert len(claims) > 300
    assert len({claim["claim"] for claim in claims}) == len(claims)
    assert all(claim["because"] for claim in claims)


def test_the_fall_of_panjwai_is_one_incident_with_its_denials(told):
    falls = [i for i in told["incidents"] if i["place"] == "AF2704" and i["sort"] == "territory"]
    assert max(len(i["claims"]) for i in falls) >= 15
    assert any(i["denials"] for i in falls)


def test_the_ministry_s_224_dead_stay_its_claim(told):
    tolls = [toll for i in told["incidents"] for toll in i["tolls"] if toll["high"] == 224]
    assert tolls
    assert all(toll["best"] is None for toll in tolls)


def test_a_place_narrows_the_list_and_an_unknown_one_is_an_error(contested, ask):
    places = {
        i["place"] for i in contested("incidents", *ask, "--place", "AF27", "--format", "json").json["incidents"]
    }
    assert "AF2704" in places
    assert all(place.startswith(("AF27", "kandahar")) for place in places)
    only = contested("disputes", *ask, "--place", "Panjwai", "--format", "json").json["places"]
    assert [d["place"] for d in only] == ["AF2704"]
    assert contested("incidents", *ask, "--place", "Nowhere").code == 4


def test_the_tables_are_plain_and_name_both_sides(contested, ask, opposed):
    table = contested("incidents", *ask).out
    assert table.startswith("Incidents up to 2021-07-04")
    lines = contested("disputes", *ask).out
    assert f"first: {len(opposed['places'])}" in lines
    assert "Hasti Mohammad" in lines
    assert "Tariq Arian" in lines
    assert "\x1b" not in table + lines


def test_a_denial_of_panjwai_s_fall_meets_its_governor(opposed):
    met = [d for d in opposed["denials"] if d["against"]]
    assert any("Hasti Mohammad" in {claim["speaker"] for claim in d["against"]} for d in met)


def test_nobody_private_is_named(told):
    civilians = {
        claim["speaker"] for i in told["incidents"] for claim in i["claims"] if claim["side"] == "civilian"
    }
    assert "a resident" in civilians
    assert all(name == "a resident" or is_group(name) for name in civilians)


def is_group(name: str) -> bool:
    return not is_private(Speaker(name, None, None, Side.CIVILIAN))
