"""Which addresses may be fetched.

Owns the refusal of addresses that only this machine or its network can see: a page must not make the program ask
its owner's router, cloud or ledger. Invariant: the address that was checked is the one that is connected to; a
name is looked up once, so that no second answer can name another machine.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from contested.errors import FileRefused

Resolver = Callable[[str, int], Sequence[str]]
"""From a host and a port to its addresses."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
LONGEST = 2000


def refuse(url: str, what: str, code: str, remedy: str) -> FileRefused:
    """The refusal of an address."""
    return FileRefused(f"{url[:LONGEST]} {what}.", code=code, remedy=remedy, path=url)


def checked_parts(url: str) -> tuple[str, int]:
    """Host and port of an address that has the form of one that may be fetched.

    Raises:
        FileRefused: intake.bad-address.
    """
    remedy = "Give an http or https address without a name and password in it."
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise refuse(url, f"is no address: {error}", "intake.bad-address", remedy) from error
    if parts.scheme not in ("http", "https") or not host:
        raise refuse(url, "is no address of the web", "intake.bad-address", remedy)
    if parts.username is not None or parts.password is not None:
        raise refuse(url.replace(parts.netloc, host), "holds a name or password", "intake.bad-address", remedy)
    if len(url) > LONGEST or any(ord(char) < 33 or ord(char) == 127 for char in url):
        raise refuse(url, "is too long or holds white space", "intake.bad-address", remedy)
    return host, port or (443 if parts.scheme == "https" else 80)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, by the system's resolver.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public_address(url: str, host: str, port: int, resolver: Resolver, *, private_allowed: bool) -> str:
    """The address to connect to: the first that the host has.

    Raises:
        FileRefused: intake.unreachable; intake.private-address, where any of the host's addresses is one.
    """
    try:
        addresses = list(resolver(host, port))
    except (OSError, UnicodeError) as error:
        addresses, why = [], f": {error}"
    else:
        why = ""
    if not addresses:
        raise refuse(
            url,
            f"has a host that cannot be found{why}",
            "intake.unreachable",
            "Check the name, and the connection.",
        )
    if not private_allowed:
        for address in addresses:
            if not is_public(address):
                raise refuse(
                    url,
                    f"leads to {address}, which is not on the public internet",
                    "intake.private-address",
                    "If that is what you mean, say --allow-private-addresses.",
                )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address is on the public internet, and not a way round to one that is not.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("1.1.1.1")
    (False, False, True)
    """
    try:
        ip: _Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    for inner in _carried(ip):
        if not inner.is_global or inner.is_multicast or inner.is_reserved or inner.is_unspecified:
            return False
    return True


def _carried(ip: _Address) -> list[_Address]:
    """The address, or those that it carries in another one's form."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip in _NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    if ip.sixtofour:
        return [ip, ip.sixtofour]
    if ip.teredo:
        return [ip, *ip.teredo]
    return [ip]
