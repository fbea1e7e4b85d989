"""What a host lets programs read: robots.txt by RFC 9309.

Owns the decision. Invariant: no robots.txt (4xx) allows everything, one that cannot be had (5xx, no answer) allows
nothing; what was read holds for a day, what could not be had for ten minutes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from contested.errors import FileRefused
from contested.intake.fetching.retrieval import Retrieval

_HOLDS_S, _FAILED_HOLDS_S = 24 * 3600.0, 600.0

LARGEST = 512 * 1024
"""Bytes of robots.txt that are read, as the RFC allows."""

_OF_THE_HOST = frozenset({"intake.bad-address", "intake.private-address", "intake.unreachable"})
"""Refusals that would meet any page of the host."""

AGENT = "contested"
"""The name by which robots.txt can speak to this program."""


class Robots:
    """The rules of every host met so far."""

    def __init__(self, get: Callable[[str], Retrieval], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._get = get
        self._clock = clock
        self._rules: dict[str, tuple[float, Any]] = {}

    def allows(self, url: str) -> bool:
        """Whether the host lets this program read the address.

        Raises:
            FileRefused: the host itself may not, or cannot, be asked.
        """
        rules = self._of(url)
        return rules is True or (rules is not False and rules.can_fetch(url, AGENT))

    def delay_s(self, url: str) -> float | None:
        """Seconds that the host asks for between two requests."""
        rules = self._of(url)
        delay = None if isinstance(rules, bool) else rules.crawl_delay(AGENT)
        return float(delay) if delay else None

    def sitemaps(self, url: str) -> list[str]:
        """Addresses of sitemaps that the host names."""
        rules = self._of(url)
        return [] if isinstance(rules, bool) else list(rules.sitemaps)[:50]

    def _of(self, url: str) -> Any:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._rules.get(root, (0.0, None))
        if rules is None or self._clock() >= until:
            rules = self._read(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")))
            self._rules[root] = (self._clock() + (_HOLDS_S if rules is not False else _FAILED_HOLDS_S), rules)
        return rules

    def _read(self, url: str) -> Any:
        from protego import Protego  # noqa: PLC0415 - an extra

        try:
            answer = self._get(url)
        except FileRefused as refusal:
            if refusal.code in _OF_THE_HOST:
                raise
            # One that is too large or endless is no leave to read; one behind too many redirects is none at all.
            return refusal.code == "intake.too-many-redirects"
        if answer.status == 200:
            return Protego.parse(answer.body[:LARGEST].decode("utf-8", "replace"))
        return 400 <= answer.status < 500 and answer.status != 429
