from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.errors import ClaimRefused, InputError
from contested.model.vocabulary import Kind
from contested.picture.service import Picture
from contested.review.choice import Choice, choice_of
from contested.review.weighing import EVER

DAYS = (date(2021, 7, 4), date(2021, 7, 10))


def _picture(ledger, theatre):
    return [Picture(ledger, theatre).control(day, EVER) for day in DAYS]


def _colours(ledger, theatre):
    return [
        [(p.place, p.state, p.party, p.probability, p.grade, p.beliefs) for p in picture.places]
        for picture in _picture(ledger, theatre)
    ]


def _code(call):
    with pytest.raises((InputError, ClaimRefused)) as refused:
        call()
    return refused.value.code


def _rule(review, claim, choice, by="Ann", seen=None, **more):
    return review.carry_out(review.plan(claim, choice, by=by, seen=seen, **more))


@pytest.fixture
def first(review):
    return review.queue()[0].observation.claim


def test_a_ruling_is_a_row_with_who_and_why_and_takes_the_claim_from_the_queue(review, ledger, first):
    ruling = _rule(review, first.id[:10], Choice.REJECT, note="a plan, not an event")
    (kept,) = ledger.rulings(first.id)
    assert (kept.id, kept.reviewer, kept.reason) == (ruling.id, "Ann", "a plan, not an event")
    assert first.id not in {i.observation.claim.id for i in review.queue()}
    assert first.id not in {o.claim.id for o in ledger.observations()}
    ledger.verify()


def test_what_a_plan_foretells_is_what_the_ledger_gives_after_it(review, ledger, afghanistan, first):
    plan = review.plan(first.id, Choice.REJECT, by="Ann", seen=None)
    assert plan.changes
    review.carry_out(plan)
    for change in plan.changes:
        picture = Picture(ledger, afghanistan).control(change.day, EVER)
        now = next(p for p in picture.places if p.place == change.after.place)
        assert (now.state, now.party, now.probability) == (
            change.after.state,
            change.after.party,
            change.after.probability,
        )


def test_planning_records_nothing(review, ledger, first):
    head = ledger.head()
    review.plan(first.id, Choice.AMEND, by="Ann", seen=None, slots={"place": "AF2704"})
    review.see(first.id)
    assert ledger.head() == head


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_ruling_and_its_undoing_leave_the_picture_and_the_queue_as_they_were(review, ledger, afghanistan, data):
    claims = [o.claim for o in ledger.observations()]
    claim = data.draw(st.sampled_from(claims))
    choice = data.draw(st.sampled_from(Choice))
    other = next(c.id for c in claims if c.id != claim.id) if choice is Choice.DUPLICATE else None
    slots = {"place": "AF2704", "holder": "taliban", "actor": "somebody"} if choice is Choice.AMEND else None
    newest = review.see(claim.id).newest
    colours, waiting = _colours(ledger, afghanistan), {o.claim.id for o in ledger.observations()}
    _rule(review, claim.id, choice, seen=newest, other=other, slots=slots)
    review.carry_out(review.plan_undo(claim.id, by="Ben", seen=review.see(claim.id).newest))
    assert _colours(ledger, afghanistan) == colours
    assert {o.claim.id for o in ledger.observations()} == waiting
    assert review.see(claim.id).in_force is None


def test_undone_the_claim_waits_again(review, first):
    _rule(review, first.id, Choice.ACCEPT)
    assert first.id not in {i.observation.claim.id for i in review.queue()}
    review.carry_out(review.plan_undo(first.id, by="Ann", seen=review.see(first.id).newest))
    assert review.queue()[0].observation.claim.id == first.id


def test_undoing_a_second_ruling_puts_the_first_in_force(review, ledger, first):
    one = _rule(review, first.id, Choice.UNVERIFIABLE)
    two = _rule(review, first.id, Choice.REJECT, by="Ben", seen=one.id)
    review.carry_out(review.plan_undo(first.id, by="Ben", seen=two.id))
    seen = review.see(first.id)
    assert seen.in_force == one
    assert choice_of(seen.in_force) is Choice.UNVERIFIABLE
    assert seen.item is not None
    undone = review.plan_undo(first.id, by="Ann", seen=seen.newest)
    review.carry_out(undone)
    assert _code(lambda: review.plan_undo(first.id, by="Ann", seen=review.see(first.id).newest)) == (
        "ruling.nothing-to-undo"
    )


def test_nobody_overrules_what_they_have_not_seen(review, first):
    one = _rule(review, first.id, Choice.REJECT, note="no such place")
    with pytest.raises(InputError) as refused:
        review.plan(first.id, Choice.ACCEPT, by="Ben", seen=None)
    assert refused.value.code == "ruling.overruled"
    assert "Ann rejected it (“no such place”)" in refused.value.message
    assert one.id[:12] in refused.value.remedy
    assert _rule(review, first.id, Choice.ACCEPT, by="Ben", seen=one.id[:12]).after == one.id


def test_of_two_who_look_at_once_the_second_is_told_what_the_first_said(review, ledger, first):
    head_before = len(ledger.rulings())
    anns = review.plan(first.id, Choice.REJECT, by="Ann", seen=None)
    bens = review.plan(first.id, Choice.AMEND, by="Ben", seen=None, slots={"place": "AF2704"})
    review.carry_out(anns)
    with pytest.raises(InputError) as refused:
        review.carry_out(bens)
    assert refused.value.code == "ruling.overruled"
    assert "Ann rejected it" in refused.value.message
    assert len(ledger.rulings()) == head_before + 1
    assert ledger.claim(bens.claim.id) is None


def test_an_amended_claim_stands_in_the_place_of_the_old_one_and_counts_as_seen(review, ledger, first):
    plan = review.plan(
        first.id, Choice.AMEND, by="Ann", seen=None, slots={"event": "2021-07-02", "via": "a radio"}
    )
    review.carry_out(plan)
    standing = {o.claim.id: o.claim for o in ledger.observations()}
    assert first.id not in standing
    amended = standing[plan.claim.id]
    assert (amended.event, amended.via, amended.quote, amended.span) == (
        "2021-07-02",
        "a radio",
        first.quote,
        first.span,
    )
    assert amended.reader == "review/1"
    assert plan.claim.id not in {i.observation.claim.id for i in review.queue()}
    assert _code(lambda: review.plan(first.id, Choice.REJECT, by="Ann", seen=review.see(first.id).newest)) == (
        "ruling.amended-already"
    )
    ledger.verify()


def test_an_amendment_can_be_undone_and_made_again(review, ledger, first):
    slots = {"event": "2021-07-02"}
    amended = None
    for _ in range(2):
        plan = review.plan(first.id, Choice.AMEND, by="Ann", seen=review.see(first.id).newest, slots=slots)
        review.carry_out(plan)
        amended = plan.claim.id
        assert amended in {o.claim.id for o in ledger.observations()}
        review.carry_out(review.plan_undo(first.id, by="Ann", seen=review.see(first.id).newest))
        assert amended not in {o.claim.id for o in ledger.observations()}
    ledger.verify()


def test_an_amendment_whose_claim_was_ruled_on_since_is_not_undone_over_it(review, first):
    plan = review.plan(first.id, Choice.AMEND, by="Ann", seen=None, slots={"event": "2021-07-02"})
    review.carry_out(plan)
    _rule(review, plan.claim.id, Choice.REJECT, by="Ben", seen=review.see(plan.claim.id).newest)
    undo = lambda claim: review.plan_undo(claim, by="Ann", seen=review.see(claim).newest)  # noqa: E731
    assert _code(lambda: undo(first.id)) == "ruling.ruled-since"
    review.carry_out(undo(plan.claim.id))
    assert _code(lambda: undo(plan.claim.id)) == "ruling.came-with-another"
    review.carry_out(undo(first.id))


@pytest.mark.parametrize(
    ("slots", "code"),
    [
        ({}, "ruling.nothing-amended"),
        ({"place": "Nowhere at all"}, "ruling.bad-slot"),
        ({"holder": "martians"}, "ruling.bad-slot"),
        ({"event": "2021-02-31"}, "ruling.bad-slot"),
        ({"quote": "words that are not there"}, "ruling.bad-slot"),
        ({"outcome": "vanishes"}, "ruling.bad-slot"),
        ({"low": "many"}, "ruling.bad-slot"),
        ({"low": "5", "high": "3"}, "claim.bounds-turned-round"),
        ({"via": "nul \0"}, "claim.bad-text"),
    ],
)
def test_an_amendment_passes_the_door_or_is_refused_by_its_slot(review, ledger, first, slots, code):
    head = ledger.head()
    assert _code(lambda: review.plan(first.id, Choice.AMEND, by="Ann", seen=None, slots=slots)) == code
    assert ledger.head() == head


def test_wrong_others_and_names_are_refused(review, ledger, first):
    other = next(o.claim.id for o in ledger.observations() if o.claim.id != first.id)
    plan = lambda choice, **more: lambda: review.plan(first.id, choice, **{"by": "Ann", "seen": None, **more})  # noqa: E731
    assert _code(plan(Choice.DUPLICATE)) == "ruling.other-claim"
    assert _code(plan(Choice.DUPLICATE, other=first.id)) == "ruling.other-claim"
    assert _code(plan(Choice.ACCEPT, other=other)) == "ruling.other-claim"
    assert _code(plan(Choice.ACCEPT, by="  ")) == "ruling.no-name"
    assert _code(plan(Choice.ACCEPT, seen="abcdef123456")) == "ruling.overruled"
    assert _code(lambda: review.plan("ffffffffffff", Choice.ACCEPT, by="Ann", seen=None)) == "ruling.unknown-claim"
    _rule(review, other, Choice.REJECT)
    assert _code(plan(Choice.DUPLICATE, other=other)) == "ruling.duplicate-of-fallen"


def test_a_claim_added_by_hand_colours_the_map_and_counts_as_seen(review, ledger, afghanistan, dispatches):
    name, report = next(iter(dispatches.items()))
    sentence = next(s for s in report.text.split(". ") if report.text.count(s) == 1 and len(s) > 30)
    slots = {
        "place": "AF2704",
        "quote": sentence,
        "holder": "islamic-republic",
        "outcome": "holds",
        "event": "2021-06-01",
        "speaker": "the district chief",
        "speaker_party": "islamic-republic",
    }
    plan = review.plan_claim(name, Kind.CONTROL_STATUS, slots, by="Ann")
    assert any(change.before.place == "AF2704" for change in plan.changes)
    review.carry_out(plan)
    (observed,) = [o for o in ledger.observations() if o.claim.id == plan.claim.id]
    start, end = observed.claim.span
    assert report.text[start:end] == sentence
    assert observed.claim.speaker.side.value == "government"
    assert observed.ruling is not None
    assert _code(lambda: review.plan_claim(name, Kind.CONTROL_STATUS, slots, by="Ann")) == "ruling.claim-exists"
    assert _code(lambda: review.plan_claim(name, Kind.OTHER, {}, by="Ann")) == "ruling.no-words"
    assert _code(lambda: review.plan_claim("no-such.txt", Kind.OTHER, slots, by="Ann")) == "ruling.unknown-report"
    ledger.verify()
