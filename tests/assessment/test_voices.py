from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from contested.assessment.voices import collect_voices
from contested.model.assessment import Voice
from contested.model.observation import Observation
from contested.model.vocabulary import Side
from contested.theatre.theatre import Theatre

LATE = datetime(2021, 9, 1, tzinfo=UTC)


def voices(theatre: Theatre, *observations: Observation) -> tuple[Voice, ...]:
    found = collect_voices(observations, theatre, as_of=date(2021, 8, 1), known_at=LATE)
    return found.get("AF2704", ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hasti Mohammad", "Hasti Muhammad"),
        ("Rohgul Khairzad", "Roh Gul Khairzad"),
        ("Tariq Arian", "Tareq Arian"),
        ("Haji Hasti Mohammad", "Hasti Mohamad"),
        ("Sayed Jan Khakriwal", "Saeed Jan"),
    ],
)
def test_one_person_spelled_two_ways_is_one_voice(theatre, observe, one, other) -> None:
    said = {"role": "district governor", "side": Side.GOVERNMENT, "admits": True}
    (voice,) = voices(
        theatre, observe(speaker=one, outlet="A", **said), observe(speaker=other, outlet="B", **said)
    )
    assert len(voice.copies) == 2
    assert voice.joined_because.startswith("one speaker")


def test_two_people_of_one_office_and_surname_alike_stay_two(theatre, observe) -> None:
    said = {"side": Side.GOVERNMENT, "admits": True}
    governor = observe(speaker="Hasti Mohammad", role="Panjwai district governor", **said)
    councillor = observe(speaker="Taj Mohammad", role="provincial council member", **said)
    assert len(voices(theatre, governor, councillor)) == 2


def test_unnamed_officials_carried_by_one_agency_are_one_voice(theatre, observe) -> None:
    said = {"speaker": "officials", "side": Side.GOVERNMENT, "admits": True}
    relayed = [observe(outlet=o, via="AFP", **said) for o in ("A", "B", "C")]
    (voice,) = voices(theatre, *relayed)
    assert len(voice.copies) == 3
    assert "AFP" in voice.joined_because


def test_unnamed_officials_of_two_outlets_stay_two(theatre, observe) -> None:
    said = {"speaker": "local officials", "side": Side.GOVERNMENT, "admits": True}
    assert len(voices(theatre, observe(outlet="A", **said), observe(outlet="B", **said))) == 2


def test_one_agency_text_in_twenty_outlets_is_one_voice(theatre, observe) -> None:
    printed = [observe(speaker=None, outlet=f"Paper {n}", family="AFP-1") for n in range(20)]
    (voice,) = voices(theatre, *printed)
    assert len(voice.copies) == 20


def test_an_outlet_and_its_unnamed_sources_are_one_voice(theatre, observe) -> None:
    own = observe(speaker="TOLOnews", side=Side.MEDIA)
    sources = observe(speaker="unnamed sources", role="sources of TOLOnews", side=Side.UNKNOWN, outlet="Copy")
    assert len(voices(theatre, own, sources)) == 1


def test_a_movement_and_its_spokesman_speak_with_one_voice(theatre, observe) -> None:
    movement = observe(speaker="Taliban", role="movement", side=Side.INSURGENT)
    spokesman = observe(speaker="Zabihullah Mujahid", role="Taliban spokesman", side=Side.INSURGENT, outlet="B")
    assert len(voices(theatre, movement, spokesman)) == 1


def test_a_statement_of_the_movement_is_the_movement_s_voice(theatre, observe) -> None:
    movement = observe(speaker="Taliban", role="movement", side=Side.INSURGENT)
    statement = observe(speaker="statement", side=Side.INSURGENT, outlet="B")
    assert len(voices(theatre, movement, statement)) == 1


def test_what_a_speaker_says_weeks_later_is_another_voice(theatre, observe) -> None:
    first = observe(event="2021-07-04", published="2021-07-04")
    again = observe(event="2021-07-25", published="2021-07-25")
    assert len(voices(theatre, first, again)) == 2


def test_days_that_touch_are_joined(theatre, observe) -> None:
    night = observe(event="2021-07-03/2021-07-04", outlet="A")
    morning = observe(event="2021-07-05", published="2021-07-05", outlet="B")
    assert len(voices(theatre, night, morning)) == 1


def test_opposite_words_of_one_speaker_are_two_voices(theatre, observe) -> None:
    assert len(voices(theatre, observe("taliban"), observe("islamic-republic"))) == 2


def test_the_lead_is_the_earliest_known(theatre, observe) -> None:
    late = observe(outlet="A", published="2021-07-06")
    early = observe(outlet="B", published="2021-07-04T08:00Z")
    (voice,) = voices(theatre, late, early)
    assert voice.lead == early
    assert [o.report.outlet for o in voice.copies] == ["B", "A"]
