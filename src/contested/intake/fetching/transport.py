"""The way to the network: each connection goes to an address that was checked.

Owns the last step before a socket. Invariant: the host's name is looked up here, once a request; the connection is
made to the address found, while TLS and the Host header keep the name.
"""

from __future__ import annotations

import ssl

import httpx

from contested.intake.fetching.addresses import Resolver, checked_parts, public_address


class CheckedTransport(httpx.BaseTransport):
    """An httpx transport that refuses private addresses.

    Connections are not kept: two hosts of one address must not share one that was opened for the other's name.
    """

    def __init__(self, resolver: Resolver, *, private_allowed: bool) -> None:
        self._resolver = resolver
        self._private_allowed = private_allowed
        self._inner = httpx.HTTPTransport(
            verify=ssl.create_default_context(),
            trust_env=False,
            limits=httpx.Limits(max_connections=4, max_keepalive_connections=0),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the address of its host that was checked.

        Raises:
            FileRefused: intake.bad-address, intake.unreachable, intake.private-address.
        """
        url = str(request.url)
        host, port = checked_parts(url)
        address = public_address(url, host, port, self._resolver, private_allowed=self._private_allowed)
        request.headers["Connection"] = "close"
        straight = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(straight)

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()
