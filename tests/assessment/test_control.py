from __future__ import annotations

from datetime import UTC, date, datetime

from contested.assessment.control import assess_control, explain_control
from contested.model.assessment import DistrictAssessment
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState, Grade, Kind, Outcome, PlaceLevel, Relation, Side, Stance
from contested.theatre.theatre import Theatre

ADMITS = {"side": Side.GOVERNMENT, "admits": True, "role": "district governor"}
DENIES = {
    "side": Side.GOVERNMENT,
    "role": "Defence ministry spokesman",
    "speaker": "Fawad Aman",
    "kind": Kind.TERRITORY_DENIAL_OR_DISPUTE,
    "stance": Stance.DENIES,
    "outcome": Outcome.HOLDS,
}


def panjwai(
    theatre: Theatre, *observations: Observation, as_of: date = date(2021, 7, 10), known_at: datetime | None = None
) -> DistrictAssessment:
    known = known_at or datetime(2021, 9, 1, tzinfo=UTC)
    picture = assess_control(observations, theatre, as_of=as_of, known_at=known)
    return next(place for place in picture.places if place.place == "AF2704")


def on(day: int) -> dict[str, str]:
    return {"event": f"2021-07-{day:02}", "published": f"2021-07-{day:02}"}


def test_without_claims_every_district_of_the_set_is_unknown(theatre) -> None:
    picture = assess_control([], theatre, as_of=date(2021, 7, 4), known_at=datetime(2021, 7, 5, tzinfo=UTC))
    assert len(picture.places) == 401
    assert {p.state for p in picture.places} == {ControlState.UNKNOWN}
    assert {p.grade for p in picture.places} == {Grade.NONE}
    assert {p.days_since_evidence for p in picture.places} == {None}


def test_the_newest_report_wins(theatre, observe) -> None:
    fall = observe("taliban", **on(1))
    retaken = observe("islamic-republic", speaker="Monitor", outcome=Outcome.RETAKES, **on(8))
    assert panjwai(theatre, fall, retaken).party == "islamic-republic"
    assert panjwai(theatre, fall, retaken, as_of=date(2021, 7, 5)).party == "taliban"


def test_an_admission_outweighs_the_ministry_s_denial_of_the_next_day(theatre, observe) -> None:
    place = panjwai(
        theatre,
        observe("taliban", speaker="Hasti Mohammad", **ADMITS, **on(4)),
        observe("islamic-republic", **DENIES, **on(5)),
    )
    assert (place.party, place.grade) == ("taliban", Grade.CONFIRMED)
    denial = next(c for c in place.contributions if not c.supports)
    assert denial.weight < 0
    assert "One voice says otherwise." in place.because


def test_a_later_report_of_recapture_undoes_an_admission(theatre, observe) -> None:
    place = panjwai(
        theatre,
        observe("taliban", speaker="Hasti Mohammad", **ADMITS, **on(4)),
        observe("islamic-republic", speaker="Monitor", outcome=Outcome.RETAKES, **on(5)),
    )
    assert place.party == "islamic-republic"


def test_both_sides_on_one_day_without_admission_are_graded_contested_and_far_from_sure(theatre, observe) -> None:
    place = panjwai(
        theatre,
        observe("taliban", speaker="Taliban", role="movement", side=Side.INSURGENT, **on(4)),
        observe("islamic-republic", **DENIES, **on(4)),
    )
    assert place.grade == Grade.CONTESTED
    assert place.probability < 0.9
    assert {c.voice.says for c in place.contributions} == {"taliban", "islamic-republic"}


def test_two_outsiders_who_agree_are_not_held_up_by_an_interested_denial(theatre, observe) -> None:
    denial = observe("islamic-republic", **DENIES, **on(4))
    one, other = observe("taliban", **on(4)), observe("taliban", speaker="Monitor", outlet="B", **on(4))
    assert panjwai(theatre, denial, one, other).party == "taliban"
    assert panjwai(theatre, denial, one, other).grade == Grade.CONTESTED
    assert panjwai(theatre, denial, one).probability < panjwai(theatre, denial, one, other).probability


def test_a_list_of_falls_since_may_does_not_undo_a_recapture_inside_its_span(theatre, observe) -> None:
    recapture = observe("islamic-republic", speaker="Monitor", outcome=Outcome.RETAKES, **on(3))
    listed = observe("taliban", speaker="Kabul Now", side=Side.MEDIA, event="2021-05-01/2021-07-09")
    listed_late = observe(
        "taliban", speaker="Kabul Now", side=Side.MEDIA, event="2021-05-01/2021-07-09", published="2021-07-09"
    )
    assert panjwai(theatre, recapture, listed_late).party == "islamic-republic"
    assert panjwai(theatre, listed).party == "taliban"


def test_unverified_footage_decides_only_where_nothing_else_speaks(theatre, observe) -> None:
    video = observe(
        "taliban", speaker="social media video", side=Side.UNKNOWN, stance=Stance.REPORTS_UNVERIFIED, **on(9)
    )
    held = observe("islamic-republic", speaker="Monitor", outcome=Outcome.HOLDS, **on(2))
    assert panjwai(theatre, video).grade == Grade.DISCOUNTED
    assert panjwai(theatre, video, held).party == "islamic-republic"


def test_grades_follow_the_make_up_of_the_evidence(theatre, observe) -> None:
    winner = observe(speaker="Taliban", role="movement", side=Side.INSURGENT)
    neighbour = observe()
    admission = observe(speaker="Hasti Mohammad", **ADMITS)
    assert panjwai(theatre, winner).grade == Grade.WEAK
    assert panjwai(theatre, neighbour).grade == Grade.WEAK
    assert panjwai(theatre, winner, neighbour).grade == Grade.FAIR
    assert panjwai(theatre, admission).grade == Grade.CONFIRMED


def test_admissions_that_need_each_other_less_still_confirm(theatre, observe) -> None:
    officials = [
        observe(speaker=name, **ADMITS, **on(1)) for name in ("Hasti Mohammad", "Karim Jan Dost", "Bashir Talwar")
    ]
    neighbours = [observe(speaker=f"{name} Monitor", **on(1)) for name in ("Bado", "Gamo", "Kilo", "Tuno")]
    told = panjwai(theatre, *officials, *neighbours)
    assert max(c.weight for c in told.contributions) < 0.1
    assert told.grade == Grade.CONFIRMED


def test_relations_are_told_apart(theatre, observe) -> None:
    place = panjwai(
        theatre,
        observe(speaker="Taliban", role="movement", side=Side.INSURGENT),
        observe(),
        observe(speaker=None, outlet="Own"),
        observe(speaker="Hasti Mohammad", **ADMITS),
    )
    assert {c.relation for c in place.contributions} == set(Relation)


def test_a_denial_by_the_loser_moves_less_than_an_admission(theatre, observe) -> None:
    base = observe("taliban", **on(4))
    without = panjwai(theatre, base).probability
    denied = panjwai(theatre, base, observe("islamic-republic", **DENIES, **on(3))).probability
    admitted = panjwai(theatre, base, observe("taliban", speaker="Hasti Mohammad", **ADMITS, **on(4))).probability
    assert denied < without < admitted
    assert without - denied < admitted - without


def test_belief_fades_towards_a_third_as_evidence_ages(theatre, observe) -> None:
    fall = observe("taliban", speaker="Hasti Mohammad", **ADMITS, **on(1))
    months = [panjwai(theatre, fall, as_of=date(2021, m, 1)).probability for m in (7, 8, 9)]
    assert months == sorted(months, reverse=True)
    assert panjwai(theatre, fall, as_of=date(2031, 1, 1)).probability < 0.35
    assert panjwai(theatre, fall, as_of=date(2021, 7, 6)).days_since_evidence == 5


def test_later_publications_never_change_an_earlier_picture(theatre, observe) -> None:
    then = {"as_of": date(2021, 7, 4), "known_at": datetime(2021, 7, 5, tzinfo=UTC)}
    early = [observe("taliban", **on(3)), observe("islamic-republic", **DENIES, **on(4))]
    late = [observe("islamic-republic", speaker="Monitor", event="2021-07-04", published="2021-07-06")]
    assert assess_control(early, theatre, **then) == assess_control(early + late, theatre, **then)


def test_the_recorded_clock_reads_by_record(theatre, observe) -> None:
    loaded_late = observe(recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
    asked = {"as_of": date(2021, 7, 4), "known_at": datetime(2021, 7, 6, tzinfo=UTC)}
    by_record = assess_control([loaded_late], theatre, clock="recorded", **asked)
    assert all(p.state == ControlState.UNKNOWN for p in by_record.places)
    assert panjwai(theatre, loaded_late).party == "taliban"


def test_an_explanation_shows_what_was_set_aside(theatre, observe) -> None:
    base = observe(level=PlaceLevel.BASE, words="The base was overrun.")
    told = explain_control(
        [base, observe()],
        theatre,
        "AF2704",
        as_of=date(2021, 7, 4),
        known_at=datetime(2021, 7, 6, tzinfo=UTC),
    )
    assert told.assessment.voices == 1
    assert [a.observation.claim.words for a in told.set_aside] == ["The base was overrun."]
