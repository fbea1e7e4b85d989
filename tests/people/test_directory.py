from __future__ import annotations

import threading

import pytest

from contested.errors import AccessError, InputError
from contested.people.person import Role, State


def test_nobody_is_there_before_somebody_is_added(people) -> None:
    assert not people.directory.anybody()
    assert people.directory.all() == []
    assert people.audit.newest() == []
    assert people.tokens.all() == []
    with pytest.raises(InputError, match="nobody named"):
        people.directory.give_role("Ada", Role.ADMIN, by="a test")


def test_the_first_person_is_admin_and_the_next_a_reader(people, ada, password) -> None:
    assert ada.role is Role.ADMIN
    assert people.directory.add("Bo Reader", password, None, by="a test").role is Role.READER
    assert people.directory.add("Cy Reviewer", password, Role.REVIEWER, by="a test").role is Role.REVIEWER
    assert [a.name for a in people.directory.all()] == ["Ada Example", "Bo Reader", "Cy Reviewer"]
    assert people.directory.anybody()


@pytest.mark.parametrize(
    "name", ["ada example", "ＡＤＡ　EXAMPLE", "Ada.Example", "Adа Example".replace("а", "á")]
)
def test_a_name_that_is_or_looks_like_anothers_is_refused(people, ada, password, name) -> None:
    with pytest.raises(InputError) as refused:
        people.directory.add(name, password, None, by="a test")
    assert refused.value.code == "people.name-taken"


def test_a_whole_name_in_another_script_that_looks_the_same_is_refused(people, password) -> None:
    people.directory.add("coco", password, None, by="a test")
    with pytest.raises(InputError, match="looks like 'coco'"):
        people.directory.add("сосо", password, None, by="a test")


def test_somebody_is_found_however_the_name_is_typed(people, ada) -> None:
    assert people.directory.named(" ａｄａ   EXAMPLE").id == ada.id


def test_a_removed_person_cannot_come_back_under_any_means(people, ada, password, log_in) -> None:
    people.directory.add("Bo Example", password, Role.REVIEWER, by="a test")
    secret = log_in("Bo Example")
    _, token = people.tokens.add(people.directory.person("Bo Example"), "export", Role.READER, 9, by="a test")
    people.directory.remove("Bo Example", by="Ada Example")
    assert people.sessions.person(secret) is None
    assert people.tokens.person(token) is None
    assert people.directory.named("Bo Example").state is State.REMOVED
    with pytest.raises(AccessError):
        log_in("Bo Example")
    with pytest.raises(InputError, match="taken by somebody who was removed"):
        people.directory.add("bo example", password, None, by="a test")
    with pytest.raises(InputError, match="nobody named"):
        people.directory.enable("Bo Example", by="a test")
    with pytest.raises(InputError, match="nobody named"):
        people.directory.set_password("Bo Example", password, by="a test")


def test_somebody_who_is_disabled_is_out_at_once_and_in_again_when_enabled(people, ada, password, log_in) -> None:
    people.directory.add("Bo Example", password, None, by="a test")
    secret = log_in("Bo Example")
    assert people.sessions.person(secret) is not None
    people.directory.disable("Bo Example", by="Ada Example")
    assert people.sessions.person(secret) is None
    with pytest.raises(AccessError) as refused:
        log_in("Bo Example")
    assert refused.value.code == "people.wrong-login"
    people.directory.enable("Bo Example", by="Ada Example")
    assert people.sessions.person(secret) is None
    assert people.sessions.person(log_in("Bo Example")) is not None


def test_a_new_role_counts_from_the_next_request_on(people, ada, password, log_in) -> None:
    people.directory.add("Bo Example", password, Role.REVIEWER, by="a test")
    secret = log_in("Bo Example")
    people.directory.give_role("Bo Example", Role.READER, by="Ada Example")
    person = people.sessions.person(secret)
    assert person is not None
    assert person.role is Role.READER


def test_a_new_password_ends_every_session(people, ada, log_in) -> None:
    secret = log_in()
    people.directory.set_password("Ada Example", "another four plain words", by="a test")
    assert people.sessions.person(secret) is None
    with pytest.raises(AccessError):
        log_in()
    assert people.sessions.person(log_in(password="another four plain words"))


def test_ones_own_password_is_changed_only_with_the_old_one_and_gives_a_new_session(people, ada, log_in) -> None:
    old, other = log_in(), log_in()
    person = people.sessions.person(old)
    with pytest.raises(AccessError) as refused:
        people.directory.change_own_password(person, "not it", "another four plain words", network="192.0.2.1")
    assert refused.value.code == "people.wrong-password"
    with pytest.raises(InputError):
        people.directory.change_own_password(person, "four plain words here", "short", network="192.0.2.1")
    assert people.sessions.person(old) is not None
    new = people.directory.change_own_password(
        person, "four plain words here", "another four plain words", network="192.0.2.1"
    )
    assert people.sessions.person(old) is None
    assert people.sessions.person(other) is None
    assert people.sessions.person(new).name == "Ada Example"


def test_who_guesses_at_the_old_password_of_an_open_session_has_to_wait(people, ada, log_in) -> None:
    person = people.sessions.person(log_in())
    codes = []
    for _ in range(6):
        with pytest.raises(AccessError) as refused:
            people.directory.change_own_password(
                person, "a guess", "another four plain words", network="192.0.2.1"
            )
        codes.append(refused.value.code)
    assert codes == ["people.wrong-password"] * 5 + ["people.too-many-tries"]
    with pytest.raises(AccessError):
        log_in(network="192.0.2.1")


def test_the_only_admin_stays_admin(people, ada, password) -> None:
    for change in (
        lambda: people.directory.give_role("Ada Example", Role.READER, by="a test"),
        lambda: people.directory.disable("Ada Example", by="a test"),
        lambda: people.directory.remove("Ada Example", by="a test"),
    ):
        with pytest.raises(InputError) as refused:
            change()
        assert refused.value.code == "people.last-admin"
    people.directory.add("Bo Example", password, Role.ADMIN, by="a test")
    people.directory.remove("Ada Example", by="Bo Example")
    with pytest.raises(InputError, match="only admin"):
        people.directory.disable("Bo Example", by="a test")


def test_two_admins_who_remove_each_other_at_once_leave_one(people, ada, password, make_people, url) -> None:
    people.directory.add("Bo Example", password, Role.ADMIN, by="a test")
    other = make_people(url)
    done: list[object] = []

    def remove(by, name) -> None:
        try:
            done.append(by.directory.remove(name, by="a test"))
        except InputError as error:
            done.append(error.code)

    threads = [
        threading.Thread(target=remove, args=(people, "Ada Example")),
        threading.Thread(target=remove, args=(other, "Bo Example")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [d for d in done if isinstance(d, str)] == ["people.last-admin"]
    assert [a.state for a in people.directory.all()].count(State.ACTIVE) == 1


def test_the_same_name_added_by_two_at_once_is_added_once(people, ada, password, make_people, url) -> None:
    other = make_people(url)
    done: list[str] = []

    def add(by) -> None:
        try:
            by.directory.add("Bo Example", password, None, by="a test")
            done.append("added")
        except InputError as error:
            done.append(error.code)

    threads = [threading.Thread(target=add, args=(by,)) for by in (people, other, people, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(done) == ["added"] + ["people.name-taken"] * 3


def test_every_change_is_in_the_audit_log_with_who_and_when(people, ada, password, clock) -> None:
    clock.forward(minutes=1)
    people.directory.add("Bo Example", password, None, by="Ada Example", network="192.0.2.7")
    people.directory.give_role("Bo Example", Role.REVIEWER, by="Ada Example")
    people.directory.give_role("Bo Example", Role.REVIEWER, by="Ada Example")  # changes nothing
    people.directory.disable("Bo Example", by="Ada Example")
    people.directory.enable("Bo Example", by="Ada Example")
    people.directory.set_password("Bo Example", "another four plain words", by="Ada Example")
    people.directory.remove("Bo Example", by="Ada Example")
    told = people.audit.newest(about="Bo Example")
    assert [d.action for d in reversed(told)] == [
        "person.added",
        "person.role",
        "person.disabled",
        "person.enabled",
        "person.password",
        "person.removed",
    ]
    assert {d.actor for d in told} == {"Ada Example"}
    assert told[-1].network == "192.0.2.7"
    assert told[-1].done_at == clock.now
    assert told[-2].detail == "reader to reviewer"


def test_no_password_stands_in_the_database(people, ada, log_in, url) -> None:
    secret = log_in()
    _, token = people.tokens.add(people.directory.person("Ada Example"), "export", Role.READER, 9, by="a test")
    with people.directory._beside.reading() as connection:
        from contested.people.tables import tables

        everything = "".join(
            repr(row) for table in tables.sorted_tables for row in connection.execute(table.select())
        )
    assert "Ada Example" in everything
    for hidden in ("four plain words here", secret, token, token.removeprefix("contested_")):
        assert hidden not in everything
