from __future__ import annotations

import http.client
import socket

import pytest

from contested.errors import SettingsError
from contested.web.server import serve_page


def ask(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_the_page_is_served_with_headers_that_forbid_scripts() -> None:
    with serve_page(b"<p>page</p>") as server:
        status, headers, body = ask(server.port, "/")
        assert (status, body) == (200, b"<p>page</p>")
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "script" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_health_and_unknown_addresses_are_told_apart() -> None:
    with serve_page(b"page") as server:
        assert ask(server.port, "/healthz")[::2] == (200, b"ok\n")
        assert ask(server.port, "/?as_of=2021-07-04")[0] == 200
        status, headers, body = ask(server.port, "/../etc/passwd")
        assert status == 404
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert b"no page" in body


def test_head_has_no_body_and_post_is_refused() -> None:
    with serve_page(b"page") as server:
        assert ask(server.port, "/", "HEAD")[2] == b""
        assert ask(server.port, "/", "POST")[0] == 501


def test_stopping_frees_the_port_and_may_be_repeated() -> None:
    server = serve_page(b"page")
    port = server.port
    assert server.url == f"http://127.0.0.1:{port}/"
    server.stop()
    server.stop()
    with serve_page(b"again", port=port) as again:
        assert ask(again.port, "/")[2] == b"again"


def test_a_port_in_use_is_a_clear_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError) as refused:
            serve_page(b"page", port=taken.getsockname()[1])
    assert refused.value.code == "web.port-in-use"
    assert "--port" in refused.value.remedy


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org"])
def test_only_loopback_addresses_are_served(host) -> None:
    with pytest.raises(SettingsError) as refused:
        serve_page(b"page", host=host)
    assert refused.value.code == "web.not-loopback"


def test_a_number_that_is_no_port_is_refused() -> None:
    with pytest.raises(SettingsError) as refused:
        serve_page(b"page", port=70000)
    assert refused.value.code == "web.bad-port"
