from __future__ import annotations

import pytest

from contested.errors import AccessError
from contested.ledger.opening import open_ledger
from contested.people.sessions import form_token, is_form_token, new_secret


def test_a_session_ends_twelve_hours_after_the_login(people, ada, log_in, clock) -> None:
    secret = log_in()
    for _ in range(11):
        clock.forward(hours=1)
        assert people.sessions.person(secret) is not None
    clock.forward(minutes=59)
    assert people.sessions.person(secret) is not None
    clock.forward(minutes=1)
    assert people.sessions.person(secret) is None


def test_a_session_that_nobody_uses_ends_after_two_hours(people, ada, log_in, clock) -> None:
    secret = log_in()
    clock.forward(hours=1, minutes=59)
    assert people.sessions.person(secret) is not None
    clock.forward(hours=1, minutes=59)
    assert people.sessions.person(secret) is not None
    clock.forward(hours=2, seconds=1)
    assert people.sessions.person(secret) is None


def test_a_page_that_was_left_open_keeps_no_session_alive(people, ada, log_in, clock) -> None:
    secret = log_in()
    for _ in range(3):
        clock.forward(minutes=39)
        assert people.sessions.person(secret, in_use=False) is not None
    clock.forward(minutes=39)
    assert people.sessions.person(secret, in_use=False) is None


@pytest.mark.parametrize("secret", ["", "x", "' OR '1'='1", "x" * 10_000, "\ud800", "é" * 43])
def test_what_is_no_secret_is_nobodys(people, ada, log_in, secret) -> None:
    log_in()
    assert people.sessions.person(secret) is None


def test_a_secret_that_nobody_gave_out_is_nobodys(people, ada, log_in) -> None:
    log_in()
    assert people.sessions.person(new_secret()) is None


def test_a_session_is_known_to_another_process(people, ada, log_in, make_people, url) -> None:
    secret = log_in()
    assert make_people(url).sessions.person(secret).name == "Ada Example"


def test_ended_sessions_are_removed_at_the_next_login(people, ada, log_in, clock) -> None:
    log_in()
    clock.forward(hours=13)
    log_in()
    from contested.people.tables import sessions

    with people.sessions._beside.reading() as connection:
        assert len(connection.execute(sessions.select()).all()) == 1


def test_a_busy_ledger_keeps_nobody_from_reading(people, ada, log_in, clock, url) -> None:
    secret = log_in()
    clock.forward(minutes=30)  # so that the session wants to note that it was seen
    import time

    with open_ledger(url) as writer, writer.batch(), writer._writing():
        began = time.perf_counter()
        assert people.sessions.person(secret) is not None
        assert time.perf_counter() - began < 1


def test_a_form_token_is_of_one_session_and_does_not_tell_its_secret() -> None:
    one, other = new_secret(), new_secret()
    assert is_form_token(one, form_token(one))
    assert not is_form_token(other, form_token(one))
    assert one not in form_token(one)
    for given in ("", "x", form_token(one)[:-1], form_token(one) + "x", "\ud800"):
        assert not is_form_token(one, given)


def test_a_session_is_not_begun_by_who_may_not_log_in(people, ada, log_in) -> None:
    with pytest.raises(AccessError):
        log_in(password="not the one at all")
    from contested.people.tables import sessions

    with people.sessions._beside.reading() as connection:
        assert connection.execute(sessions.select()).all() == []
