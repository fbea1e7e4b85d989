from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from contested.assessment.control import assess_control
from contested.assessment.source_record import record_rows, source_records
from contested.model.vocabulary import Kind, Outcome, Side, Stance

LATE = datetime(2021, 9, 1, tzinfo=UTC)
DAY = date(2021, 7, 20)
MINISTRY = {"speaker": "Defence Ministry", "side": Side.GOVERNMENT, "says": "islamic-republic"}
PLACES = ("AF2704", "AF2701", "AF2702", "AF2703", "AF2705")


@pytest.fixture(scope="module")
def told(observe):
    """The ministry says that it holds five districts; a monitor and their governors say otherwise of four."""
    claims = [
        observe(place=place, kind=Kind.CONTROL_STATUS, outcome=Outcome.HOLDS, outlet="Palace Press", **MINISTRY)
        for place in PLACES
    ]
    for place in PLACES[:4]:
        claims += [
            observe(place=place, speaker="First Monitor", side=Side.INTERNATIONAL_ORG, outlet=f"One {place}"),
            observe(
                place=place,
                speaker=f"Governor of {place}",
                side=Side.GOVERNMENT,
                admits=True,
                event="2021-07-05",
                published="2021-07-06",
                outlet=f"Two {place}",
            ),
        ]
    return claims


def ask(claims, theatre, as_of=DAY, known_at=LATE):
    return source_records(claims, theatre, as_of=as_of, known_at=known_at)


def of(records, name):
    return next(record for record in records if record.name == name)


def test_a_source_whom_others_gainsay_is_contradicted_and_where_nobody_else_speaks_it_stays_open(told, theatre):
    ministry = of(ask(told, theatre), "Defence Ministry")
    assert (ministry.total.borne_out, ministry.total.contradicted, ministry.total.open) == (0, 4, 1)
    assert ministry.gains
    assert ministry.share == 0.0
    assert ministry.by_month == (("2021-07", ministry.total),)


def test_a_source_that_others_agree_with_is_borne_out(told, theatre):
    monitor = of(ask(told, theatre), "First Monitor")
    assert (monitor.total.borne_out, monitor.total.contradicted) == (4, 0)
    assert monitor.share == 1.0
    assert monitor.factor > 1


def test_no_source_bears_itself_out(observe, theatre):
    alone = [
        observe(place=place, speaker="First Monitor", event=None, outlet=f"{i}") for place in PLACES for i in "ab"
    ]
    (record,) = ask(alone, theatre)
    assert record.total.borne_out == record.total.contradicted == 0
    assert record.share is None
    assert record_rows([record]) == {}


def test_admissions_and_claims_to_one_s_gain_are_two_records(told, theatre, observe):
    both = [*told, observe(speaker="Defence Ministry", side=Side.GOVERNMENT, admits=True, outlet="Palace Press")]
    records = [record for record in ask(both, theatre) if record.name == "Defence Ministry"]
    assert sorted(record.gains for record in records) == [False, True]


def test_the_order_of_claims_does_not_change_a_record_and_later_reports_do_not_change_an_earlier_one(
    told, theatre
):
    shuffled = told[:]
    random.Random(3).shuffle(shuffled)
    assert ask(shuffled, theatre) == ask(told, theatre)
    evening = datetime(2021, 7, 5, 12, tzinfo=UTC)
    early = [claim for claim in told if claim.known_from <= evening]
    assert ask(told, theatre, known_at=evening) == ask(early, theatre, known_at=evening)


def test_a_record_counts_only_when_asked_and_says_so_among_the_reasons(told, theatre, observe):
    quiet = "AF0101"
    claims = [
        *told,
        observe(
            place=quiet, kind=Kind.TERRITORY_DENIAL_OR_DISPUTE, stance=Stance.DENIES, outlet="Other", **MINISTRY
        ),
        observe(place=quiet, speaker="Taliban", side=Side.INSURGENT, outlet="Third"),
    ]
    rows = record_rows(ask(claims, theatre))

    def verdict(records):
        picture = assess_control(claims, theatre, as_of=DAY, known_at=LATE, records=records)
        return next(place for place in picture.places if place.place == quiet)

    without, with_records = verdict(None), verdict(rows)
    assert dict(with_records.beliefs)["islamic-republic"] < dict(without.beliefs)["islamic-republic"]
    assert any("were borne out" in c.reason for c in with_records.contributions)
    assert not any("were borne out" in c.reason for c in without.contributions)


def test_one_side_s_denial_judges_nobody(theatre, observe):
    denied = {"kind": Kind.TERRITORY_DENIAL_OR_DISPUTE, "stance": Stance.DENIES, "outcome": Outcome.HOLDS}
    claims = [observe(speaker="Taliban", side=Side.INSURGENT), observe(outlet="Other", **denied, **MINISTRY)]
    assert all(record.share is None for record in ask(claims, theatre))


def test_without_claims_there_are_no_records(theatre):
    assert ask([], theatre) == []
