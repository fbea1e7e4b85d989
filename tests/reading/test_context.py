"""What a later sentence points back to, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from contested.model.claim import Claim, ClaimPlace
from contested.model.vocabulary import Kind, PlaceLevel, Stance
from contested.reading.context import ReportContext, day_only, pointing_word

PANJWAI = ClaimPlace("Panjwai", "AF2704", PlaceLevel.DISTRICT)
KABUL = ClaimPlace("Kabul", "AF0101", PlaceLevel.CITY)
KANDAHAR = ClaimPlace("Kandahar", "AF27", PlaceLevel.PROVINCE)


def claim(*places: ClaimPlace, event: str | None = None, kind: Kind = Kind.CLASH_OR_ATTACK) -> Claim:
    return Claim(
        id="c", report_id="r", kind=kind, stance=Stance.ASSERTS, quote="x", span=(0, 1), places=places, event=event
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("troops fled the district", "district"),
        ("troops fled the same province", "province"),
        ("the attack killed it", "event"),
        ("it fell, and the town burned", "town"),
        ("troops fled from there", "there"),
        ("there were clashes", None),
        ("it fell", "it"),
        ("troops fled", None),
    ],
)
def test_pointing_words_are_told_apart(words: str, expected: str | None) -> None:
    assert pointing_word(words, (0, len(words))) == expected


@pytest.mark.parametrize(
    ("place", "word", "fits"),
    [(PANJWAI, "district", True), (KABUL, "district", False), (KABUL, "city", True), (KANDAHAR, "event", True)],
)
def test_a_place_fits_a_word_of_its_level(place: ClaimPlace, word: str, fits: bool) -> None:
    context = ReportContext()
    context.mention(0, [place])
    assert context.latest_mentions(1)[0].fits(word) is fits


def test_the_place_named_last_comes_first_and_each_only_once() -> None:
    context = ReportContext()
    context.mention(0, [PANJWAI, KABUL])
    context.remember(10, 1, claim(PANJWAI))
    latest = context.latest_mentions(5)
    assert [m.place for m in latest] == [PANJWAI, KABUL]
    assert (latest[0].claims, latest[0].lead, latest[0].paragraph) == (1, True, 1)


def test_the_lead_is_never_out_of_sight() -> None:
    context = ReportContext()
    context.mention(0, [PANJWAI])
    context.mention(1, [KABUL, KANDAHAR])
    assert [m.place for m in context.latest_mentions(1)] == [KANDAHAR, PANJWAI]


def test_an_office_gives_its_place_to_its_holder_alone() -> None:
    context = ReportContext()
    context.remember_speaker("Hasti Mohammad", (PANJWAI,))
    assert context.office_of("Hasti Mohammad") == (PANJWAI,)
    assert context.office_of("Rufi") == ()


def test_what_is_said_again_of_a_place_happened_on_its_day() -> None:
    context = ReportContext()
    context.remember(0, 0, claim(PANJWAI, event="2021-07-03"), date(2021, 7, 4))
    assert context.day_meant((PANJWAI,)) == "2021-07-03"
    assert context.day_meant((KABUL,)) is None
    assert context.day_meant(()) is None


def test_the_story_of_years_ago_gives_no_day() -> None:
    context = ReportContext()
    context.remember(0, 0, claim(PANJWAI, event="2014-07-03"), date(2021, 7, 4))
    assert context.day_meant((PANJWAI,)) is None


def test_a_denial_of_this_is_of_the_kind_told_last() -> None:
    context = ReportContext()
    assert context.kind_denied(Kind.TERRITORY_DENIAL_OR_DISPUTE) is Kind.TERRITORY_DENIAL_OR_DISPUTE
    context.remember(0, 0, claim(kind=Kind.CASUALTIES))
    assert context.kind_denied(Kind.TERRITORY_DENIAL_OR_DISPUTE) is Kind.CASUALTIES


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
    context.remember(0, 0, claim(kind=Kind.WITHDRAWAL))
    context.remember(10, 0, claim(kind=last))
    assert context.kind_denied(Kind.TERRITORY_DENIAL_OR_DISPUTE) is denied


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2021-07-04", date(2021, 7, 4)), ("2021-07-03/2021-07-04", None), ("2021-07", None), (None, None)],
)
def test_only_a_day_is_a_day(text: str | None, expected: date | None) -> None:
    assert day_only(text) == expected
