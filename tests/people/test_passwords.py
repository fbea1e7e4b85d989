from __future__ import annotations

import sys
import threading
import time

import pytest

from contested.errors import AccessError, InputError, SettingsError
from contested.people.passwords import Passwords, check_new


@pytest.fixture
def kept() -> Passwords:
    return Passwords(1, 8, 1)


def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own(kept: Passwords) -> None:
    one, other = kept.hash("four plain words here"), kept.hash("four plain words here")
    assert one.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert one != other
    assert kept.fits(one, "four plain words here")
    assert not kept.fits(one, "four plain words her")


def test_the_costs_are_those_of_rfc_9106(kept: Passwords) -> None:
    assert Passwords().hash("four plain words here").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_one_password_typed_in_two_ways_fits(kept: Passwords) -> None:
    assert kept.fits(kept.hash("e\u0301e\u0301 four words"), "éé four words")


def test_nothing_fits_nobody_and_it_costs_as_much(kept: Passwords) -> None:
    slower = Passwords(2, 8192, 1)
    mine = slower.hash("four plain words here")

    def cost(stored: str | None) -> float:
        began = time.perf_counter()
        assert not slower.fits(stored, "something else here")
        return time.perf_counter() - began

    known, unknown = (sorted(cost(stored) for _ in range(15))[3] for stored in (mine, None))
    assert not kept.fits(None, "nobody's")
    assert 0.5 < known / unknown < 2


@pytest.mark.parametrize("stored", ["", "no hash", "$argon2id$v=19$m=8,t=1,p=1$x$y"])
def test_what_is_no_hash_fits_nothing(kept: Passwords, stored: str) -> None:
    assert not kept.fits(stored, "four plain words here")


def test_a_password_of_a_megabyte_is_not_hashed_whole(kept: Passwords) -> None:
    long = "x" * 1_000_000
    assert not kept.fits(kept.hash(long[:1024]), long)


def test_a_hash_of_other_costs_is_outdated(kept: Passwords) -> None:
    mine = kept.hash("four plain words here")
    assert not kept.outdated(mine)
    assert Passwords(2, 8, 1).outdated(mine)
    assert Passwords(2, 8, 1).fits(mine, "four plain words here")


@pytest.mark.parametrize(
    "password",
    ["short", "x" * 2000, "aaaaaaaaaaaaaaaa", "abababababababab", "Ada Example 1", "with half \ud800 a pair"],
)
def test_a_poor_password_is_refused_without_being_repeated(password: str) -> None:
    with pytest.raises(InputError) as refused:
        check_new(password, "Ada Example")
    assert refused.value.code == "people.bad-password"
    assert password not in str(refused.value)


@pytest.mark.parametrize("password", ["four plain words here", "пароль из четырёх слов", "xK9#mQ2$vL5!"])
def test_a_good_password_is_taken(password: str) -> None:
    check_new(password, "Ada Example")


def test_without_argon2_it_is_said_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "argon2", None)
    with pytest.raises(SettingsError) as refused:
        Passwords(1, 8, 1).hash("four plain words here")
    assert refused.value.code == "people.no-argon2"
    assert "contested[web]" in refused.value.remedy


def test_when_too_many_wait_one_more_is_told_to_come_back() -> None:
    kept = Passwords(1, 8, 1)
    kept.hash("first, to be ready")
    for _ in range(2):
        kept._working.acquire()  # as if two were being compared
    waiting = [threading.Thread(target=kept.fits, args=(None, "word"), daemon=True) for _ in range(8)]
    for thread in waiting:
        thread.start()
    for _ in range(200):
        if kept._waiting._value == 0:
            break
        time.sleep(0.01)
    with pytest.raises(AccessError) as refused:
        kept.fits(None, "word")
    assert refused.value.code == "people.busy"
    for _ in range(2):
        kept._working.release()
    for thread in waiting:
        thread.join(10)
    assert not kept.fits(None, "word")
