from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.assessment.disputes import find_disputes
from contested.assessment.incidents import Incident, incidents
from contested.assessment.incidents_happening import Sort
from contested.model.claim import Quantity, with_id
from contested.model.observation import Observation
from contested.model.vocabulary import Kind, PlaceLevel, Side, Stance

AS_OF = date(2021, 7, 20)
KNOWN = datetime(2021, 8, 1, tzinfo=UTC)
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def linked(theatre, *observations: Observation) -> list[Incident]:
    return incidents(observations, theatre, as_of=AS_OF, known_at=KNOWN)


def lost(
    observe,
    low: int | None,
    high: int | None,
    *,
    of: str | None = "taliban",
    by: str | None = None,
    **parts: object,
) -> Observation:
    """A claim that some of a party were killed at Panjwai."""
    told = observe(None, kind=Kind.CASUALTIES, **parts)
    verbatim = f"{low} or {high}"
    claim = msgspec.structs.replace(
        told.claim,
        outcome=None,
        target_party=of,
        actor_party=by,
        quantity=Quantity(low, high, "killed", verbatim),
        statement=f"{verbatim} dead",
    )
    return msgspec.structs.replace(told, claim=with_id(claim))


def denied(observe, *, target: str | None = None, event: str = "2021-07-04") -> Observation:
    told = observe(
        "islamic-republic",
        speaker="Tariq Arian",
        side=Side.GOVERNMENT,
        kind=Kind.TERRITORY_DENIAL_OR_DISPUTE,
        stance=Stance.DENIES,
        event=event,
        published=event,
    )
    return msgspec.structs.replace(told, claim=with_id(msgspec.structs.replace(told.claim, target_party=target)))


def test_claims_of_one_fall_are_one_incident_and_a_retaking_is_another(theatre, observe) -> None:
    found = linked(
        theatre,
        observe("taliban"),
        observe("taliban", speaker="Council", event="2021-07-03/2021-07-04"),
        observe("islamic-republic", speaker="Ministry", event="2021-07-05", published="2021-07-05"),
    )
    assert sorted((i.gains, len(i.links)) for i in found) == [("islamic-republic", 1), ("taliban", 2)]


def test_days_of_fighting_in_a_row_are_not_chained_into_one(theatre, observe) -> None:
    days = [str(date(2021, 7, 1) + timedelta(days=n)) for n in range(10)]
    fights = [observe(None, kind=Kind.CLASH_OR_ATTACK, event=d, published=d, speaker=d) for d in days]
    found = linked(theatre, *fights)
    assert len(found) == 5
    assert all((i.last_day - i.first_day).days <= 1 for i in found if i.first_day)


def test_a_vague_claim_joins_the_only_happening_of_its_span_and_no_other(theatre, observe) -> None:
    fall = observe("taliban")
    later = observe("taliban", event="2021-07-12", published="2021-07-12")
    month = observe("taliban", speaker="Lister", event="2021-06-20/2021-07-08", published="2021-07-09")
    both = observe("taliban", speaker="Lister", event="2021-06-20/2021-07-14", published="2021-07-15")
    assert sorted(len(i.links) for i in linked(theatre, fall, later, month)) == [1, 2]
    apart = linked(theatre, fall, later, both)
    assert [len(i.links) for i in apart] == [1, 1, 1]
    assert any("any of several" in i.links[0].because for i in apart)


def test_a_denial_stands_with_what_it_denies(theatre, observe) -> None:
    for target in (None, "taliban"):
        (only,) = linked(theatre, observe("taliban"), denied(observe, target=target))
        assert len(only.denials) == 1
        assert "denies" in next(link.because for link in only.links if link.observation in only.denials)


def test_fights_of_other_parties_on_one_day_are_two(theatre, observe) -> None:
    found = linked(
        theatre,
        lost(observe, 3, 3, of="taliban", by="islamic-republic"),
        lost(observe, 5, 5, of="isis", by="taliban", speaker="Other"),
    )
    assert [i.sort for i in found] == [Sort.FIGHTING, Sort.FIGHTING]
    assert {i.parties for i in found} == {("islamic-republic", "taliban"), ("isis", "taliban")}


def test_the_same_toll_in_other_words_is_one_utterance(theatre, observe) -> None:
    told = {"speaker": "Ministry of Defence", "side": Side.GOVERNMENT}
    (only,) = linked(
        theatre,
        lost(observe, 212, 213, outlet="A", **told),
        lost(observe, 201, None, outlet="B", **told),
        lost(observe, 250, 250, outlet="C", **told),
    )
    (toll,) = only.tolls
    told_as = {(u.low, u.high, len(u.claims)): u.because for u in toll.utterances}
    assert set(told_as) == {(212, 213, 2), (250, 250, 1)}
    assert "other words" in told_as[212, 213, 2]


def test_a_kill_count_of_the_enemy_is_never_a_best_estimate(theatre, observe) -> None:
    boast = lost(observe, 224, 224, speaker="Ministry of Defence", side=Side.GOVERNMENT)
    (alone,) = linked(theatre, boast)
    assert [(t.low, t.best, t.high) for t in alone.tolls] == [(None, None, 224)]
    outsider = lost(observe, 30, 40, speaker="Monitor", side=Side.INTERNATIONAL_ORG)
    own = lost(observe, 12, 12, speaker="Zabihullah Mujahid", side=Side.INSURGENT)
    (all_three,) = linked(theatre, boast, outsider, own)
    (toll,) = all_three.tolls
    assert (toll.low, toll.best, toll.high) == (12, 30, 224)
    assert len(toll.opposed) == 3


def test_civilian_dead_counted_by_a_side_are_more_than_a_boast(theatre, observe) -> None:
    told = lost(observe, 11, None, of="civilians", speaker="Ehsanullah Fazli", side=Side.GOVERNMENT)
    (only,) = linked(theatre, told)
    assert [(t.low, t.best, t.high) for t in only.tolls] == [(11, 11, 11)]


def test_country_wide_counts_link_only_within_one_claimant_and_day(theatre, observe) -> None:
    told = {"place": "AF", "level": PlaceLevel.COUNTRY, "side": Side.GOVERNMENT, "speaker": "Ministry of Defence"}
    found = linked(
        theatre,
        lost(observe, 224, 224, event="2021-07-02/2021-07-03", published="2021-07-04", **told),
        lost(observe, 220, 230, event="2021-07-03", published="2021-07-04", outlet="B", **told),
        lost(observe, 244, 244, event="2021-07-04/2021-07-05", published="2021-07-05", **told),
        lost(observe, 224, 224, event=None, published="2021-07-06", outlet="C", **told),
        lost(observe, 224, 224, event="2021-07-03", **(told | {"speaker": "Zabihullah Mujahid"})),
    )
    assert sorted(len(i.links) for i in found) == [1, 1, 3]


def test_what_is_known_later_or_lies_later_is_left_out(theatre, observe) -> None:
    assert linked(theatre, observe("taliban", published="2021-08-02")) == []
    assert linked(theatre, observe("taliban", event="2021-07-22", published="2021-07-23")) == []
    assert linked(theatre) == []


def test_a_date_that_cannot_be_read_links_nothing(theatre, observe) -> None:
    assert linked(theatre, observe("taliban", event="Sunday")) == []


@st.composite
def stories(draw: st.DrawFn) -> dict[str, object]:
    last = date(2021, 7, draw(st.integers(1, 9)))
    first = last - timedelta(days=draw(st.sampled_from([0, 1, 2, 12])))
    return {
        "says": draw(st.sampled_from(["taliban", "islamic-republic", None])),
        "kind": draw(
            st.sampled_from(
                [
                    Kind.CONTROL_CHANGE,
                    Kind.CASUALTIES,
                    Kind.CLASH_OR_ATTACK,
                    Kind.TERRITORY_DENIAL_OR_DISPUTE,
                    Kind.DISPLACEMENT,
                    Kind.CONTROL_STATUS,
                ]
            )
        ),
        "stance": draw(st.sampled_from([Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES])),
        "event": draw(st.sampled_from([f"{first}/{last}", str(last), None])),
        "published": str(last + timedelta(days=draw(st.integers(0, 2)))),
        "place": draw(st.sampled_from(["AF2704", "AF2711"])),
        "level": draw(st.sampled_from([PlaceLevel.DISTRICT, PlaceLevel.DISTRICT, PlaceLevel.PROVINCE])),
        "speaker": draw(st.sampled_from(["Ministry of Defence", "Border Service", None])),
        "side": draw(st.sampled_from([Side.GOVERNMENT, Side.INSURGENT, Side.UNKNOWN])),
        "outlet": draw(st.sampled_from(["A", "B"])),
    }


@st.composite
def claims(draw: st.DrawFn, observe) -> Observation:
    told = observe(**draw(stories()))
    parties = st.sampled_from([None, "taliban", "islamic-republic", "isis"])
    low = draw(st.none() | st.integers(0, 30))
    high = draw(st.none() | st.integers(low or 0, 40))
    claim = msgspec.structs.replace(
        told.claim,
        actor_party=draw(parties),
        target_party=draw(parties),
        quantity=Quantity(low, high, "killed", f"{low}-{high}"),
    )
    return msgspec.structs.replace(told, claim=with_id(claim))


def shape(found: list[Incident]) -> set[tuple[object, ...]]:
    """The incidents without their copies: what each is, and the numbers in it."""
    return {
        (
            *(i.id, i.sort, i.place, i.gains, i.first_day, i.last_day, i.parties),
            *((t.victims, t.measure, t.low, t.best, t.high, len(t.utterances), len(t.opposed)) for t in i.tolls),
        )
        for i in found
    }


@EXAMPLES
@given(data=st.data())
def test_the_order_of_claims_changes_neither_incidents_nor_disputes(theatre, observe, data) -> None:
    told = list({o.claim.id: o for o in data.draw(st.lists(claims(observe), max_size=12))}.values())
    shuffled = data.draw(st.permutations(told))
    assert linked(theatre, *shuffled) == linked(theatre, *told)
    ask = {"as_of": AS_OF, "known_at": KNOWN}
    assert find_disputes(shuffled, theatre, **ask) == find_disputes(told, theatre, **ask)


@EXAMPLES
@given(data=st.data())
def test_a_copy_changes_nothing_but_the_list_of_claims(theatre, observe, data) -> None:
    told = list({o.claim.id: o for o in data.draw(st.lists(claims(observe), min_size=1, max_size=10))}.values())
    original = data.draw(st.sampled_from(told))
    report = msgspec.structs.replace(original.report, id="f" * 32, url="https://example.org/copy")
    copy = msgspec.structs.replace(
        original, claim=with_id(msgspec.structs.replace(original.claim, report_id=report.id)), report=report
    )
    assert shape(linked(theatre, *told, copy)) == shape(linked(theatre, *told))


@EXAMPLES
@given(data=st.data())
def test_no_claim_is_in_two_incidents_and_bounds_are_ordered(theatre, observe, data) -> None:
    told = list({o.claim.id: o for o in data.draw(st.lists(claims(observe), max_size=14))}.values())
    found = linked(theatre, *told)
    members = [link.observation.claim.id for i in found for link in i.links]
    assert len(members) == len(set(members))
    assert len({i.id for i in found}) == len(found)
    for toll in (t for i in found for t in i.tolls):
        numbers = [n for n in (toll.low, toll.best, toll.high) if n is not None]
        assert numbers == sorted(numbers)
        for utterance in toll.utterances:
            assert utterance.low is None or utterance.high is None or utterance.low <= utterance.high


def test_ten_times_the_claims_take_about_ten_times_as_long(theatre, observe) -> None:
    told = [
        observe(
            "taliban", place=f"P{n % 97}", event=str(date(2015, 1, 1) + timedelta(days=n // 7)), speaker=f"S{n}"
        )
        for n in range(10_000)
    ]
    taken = []
    for size in (1_000, 10_000):
        start = time.process_time()
        linked(theatre, *told[:size])
        taken.append(time.process_time() - start)
    assert taken[1] < 40 * taken[0] + 0.2
