"""How often a login may be tried: by name and by network, over restarts and over processes.

Owns the counting. Must never say whether a name exists: unknown names are counted as known ones are. Invariant: a
try is counted before the password is looked at, so that many at once are no way around.

Somebody who guesses at a name would lock its owner out, so a network from which the owner has logged in lately is
counted apart from all others.
"""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from contested.errors import AccessError
from contested.ledger.moments import to_micros
from contested.people import names
from contested.people.tables import tries

WINDOW = timedelta(minutes=15)
PER_NAME = 5
PER_NETWORK = 20
KNOWN_FOR = timedelta(days=30)


def network_of(address: str | None) -> str:
    """The network that an address counts for: itself, or the /64 of an IPv6 address, which is one customer's.

    >>> network_of("2001:db8::1"), network_of("192.0.2.7"), network_of("::ffff:192.0.2.7")
    ('2001:db8::/64', '192.0.2.7', '192.0.2.7')
    """
    try:
        told = ipaddress.ip_address((address or "").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(told, ipaddress.IPv6Address):
        if told.ipv4_mapped:
            return str(told.ipv4_mapped)
        return str(ipaddress.ip_network((told, 64), strict=False))
    return str(told)


def hashed(name: str) -> str:
    """A name as it is counted."""
    return hashlib.sha256(names.key(name).encode(errors="surrogatepass")).hexdigest()


def begin(connection: Connection, name: str, network: str, now: datetime) -> int:
    """Count a try; the number is for ``succeeded``.

    Raises:
        AccessError: people.too-many-tries, with how long to wait.
    """
    called, since = hashed(name), to_micros(now - WINDOW)
    known = set(
        connection.execute(
            select(tries.c.network).where(
                tries.c.name == called, tries.c.good == 1, tries.c.tried_at > to_micros(now - KNOWN_FOR)
            )
        ).scalars()
    )
    of_name = tries.c.network == network if network in known else tries.c.network.not_in(known)
    for which, at_most in (
        (and_(tries.c.name == called, of_name), PER_NAME),
        (tries.c.network == network, PER_NETWORK),
    ):
        failed = (
            connection.execute(
                select(tries.c.tried_at)
                .where(which, tries.c.good == 0, tries.c.tried_at > since)
                .order_by(tries.c.tried_at.desc())
                .limit(at_most)
            )
            .scalars()
            .all()
        )
        if len(failed) == at_most:
            wait_s = max(1, -(-(failed[-1] - since) // 1_000_000))
            raise AccessError(
                "Too many logins failed",
                code="people.too-many-tries",
                remedy=f"Wait {-(-wait_s // 60)} minutes, then try again.",
                wait_s=wait_s,
            )
    made = connection.execute(tries.insert().values(tried_at=to_micros(now), name=called, network=network, good=0))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def succeeded(connection: Connection, number: int, name: str, network: str) -> None:
    """Let a try count no more, nor those before it of this name from this network."""
    connection.execute(
        tries.delete().where(tries.c.name == hashed(name), tries.c.network == network, tries.c.number < number)
    )
    connection.execute(tries.update().where(tries.c.number == number).values(good=1))


def take_back(connection: Connection, number: int) -> None:
    """Let a try that came to nothing count no more."""
    connection.execute(tries.delete().where(tries.c.number == number))


def forget_old(connection: Connection, now: datetime) -> None:
    """Remove what is counted no more."""
    failed_before, good_before = to_micros(now - WINDOW), to_micros(now - KNOWN_FOR)
    connection.execute(
        tries.delete().where(
            or_(
                and_(tries.c.good == 0, tries.c.tried_at <= failed_before),
                and_(tries.c.good == 1, tries.c.tried_at <= good_before),
            )
        )
    )
