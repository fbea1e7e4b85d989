from __future__ import annotations

import threading
import time

import pytest

from contested.errors import AccessError
from contested.people import tries
from contested.people.passwords import Passwords


def fail(people, name="Ada Example", network="192.0.2.9", password="not the one at all") -> str:
    with pytest.raises(AccessError) as refused:
        people.login.log_in(name, password, network=network)
    return refused.value.code


def test_nobody_can_log_in_before_somebody_is_added(people) -> None:
    with pytest.raises(AccessError) as refused:
        people.login.log_in("Ada", "x", network="192.0.2.1")
    assert refused.value.code == "people.nobody-yet"
    assert "contested user add" in refused.value.remedy


def test_a_login_gives_a_session_that_is_never_the_same(people, ada, log_in) -> None:
    one, other = log_in(), log_in("ADA  example")
    assert one != other
    assert people.sessions.person(one) == people.sessions.person(other)
    assert people.directory.named("Ada Example").logged_in_at is not None


@pytest.mark.parametrize(
    "name", ["Nobody Here", "", "x' OR '1'='1", "a\x00b", "z" * 100_000, "\ud800", "Ada Exаmple"]
)
def test_an_unknown_name_is_answered_as_a_wrong_password_is(people, ada, name) -> None:
    if "\x00" not in name:
        wrong = _told(people, "Ada Example")
        assert _told(people, name) == wrong


def _told(people, name) -> tuple[str, str, str]:
    with pytest.raises(AccessError) as refused:
        people.login.log_in(name, "not the one at all", network="192.0.2.9")
    return refused.value.code, refused.value.message, refused.value.remedy


def test_known_and_unknown_names_take_as_long(make_people, url, password) -> None:
    people = make_people(url, passwords=Passwords(2, 8192, 1))
    people.directory.add("Ada Example", password, None, by="a test")

    def cost(name: str, n: int) -> float:
        began = time.perf_counter()
        fail(people, name, network=f"192.0.{n}.1")
        return time.perf_counter() - began

    known = sorted(cost("Ada Example", n) for n in range(5))[2]
    unknown = sorted(cost("Nobody Here", n + 10) for n in range(5))[2]
    assert 0.5 < known / unknown < 2


def test_after_five_failures_a_name_has_to_wait_even_with_the_right_password(people, ada, clock, password) -> None:
    codes = [fail(people, network=f"192.0.2.{n}") for n in range(6)]
    assert codes == ["people.wrong-login"] * 5 + ["people.too-many-tries"]
    with pytest.raises(AccessError) as refused:
        people.login.log_in("Ada Example", password, network="198.51.100.1")
    assert refused.value.wait_s == 15 * 60
    clock.forward(minutes=14)
    assert fail(people) == "people.too-many-tries"
    clock.forward(minutes=1, seconds=1)
    assert people.login.log_in("Ada Example", password, network="198.51.100.1")


def test_an_unknown_name_has_to_wait_as_a_known_one(people, ada) -> None:
    codes = [fail(people, "Nobody Here", network=f"192.0.2.{n}") for n in range(6)]
    assert codes == ["people.wrong-login"] * 5 + ["people.too-many-tries"]


def test_a_name_typed_in_other_ways_is_counted_as_one(people, ada) -> None:
    typed = ["Ada Example", "ADA EXAMPLE", "ａｄａ example", " ada  example", "ada example"]
    for n, name in enumerate(typed):
        assert fail(people, name, network=f"192.0.2.{n}") == "people.wrong-login"
    assert fail(people, "aDa Example", network="192.0.2.200") == "people.too-many-tries"


def test_a_network_that_tries_many_names_has_to_wait(people, ada, password) -> None:
    codes = [fail(people, f"Name Number {'x' * n}") for n in range(21)]
    assert codes == ["people.wrong-login"] * 20 + ["people.too-many-tries"]
    assert people.login.log_in("Ada Example", password, network="198.51.100.1")


def test_who_logged_in_from_a_network_is_not_locked_out_by_others(people, ada, log_in, clock) -> None:
    log_in(network="198.51.100.1")
    for n in range(6):
        fail(people, network=f"192.0.2.{n}")
    assert fail(people, network="203.0.113.5") == "people.too-many-tries"
    assert log_in(network="198.51.100.1")
    for _ in range(5):
        assert fail(people, network="198.51.100.1") == "people.wrong-login"
    assert fail(people, network="198.51.100.1") == "people.too-many-tries"


def test_a_login_that_succeeds_forgets_the_slips_before_it(people, ada, log_in) -> None:
    for _ in range(3):
        for _ in range(4):
            assert fail(people, network="198.51.100.1") == "people.wrong-login"
        assert log_in(network="198.51.100.1")


def test_one_good_account_does_not_wash_a_network_clean(people, ada, log_in) -> None:
    for n in range(20):
        fail(people, f"Other {'y' * n}", network="192.0.2.66")
        if n % 4 == 3 and n < 19:
            log_in(network="192.0.2.66")
    with pytest.raises(AccessError):
        log_in(network="192.0.2.66")


def test_tries_are_counted_over_a_restart_and_by_all_processes(people, ada, make_people, url) -> None:
    other = make_people(url)
    for n in range(5):
        fail(people if n % 2 else other, network=f"192.0.2.{n}")
    assert fail(make_people(url), network="192.0.2.77") == "people.too-many-tries"


def test_many_at_once_are_no_way_around(people, ada, make_people, url) -> None:
    codes: list[str] = []
    others = [people, make_people(url)]

    def guess(n: int) -> None:
        codes.append(fail(others[n % 2], network=f"192.0.2.{n}"))

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(codes) == 8
    assert codes.count("people.wrong-login") <= 5


def test_a_login_that_was_put_off_is_not_counted_as_a_failure(make_people, url, password) -> None:
    class Busy(Passwords):
        busy = False

        def fits(self, kept, given):
            if self.busy:
                raise AccessError("busy", code="people.busy", remedy="wait")
            return super().fits(kept, given)

    busy = Busy(1, 8, 1)
    people = make_people(url, passwords=busy)
    people.directory.add("Ada Example", password, None, by="a test")
    busy.busy = True
    for _ in range(6):
        assert fail(people, password=password) == "people.busy"
    busy.busy = False
    assert people.login.log_in("Ada Example", password, network="192.0.2.9")


def test_old_tries_are_removed(people, ada, clock) -> None:
    fail(people)
    clock.forward(days=1)
    fail(people, "Somebody Else")
    with people.login._beside.reading() as connection:
        assert len(connection.execute(tries.tries.select()).all()) == 1


def test_somebody_removed_while_the_password_was_compared_is_not_let_in(make_people, url, password) -> None:
    class Slow(Passwords):
        """Removes the person in the middle of the comparison."""

        def fits(self, kept, given):
            people.directory.remove("Bo Example", by="a test")
            return super().fits(kept, given)

    people = make_people(url, passwords=Slow(1, 8, 1))
    people.directory.add("Ada Example", password, None, by="a test")
    people.directory.add("Bo Example", password, None, by="a test")
    assert fail(people, "Bo Example", password=password) == "people.wrong-login"


def test_a_hash_of_old_costs_is_made_anew_at_a_login(people, ada, make_people, url, password) -> None:
    newer = make_people(url, passwords=Passwords(2, 16, 1))
    newer.login.log_in("Ada Example", password, network="192.0.2.1")
    assert not newer.directory._passwords.outdated(_kept(newer))
    assert newer.login.log_in("Ada Example", password, network="192.0.2.1")


def _kept(people) -> str:
    from contested.people.tables import people as rows

    with people.login._beside.reading() as connection:
        return connection.execute(rows.select()).one().password


def test_logins_are_in_the_audit_log_but_not_names_that_are_nobodys(people, ada, log_in) -> None:
    log_in()
    fail(people)
    fail(people, "hunter2 typed in the wrong field")
    told = people.audit.newest()
    assert [(d.action, d.subject) for d in told][:2] == [
        ("login.failed", "Ada Example"),
        ("login.succeeded", "Ada Example"),
    ]
    assert "hunter2" not in repr(told)


def test_logging_out_ends_the_session_and_no_other(people, ada, log_in) -> None:
    one, other = log_in(), log_in()
    people.login.log_out(one, people.sessions.person(one), network="192.0.2.1")
    assert people.sessions.person(one) is None
    assert people.sessions.person(other) is not None
    assert people.audit.newest()[0].action == "login.ended"
