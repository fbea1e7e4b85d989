from __future__ import annotations

import http.client
import socket
import time
from urllib.parse import urlsplit

import pytest

from contested.errors import SettingsError
from contested.web.app import make_app
from contested.web.server import address_of, listen


def test_a_free_port_is_taken_and_told() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert address_of(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_a_port_in_use_is_a_clear_error() -> None:
    with listen("localhost", 0) as taken, pytest.raises(SettingsError) as refused:
        listen("127.0.0.1", taken.getsockname()[1])
    assert refused.value.code == "web.port-in-use"
    assert "--port" in refused.value.remedy


def test_a_number_that_is_no_port_is_refused() -> None:
    with pytest.raises(SettingsError) as refused:
        listen("127.0.0.1", 70000)
    assert refused.value.code == "web.bad-port"


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(SettingsError) as refused:
        listen("192.0.2.1", 0)
    assert refused.value.code == "web.cannot-listen"


def test_addresses_of_version_six_are_written_as_browsers_want_them() -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        listening = listen("::1", 0)
    except SettingsError:
        pytest.skip("this machine has no IPv6 loopback")
    with listening:
        assert address_of(listening).startswith("http://[::1]:")


def test_streams_of_changes_end_before_the_server_does(library, serving, caplog) -> None:
    began = time.monotonic()
    with serving(make_app(library)) as address:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        connection.request("GET", "/api/v1/changes")
        answer = connection.getresponse()
        assert answer.readline().startswith(b"retry:")
        began = time.monotonic()
    assert time.monotonic() - began < 3
    connection.close()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
