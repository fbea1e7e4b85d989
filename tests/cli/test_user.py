"""``contested user``, ``token`` and ``audit``, as one types them."""

from __future__ import annotations

import io
import json
import re
import sys

import pytest

PASSWORD = "four plain words here"


@pytest.fixture
def typed(contested, monkeypatch):
    """Runs a command with a line on standard input."""

    def run(*words: object, given: str = ""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        return contested(*words)

    return run


@pytest.fixture
def ada(contested, typed):
    assert contested("ledger", "init").code == 0
    told = typed("user", "add", "Ada Example", "--password-stdin", given=f"{PASSWORD}\n")
    assert (told.code, told.out) == (0, "Ada Example: admin\n"), told.err


def test_the_first_person_is_admin_and_others_are_what_is_said(ada, typed):
    assert typed("user", "add", "Bo Example", "--password-stdin", given=PASSWORD).out == "Bo Example: reader\n"
    told = typed("user", "add", "Cy Example", "--role", "reviewer", "--generate")
    assert re.fullmatch(r"Cy Example: reviewer\npassword: (\w{5}-){3}\w{5}\n", told.out)
    listed = typed("user", "list").lines
    assert [(p["name"], p["role"], p["state"]) for p in listed] == [
        ("Ada Example", "admin", "active"),
        ("Bo Example", "reader", "active"),
        ("Cy Example", "reviewer", "active"),
    ]
    assert "argon2" not in typed("user", "list").out
    assert "Ada Example" in typed("user", "list", "--format", "table").out


def test_without_a_terminal_and_without_a_password_nobody_is_added(ada, typed):
    told = typed("user", "add", "Bo Example")
    assert told.code == 4
    assert "people.no-password" in told.err
    assert "--password-stdin" in told.err
    assert len(typed("user", "list").lines) == 1


@pytest.mark.parametrize(
    ("words", "given", "code"),
    [
        (("user", "add", "ada example"), PASSWORD, "people.name-taken"),
        (("user", "add", "Robert'); DROP TABLE people;--"), PASSWORD, "people.bad-name"),
        (("user", "add", "Bo Example"), "short", "people.bad-password"),
        (("user", "add", "Bo Example"), "", "people.bad-password"),
        (("user", "password", "Nobody Here"), PASSWORD, "people.unknown"),
        (("user", "password", "\udcff"), PASSWORD, "people.unknown"),
        (("user", "add", "\udcff\udcff"), PASSWORD, "people.bad-name"),
    ],
)
def test_what_cannot_be_is_a_clear_error(ada, typed, words, given, code):
    told = typed(*words, "--password-stdin", given=given)
    assert told.code == 4
    assert code in told.err
    assert told.out == ""


def test_on_a_terminal_the_password_is_asked_for_twice_and_not_shown(ada, tmp_path):
    import os
    import pty
    import select
    import subprocess

    here, there = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "contested", "user", "add", "Bo Example"],
        stdin=there,
        stdout=there,
        stderr=there,
        start_new_session=True,
    )
    os.close(there)
    seen = b""
    typed_in = 0
    try:
        while select.select([here], [], [], 60)[0] and (chunk := os.read(here, 1000)):
            seen += chunk
            asked = seen.count(b"Password: ") + seen.count(b"confirmation: ")
            if asked > typed_in:
                typed_in = asked
                os.write(here, f"{PASSWORD}\n".encode())
    except OSError:  # the other end is closed
        pass
    os.close(here)
    assert program.wait(20) == 0, seen
    assert b"Bo Example: reader" in seen
    assert PASSWORD.encode() not in seen


def test_people_need_a_ledger_that_is_there(typed):
    told = typed("user", "add", "Ada Example", "--generate")
    assert told.code == 5
    assert "ledger.missing" in told.err
    assert "ledger init" in told.err


def test_a_person_is_changed_disabled_enabled_and_removed(ada, typed):
    typed("user", "add", "Bo Example", "--generate")
    assert typed("user", "role", "bo example", "reviewer").out == "Bo Example: reviewer, active\n"
    assert typed("user", "disable", "Bo Example").out == "Bo Example: reviewer, disabled\n"
    assert typed("user", "enable", "Bo Example").out == "Bo Example: reviewer, active\n"
    assert typed("user", "remove", "Bo Example").out == "Bo Example: removed\n"
    assert "people.unknown" in typed("user", "enable", "Bo Example").err
    assert "people.last-admin" in typed("user", "remove", "Ada Example").err
    assert typed("user", "role", "Ada Example", "emperor").code == 2


def test_a_new_password_is_taken_or_made_up(ada, typed):
    assert typed("user", "password", "Ada Example", "--password-stdin", given="some other words here\n").code == 0
    told = typed("user", "password", "Ada Example", "--generate")
    assert re.fullmatch(r"Ada Example: new password\npassword: \S{23}\n", told.out)


def test_a_token_is_printed_once_and_revoked_by_its_id(ada, typed):
    told = typed("token", "add", "ada example", "--label", "nightly export", "--role", "reviewer", "--days", "30")
    first, secret = told.out.splitlines()
    assert re.fullmatch(r"contested_[\w-]{43}", secret)
    assert first.startswith("token ")
    (listed,) = typed("token", "list", "--of", "Ada Example").lines
    assert (listed["label"], listed["role"], listed["revoked_at"]) == ("nightly export", "reviewer", None)
    assert secret not in json.dumps(listed)
    assert typed("token", "revoke", listed["token"]).out == f"token {listed['token']} of Ada Example: revoked\n"
    assert "revoked" in typed("token", "list", "--format", "table").out
    assert "people.no-token" in typed("token", "revoke", "nothing").err
    assert "people.bad-days" in typed("token", "add", "Ada Example", "--label", "x", "--days", "1000").err
    assert "people.unknown" in typed("token", "add", "Nobody Here", "--label", "x").err


def test_a_token_does_no_more_than_its_person(ada, typed):
    typed("user", "add", "Bo Example", "--generate")
    told = typed("token", "add", "Bo Example", "--label", "x", "--role", "admin")
    assert told.code == 4
    assert "people.no-right" in told.err


def test_the_audit_log_says_who_did_what(ada, typed):
    typed("user", "add", "Bo Example", "--generate")
    typed("user", "remove", "Bo Example")
    lines = typed("audit").lines
    assert [(d["action"], d["subject"]) for d in lines] == [
        ("person.removed", "Bo Example"),
        ("person.added", "Bo Example"),
        ("person.added", "Ada Example"),
    ]
    assert all(d["actor"].startswith("command line") for d in lines)
    assert len(typed("audit", "--about", "Ada Example").lines) == 1
    assert len(typed("audit", "--limit", "2").lines) == 2
    assert "person.removed" in typed("audit", "--format", "table").out
    assert typed("audit", "--about", "\udcff").out == ""


def test_lists_of_nothing_say_what_to_do(contested, typed):
    assert contested("ledger", "init").code == 0
    for words in (("user", "list"), ("token", "list"), ("audit",)):
        assert typed(*words).out == ""
        told = typed(*words, "--format", "table").out
        assert "contested" in told


def test_people_are_in_no_dump_and_change_no_figure(contested, typed):
    assert contested("ledger", "init").code == 0
    before = contested("ledger", "dump").out, contested("ledger", "info").out
    typed("user", "add", "Ada Example", "--generate")
    assert (contested("ledger", "dump").out, contested("ledger", "info").out) == before
    assert contested("ledger", "verify").code == 0
    assert contested("ledger", "migrate").code == 0
    assert len(typed("user", "list").lines) == 1
