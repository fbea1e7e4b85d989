"""The fetcher: one address at a time, within bounds of time and size, as the host allows.

Owns the order of the checks: the form of the address, robots.txt, the pace, the address of the host, each redirect
anew. Must never follow a redirect that was not checked like the first address. Invariant: whatever a server does,
``fetch`` ends within its time limit, holds no more than its byte limit, and answers or raises ``FileRefused``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urldefrag, urljoin

import httpx
import msgspec

from contested import __version__
from contested.intake.fetching.addresses import Resolver, checked_parts, refuse, resolve
from contested.intake.fetching.bounded import BadCompression, Swollen, Undoing
from contested.intake.fetching.pace import Pace
from contested.intake.fetching.retrieval import Hop, Retrieval
from contested.intake.fetching.robots import Robots
from contested.model.instants import format_instant

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASK_LATER = frozenset({429, 503})
_HEAD = 8192
_A_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--.{0,2000}?-->\s*)*+<(?:rss|rdf:RDF|(?:[\w.-]+:)?feed)[\s>]",
    re.DOTALL,
)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one fetch may cost.

    Attributes:
        connect_s: Until a connection stands.
        read_s: Between two pieces of an answer.
        whole_s: From the first byte asked to the last one received, redirects included.
        max_bytes: Of the body, its compression undone.
        max_hops: Redirects followed.
    """

    connect_s: float = 10.0
    read_s: float = 20.0
    whole_s: float = 60.0
    max_bytes: int = 20 * 1024 * 1024
    max_hops: int = 5


class Fetcher:
    """Fetches addresses; use it in a ``with`` block.

    Proxies and passwords of the environment are not used: behind a proxy nobody could say which address answers.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        pace: Pace | None = None,
        private_allowed: bool = False,
        robots_honoured: bool = True,
        contact: str | None = None,
        resolver: Resolver = resolve,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        from contested.intake.fetching.transport import CheckedTransport  # noqa: PLC0415 - it opens the trust store

        self._limits = limits or Limits()
        self._pace = pace or Pace()
        self._clock = clock
        self.robots = Robots(self._get_robots) if robots_honoured else None
        about = f"; {contact}" if contact else ""
        self._client = httpx.Client(
            transport=CheckedTransport(resolver, private_allowed=private_allowed),
            headers={
                "User-Agent": f"contested/{__version__} (reads reports for an evidence ledger{about})",
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.5",
                "Accept-Encoding": "gzip",
            },
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open."""
        self._client.close()

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Retrieval:
        """Fetch an address.

        Args:
            url: http or https; a fragment is left out.
            etag: Of the last retrieval, to be told 304 where nothing changed.
            last_modified: As ``etag``.

        Returns:
            A retrieval of status 200, or of 304 where ``etag`` or ``last_modified`` was given.

        Raises:
            FileRefused: intake.bad-address, intake.private-address, intake.unreachable, intake.timed-out,
                intake.too-large, intake.bad-compression, intake.robots, intake.too-many-redirects,
                intake.http-status.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        answer = self._follow(url, headers, asks_robots=self.robots is not None)
        if answer.status == 200 or (answer.status == 304 and headers):
            return answer
        raise refuse(
            url,
            f"answered {answer.status} {answer.reason}".rstrip(),
            "intake.http-status",
            "Open it in a browser and see what stands there.",
        )

    def _get_robots(self, url: str) -> Retrieval:
        return self._follow(url, {}, asks_robots=False)

    def _follow(self, asked: str, headers: dict[str, str], *, asks_robots: bool) -> Retrieval:
        deadline = time.monotonic() + self._limits.whole_s
        url, hops = urldefrag(asked).url, list[Hop]()
        while True:
            host, _ = checked_parts(url)
            if asks_robots:
                self._ask_robots(url, host)
            self._pace.wait(host)
            answer, target = self._once(url, headers, deadline)
            if target is None:
                return msgspec.structs.replace(answer, asked=asked, hops=tuple(hops))
            hops.append(Hop(url, answer.status))
            if len(hops) > self._limits.max_hops:
                raise refuse(
                    asked,
                    f"sends on more than {self._limits.max_hops} times",
                    "intake.too-many-redirects",
                    "Give the address that it ends at.",
                )
            url = urldefrag(urljoin(url, target)).url

    def _ask_robots(self, url: str, host: str) -> None:
        assert self.robots is not None
        if not self.robots.allows(url):
            raise refuse(
                url,
                "may not be read by programs: its host's robots.txt says so, or cannot be had",
                "intake.robots",
                "Ask its publisher, or save the page yourself and give the file.",
            )
        delay = self.robots.delay_s(url)
        if delay:
            self._pace.slow_down(host, delay)

    def _once(self, url: str, headers: dict[str, str], deadline: float) -> tuple[Retrieval, str | None]:
        """One request and its answer; beside it the address it sends on to."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise self._timed_out(url)
        timeout = httpx.Timeout(min(self._limits.read_s, left), connect=min(self._limits.connect_s, left))
        at = format_instant(self._clock().replace(microsecond=0))
        try:
            with self._client.stream("GET", url, headers=headers, timeout=timeout) as response:
                found = tuple(response.headers.multi_items())
                answer = Retrieval(
                    asked=url,
                    url=url,
                    at=at,
                    status=response.status_code,
                    reason=response.reason_phrase,
                    headers=found,
                )
                if response.status_code in _ASK_LATER:
                    self._keep_off(url, answer)
                if response.status_code in _REDIRECTS and answer.header("location"):
                    return answer, answer.header("location")
                if response.status_code != 200:
                    return answer, None
                body, cut = self._body(url, response, deadline)
        except httpx.TimeoutException as error:
            raise self._timed_out(url) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise refuse(
                url, f"cannot be had: {error}", "intake.unreachable", "Check the address, and the connection."
            ) from error
        return msgspec.structs.replace(answer, body=body, cut=cut), None

    def _body(self, url: str, response: httpx.Response, deadline: float) -> tuple[bytes, bool]:
        """The body, and whether it was cut off at the limit: a feed is taken so far, anything else refused."""
        limit = self._limits.max_bytes
        too_large = refuse(
            url,
            f"is larger than {limit // 1024 // 1024 or 1} MB",
            "intake.too-large",
            "See whether it is what you meant; save it yourself and give the file.",
        )
        try:
            undoing = Undoing(response.headers.get("content-encoding"), limit)
            length = response.headers.get("content-length", "")
            whole = not (length.isdecimal() and int(length) > limit)
            for chunk in response.iter_raw():
                undoing.feed(chunk)
                head = b"" if whole else undoing.head(_HEAD)
                if len(head) == _HEAD and not _A_FEED.match(head):
                    raise too_large
                if time.monotonic() > deadline:
                    raise self._timed_out(url)
            return undoing.body(), False
        except Swollen as error:
            if _A_FEED.match(undoing.head(_HEAD)):
                return undoing.so_far, True
            raise too_large from error
        except BadCompression as error:
            raise refuse(
                url,
                f"came in a compression that cannot be undone ({error})",
                "intake.bad-compression",
                "Save the page yourself and give the file.",
            ) from error

    def _timed_out(self, url: str) -> Exception:
        return refuse(
            url,
            f"did not answer whole within {self._limits.whole_s:.0f} s",
            "intake.timed-out",
            "Try again later.",
        )

    def _keep_off(self, url: str, answer: Retrieval) -> None:
        asked = answer.header("retry-after") or ""
        self._pace.slow_down(checked_parts(url)[0], float(asked) if asked.isdecimal() and len(asked) < 9 else 10.0)
