"""Passwords: which are taken, how they are kept (argon2id), and how one is compared.

Owns the hashing. Must never keep, print or log a password. Invariant: comparing costs the same whether there is
anything to compare with or not, and no more than a few are compared at a time, because each takes memory.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from contested.errors import AccessError, InputError, SettingsError
from contested.people import names

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST_BYTES = 1024
_AT_ONCE = 2
_WAITING = 8


def check_new(password: str, name: str) -> None:
    """See that a password may be taken: length is what counts.

    Raises:
        InputError: people.bad-password.
    """
    told = unicodedata.normalize("NFKC", password)
    why = None
    if len(told) < SHORTEST:
        why = f"has {len(told)} characters"
    elif len(told.encode(errors="surrogatepass")) > LONGEST_BYTES:
        why = f"has more than {LONGEST_BYTES} bytes"
    elif len(set(told)) < 5:
        why = "is made of fewer than 5 different characters"
    elif names.key(name) in told.casefold() and len(told) < SHORTEST + len(name):
        why = "is little more than the name"
    elif any(0xD800 <= ord(character) < 0xE000 for character in told):
        why = "holds half of a surrogate pair, which is no character"
    if why:
        raise InputError(
            f"The password {why}",
            code="people.bad-password",
            remedy=f"Take {SHORTEST} characters or more: four words that do not belong together are good.",
        )


class Passwords:
    """Argon2id with the costs of RFC 9106's second choice, 64 MiB; less in tests.

    Args:
        passes: Over the memory.
        memory_kib: Taken while one is hashed.
        lanes: Threads that it may be worked out on.
    """

    def __init__(self, passes: int = 3, memory_kib: int = 65_536, lanes: int = 4) -> None:
        self._costs = passes, memory_kib, lanes
        self._hasher: PasswordHasher | None = None
        self._nobodys = ""
        self._lock = threading.Lock()
        self._working = threading.Semaphore(_AT_ONCE)
        self._waiting = threading.Semaphore(_WAITING)

    def hash(self, password: str) -> str:
        """A password as it is kept, with its salt and costs."""
        hasher = self._ready()
        with self._in_turn():
            return hasher.hash(_bytes(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one that was kept; with nothing kept, False after as much work.

        Raises:
            AccessError: people.busy where too many wait already.
        """
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - an extra

        hasher = self._ready()
        given = _bytes(password)
        whole = len(given) <= LONGEST_BYTES
        with self._in_turn():
            try:
                hasher.verify(kept or self._nobodys, given[:LONGEST_BYTES])
            except (VerificationError, InvalidHashError):
                return False
        return whole and kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether what was kept was made at other costs than those of today."""
        return self._ready().check_needs_rehash(kept)

    def _ready(self) -> PasswordHasher:
        with self._lock:
            if self._hasher is None:
                try:
                    from argon2 import PasswordHasher  # noqa: PLC0415 - an extra
                except ImportError as error:
                    raise SettingsError(
                        "People need argon2-cffi, which is not installed",
                        code="people.no-argon2",
                        remedy='Install it: pip install "contested[web]".',
                    ) from error
                self._hasher = PasswordHasher(*self._costs)
                self._nobodys = self._hasher.hash("nobody's")
            return self._hasher

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._waiting.acquire(blocking=False):
            raise AccessError(
                "Too many log in at this moment",
                code="people.busy",
                remedy="Try again in a few seconds.",
                wait_s=3,
            )
        try:
            with self._working:
                yield
        finally:
            self._waiting.release()


def _bytes(password: str) -> bytes:
    """One sequence of bytes for every way of typing a password."""
    return unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")
