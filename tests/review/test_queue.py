from __future__ import annotations

import random

from contested.assessment.control import assess_control
from contested.bootstrap import review as wired
from contested.review.choice import Choice
from contested.review.queue import queue
from contested.review.weighing import EVER, Weighing


def test_every_claim_that_nobody_ruled_on_waits_once(review, ledger):
    items = review.queue()
    assert sorted(i.observation.claim.id for i in items) == sorted(o.claim.id for o in ledger.observations())


def test_the_queue_is_the_same_whatever_the_order_of_the_claims(review, ledger, afghanistan):
    asked = review.queue()
    for seed in range(2):
        shuffled = ledger.observations()
        random.Random(seed).shuffle(shuffled)
        again = queue(shuffled, Weighing(shuffled, afghanistan))
        assert [(i.observation.claim.id, i.points) for i in again] == [
            (i.observation.claim.id, i.points) for i in asked
        ]


def test_a_second_service_over_the_same_ledger_gives_the_same_queue(review, ledger, afghanistan):
    assert wired(ledger, afghanistan).queue() == review.queue()


def test_points_fall_along_the_queue_and_are_the_sum_of_readable_reasons(review):
    items = review.queue()
    assert [i.points for i in items] == sorted((i.points for i in items), reverse=True)
    for item in items:
        assert abs(item.points - sum(r.points for r in item.reasons)) < 1e-6
        assert all(reason.detail and reason.points > 0 for reason in item.reasons)


def test_the_first_item_decides_a_district_and_its_rejection_changes_the_map(review, ledger, afghanistan):
    first = review.queue()[0]
    assert {"map", "decides"} <= {reason.name for reason in first.reasons}
    change = first.changes[0]
    rest = [o for o in ledger.observations() if o.claim.id != first.observation.claim.id]
    picture = assess_control(rest, afghanistan, as_of=change.day, known_at=EVER)
    after = next(place for place in picture.places if place.place == change.after.place)
    assert (after.state, after.party, after.probability) == (
        change.after.state,
        change.after.party,
        change.after.probability,
    )
    assert (after.state, after.party) != (change.before.state, change.before.party) or change.moved > 0


def test_a_claim_about_control_without_a_place_says_so(review, ledger):
    open_ = [i for i in review.queue() if any(reason.name == "place" for reason in i.reasons)]
    for item in open_:
        claim = item.observation.claim
        assert not claim.places or any(place.id is None for place in claim.places)


def test_a_place_narrows_the_queue(review):
    items = review.queue("AF2704")
    assert items
    assert all(any(p.id == "AF2704" for p in i.observation.claim.places) for i in items)


def test_after_rulings_the_queue_is_what_it_would_be_from_the_beginning(review, ledger, afghanistan):
    for number, choice in enumerate((Choice.REJECT, Choice.ACCEPT, Choice.AMEND, Choice.REJECT)):
        claim = review.queue()[number * 3].observation.claim
        slots = {"place": "AF2704", "event": "2021-07-03"} if choice is Choice.AMEND else None
        review.carry_out(review.plan(claim.id, choice, by="Ann", seen=None, slots=slots))
        assert review.queue() == wired(ledger, afghanistan).queue()
    ruled = ledger.rulings()[0].claim_id
    review.carry_out(review.plan_undo(ruled, by="Ann", seen=ledger.rulings(ruled)[-1].id))
    assert review.queue() == wired(ledger, afghanistan).queue()
