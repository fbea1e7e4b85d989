from __future__ import annotations

import pytest

KEYS = [
    "theatre",
    "district_set",
    "as_of",
    "known_at",
    "clock",
    "place",
    "name",
    "admin1",
    "state",
    "party",
    "probability",
    "likelihood",
    "grade",
    "days_since_evidence",
    "because",
    "reviewed",
    "voices",
    "set_aside",
    *("beliefs", "baselines", "hindsight"),
]
SAID = [
    "claim",
    "kind",
    "stance",
    "speaker",
    "role",
    "party",
    "side",
    "via",
    "outlet",
    "url",
    "published",
    "event",
    "outcome",
    "holder",
    "words",
    "words_are",
]
VOICE = [
    *("says", "supports", "decisive", "relation", "weight", "reason"),
    *SAID,
    *("first_day", "last_day", "joined_because", "claims", "copies"),
    *("decibans", "reliability", "credibility"),
]


@pytest.fixture(scope="module")
def panjwai(contested, ask):
    return contested("explain", "Panjwai", *ask, "--format", "json").json


def test_json_has_the_documented_keys(panjwai):
    assert list(panjwai) == KEYS
    assert panjwai["place"] == "AF2704"
    for voice in panjwai["voices"]:
        assert list(voice) == VOICE
        assert list(voice["copies"][0]) == ["claim", "report", "outlet", "url", "published"]
        assert voice["claim"] in voice["claims"] == [copy["claim"] for copy in voice["copies"]]


def test_the_fall_of_a_border_post_is_shown_with_the_reason_why_it_cannot_colour_the_district(contested, ask):
    told = contested("explain", "AF1905", *ask, "--format", "json").json
    assert len(told["set_aside"]) >= 5
    for aside in told["set_aside"]:
        assert list(aside) == ["reason", *SAID]
        assert aside["reason"]
        assert aside["claim"] not in {claim for voice in told["voices"] for claim in voice["claims"]}
    plain = contested("explain", "AF1905", *ask).out
    assert f"Set aside ({len(told['set_aside'])} claims" in plain


def test_it_explains_the_verdict_that_control_gives(contested, ask, panjwai):
    picture = contested("control", *ask, "--format", "json").json
    entry = next(entry for entry in picture["places"] if entry["place"] == "AF2704")
    for key in ("state", "party", "probability", "likelihood", "grade", "days_since_evidence"):
        assert panjwai[key] == entry[key]
    assert len(panjwai["voices"]) == entry["voices"]
    assert {claim for voice in panjwai["voices"] for claim in voice["claims"]} == set(entry["claims"])


def test_at_least_three_voices_say_the_taliban_took_it_one_of_them_against_interest(panjwai):
    taken = [voice for voice in panjwai["voices"] if voice["says"] == "taliban" and voice["supports"]]
    assert len(taken) >= 3
    assert any(voice["relation"] == "against interest" for voice in taken)


@pytest.mark.parametrize("name", ["AF2704", "af2704", "panjwai", "Panjwayi", " Panjwai "])
def test_a_place_may_be_named_by_code_or_by_any_spelling(contested, ask, panjwai, name):
    assert contested("explain", name, *ask, "--format", "json").json == panjwai


def test_a_province_after_a_comma_decides_between_namesakes(contested, ask):
    assert contested("explain", "Arghandab", *ask).code == 4
    one, other = (
        contested("explain", f"Arghandab, {province}", *ask, "--format", "json").json["place"]
        for province in ("Kandahar", "Zabul")
    )
    assert (one, other) == ("AF2702", "AF2605")


def test_the_text_gives_words_speakers_weights_and_no_escape_codes(contested, ask):
    told = contested("explain", "Panjwai", *ask)
    assert told.code == 0
    assert told.out.startswith("Panjwai (AF2704), Kandahar, at the end of 2021-07-04 UTC,")
    assert "Held by the Taliban" in told.out
    assert "against interest" in told.out
    assert "“" in told.out
    assert "\x1b" not in told.out


def test_likelihood_and_grade_never_share_a_sentence(contested, ask):
    told = contested("explain", "Panjwai", *ask)
    for sentence in told.out.replace("\n", " ").split(". "):
        assert not ("Evidence:" in sentence and " in 100)" in sentence)


def test_a_district_nobody_spoke_of_is_explained_too(contested, ask):
    told = contested("explain", "Paghman", *ask)
    assert told.code == 0
    assert "Nothing usable was claimed" in told.out
