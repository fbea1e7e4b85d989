"""What a later sentence points back to, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from contested.model.claim import ClaimPlace
from contested.model.vocabulary import Kind, PlaceLevel
from contested.reading.context import ReportContext, day_only

PANJWAI = (ClaimPlace("Panjwai", "AF2704", PlaceLevel.DISTRICT),)
KABUL = (ClaimPlace("Kabul", "AF0101", PlaceLevel.CITY),)
KANDAHAR = (ClaimPlace("Kandahar", "AF27", PlaceLevel.PROVINCE),)


def meant(context: ReportContext, words: str, kind: Kind, speaker: str | None = None, paragraph: int = 0):
    return context.places_meant(words, (0, len(words)), kind, speaker, paragraph)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("troops fled the district", PANJWAI),
        ("troops fled the city", KABUL),
        ("troops fled the same province", KANDAHAR),
        ("troops fled the area", KANDAHAR),
        ("troops fled from there", KANDAHAR),
        ("troops fled the base", ()),
        ("troops fled", ()),
    ],
)
def test_pointing_words_mean_the_last_place_of_their_level(words: str, expected) -> None:
    context = ReportContext()
    context.mention(PANJWAI + KABUL + KANDAHAR)
    assert meant(context, words, Kind.CONTROL_CHANGE) == expected


def test_a_happening_goes_on_where_the_same_speaker_was() -> None:
    context = ReportContext()
    context.remember(0, "Hasti Mohammad", PANJWAI, "2021-07-03")
    assert meant(context, "troops fled", Kind.RETREAT_OR_FLIGHT, "Hasti Mohammad", 2) == PANJWAI
    assert meant(context, "troops fled", Kind.RETREAT_OR_FLIGHT, "Hasti Mohammad", 3) == ()


def test_a_happening_goes_on_in_the_next_paragraph_whoever_speaks_but_an_accusation_does_not() -> None:
    context = ReportContext()
    context.remember(0, "Hasti Mohammad", PANJWAI, None)
    assert meant(context, "12 were killed", Kind.CASUALTIES, None, 1) == PANJWAI
    assert meant(context, "the army of leaving", Kind.ACCUSATION, "Rufi", 1) == ()


def test_an_office_gives_its_place_to_what_its_holder_says() -> None:
    context = ReportContext()
    context.remember_speaker("Hasti Mohammad", PANJWAI)
    assert meant(context, "troops fled", Kind.RETREAT_OR_FLIGHT, "Hasti Mohammad", 9) == PANJWAI
    assert meant(context, "troops fled", Kind.RETREAT_OR_FLIGHT, "Rufi", 9) == ()


def test_who_holds_a_place_is_never_taken_from_the_sentence_before() -> None:
    context = ReportContext()
    context.remember(0, "Hasti Mohammad", PANJWAI, None)
    assert meant(context, "it has fallen", Kind.CONTROL_CHANGE, "Hasti Mohammad", 0) == ()


def test_a_new_report_points_back_to_nothing() -> None:
    assert meant(ReportContext(), "troops fled the district", Kind.RETREAT_OR_FLIGHT) == ()


def test_what_is_said_again_of_a_place_happened_on_its_day() -> None:
    context = ReportContext()
    context.remember(0, None, PANJWAI, "2021-07-03")
    assert context.day_meant(PANJWAI, Kind.CASUALTIES) == "2021-07-03"
    assert context.day_meant(KABUL, Kind.CASUALTIES) is None
    assert context.day_meant(PANJWAI, Kind.COMMITMENT) is None
    assert context.day_meant((), Kind.CASUALTIES) is None


@pytest.mark.parametrize(
    ("last", "denied"),
    [
        (Kind.CASUALTIES, Kind.CASUALTIES),
        (Kind.ACCUSATION, Kind.ACCUSATION),
        (Kind.CLASH_OR_ATTACK, Kind.CLASH_OR_ATTACK),
        (Kind.CONTROL_CHANGE, Kind.TERRITORY_DENIAL_OR_DISPUTE),
        (Kind.CONTROL_TALLY, Kind.TERRITORY_DENIAL_OR_DISPUTE),
        (Kind.OTHER, Kind.TERRITORY_DENIAL_OR_DISPUTE),
        (Kind.COMMITMENT, Kind.TERRITORY_DENIAL_OR_DISPUTE),
    ],
)
def test_whoever_denies_this_denies_what_was_claimed_last(last: Kind, denied: Kind) -> None:
    context = ReportContext()
    assert context.kind_denied(Kind.TERRITORY_DENIAL_OR_DISPUTE) is Kind.TERRITORY_DENIAL_OR_DISPUTE
    context.remember_kind(Kind.WITHDRAWAL)
    context.remember_kind(last)
    assert context.kind_denied(Kind.TERRITORY_DENIAL_OR_DISPUTE) is denied


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2021-07-04", date(2021, 7, 4)), ("2021-07-03/2021-07-04", None), ("2021-07", None), (None, None)],
)
def test_only_a_day_is_a_day(text: str | None, expected: date | None) -> None:
    assert day_only(text) == expected
