from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from contested.assessment.bearing import bearings, place_units
from contested.assessment.coding import tells_a_state
from contested.errors import QueryError
from contested.model.claim import ClaimPlace, Quantity
from contested.model.observation import Observation
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Stance


def bear(theatre, *observations: Observation, as_of=date(2021, 7, 4), known_at=datetime(2021, 7, 6, tzinfo=UTC)):
    _, units = place_units(theatre, None)
    return bearings(observations, theatre, units, as_of=as_of, known_at=known_at)


@pytest.mark.parametrize("level", ["district", "district_centre", "city", "provincial_capital"])
def test_claims_about_districts_and_towns_colour_them(theatre, observe, level) -> None:
    found, aside = bear(theatre, observe(level=PlaceLevel(level)))
    assert [b.place for b in found] == ["AF2704"]
    assert aside == []


@pytest.mark.parametrize(
    ("level", "word"),
    [
        ("base", "base"),
        ("border_crossing", "crossing"),
        ("province", "province"),
        ("country", "country"),
        ("other", "smaller"),
    ],
)
def test_claims_about_other_places_colour_nothing_and_say_why(theatre, observe, level, word) -> None:
    found, aside = bear(theatre, observe(level=PlaceLevel(level)))
    assert found == []
    assert [a.place for a in aside] == ["AF2704"]
    assert word in aside[0].reason


def test_a_publication_known_only_by_its_day_is_not_known_on_that_day(theatre, observe) -> None:
    known = {"known_at": datetime(2021, 7, 4, 23, 59, tzinfo=UTC)}
    assert bear(theatre, observe(published="2021-07-04"), **known) == ([], [])
    assert bear(theatre, observe(published="2021-07-04"), known_at=datetime(2021, 7, 5, tzinfo=UTC))[0]


def test_what_happened_after_the_day_asked_about_leaves_no_trace(theatre, observe) -> None:
    assert bear(theatre, observe(event="2021-07-05", published="2021-07-05")) == ([], [])


def test_a_siege_of_two_weeks_holds_on_every_day_of_it(theatre, observe) -> None:
    siege = observe(None, kind=Kind.CONTROL_STATUS, event="2021-06-25/2021-07-05", published="2021-07-05")
    (found,), _ = bear(theatre, siege, as_of=date(2021, 7, 1))
    assert found.last_day == date(2021, 7, 1)
    assert found.says is None


def test_no_claim_speaks_of_a_day_after_its_publication(theatre, observe) -> None:
    (found,), _ = bear(theatre, observe(event="2021-07-02/2021-07-31", published="2021-07-03"))
    assert (found.first_day, found.last_day) == (date(2021, 7, 2), date(2021, 7, 3))


def test_an_undated_claim_speaks_of_its_day_of_publication(theatre, observe) -> None:
    (found,), _ = bear(theatre, observe(event=None, published="2021-07-03"))
    assert (found.first_day, found.last_day) == (None, date(2021, 7, 3))


def test_a_denial_speaks_for_the_holder_it_defends(theatre, observe) -> None:
    denial = observe(
        "islamic-republic",
        kind=Kind.TERRITORY_DENIAL_OR_DISPUTE,
        stance=Stance.DENIES,
        outcome=Outcome.HOLDS,
    )
    assert [b.says for b in bear(theatre, denial)[0]] == ["islamic-republic"]


def test_a_town_named_as_a_landmark_is_not_coloured(theatre, observe) -> None:
    claim = observe().claim
    places = (
        ClaimPlace("Panjwai", "AF2704", PlaceLevel.DISTRICT),
        ClaimPlace("Kandahar city", "AF2701", PlaceLevel.CITY),
        ClaimPlace("Kandahar", "AF27", PlaceLevel.PROVINCE),
    )
    named = msgspec.structs.replace(observe(), claim=msgspec.structs.replace(claim, places=places))
    assert [b.place for b in bear(theatre, named)[0]] == ["AF2704"]


@pytest.mark.parametrize("holder", ["tajikistan", "nobody-known"])
def test_a_holder_that_is_no_side_of_the_conflict_is_set_aside(theatre, observe, holder) -> None:
    found, aside = bear(theatre, observe(holder))
    assert found == []
    assert "not a side" in aside[0].reason


def test_a_date_that_cannot_be_read_sets_the_claim_aside(theatre, observe) -> None:
    found, aside = bear(theatre, observe(event="last week"))
    assert found == []
    assert "last week" in aside[0].reason


def test_an_unknown_clock_or_set_is_a_question_that_cannot_be_answered(theatre, observe) -> None:
    with pytest.raises(QueryError) as refused:
        bearings(
            [observe()],
            theatre,
            frozenset({"AF2704"}),
            as_of=date(2021, 7, 4),
            known_at=datetime(2021, 7, 6, tzinfo=UTC),
            clock="printed",
        )
    assert refused.value.code == "query.unknown-clock"
    with pytest.raises(QueryError):
        place_units(theatre, "12")


def counted(observation: Observation, verbatim: str, *names: str, unit: str = "districts") -> Observation:
    """The same as a count of districts that names some of them."""
    places = tuple(ClaimPlace(name, name, PlaceLevel.DISTRICT) for name in names) or (
        ClaimPlace("Kandahar", "AF27", PlaceLevel.PROVINCE),
    )
    claim = msgspec.structs.replace(
        observation.claim, kind=Kind.CONTROL_TALLY, places=places, quantity=Quantity(4, 4, unit, verbatim)
    )
    return msgspec.structs.replace(observation, claim=claim)


def test_a_count_speaks_of_the_districts_it_names_and_of_no_others(theatre, observe) -> None:
    found, aside = bear(theatre, counted(observe(), "four other districts", "AF2704", "AF2705"))
    assert [(b.place, b.says) for b in found] == [("AF2704", "taliban"), ("AF2705", "taliban")]
    assert aside == []
    for nameless in (
        counted(observe(), "four districts"),
        counted(observe(), "four parts", "AF2704", unit="parts of the city"),
        counted(observe(level=PlaceLevel.PROVINCE), "four districts", "AF2704"),
        counted(observe(stance=Stance.DENIES), "four districts", "AF2704"),
    ):
        assert bear(theatre, nameless) == ([], [])


def test_a_count_of_falls_is_news_of_its_day_like_a_fall(theatre, observe) -> None:
    assert not tells_a_state(counted(observe(), "four other districts", "AF2704").claim)
    held = counted(observe(outcome=Outcome.HOLDS), "four districts", "AF2704")
    assert tells_a_state(held.claim)
