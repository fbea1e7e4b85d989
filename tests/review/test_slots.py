from __future__ import annotations

import pytest

from contested.errors import InputError
from contested.model.claim import ClaimPlace, Quantity, Speaker, with_id
from contested.model.report import Report, report_id
from contested.model.vocabulary import Kind, PlaceLevel, Side
from contested.review.slots import SLOTS, blank, filled, parse_slots

TEXT = "The checkpoint fell. The checkpoint fell again at noon."
REPORT = Report(id=report_id(TEXT, None, None, None), text=TEXT)
BLANK = blank(REPORT, Kind.CONTROL_STATUS)


def _refused(call):
    with pytest.raises(InputError) as refused:
        call()
    return refused.value


def test_pairs_are_read_with_spaces_dashes_and_equals_signs_in_the_value():
    assert parse_slots([" speaker-party = taliban ", "statement=a=b", "via="]) == {
        "speaker_party": "taliban",
        "statement": "a=b",
        "via": "",
    }


@pytest.mark.parametrize(
    ("pair", "code"), [("colour=red", "ruling.unknown-slot"), ("place", "ruling.unknown-slot")]
)
def test_an_unknown_slot_is_refused_with_the_known_ones(pair, code):
    refused = _refused(lambda: parse_slots([pair]))
    assert refused.code == code
    assert all(slot in refused.remedy for slot in SLOTS)


def test_a_slot_is_given_once():
    assert _refused(lambda: parse_slots(["via=a", "via=b"])).code == "ruling.slot-twice"


def test_every_slot_can_be_filled(afghanistan):
    slots = {
        "kind": "casualties",
        "stance": "denies",
        "quote": "fell again",
        "speaker": "A. Spokesman",
        "role": "chief",
        "speaker_party": "taliban",
        "via": "a radio",
        "cue": "said",
        "actor": "they",
        "target": "them",
        "actor_party": "taliban",
        "target_party": "islamic-republic",
        "place": "AF2704; AF27",
        "level": "district",
        "event": "2021-07-03/2021-07-04",
        "said_at": "2021-07-04",
        "outcome": "takes",
        "holder": "taliban",
        "against_interest": "yes",
        "low": "3",
        "high": "5",
        "unit": "killed",
        "of": "9",
        "words": "three to five",
        "side": "insurgent",
    }
    assert {*slots, "statement"} == set(SLOTS)
    claim = filled(BLANK, slots, REPORT, afghanistan)
    assert claim == with_id(claim)
    assert claim.kind is Kind.CASUALTIES
    assert claim.quote == TEXT[claim.span[0] : claim.span[1]] == "fell again"
    assert claim.statement is None
    assert claim.speaker == Speaker("A. Spokesman", "chief", "taliban", Side.INSURGENT)
    assert claim.quantity == Quantity(3, 5, "killed", "three to five", 9)
    assert claim.places[0] == ClaimPlace("Panjwai", "AF2704", PlaceLevel.DISTRICT)
    assert claim.place_level is PlaceLevel.DISTRICT
    assert claim.against_interest


def test_empty_values_empty_slots(afghanistan):
    full = filled(
        BLANK,
        parse_slots(["statement=x", "speaker=A", "place=AF2704", "low=3", "event=2021", "holder=taliban"]),
        REPORT,
        afghanistan,
    )
    bare = filled(full, parse_slots(["speaker=", "place=", "low=", "event=", "holder="]), REPORT, afghanistan)
    assert (bare.speaker, bare.places, bare.quantity, bare.event, bare.holder) == (None, (), None, None, None)
    assert bare.statement == "x"


def test_a_quote_that_stands_twice_asks_for_more_words(afghanistan):
    refused = _refused(lambda: filled(BLANK, {"quote": "The checkpoint fell"}, REPORT, afghanistan))
    assert "more than once" in refused.message


def test_a_name_with_several_meanings_lists_their_codes(afghanistan):
    refused = _refused(lambda: filled(BLANK, {"statement": "x", "place": "Arghandab"}, REPORT, afghanistan))
    assert refused.code == "ruling.bad-slot"
    assert refused.message.count("(AF") >= 2
    claim = filled(BLANK, {"statement": "x", "place": "Arghandab, Kandahar"}, REPORT, afghanistan)
    assert afghanistan.districts[claim.places[0].id].province_name == "Kandahar"
