"""How often one host is asked.

Owns the waiting. Invariant: two requests to one host begin at least the interval apart, whoever asks; different
hosts do not wait for each other.
"""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST_DELAY_S = 30.0
"""A host that asks for more than this between two requests is still asked this often."""


class Pace:
    """Waits before a request where its host was asked just now."""

    def __init__(
        self,
        interval_s: float = 1.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval_s = interval_s
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._delay_s: dict[str, float] = {}

    def slow_down(self, host: str, delay_s: float) -> None:
        """Keep to what a host asks for: Crawl-delay, Retry-After."""
        self._delay_s[host] = min(max(delay_s, 0.0), LONGEST_DELAY_S)

    def wait(self, host: str) -> None:
        """Return when the host may be asked again."""
        now = self._clock()
        due = self._next.get(host, now)
        if due > now:
            self._sleep(due - now)
        interval = max(self._interval_s, self._delay_s.get(host, 0.0))
        self._next[host] = max(due, now) + interval
