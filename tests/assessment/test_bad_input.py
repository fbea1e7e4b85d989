"""What bad or thin input gets: each case of the assessment's contract, over all that it answers."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import msgspec
import pytest

from contested.assessment.calibration import calibrate
from contested.assessment.control import assess_control, explain_control
from contested.assessment.disputes import find_disputes
from contested.assessment.incidents import incidents
from contested.assessment.source_record import source_records
from contested.assessment.weights import standard
from contested.errors import QueryError
from contested.model.vocabulary import ControlState, Side

AT = {"as_of": date(2021, 7, 10), "known_at": datetime(2021, 7, 11, tzinfo=UTC)}


def panjwai(claims, theatre, **changed):
    return explain_control(claims, theatre, "AF2704", **(AT | changed))


@pytest.fixture
def future(observe):
    """Claims of days that have not come, and reports that are not out."""
    return [
        observe(event="2021-07-20", published="2021-07-21"),
        observe(event="2021-07-05", published="2021-07-21", outlet="Late"),
    ]


def test_no_claims_give_no_knowledge_and_no_error(theatre) -> None:
    picture = assess_control([], theatre, **AT)
    assert {place.state for place in picture.places} == {ControlState.UNKNOWN}
    assert panjwai([], theatre).assessment.probability == pytest.approx(1 / 3, abs=1e-4)
    assert incidents([], theatre, **AT) == []
    assert source_records([], theatre, **AT) == []
    assert find_disputes([], theatre, **AT).places == ()


def test_one_claim_is_one_voice_and_colours_its_district_only(theatre, observe) -> None:
    picture = assess_control([observe()], theatre, **AT)
    known = [place for place in picture.places if place.state != ControlState.UNKNOWN]
    assert [(place.place, place.voices, place.party) for place in known] == [("AF2704", 1, "taliban")]
    assert len(incidents([observe()], theatre, **AT)) == 1
    (record,) = source_records([observe()], theatre, **AT)
    assert record.share is None


def test_claims_of_the_future_are_as_if_there_were_none(theatre, future) -> None:
    assert assess_control(future, theatre, **AT) == assess_control([], theatre, **AT)
    assert panjwai(future, theatre).set_aside == ()
    assert incidents(future, theatre, **AT) == []
    assert source_records(future, theatre, **AT) == []


def test_a_holder_whom_the_theatre_does_not_know_is_set_aside_with_the_reason(theatre, observe) -> None:
    told = panjwai([observe("martians")], theatre)
    assert told.assessment.state == ControlState.UNKNOWN
    assert [aside.reason for aside in told.set_aside] == ["the holder it names is not a side of this conflict"]


def test_a_speaker_of_an_unknown_party_still_speaks(theatre, observe) -> None:
    claim = observe(side=Side.UNKNOWN)
    speaker = msgspec.structs.replace(claim.claim.speaker, party="martians")
    odd = msgspec.structs.replace(claim, claim=msgspec.structs.replace(claim.claim, speaker=speaker))
    assert panjwai([odd], theatre).assessment.party == "taliban"


@pytest.mark.parametrize("edge", [1e-12, 1 - 1e-12])
def test_rates_at_the_edge_give_no_zero_no_one_and_no_nan(theatre, observe, edge) -> None:
    table = standard()
    rows = tuple(
        msgspec.structs.replace(row, if_changed=1 - 1e-12, if_so=1 - 1e-12, if_contested=edge, if_not=1e-12)
        for row in table.claim
    )
    extreme = msgspec.structs.replace(table, claim=rows)
    claims = [observe(speaker=f"{name} Monitor", outlet=name) for name in ("Bado", "Gamo", "Kilo", "Tuno")]
    claims += [observe("islamic-republic", speaker=f"{name} Watch", outlet=name) for name in ("Defo", "Lupo")]
    for hindsight in (False, True):
        told = panjwai(claims, theatre, weights=extreme, hindsight=hindsight).assessment
        assert all(0 < p < 1 for _, p in told.beliefs)
        assert all(math.isfinite(c.weight) for c in told.contributions)


def test_calibrating_one_claim_is_refused(theatre, observe) -> None:
    with pytest.raises(QueryError, match="too thin") as refused:
        calibrate([observe()], theatre, standard(), known_at=AT["known_at"])
    assert refused.value.code == "query.too-thin"
