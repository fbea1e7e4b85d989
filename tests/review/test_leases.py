"""Leases: one person a claim, for a time, over every server of one ledger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contested.errors import LedgerBusy
from contested.review.leases import LASTS, Leases


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def leases(ledger, clock) -> Leases:
    return Leases(ledger, clock=clock)


def test_a_claim_is_leased_to_one_person_and_renewed_by_looking(leases, clock):
    assert leases.all() == {}
    taken = leases.take("c1", "Ann")
    assert (taken.person, taken.until) == ("Ann", clock.now + LASTS)
    clock.now += timedelta(minutes=10)
    assert leases.take("c1", "Bo").person == "Ann"
    assert leases.take("c1", "Ann").until == clock.now + LASTS
    assert {claim: lease.person for claim, lease in leases.all().items()} == {"c1": "Ann"}


def test_a_lease_ends_by_itself_by_being_given_back_or_by_being_taken_over(leases, clock):
    leases.take("c1", "Ann")
    clock.now += LASTS + timedelta(seconds=1)
    assert leases.all() == {}
    assert leases.take("c1", "Bo").person == "Bo"
    leases.give_back("c1", "Ann")
    assert leases.all()["c1"].person == "Bo"
    leases.give_back("c1", "Bo")
    assert leases.all() == {}
    leases.take("c1", "Ann")
    assert leases.take("c1", "Bo", over=True).person == "Bo"


def test_two_servers_of_one_ledger_share_their_leases(ledger, clock):
    one, other = Leases(ledger, clock=clock), Leases(ledger, clock=clock)
    one.take("c1", "Ann")
    assert other.take("c1", "Bo").person == "Ann"


def test_leases_are_no_part_of_the_ledger(ledger, leases):
    head, told = ledger.head(), list(ledger.dump())
    leases.take("c1", "Ann")
    assert ledger.head() == head
    assert list(ledger.dump()) == told
    ledger.verify()


def test_a_lease_waits_for_no_other_writer(ledger, leases):
    leases.take("c1", "Ann")
    with ledger.batch(), pytest.raises(LedgerBusy):
        Leases(ledger).take("c2", "Ann")
    assert leases.take("c2", "Ann").person == "Ann"
