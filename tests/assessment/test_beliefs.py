from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from contested.assessment.bearing import bearings
from contested.assessment.beliefs import beliefs_at, beliefs_by_day, leads_of, model_of, weigh
from contested.assessment.coding import code
from contested.assessment.control import assess_control, explain_control
from contested.assessment.simulation.press import PressSettings, print_world
from contested.assessment.simulation.telling import FIRST_DAY, tell
from contested.assessment.simulation.world import WorldSettings, make_world
from contested.assessment.weights import standard
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState, Kind, Outcome, PlaceLevel, Side, Stance

RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
LATE = datetime(2100, 1, 1, tzinfo=UTC)
AT = {"as_of": date(2021, 7, 10), "known_at": LATE}


@pytest.fixture(scope="module")
def told(theatre) -> list[Observation]:
    """What the press of a small made-up war printed in sixty days."""
    units = theatre.districts_of("401")[:40]
    rng = np.random.default_rng(5)
    world = make_world(np.arange(40) // 10, 60, WorldSettings(), rng)
    printed = print_world(world, PressSettings(), rng)
    return [
        Observation(claim=claim, report=report, seq=1, recorded_at=RECORDED)
        for report, claims in tell(printed, units, theatre, FIRST_DAY)
        for claim in claims
    ]


def test_one_pass_over_all_days_gives_each_evening_s_belief(theatre, told) -> None:
    units = theatre.districts_of("401")[:40]
    model = model_of(theatre, standard())
    found, _ = bearings(told, theatre, frozenset(u.id for u in units), as_of=date.max, known_at=LATE)
    weighed = weigh(leads_of(code(found, theatre, {u.id: i for i, u in enumerate(units)}, standard())), model)
    days = np.arange(60) + FIRST_DAY.toordinal()
    grid = beliefs_by_day(weighed, 40, days, model)
    hindsight = beliefs_by_day(weighed, 40, days, model, hindsight=True)
    assert grid[:, -1] == pytest.approx(beliefs_at(weighed, 40, int(days[-1]), model))
    assert hindsight[:, -1] == pytest.approx(grid[:, -1])
    assert hindsight[:, 20] == pytest.approx(beliefs_at(weighed, 40, int(days[20]), model))
    assert np.isfinite(grid).all()
    assert (grid > 0).all()


def test_a_district_asked_alone_is_what_it_is_in_the_whole_picture(theatre, told) -> None:
    at = {"as_of": FIRST_DAY + timedelta(days=50), "known_at": LATE}
    for hindsight in (False, True):
        picture = assess_control(told, theatre, hindsight=hindsight, **at)
        for place in picture.places[:40:7]:
            alone = explain_control(told, theatre, place.place, hindsight=hindsight, **at)
            assert alone.assessment == place


def test_each_weight_is_the_change_that_leaving_the_voice_out_makes(theatre, told) -> None:
    at = {"as_of": FIRST_DAY + timedelta(days=50), "known_at": LATE}
    picture = assess_control(told, theatre, **at)
    place = max((p for p in picture.places if p.probability < 0.97), key=lambda p: p.voices)
    assert place.voices > 3
    for contribution in place.contributions:
        copies = {o.claim.id for o in contribution.voice.copies}
        without = explain_control(
            [o for o in told if o.claim.id not in copies], theatre, place.place, **at
        ).assessment
        before, after = (dict(p.beliefs).get(place.party or "contested", 0.01) for p in (place, without))
        odds = math.log(before / (1 - before)) - math.log(after / (1 - after))
        if 0.02 < after < 0.98:
            assert contribution.weight == pytest.approx(odds, abs=0.02)


def test_hindsight_hears_later_days_and_the_evening_itself_does_not(theatre, observe) -> None:
    later = observe("taliban", event="2021-07-12", published="2021-07-12", kind=Kind.CONTROL_STATUS)
    place = explain_control([later], theatre, "AF2704", **AT).assessment
    assert place.state == ControlState.UNKNOWN
    seen = explain_control([later], theatre, "AF2704", hindsight=True, **AT).assessment
    assert (seen.party, seen.days_since_evidence) == ("taliban", 2)


def test_in_hindsight_a_fall_is_dated_to_its_day_and_not_carried_back_before_it(theatre, observe) -> None:
    held = observe("islamic-republic", event="2021-06-20", published="2021-06-20", outcome=Outcome.HOLDS)
    fell = observe("taliban", event="2021-07-12", published="2021-07-12", speaker="Second Monitor")

    def held_by(day: int) -> str | None:
        asked = {"as_of": date(2021, 7, day), "known_at": datetime(2021, 8, 1, tzinfo=UTC), "hindsight": True}
        return explain_control([held, fell], theatre, "AF2704", **asked).assessment.party

    assert [held_by(day) for day in (5, 10, 12, 20)] == ["islamic-republic"] * 2 + ["taliban"] * 2


def test_nothing_lately_is_unknown_and_says_how_long(theatre, observe) -> None:
    old = observe("taliban", event="2021-01-10", published="2021-01-10")
    place = explain_control([old], theatre, "AF2704", **AT).assessment
    assert (place.state, place.party, place.days_since_evidence) == (ControlState.UNKNOWN, None, 181)
    assert "181 days old" in place.because
    assert place.probability == pytest.approx(1 / 3, abs=1e-4)
    assert not any(c.decisive for c in place.contributions)


def test_thousands_of_contradictory_claims_of_one_day_are_weighed_and_stay_numbers(theatre, observe) -> None:
    claims = [
        observe(
            ("taliban", "islamic-republic", None)[i % 3],
            speaker=f"{'bdfgklmnprstz'[i % 13]}a{'bdfgklmnprstz'[i // 13 % 13]}o{'bdfgklmnprstz'[i // 169 % 13]}"
            f"{'bdfgklmnprstz'[i // 2197 % 13]}i",
            side=(Side.INTERNATIONAL_ORG, Side.GOVERNMENT, Side.INSURGENT)[i % 5 % 3],
            words=f"Claim {i}.",
        )
        for i in range(10_000)
    ]
    place = explain_control(claims, theatre, "AF2704", **AT).assessment
    assert place.voices > 100
    assert 0 < place.probability < 1
    assert all(math.isfinite(c.weight) for c in place.contributions)
    assert {c.voice.says for c in place.contributions} == {"taliban", "islamic-republic", None}


def test_a_claim_about_all_of_a_province_speaks_of_each_district_at_half_weight(theatre, observe) -> None:
    parts = {"place": "AF27", "level": PlaceLevel.PROVINCE, "words": "The movement holds all of Kandahar."}
    whole = observe("taliban", **parts)
    told = explain_control([whole], theatre, "AF2704", **AT).assessment
    assert told.party == "taliban"
    assert "whole province" in told.contributions[0].reason
    assert told.probability < explain_control([observe("taliban")], theatre, "AF2704", **AT).assessment.probability
    for words in ("The movement holds all of Kandahar but its capital.", "Kandahar fell."):
        other = explain_control([observe("taliban", **(parts | {"words": words}))], theatre, "AF2704", **AT)
        assert other.assessment.voices == 0


def test_vague_news_weighs_less_than_dated_news_and_undated_news_less_too(theatre, observe) -> None:
    def probability(event: str | None) -> float:
        claim = observe("taliban", event=event, published="2021-07-09")
        return explain_control([claim], theatre, "AF2704", **AT).assessment.probability

    dated, vague, undated = map(probability, ("2021-07-09", "2021-05-01/2021-07-09", None))
    assert vague < dated
    assert undated < dated


def test_a_chorus_of_outlets_is_not_a_crowd_of_witnesses(theatre, observe) -> None:
    def weight(**parts: object) -> float:
        first = observe("islamic-republic", speaker="Border Service")
        more = [
            observe(
                "taliban",
                words=f"It fell, {name}.",
                **(parts | ({"speaker": name} if "side" in parts else {})),
                outlet=name,
            )
            for name in ("Badog", "Fakol", "Gamut", "Lanor", "Pasit")
        ]
        beliefs = dict(explain_control([first, *more], theatre, "AF2704", **AT).assessment.beliefs)
        return beliefs["taliban"] / beliefs["islamic-republic"]

    outlets = weight(speaker=None)
    witnesses = weight(side=Side.INTERNATIONAL_ORG)
    assert outlets <= witnesses


def test_plainer_methods_stand_beside_when_asked(theatre, observe) -> None:
    claims = [
        observe("taliban", event="2021-07-01", published="2021-07-01"),
        observe(
            "islamic-republic",
            speaker="Monitor",
            outcome=Outcome.RETAKES,
            event="2021-07-08",
            published="2021-07-08",
        ),
        *(observe("taliban", event="2021-07-01", published="2021-07-03", outlet=o) for o in ("Fakol", "Gamut")),
    ]
    told = explain_control(claims, theatre, "AF2704", baselines=True, **AT).assessment
    said = dict(told.baselines)
    assert list(said) == ["last report wins", "majority", "Dawid-Skene"]
    assert said["last report wins"] == "islamic-republic"
    assert said["majority"] == "taliban"
    assert told.party == "islamic-republic"
    nothing = explain_control([], theatre, "AF2704", baselines=True, **AT).assessment
    assert set(dict(nothing.baselines).values()) == {"unknown"}


def test_grades_and_credibility_are_rated_apart(theatre, observe) -> None:
    admission = observe(
        "taliban", speaker="Hasti Mohammad", role="district governor", side=Side.GOVERNMENT, admits=True
    )
    boast = observe("taliban", speaker="Taliban", role="movement", side=Side.INSURGENT)
    lone = explain_control([boast], theatre, "AF2704", **AT).assessment
    both = explain_control([boast, admission], theatre, "AF2704", **AT).assessment
    assert [c.credibility for c in lone.contributions] == [3]
    assert sorted(c.credibility for c in both.contributions) == [1, 2]
    rumour = observe("taliban", speaker="video", side=Side.UNKNOWN, stance=Stance.REPORTS_UNVERIFIED)
    assert explain_control([rumour], theatre, "AF2704", **AT).assessment.contributions[0].credibility == 6
    denial = observe(
        "islamic-republic",
        speaker="Aid Office",
        side=Side.INTERNATIONAL_ORG,
        stance=Stance.DENIES,
        outcome=Outcome.HOLDS,
    )
    opposed = explain_control([boast, denial], theatre, "AF2704", **AT).assessment
    assert max(c.credibility for c in opposed.contributions) >= 4
