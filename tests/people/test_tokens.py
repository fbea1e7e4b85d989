from __future__ import annotations

import pytest

from contested.errors import AccessError, InputError
from contested.people.person import Role


@pytest.fixture
def bo(people, ada, password):
    people.directory.add("Bo Example", password, Role.REVIEWER, by="a test")
    return people.directory.person("Bo Example")


def test_a_token_asks_in_its_persons_name_with_its_own_role(people, bo) -> None:
    made, secret = people.tokens.add(bo, "nightly export", Role.READER, 30, by="Bo Example")
    person = people.tokens.person(secret)
    assert (person.name, person.role, person.by) == ("Bo Example", Role.READER, "token")
    assert secret.startswith("contested_")
    assert people.tokens.all(bo.id)[0].id == made.id


def test_a_token_may_do_no_more_than_its_person_may_now(people, bo) -> None:
    _, secret = people.tokens.add(bo, "rulings", Role.REVIEWER, 30, by="Bo Example")
    people.directory.give_role("Bo Example", Role.READER, by="Ada Example")
    assert people.tokens.person(secret).role is Role.READER
    people.directory.give_role("Bo Example", Role.ADMIN, by="Ada Example")
    assert people.tokens.person(secret).role is Role.REVIEWER
    with pytest.raises(AccessError) as refused:
        people.tokens.add(bo, "too much", Role.ADMIN, 30, by="Bo Example")
    assert refused.value.code == "people.no-right"


def test_a_token_ends_on_its_day(people, bo, clock) -> None:
    _, secret = people.tokens.add(bo, "short", Role.READER, 1, by="Bo Example")
    clock.forward(hours=23, minutes=59)
    assert people.tokens.person(secret) is not None
    clock.forward(minutes=1)
    assert people.tokens.person(secret) is None


def test_a_revoked_token_is_refused_at_once(people, bo) -> None:
    made, secret = people.tokens.add(bo, "short", Role.READER, 1, by="Bo Example")
    people.tokens.revoke(made.id, by="Ada Example")
    people.tokens.revoke(made.id, by="Ada Example")
    assert people.tokens.person(secret) is None
    assert [d.action for d in people.audit.newest()].count("token.revoked") == 1


def test_nobody_revokes_anothers_token_as_their_own(people, bo, ada) -> None:
    made, secret = people.tokens.add(bo, "mine", Role.READER, 1, by="Bo Example")
    with pytest.raises(InputError) as refused:
        people.tokens.revoke(made.id, by="Ada Example", owner_id=ada.id)
    assert refused.value.code == "people.no-token"
    assert people.tokens.person(secret) is not None


def test_tokens_end_for_good_with_their_person(people, bo) -> None:
    _, secret = people.tokens.add(bo, "mine", Role.READER, 1, by="Bo Example")
    people.directory.disable("Bo Example", by="Ada Example")
    assert people.tokens.person(secret) is None
    people.directory.enable("Bo Example", by="Ada Example")
    assert people.tokens.person(secret) is None


@pytest.mark.parametrize("days", [0, -1, 367, 10**9])
def test_a_token_lasts_a_year_at_most(people, bo, days) -> None:
    with pytest.raises(InputError) as refused:
        people.tokens.add(bo, "mine", Role.READER, days, by="Bo Example")
    assert refused.value.code == "people.bad-days"


@pytest.mark.parametrize("label", ["", "  ", "x" * 81, "a\x1b[31m", "a\x00b"])
def test_a_label_can_be_read(people, bo, label) -> None:
    with pytest.raises(InputError) as refused:
        people.tokens.add(bo, label, Role.READER, 1, by="Bo Example")
    assert refused.value.code == "people.bad-label"


def test_fifty_tokens_are_enough(people, bo) -> None:
    for n in range(50):
        people.tokens.add(bo, f"number {n}", Role.READER, 1, by="Bo Example")
    with pytest.raises(InputError) as refused:
        people.tokens.add(bo, "one more", Role.READER, 1, by="Bo Example")
    assert refused.value.code == "people.too-many-tokens"


@pytest.mark.parametrize("secret", ["", "contested_", "contested_' OR 1=1", "x", "contested_\ud800", "é"])
def test_what_is_no_token_is_nobodys(people, bo, secret) -> None:
    people.tokens.add(bo, "mine", Role.READER, 1, by="Bo Example")
    assert people.tokens.person(secret) is None


def test_when_a_token_was_used_is_kept_to_the_hour(people, bo, clock) -> None:
    _, secret = people.tokens.add(bo, "mine", Role.READER, 1, by="Bo Example")
    assert people.tokens.all()[0].used_at is None
    first = clock.now
    people.tokens.person(secret)
    clock.forward(minutes=30)
    people.tokens.person(secret)
    assert people.tokens.all()[0].used_at == first
    clock.forward(minutes=31)
    people.tokens.person(secret)
    assert people.tokens.all()[0].used_at == clock.now
